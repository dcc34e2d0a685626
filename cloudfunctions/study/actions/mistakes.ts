import * as v from 'valibot'
import type { BankQuestion } from '../../../typings/question-bank'
import type { MistakeQuestion } from '../../../typings/study'
import { action, documentIn, refuse } from '../../kernel/action'
import { id, nothing, version } from '../../kernel/schema'
import { MISTAKES, mistakeId, NEVER, type StoredMistake } from '../../kernel/study/mistake-book'
import { QUESTIONS } from '../../kernel/study/stored'
import { localDate } from '../../rules/calendar'
import { afterReview, MISTAKES_AT_A_TIME } from '../../rules/study/mistakes'
import { blanksOf, mayShuffle, optionsOf } from '../../rules/study/question'
import { shuffled } from '../../rules/study/random'
import { isRight } from '../../rules/study/score'
import { heldFor } from '../held-for'
import { given } from '../schemas'

const COUNTED = 50

/**
 * What is due today, a few at a time. Questions that are in a quiz not yet over wait until it is: their keys would
 * come out here.
 */
export const mistakes = action('study.mistakes', {
  input: nothing,
  async run({ session, db, now }) {
    const at = now.toISOString()
    const { memberId } = session
    const book = db.collection<StoredMistake>(MISTAKES)
    const [due, total] = await Promise.all([
      book.find(
        { memberId, dueOn: db.is.lte(localDate(now)) },
        { orderBy: [['dueOn', 'asc']], limit: COUNTED },
      ),
      // Mistakes of an exam are in the book from its release: counted earlier, they would tell its score.
      book.count({ memberId, dueOn: db.is.neq(NEVER), changedAt: db.is.lte(at) }),
    ])
    const ids = due.map(({ questionId }) => questionId)
    const questions =
      ids.length === 0
        ? []
        : await db
            .collection<BankQuestion>(QUESTIONS)
            .find({ _id: db.is.in(ids) }, { limit: ids.length })
    const contents = questions.map(({ contentId }) => contentId)
    const held = await heldFor(db, session, contents, now)
    const byId = new Map(questions.map((question) => [question._id, question]))
    const free = due.flatMap((mistake) => {
      const question = byId.get(mistake.questionId)
      if (question === undefined || question.heldUntil > at || held.has(question.contentId))
        return []
      return [shown(mistake, question)]
    })
    return {
      due: free.slice(0, MISTAKES_AT_A_TIME),
      waiting: Math.max(0, free.length - MISTAKES_AT_A_TIME),
      held: due.length - free.length,
      total,
      at,
    }
  },
})

function shown(mistake: StoredMistake, question: BankQuestion): MistakeQuestion {
  const { kind, subject, stem } = question
  const options = optionsOf(question).map((text, choice) => ({ choice, text }))
  return {
    questionId: question._id,
    reviews: mistake.reviews,
    kind,
    subject,
    stem,
    options: mayShuffle(question)
      ? shuffled(options, `${mistake._id}:${mistake.reviews}`)
      : options,
    blanks: blanksOf(question),
  }
}

/** Answers one question of the book; the memory model says when it comes again. A repeat answers the same. */
export const reviewMistake = action('study.reviewMistake', {
  input: v.strictObject({ questionId: id, reviews: version, given }),
  target: documentIn<BankQuestion>(QUESTIONS)(({ questionId }) => questionId),
  async run({ session, db, now }, input, { target: question }) {
    const at = now.toISOString()
    const book = db.collection<StoredMistake>(MISTAKES)
    const [mistake, held] = await Promise.all([
      book.get(mistakeId(session.memberId, question._id)),
      heldFor(db, session, [question.contentId], now),
    ])
    if (mistake === null) return refuse('notFound')
    if (question.heldUntil > at || held.size > 0) return refuse('questionHeld')
    const { key, explanation } = question
    const said = (right: boolean, dueOn: string) => ({
      right,
      key,
      explanation,
      dueOn: dueOn === NEVER ? null : dueOn,
    })
    if (mistake.reviews === input.reviews + 1) return said(mistake.lastRight, mistake.dueOn)
    // Not due: what is not asked is not answered, so the book cannot be read through for its keys.
    const isDue = mistake.dueOn <= localDate(now)
    if (mistake.reviews !== input.reviews || !isDue) return refuse('changedMeanwhile')
    const right = isRight(key, input.given)
    const after = afterReview(mistake.memory, right, now)
    const dueOn = after.dueOn ?? NEVER
    const saved = await book.updateWhere(
      { _id: mistake._id, reviews: input.reviews },
      {
        memory: db.is.set(after.memory),
        dueOn,
        reviews: input.reviews + 1,
        lastRight: right,
        changedAt: at,
      },
    )
    if (saved === 0) {
      const other = await book.get(mistake._id)
      if (other?.reviews !== input.reviews + 1) return refuse('changedMeanwhile')
      return said(other.lastRight, other.dueOn)
    }
    return said(right, dueOn)
  },
})
