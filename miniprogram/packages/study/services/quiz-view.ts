import type { Given, ShownQuestion } from '../../../../typings/study'
import type { Change } from '../../../services/outbox'
import type { StartedQuiz } from '../../../services/quiz'
import { type QuestionView, questionView } from './question-view'

/** What the person has on the page but has not submitted: by position. */
export interface Draft {
  given: Given | null
  /** Answering a wrong question of a unit again. */
  again: boolean
}

/** The questions of a weekly five or unit as the page draws them. Pure. */
export function questionsOf(
  quiz: StartedQuiz,
  drafts: ReadonlyMap<number, Draft>,
  pending: (position: number) => Change<'study.answer'> | null,
): QuestionView[] {
  return quiz.questions.map((question) => {
    const draft = drafts.get(question.position) ?? null
    return viewOf(quiz, question, draft, pending(question.position))
  })
}

/** How many are answered for good, right ones counted apart. */
export function tallyOf(quiz: StartedQuiz): { answered: number; right: number; total: number } {
  const right = quiz.marked.filter((each) => each.right).length
  return { answered: quiz.marked.length, right, total: quiz.questions.length }
}

/** The answer the server has, or has not marked yet. */
function viewOf(
  quiz: StartedQuiz,
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
  if (marked === null || draft?.again === true) {
    const given = draft?.given ?? null
    return questionView(question, total, { given, marked: null, state: 'open' })
  }
  const state = marked.right ? 'right' : 'wrong'
  const mayRetry = quiz.quiz.kind === 'unit'
  return questionView(question, total, { given: stored, marked, state, mayRetry })
}
