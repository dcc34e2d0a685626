import fc from 'fast-check'
import {
  choose,
  fill,
  type isAnswered,
  questionView,
} from '../../../../miniprogram/packages/study/services/question-view'
import type { Marked, ShownQuestion } from '../../../../typings/study'

const QUESTION: ShownQuestion = {
  position: 1,
  kind: 'multiple',
  stem: '下列说法正确的有',
  options: [
    { choice: 2, text: '丙' },
    { choice: 0, text: '甲' },
    { choice: 1, text: '乙' },
  ],
  blanks: 0,
  points: 1,
}
const MARKED: Marked = {
  position: 1,
  right: false,
  key: { choices: [0, 2] },
  explanation: '见章程',
}

test('letters follow the order on this phone, not the order in the bank', () => {
  const view = questionView(QUESTION, 5, {
    given: { choices: [0, 1] },
    marked: MARKED,
    state: 'wrong',
  })
  expect(view.label).toBe('2 / 5 · 多选题')
  expect(view.options.map(({ letter, mark }) => letter + mark)).toEqual([
    'Aright',
    'Bright',
    'Cwrong',
  ])
  expect(view.key).toBe('正确答案：A、B')
  expect(view.explanation).toBe('见章程')
})

test('before it is marked nothing tells a right option from a wrong one', () => {
  for (const choice of [0, 1, 2]) {
    const given = { choices: [choice] }
    const view = questionView(QUESTION, 5, { given, marked: null, state: 'open' })
    expect(view.options.map(({ mark }) => mark).sort()).toEqual(['', '', 'chosen'])
    expect(view.key + view.explanation).toBe('')
  }
})

test('确定 may be tapped only when something is chosen or every blank is filled', () => {
  const open = (question: ShownQuestion, given: Parameters<typeof isAnswered>[1]) =>
    questionView(question, 5, { given, marked: null, state: 'open' }).mayConfirm
  expect(open(QUESTION, null)).toBe(false)
  expect(open(QUESTION, { choices: [1] })).toBe(true)
  const blanks: ShownQuestion = { ...QUESTION, kind: 'fill', options: [], blanks: 2 }
  expect(open(blanks, { texts: ['一', ' '] })).toBe(false)
  expect(open(blanks, { texts: ['一', '二'] })).toBe(true)
})

test('a true/false question shows √ and ×', () => {
  const question: ShownQuestion = {
    ...QUESTION,
    kind: 'trueFalse',
    options: [
      { choice: 0, text: '正确' },
      { choice: 1, text: '错误' },
    ],
  }
  const view = questionView(question, 0, { given: null, marked: null, state: 'open' })
  expect(view.options.map(({ letter }) => letter)).toEqual(['√', '×'])
  expect(view.wantsConfirm).toBe(false)
})

test('tapping options of a multiple choice turns each on and off, in any order the same', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 7 }), { maxLength: 30 }), (taps) => {
      let given: Parameters<typeof choose>[1] = null
      for (const tap of taps) given = choose('multiple', given, tap)
      const odd = [...new Set(taps)].filter((each) => taps.filter((tap) => tap === each).length % 2)
      expect(given === null ? [] : (given as { choices: number[] }).choices).toEqual(odd.sort())
    }),
  )
})

test('a tap on another option of a single choice replaces the first', () => {
  expect(choose('single', choose('single', null, 1), 3)).toEqual({ choices: [3] })
})

test('a blank that is typed into leaves the others alone', () => {
  expect(fill(fill(null, 3, 2, '丙'), 3, 0, '甲')).toEqual({ texts: ['甲', '', '丙'] })
})
