import type { AnswerRecord, Ask } from '../../typings/ask'
import type { Session } from '../../typings/organisation'
import { answerId } from '../rules/ask'
import type { Along, Database } from './db'

/**
 * What is asked of people is one thing, whatever feature asks it: one row per notice, meeting, quiz … in `asks`,
 * one row per person and version in `answers`.
 */
export const ASKS = 'asks'
export const ANSWERS = 'answers'

/** Open asks of one person. The most a person can be asked at once is bounded by what stays open; 200 is shown. */
const OPEN_LIMIT = 200
/** Expected people of one branch whose names are listed at once: twice the usual largest branch (ORG-3). */
export const BRANCH_LIMIT = 500

/** What is open for a person now, and what they did with it: two reads, side by side. */
export async function openFor(
  db: Database,
  session: Session,
  now: Date,
): Promise<{ asks: Ask[]; answers: AnswerRecord[] }> {
  const instant = now.toISOString()
  const { is } = db
  const [asks, answers] = await Promise.all([
    db.collection<Ask>(ASKS).find(
      {
        audienceKeys: is.in(session.audienceKeys),
        state: 'open',
        closesAt: is.gt(instant),
        publishAt: is.lte(instant),
      },
      { limit: OPEN_LIMIT },
    ),
    db
      .collection<AnswerRecord>(ANSWERS)
      .find({ memberId: session.memberId, closesAt: is.gt(instant) }, { limit: 2 * OPEN_LIMIT }),
  ])
  return { asks, answers }
}

/** The part of an ask that an answer is stamped with. */
export type Asked = Pick<Ask, '_id' | 'kind' | 'version' | 'closesAt'>

/**
 * Records the first opening; a repeat returns what was recorded before. `mine`: as read with the session;
 * `runsUntil`: of an exam, which begins with it.
 */
export async function recordOpening(
  db: Database,
  asked: Asked,
  session: Session,
  {
    mine,
    isAnswer,
    ...begun
  }: { mine: readonly AnswerRecord[]; isAnswer: boolean } & Pick<AnswerRecord, 'runsUntil'>,
  now: Date,
): Promise<AnswerRecord> {
  const before = answerTo(asked, mine)
  if (before !== null) return before
  const record = freshAnswer(asked, session.memberId, session.affiliation, now)
  const at = now.toISOString()
  const answeredAt = isAnswer ? at : null
  const document: AnswerRecord = { ...record, ...begun, readAt: at, answeredAt }
  const inserted = await db.collection<AnswerRecord>(ANSWERS).insert(document)
  return inserted.state === 'inserted' ? document : inserted.existing
}

/** An opening that says another end of the exam than its attempt has, which is the fact, says the attempt's. */
export async function alignEnd(
  db: Database,
  { _id, runsUntil, answeredAt }: AnswerRecord,
  endsAt: string,
): Promise<void> {
  if (answeredAt !== null || runsUntil === endsAt) return
  await db
    .collection<AnswerRecord>(ANSWERS)
    .updateWhere({ _id, answeredAt: null }, { runsUntil: endsAt })
}

/**
 * Records an answer exactly once: the first insert, or compare-and-set of `answeredAt` in what the opening left,
 * wins; every repeat gets what it wrote. `before` is the person's answer as just read, `extra` goes in with it
 * (reply, device time, the secretary who recorded it).
 */
export async function recordAnswer(
  db: Database,
  asked: Asked,
  person: { memberId: string; place: { orgId: string; path: string[] } },
  extra: Pick<AnswerRecord, 'reply' | 'deviceAt' | 'recordedBy'>,
  { before, now }: { before: AnswerRecord | null; now: Date },
): Promise<AnswerRecord> {
  if (before !== null && before.answeredAt !== null) return before
  const answers = db.collection<AnswerRecord>(ANSWERS)
  const at = now.toISOString()
  const given = { ...extra, answeredAt: at, changedAt: at }
  if (before !== null) {
    const { _id } = before
    const updated = await answers.updateWhere({ _id, answeredAt: null }, given)
    if (updated === 1) return { ...before, ...given }
    const winner = await answers.get(_id)
    if (winner === null) throw new Error(`answer ${_id} vanished while it was given`)
    return winner
  }
  // Never opened before: a card confirmed offline, a secretary's note.
  const opened = extra.recordedBy === undefined ? { readAt: at } : {}
  const fresh = freshAnswer(asked, person.memberId, person.place, now)
  const document: AnswerRecord = { ...fresh, ...opened, ...given }
  const inserted = await answers.insert(document)
  if (inserted.state === 'inserted') return document
  return recordAnswer(db, asked, person, extra, { before: inserted.existing, now })
}

/** What was done is not done any more: the ask stands open again, read. What a secretary recorded stays. */
export async function takeAnswerBack(db: Database, _id: string, now: Date): Promise<void> {
  await db
    .collection<AnswerRecord>(ANSWERS)
    .updateWhere(
      { _id, answeredAt: db.is.gt(''), recordedBy: db.is.exists(false) },
      { answeredAt: null, changedAt: now.toISOString() },
    )
}

/** A person's answer to the present version, among their answers to any. */
export function answerTo(
  asked: Pick<Asked, '_id' | 'version'>,
  answers: readonly AnswerRecord[],
): AnswerRecord | null {
  const isMeant = (each: AnswerRecord) => each.askId === asked._id && each.version === asked.version
  return answers.find(isMeant) ?? null
}

/** Answers of these people to one version, from whichever branch they answered. */
export function answersOf(
  db: Database,
  asked: Pick<Ask, '_id' | 'version'>,
  memberIds: readonly string[],
): Promise<AnswerRecord[]> {
  const ids = memberIds.map((memberId) => answerId(asked._id, asked.version, memberId))
  if (ids.length === 0) return Promise.resolve([])
  return db.collection<AnswerRecord>(ANSWERS).find({ _id: db.is.in(ids) }, { limit: BRANCH_LIMIT })
}

/** The same, to be read along with people. */
export function answersAlong({ _id, version }: Pick<Ask, '_id' | 'version'>): Along {
  return { from: ANSWERS, ids: [{ before: answerId(_id, version, ''), field: '_id' }] }
}

function freshAnswer(
  asked: Asked,
  memberId: string,
  place: { orgId: string; path: string[] },
  now: Date,
): AnswerRecord {
  return {
    _id: answerId(asked._id, asked.version, memberId),
    askId: asked._id,
    kind: asked.kind,
    version: asked.version,
    memberId,
    orgId: place.orgId,
    path: place.path,
    answeredAt: null,
    changedAt: now.toISOString(),
    closesAt: asked.closesAt,
  }
}
