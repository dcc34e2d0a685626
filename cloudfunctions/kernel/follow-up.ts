import type { AnswerRecord, Ask, MissingRow, OwnCount, ProgressRow } from '../../typings/ask'
import type { Member, Session } from '../../typings/organisation'
import { answerId, personState } from '../rules/ask'
import { currentAttachments, isAsked } from '../rules/audience'
import { localDate } from '../rules/calendar'
import { maskPhone } from '../rules/phone'
import { refuse } from './action'
import { ANSWERS, answersAlong, recordAnswer } from './asks'
import type { Database } from './db'
import { hasLeft, MEMBERS } from './members'
import { type Place, peopleAt } from './people-at'
import { PROGRESS, type StoredProgress } from './progress'
import { nudgesAlong, remindedAt } from './reminders'

/**
 * Following up what is asked, whatever it is: names by state, progress by organisation, answers that a secretary
 * records. Features call this from actions of their own.
 */

/** Those who need the secretary first come first. */
const ORDER = ['notJoined', 'unread', 'read', 'recorded', 'confirmed'] as const

/**
 * Who of an organisation's own people (`peopleAt`) is expected, by state; exact, from the records themselves.
 * One request: reminders and answers are read along.
 */
export async function namesOf(
  db: Database,
  ask: Ask,
  place: Place,
  now: Date,
): Promise<MissingRow[]> {
  const people = await peopleAt(db, place, [nudgesAlong(ask._id), answersAlong(ask)], now)
  return people
    .filter(({ document }) => isAsked(document.audienceKeys, ask.audienceKeys))
    .map(({ document: person, along: [nudges = [], answers = []] }) =>
      rowOf(person, answers[0] as AnswerRecord | undefined, remindedAt(nudges, now)),
    )
    .sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name, 'zh'),
    )
}

function rowOf(
  person: Member,
  answer: AnswerRecord | undefined,
  reminded: Date | null,
): MissingRow {
  const reply = answer?.replyWithdrawnAt === undefined ? answer?.reply : undefined
  return {
    memberId: person._id,
    name: person.name,
    state: personState(person.openid !== undefined, answer),
    ...(person.phone === undefined ? {} : { maskedPhone: maskPhone(person.phone) }),
    ...(reply === undefined ? {} : { reply }),
    ...(answer?.recordedBy === undefined ? {} : { recordedReason: answer.recordedBy.reason }),
    ...(reminded === null ? {} : { remindedAt: reminded.toISOString() }),
  }
}

/** Who of an organisation's own people (`peopleAt`) is expected, with whether they have answered by now. */
export async function expectedAt(
  db: Database,
  ask: Ask,
  place: Place,
  now: Date,
): Promise<{ person: Member; answered: boolean }[]> {
  const people = await peopleAt(db, place, [answersAlong(ask)], now)
  return people
    .filter(({ document }) => isAsked(document.audienceKeys, ask.audienceKeys))
    .map(({ document: person, along: [answers = []] }) => {
      const [answer] = answers as AnswerRecord[]
      return { person, answered: answer !== undefined && answer.answeredAt !== null }
    })
}

/** Counters of the children of one organisation as the last recount left them; to be prefetched. */
export function progressIn(
  db: Database,
  askId: string,
  orgId: string,
): Promise<StoredProgress | null> {
  return db.collection<StoredProgress>(PROGRESS).get(`${askId}:${orgId}`)
}

/** Biggest gap first. `own`: who belongs to none below, or stays there. `at`: how old the counters are, `null`: nobody counted yet. */
export function progressOf(
  ask: Pick<Ask, 'version'>,
  counted: StoredProgress | null,
): { rows: ProgressRow[]; own: OwnCount | null; at: string | null } {
  if (counted === null || counted.version !== ask.version) return { rows: [], own: null, at: null }
  const gap = (row: ProgressRow) => row.expected - row.confirmed
  const { expected, guests = 0 } = counted.own
  const own = expected + guests > 0 ? counted.own : null
  return { rows: [...counted.rows].sort((a, b) => gap(b) - gap(a)), own, at: counted.at }
}

/** Who is meant to be recorded, and what they did so far; to be prefetched. */
export async function readTold(
  db: Database,
  input: { askId: string; version: number; memberId: string },
): Promise<{ person: Member | null; before: AnswerRecord | null }> {
  const [person, before] = await Promise.all([
    db.collection<Member>(MEMBERS).get(input.memberId),
    db.collection<AnswerRecord>(ANSWERS).get(answerId(input.askId, input.version, input.memberId)),
  ])
  return { person, before }
}

/** 已当面告知: recorded for somebody without WeChat, with the reason. Never replaces an answer. */
export async function recordTold(
  db: Database,
  ask: Ask,
  told: { person: Member | null; before: AnswerRecord | null },
  by: { session: Session; orgId: string; version: number; reason: string },
  now: Date,
): Promise<{ at: string }> {
  const { person, before } = told
  if (ask.state === 'withdrawn') return refuse('withdrawn')
  if (ask.version !== by.version) return refuse('changedMeanwhile')
  const guest = currentAttachments(person?.attachments ?? [], now)
  const place = [person?.affiliation, ...guest].find((each) => each?.orgId === by.orgId)
  const isOut = person === null || hasLeft(person, localDate(now))
  if (isOut || place === undefined || !isAsked(person.audienceKeys, ask.audienceKeys))
    return refuse('notAsked')
  // Of what nobody sees yet nobody can be told.
  if (ask.publishAt > now.toISOString()) return refuse('notAsked')
  const { memberId, name } = by.session
  const recordedBy = { memberId, name, reason: by.reason }
  const answer = await recordAnswer(
    db,
    ask,
    { memberId: person._id, place },
    { recordedBy },
    { before, now },
  )
  return { at: answer.answeredAt ?? now.toISOString() }
}
