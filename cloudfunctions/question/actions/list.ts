import * as v from 'valibot'
import type { BankQuestion, QuestionRow } from '../../../typings/question-bank'
import { action } from '../../kernel/action'
import type { Filter } from '../../kernel/db'
import { newestPage } from '../../kernel/page-before'
import { id, instant, optionalLine } from '../../kernel/schema'
import { QUESTIONS } from '../../kernel/study/stored'
import { offersOf, subjectsOf } from '../../kernel/study/subjects'
import { holds } from '../../kernel/words'
import { kind, subject } from '../schemas'

const PAGE = 20

/** The bank with its keys, latest changed first. For those who write it, in their own organisation. */
export const list = action('question.list', {
  input: v.strictObject({
    orgId: id,
    subject: v.nullable(subject),
    kind: v.nullable(kind),
    search: optionalLine(40),
    retired: v.boolean(),
    before: v.nullable(v.strictObject({ changedAt: instant, id })),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, input) {
    const at = now.toISOString()
    const { orgId, before } = input
    const filter: Filter = {
      orgId,
      ...(input.subject === null ? {} : { subject: input.subject }),
      state: input.retired ? 'retired' : 'inUse',
      ...(input.kind === null ? {} : { kind: input.kind }),
      ...(input.search === '' ? {} : { stem: holds(input.search) }),
    }
    const [found, subjects] = await Promise.all([
      newestPage(db, db.collection<BankQuestion>(QUESTIONS), filter, {
        field: 'changedAt',
        before: before === null ? null : { at: before.changedAt, id: before.id },
        size: PAGE,
      }),
      before === null ? subjectsOf(db, orgId) : [],
    ])
    return {
      questions: found.documents.map((question) => rowOf(question, at)),
      more: found.next !== null,
      subjects,
      at,
    }
  },
})

function rowOf(question: BankQuestion, at: string): QuestionRow {
  const { _id, subject: of, stem, options, key, explanation } = question
  const { practice, state, version, changedAt, heldUntil } = question
  return {
    _id,
    subject: of,
    kind: question.kind,
    stem,
    options,
    key,
    explanation,
    practice,
    state,
    version,
    changedAt,
    heldUntil: heldUntil > at ? heldUntil : null,
  }
}

/** How many questions there are to choose from. */
export const subjects = action('question.subjects', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { orgId }) {
    return { subjects: await offersOf(db, orgId, now.toISOString()) }
  },
})
