import type { OutputOf } from '../../../../typings/contract'
import type { Given, ShownQuestion } from '../../../../typings/study'
import type { Change } from '../../../services/change'
import { KEPT_NOTE, type QuestionView, questionView } from './question-view'

type Started = OutputOf<'study.start'>

/** What the person has on the page but has not submitted: by position. */
export interface Draft {
  given: Given | null
  /** Answering a wrong question of a unit again. */
  again: boolean
}

/** The questions of a weekly five or unit as the page draws them. Pure. */
export function questionsOf(
  quiz: Started,
  drafts: ReadonlyMap<number, Draft>,
  pending: (position: number) => Change<'study.answer'> | null,
): QuestionView[] {
  return quiz.questions.map((question) => {
    const draft = drafts.get(question.position) ?? null
    return viewOf(quiz, question, draft, pending(question.position))
  })
}

/** How many are answered for good, right ones counted apart; `right` `null` while the key of one is kept back. */
export function tallyOf({ marked, answers, questions }: Started): {
  answered: number
  right: number | null
  total: number
} {
  const isAllTold = marked.length >= answers.length
  const right = isAllTold ? marked.filter((each) => each.right).length : null
  return { answered: Math.max(marked.length, answers.length), right, total: questions.length }
}

/** The answer the server has, or has not marked yet. */
function viewOf(
  quiz: Started,
  question: ShownQuestion,
  draft: Draft | null,
  change: Change<'study.answer'> | null,
): QuestionView {
  const { position } = question
  const total = quiz.questions.length
  if (change !== null) {
    const { given } = change.input
    if (change.state === 'refused')
      return questionView(question, total, {
        given,
        marked: null,
        state: 'refused',
        note: change.refusal ?? '',
      })
    const note = '已记下，联网后自动提交，解析随后显示。'
    return questionView(question, total, { given, marked: null, state: 'waiting', note })
  }
  const marked = quiz.marked.find((each) => each.position === position) ?? null
  const stored = quiz.answers.find((each) => each.position === position)?.given ?? null
  if (marked === null && stored !== null && draft === null)
    return questionView(question, total, {
      given: stored,
      marked: null,
      state: 'kept',
      note: KEPT_NOTE,
    })
  if (marked === null || draft?.again === true) {
    const given = draft?.given ?? null
    return questionView(question, total, { given, marked: null, state: 'open' })
  }
  const state = marked.right ? 'right' : 'wrong'
  const mayRetry = quiz.quiz.kind === 'unit'
  return questionView(question, total, { given: stored, marked, state, mayRetry })
}
