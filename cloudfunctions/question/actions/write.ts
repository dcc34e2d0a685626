import * as v from 'valibot'
import type { BankQuestion, QuestionText } from '../../../typings/question-bank'
import { action, documentIn, refuse } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { startJob } from '../../kernel/jobs'
import { contentId, freshQuestion, type StoredQuestion } from '../../kernel/questions/bank'
import { id, optionalText, version } from '../../kernel/schema'
import { QUESTIONS } from '../../kernel/study/stored'
import { recountSubject } from '../../kernel/study/subjects'
import { hasSameKey, problemsOf, tidy } from '../../rules/study/question'
import { questionText, subject } from '../schemas'

const MOST_MARKED = 200
/** A quiz that is being published now may still copy the old key; it is done by then. */
const RESCORE_AFTER_MS = 30_000

/** Adds one question; the same content again adds nothing. */
export const add = action('question.add', {
  input: v.strictObject({ orgId: id, subject, question: questionText, practice: v.boolean() }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, openid, now }, input) {
    const { orgId, practice } = input
    const question = whole(input.question)
    const post = session.posts.find((each) => each.orgId === orgId)
    if (post === undefined) return refuse('forbidden')
    const place = { orgId, orgName: post.orgName, path: post.path }
    await checkTexts(wechat, openid, input.subject, [checkedText(question)])
    const of = { subject: input.subject, practice, importId: '' }
    const fresh = freshQuestion(place, question, of, now.toISOString())
    const inserted = await db.collection<StoredQuestion>(QUESTIONS).insert(fresh)
    if (inserted.state === 'inserted') {
      await recountSubject(db, place, input.subject, now)
      return { questionId: fresh._id, version: 1, state: 'added' as const }
    }
    return {
      questionId: fresh._id,
      version: inserted.existing.version,
      state: 'exists' as const,
    }
  },
})

/**
 * Changes a question by compare-and-set. A changed key is a correction: with a reason, logged, and every paper that
 * holds the question is scored again.
 */
export const edit = action('question.edit', {
  input: v.strictObject({
    questionId: id,
    seenVersion: version,
    subject,
    question: questionText,
    practice: v.boolean(),
    reason: optionalText(100),
  }),
  target: documentIn<BankQuestion>(QUESTIONS)(({ questionId }) => questionId),
  subjects: (_, { target }) => [target],
  async run({ session, db, wechat, openid, now }, input, { target: before }) {
    const question = whole(input.question)
    const at = now.toISOString()
    const isRepeat = before.version === input.seenVersion + 1 && isSame(before, question, input)
    if (!isRepeat && before.version !== input.seenVersion) return refuse('changedMeanwhile')
    // Of a repeat the old key is gone; a reason tells that it was a correction.
    const rescoring = isRepeat ? input.reason !== '' : !hasSameKey(before, question)
    if (rescoring && input.reason === '') return refuse('badInput', { field: 'reason' })
    const after = input.seenVersion + 1
    if (!isRepeat) {
      await checkTexts(wechat, openid, input.subject, [checkedText(question)])
      const saved = await db.collection<BankQuestion>(QUESTIONS).updateWhere(
        { _id: before._id, version: before.version },
        {
          ...question,
          options: db.is.set(question.options),
          key: db.is.set(question.key),
          // While a quiz holds it, it is held as what it was.
          ...(before.heldUntil > at ? {} : { contentId: contentId(question) }),
          subject: input.subject,
          practice: input.practice,
          version: after,
          changedAt: at,
        },
      )
      if (saved === 0) return refuse('changedMeanwhile')
    }
    if (rescoring) await startRescoring(db, before, question, after, session.memberId, now)
    const names = [...new Set([before.subject, input.subject])]
    await Promise.all([
      ...names.map((name) => recountSubject(db, placeOf(before), name, now)),
      rescoring
        ? audit(db, {
            actor: session,
            action: 'question.edit',
            about: before,
            subjectId: before._id,
            summary: `更正答案“${question.stem.slice(0, 30)}”：${input.reason}`,
            now,
            once: [before._id, String(after)],
          })
        : null,
    ])
    return { version: after, rescoring }
  },
})

async function startRescoring(
  db: Database,
  { _id: questionId, orgId }: BankQuestion,
  question: QuestionText,
  corrected: number,
  startedBy: string,
  now: Date,
): Promise<void> {
  await startJob(
    db,
    {
      _id: `rescore:${questionId}:${corrected}`,
      kind: 'rescore',
      input: { questionId, version: corrected, question },
      total: 0,
      orgId,
      startedBy,
      runAt: now.getTime() + RESCORE_AFTER_MS,
    },
    now,
  )
}

/** Out of use or back again. Papers that have it keep it. */
export const retire = action('question.retire', {
  input: v.strictObject({ questionId: id, retired: v.boolean() }),
  target: documentIn<BankQuestion>(QUESTIONS)(({ questionId }) => questionId),
  subjects: (_, { target }) => [target],
  async run({ db, now }, { retired }, { target: before }) {
    const state = retired ? 'retired' : 'inUse'
    if (before.state === state) return { version: before.version }
    const saved = await db
      .collection<BankQuestion>(QUESTIONS)
      .updateWhere(
        { _id: before._id, version: before.version },
        { state, version: before.version + 1, changedAt: now.toISOString() },
      )
    if (saved === 0) return refuse('changedMeanwhile')
    await recountSubject(db, placeOf(before), before.subject, now)
    return { version: before.version + 1 }
  },
})

/** Says of many questions at once whether they may be in practice packs. */
export const markPractice = action('question.markPractice', {
  input: v.strictObject({
    orgId: id,
    questionIds: v.pipe(v.array(id), v.minLength(1), v.maxLength(MOST_MARKED)),
    practice: v.boolean(),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { orgId, questionIds, practice }) {
    const questions = db.collection<BankQuestion>(QUESTIONS)
    const chosen = { _id: db.is.in(questionIds), orgId }
    const changed = await questions.updateWhere(
      { ...chosen, practice: !practice },
      { practice, changedAt: now.toISOString() },
    )
    const found = await questions.find(chosen, {
      limit: questionIds.length,
      fields: ['subject', 'orgId', 'orgName', 'path'],
    })
    const bySubject = new Map(found.map((question) => [question.subject, question]))
    for (const [name, question] of bySubject) await recountSubject(db, placeOf(question), name, now)
    return { changed }
  },
})

function whole(written: QuestionText): QuestionText {
  const question = tidy(written)
  const [problem] = problemsOf(question)
  if (problem !== undefined)
    refuse('badInput', { field: `question.${problem.field}`, reason: problem.text })
  return question
}

function checkedText({ stem, options, explanation }: QuestionText): string {
  return [stem, ...options, explanation].join('\n')
}

function isSame(
  stored: BankQuestion,
  question: QuestionText,
  input: { subject: string; practice: boolean },
): boolean {
  const facts = ({ kind, stem, options, key, explanation }: QuestionText) =>
    JSON.stringify([kind, stem, options, key, explanation])
  return (
    facts(stored) === facts(question) &&
    stored.subject === input.subject &&
    stored.practice === input.practice
  )
}

function placeOf({ orgId, orgName, path }: BankQuestion) {
  return { orgId, orgName, path }
}
