import type { Ask } from '../../typings/ask'
import type { Member, Organisation } from '../../typings/organisation'
import { ASKS, answersOf } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { MEMBERS } from '../kernel/members'
import { remind as sendReminders } from '../kernel/reminders'
import { askLine } from '../rules/reminder'

/** Before a deadline: those who have not answered and hold a message are reminded, each at most once. */
export const remind: JobHandler = async ({ _id: key, input, cursor }, { db, wechat, now }) => {
  const ask = await db.collection<Ask>(ASKS).get(String(input.askId))
  const isMeant =
    ask !== null &&
    ask.state === 'open' &&
    ask.version === input.version &&
    ask.deadline !== null &&
    ask.deadline === input.deadline &&
    ask.deadline > now().toISOString()
  if (!isMeant) return { cursor, done: 0, failed: 0, finished: true }

  const people = await db.collection<Member>(MEMBERS).find(
    {
      audienceKeys: db.is.in(ask.audienceKeys),
      state: 'active',
      _id: db.is.gt(typeof cursor === 'string' ? cursor : ''),
    },
    { orderBy: [['_id', 'asc']], limit: STEP_ITEMS, fields: ['openid', 'affiliation'] },
  )
  const [answers, zones] = await Promise.all([
    answersOf(
      db,
      ask,
      people.map((person) => person._id),
    ),
    ask.timeZone === undefined ? zonesOf(db, people) : new Map<string, string>(),
  ])
  const done = new Set(
    answers.filter((each) => each.answeredAt !== null).map((each) => each.memberId),
  )
  const missing = people.filter((person) => person.openid !== undefined && !done.has(person._id))
  const lineFor = (person: Reader) => askLine(ask, zones.get(person.affiliation.orgId))
  const tools = { db, wechat, now: now() }
  let failed = 0
  // Branches in different zones read different lines.
  for (const line of new Set(missing.map(lineFor))) {
    const readers = missing.filter((person) => lineFor(person) === line)
    const outcomes = await sendReminders(tools, ask, readers, key, line)
    failed += [...outcomes.values()].filter((outcome) => outcome === 'failed').length
  }
  return {
    cursor: people.at(-1)?._id ?? cursor,
    done: people.length - failed,
    failed,
    finished: people.length < STEP_ITEMS,
  }
}

type Reader = Pick<Member, 'affiliation'>

/** The zones of people's branches, by organisation. */
async function zonesOf(db: Database, people: readonly Reader[]): Promise<Map<string, string>> {
  const orgIds = [...new Set(people.map(({ affiliation }) => affiliation.orgId))]
  if (orgIds.length === 0) return new Map()
  const branches = await db
    .collection<Organisation>('organisations')
    .find({ _id: db.is.in(orgIds) }, { limit: orgIds.length, fields: ['timeZone'] })
  return new Map(branches.map(({ _id, timeZone }) => [_id, timeZone]))
}
