import type { Member } from '../../typings/organisation'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'
import { changeMember, MEMBERS } from '../kernel/members'
import { dayBefore } from '../rules/calendar'

/** What can begin or end on a day without anybody doing anything. */
const DATES = [
  'attachments.from',
  'attachments.until',
  'posts.from',
  'posts.until',
  'leftOn',
] as const

interface Cursor {
  date: number
  member: string
}

/**
 * Once a day: people whose posts or attachments begin today or ended yesterday get today's audiences,
 * and whose last day has come are out. `input` holds the days in Beijing: `since` the last day that was done,
 * `day` today. West of there the day before has only now begun or ended, so it is done once more.
 */
export const dated: JobHandler = async ({ input, cursor }, { db, now }) => {
  const at = (cursor as Cursor | null) ?? { date: 0, member: '' }
  const field = DATES[at.date]
  if (field === undefined) return { cursor, done: 0, failed: 0, finished: true }
  const { is } = db
  const [since, day] = [dayBefore(String(input.since)), String(input.day)]
  const begins = field.endsWith('.from') || field === 'leftOn'
  const crossed = begins ? is.and(is.gt(since), is.lte(day)) : is.and(is.gte(since), is.lt(day))
  const people = await db
    .collection<Member>(MEMBERS)
    .find(
      { [field]: crossed, state: 'active', _id: is.gt(at.member) },
      { orderBy: [['_id', 'asc']], limit: STEP_ITEMS },
    )
  let failed = 0
  for (const person of people) {
    // Somebody else's change meanwhile made the audiences anew.
    if ((await changeMember(db, person, {}, now())) === null) failed += 1
  }
  const isLast = people.length < STEP_ITEMS
  const next: Cursor = isLast
    ? { date: at.date + 1, member: '' }
    : { date: at.date, member: people.at(-1)?._id ?? at.member }
  return {
    cursor: next,
    done: people.length - failed,
    failed,
    finished: next.date >= DATES.length,
  }
}
