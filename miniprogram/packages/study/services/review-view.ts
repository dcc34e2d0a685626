import type { OutputOf } from '../../../../typings/contract'
import type { Given, MistakeQuestion, ShownQuestion } from '../../../../typings/study'
import type * as outbox from '../../../services/outbox'
import { type QuestionView, questionView } from './question-view'

/** A question of the mistake book that was just answered. */
export interface Reviewed {
  given: Given
  answer: OutputOf<'study.reviewMistake'>
}

/** A question of the mistake book as `question-card` draws it. Pure. */
export function reviewView(
  question: MistakeQuestion,
  position: number,
  {
    draft,
    reviewed,
    change,
  }: {
    draft: Given | null
    reviewed: Reviewed | null
    change: outbox.Change<'study.reviewMistake'> | null
  },
): QuestionView {
  const shown: ShownQuestion = { ...question, position, points: 0 }
  if (reviewed !== null) {
    const { right, key, explanation, dueOn } = reviewed.answer
    return questionView(shown, 0, {
      given: reviewed.given,
      marked: { position, right, key, explanation },
      state: right ? 'right' : 'wrong',
      note: dueOn === null ? '已掌握，不再出现。' : `下次复习：${dayWords(dueOn)}`,
    })
  }
  if (change !== null) {
    const isRefused = change.state === 'refused'
    return questionView(shown, 0, {
      given: change.input.given,
      marked: null,
      state: isRefused ? 'refused' : 'waiting',
      note: isRefused ? (change.refusal ?? '') : '已记下，联网后自动提交，解析随后显示。',
    })
  }
  return questionView(shown, 0, { given: draft, marked: null, state: 'open' })
}

/** `11月28日`. */
function dayWords(day: string): string {
  const [, month, date] = day.split('-').map(Number)
  return `${month}月${date}日`
}
