import type { AnswerRecord, Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { ANSWERS, ASKS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { type JobHandler, type JobTools, STEP_ITEMS, startJob } from '../kernel/jobs'
import { MEMBERS } from '../kernel/members'
import { type Mark, markAfter, pageAfter } from '../kernel/page-after'
import { SETTLED_MS } from '../kernel/settled'
import { remindAt } from '../rules/reminder'
import { countPlaces } from './count-places'
import { rollUp } from './roll-up'

const PAUSE_MS = 10_000

interface RecountCursor {
  asks: Mark | null
  answers: Mark | null
}

/** Finds what changed since its mark: new asks get a first count and a reminder, branches with answers a recount. */
export const recount: JobHandler = async ({ cursor }, tools) => {
  const { db } = tools
  const now = tools.now()
  const { asks: asksMark, answers: answersMark } = (cursor as RecountCursor | null) ?? {
    asks: null,
    answers: null,
  }
  // So that the mark never passes a write that is still on its way.
  const upTo = new Date(now.getTime() - SETTLED_MS).toISOString()
  const walk = { field: 'changedAt', upTo, limit: STEP_ITEMS } as const
  const [asks, answers] = await Promise.all([
    pageAfter(db, db.collection<Ask>(ASKS), {}, { ...walk, mark: asksMark }),
    pageAfter(db, db.collection<AnswerRecord>(ANSWERS), {}, { ...walk, mark: answersMark }),
  ])
  for (const ask of asks) await startFor(db, ask, now)
  await recountAnswers(tools, answers)
  const isMore = asks.length === STEP_ITEMS || answers.length === STEP_ITEMS
  const next: RecountCursor = {
    asks: markAfter(asks, 'changedAt', asksMark),
    answers: markAfter(answers, 'changedAt', answersMark),
  }
  return {
    cursor: next,
    done: asks.length + answers.length,
    failed: 0,
    finished: false,
    pauseMs: isMore ? 0 : PAUSE_MS,
  }
}

/** A published or changed ask: counted from the start when people see it, reminded of before its deadline. */
async function startFor(db: Database, ask: Ask, now: Date): Promise<void> {
  if (ask.state !== 'open') return
  const { _id: askId, version, publishAt, deadline, orgId } = ask
  const job = { total: 0, orgId, startedBy: 'clock' }
  await startJob(
    db,
    {
      ...job,
      _id: `count:${askId}:${version}`,
      kind: 'count',
      input: { askId, version },
      runAt: Date.parse(publishAt),
    },
    now,
  )
  if (deadline === null || deadline <= now.toISOString()) return
  await startJob(
    db,
    {
      ...job,
      _id: `remind:${askId}:${version}:${deadline}`,
      kind: 'remind',
      input: { askId, version, deadline },
      runAt: remindAt(publishAt, deadline).getTime(),
    },
    now,
  )
}

/** Recounts the branches of those who answered, once per ask and branch, however many answers there are. */
async function recountAnswers(tools: JobTools, answers: readonly AnswerRecord[]): Promise<void> {
  const { db } = tools
  if (answers.length === 0) return
  const askIds = [...new Set(answers.map((answer) => answer.askId))]
  const memberIds = [...new Set(answers.map((answer) => answer.memberId))]
  const [asks, people] = await Promise.all([
    db.collection<Ask>(ASKS).find({ _id: db.is.in(askIds) }, { limit: askIds.length }),
    db
      .collection<Member>(MEMBERS)
      .find({ _id: db.is.in(memberIds) }, { limit: memberIds.length, fields: ['affiliation'] }),
  ])
  const placeOf = new Map(people.map((person) => [person._id, person.affiliation.orgId]))
  for (const ask of asks) {
    if (ask.state !== 'open') continue
    const places = answers
      .filter((answer) => answer.askId === ask._id && answer.version === ask.version)
      .flatMap((answer) => placeOf.get(answer.memberId) ?? [])
    await recountPlaces(tools, ask, places)
  }
}

/** Counts these organisations anew and carries what is new up to the root. */
export async function recountPlaces(
  { db, now }: Pick<JobTools, 'db' | 'now'>,
  ask: Ask,
  orgIds: readonly string[],
): Promise<void> {
  const places = [...new Set(orgIds)]
  if (places.length === 0) return
  await rollUp(db, ask, await countPlaces(db, ask, places), now())
}
