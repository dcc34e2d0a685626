import {
  type Draft,
  questionsOf,
  tallyOf,
} from '../../../../miniprogram/packages/study/services/quiz-view'
import type { OutputOf } from '../../../../typings/contract'
import type { ShownQuestion } from '../../../../typings/study'

type Started = OutputOf<'study.start'>

/** A unit of two questions, both answered; of the second an exam keeps the key back. */
const question = (position: number): ShownQuestion => ({
  position,
  kind: 'single',
  stem: `第${position}题`,
  options: [
    { choice: 0, text: '甲' },
    { choice: 1, text: '乙' },
  ],
  blanks: 0,
  points: 1,
})
const answer = (position: number) => ({ position, given: { choices: [1] }, seq: 1 })
const mark = { position: 0, right: true, key: { choices: [1] }, explanation: '见章程' }
const QUIZ = {
  quiz: { kind: 'unit' },
  questions: [question(0), question(1)],
  answers: [answer(0), answer(1)],
  marked: [mark],
} as unknown as Started
const shown = (quiz: Started, drafts: [number, Draft][] = []) =>
  questionsOf(quiz, new Map(drafts), () => null)

test('an answered question whose key is kept back shows the answer, no key, and cannot be answered again', () => {
  const [told, kept] = shown(QUIZ)
  expect(told).toMatchObject({ state: 'right', key: '正确答案：B' })
  expect(kept).toMatchObject({ state: 'kept', key: '', explanation: '', mayRetry: false })
  expect(kept?.options.map(({ mark: each }) => each)).toEqual(['', 'chosen'])
  expect(kept?.wantsConfirm).toBe(false)
  expect(kept?.note).toMatch(/考试结束后/)
})

test('how many were right is not said while one is kept back', () => {
  expect(tallyOf(QUIZ)).toEqual({ answered: 2, right: null, total: 2 })
  const all = { ...QUIZ, marked: [mark, { ...mark, position: 1, right: false }] }
  expect(tallyOf(all)).toEqual({ answered: 2, right: 1, total: 2 })
  expect(shown(all)[1]).toMatchObject({ state: 'wrong', mayRetry: true })
})

test('a question nobody answered stays open, and one that is answered again too', () => {
  const fresh = { ...QUIZ, answers: [answer(0)] }
  expect(shown(fresh)[1]?.state).toBe('open')
  const again: [number, Draft][] = [[0, { given: null, again: true }]]
  expect(shown(fresh, again)[0]?.state).toBe('open')
})
