import type { Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { ASKS, answersOf } from '../kernel/asks'
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
    { orderBy: [['_id', 'asc']], limit: STEP_ITEMS, fields: ['openid'] },
  )
  const answers = await answersOf(
    db,
    ask,
    people.map((person) => person._id),
  )
  const done = new Set(
    answers.filter((each) => each.answeredAt !== null).map((each) => each.memberId),
  )
  const missing = people.filter((person) => person.openid !== undefined && !done.has(person._id))
  const outcomes = await sendReminders({ db, wechat, now: now() }, ask, missing, key, askLine(ask))
  const failed = [...outcomes.values()].filter((outcome) => outcome === 'failed').length
  return {
    cursor: people.at(-1)?._id ?? cursor,
    done: people.length - failed,
    failed,
    finished: people.length < STEP_ITEMS,
  }
}
