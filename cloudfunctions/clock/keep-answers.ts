import type { AnswerRecord, Ask } from '../../typings/ask'
import { ANSWERS, ASKS } from '../kernel/asks'
import { type JobHandler, STEP_ITEMS } from '../kernel/jobs'

/**
 * An ask whose deadline was put off stays open longer, and with it what people answered: Today reads the answers to
 * what is open, so that nobody is asked again for what they did. Answers of every version, found by their ids.
 */
export const keepAnswers: JobHandler = async ({ input, cursor }, { db }) => {
  const askId = String(input.askId)
  const ask = await db.collection<Ask>(ASKS).get(askId)
  if (ask === null) return { cursor, done: 0, failed: 0, finished: true }
  const { is } = db
  const answers = db.collection<AnswerRecord>(ANSWERS)
  // Ids of answers begin with the ask's and a colon; the semicolon comes next.
  const after = typeof cursor === 'string' ? cursor : `${askId}:`
  const page = await answers.find(
    { askId, _id: is.and(is.gt(after), is.lt(`${askId};`)) },
    { orderBy: [['_id', 'asc']], limit: STEP_ITEMS, fields: ['_id'] },
  )
  const ids = page.map(({ _id }) => _id)
  if (ids.length > 0)
    await answers.updateWhere(
      { _id: is.in(ids), closesAt: is.lt(ask.closesAt) },
      { closesAt: ask.closesAt },
    )
  return {
    cursor: ids.at(-1) ?? cursor,
    done: ids.length,
    failed: 0,
    finished: ids.length < STEP_ITEMS,
  }
}
