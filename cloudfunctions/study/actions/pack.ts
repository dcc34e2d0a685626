import * as v from 'valibot'
import type { BankQuestion } from '../../../typings/question-bank'
import { action } from '../../kernel/action'
import { derivedId } from '../../kernel/ids'
import { id } from '../../kernel/schema'
import { QUESTIONS } from '../../kernel/study/stored'
import { blanksOf, optionsOf } from '../../rules/study/question'
import { seal } from '../../rules/study/seal'
import { heldFor } from '../held-for'
import { subject } from '../schemas'

const PAGE = 100
const MOST = 5000

/**
 * 可练习 questions of one subject with their keys, to be practised without network. None of a quiz that is not
 * over: neither by the question itself nor by the same content in another bank whose quizzes may ask the reader.
 */
export const pack = action('study.pack', {
  input: v.strictObject({
    orgId: id,
    subject,
    offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST), v.multipleOf(PAGE)),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, now }, { orgId, subject: name, offset }) {
    const at = now.toISOString()
    const found = await db
      .collection<BankQuestion>(QUESTIONS)
      .find(
        { orgId, subject: name, practice: true, state: 'inUse' },
        { orderBy: [['_id', 'asc']], skip: offset, limit: PAGE + 1 },
      )
    const page = found.slice(0, PAGE)
    const contents = page.map(({ contentId }) => contentId)
    const held = await heldFor(db, session, contents, now)
    const free = page.filter(({ heldUntil, contentId }) => heldUntil <= at && !held.has(contentId))
    return {
      packId: derivedId('pack', orgId, name, String(offset), ...free.map(versionOf)),
      questions: free.map((question) => ({
        questionId: question._id,
        kind: question.kind,
        stem: question.stem,
        options: optionsOf(question),
        blanks: blanksOf(question),
        seal: seal({ key: question.key, explanation: question.explanation }, question._id),
      })),
      more: found.length > PAGE,
      at,
    }
  },
})

function versionOf({ _id, version }: BankQuestion): string {
  return `${_id}:${version}`
}
