import { rulesOf } from '../../../../miniprogram/packages/bank/services/compose'
import {
  freshQuiz,
  quizOf,
  rulesLeft,
  type TypedQuiz,
} from '../../../../miniprogram/packages/bank/services/quiz-typed'

/** Monday, 23 November 2026, 09:30 on this phone. */
const now = new Date(2026, 10, 23, 9, 30)
const rules = rulesOf(
  [
    {
      subject: '党史',
      counts: { single: 11, multiple: 3, trueFalse: 0, fill: 2 },
      held: { single: 3, multiple: 3, trueFalse: 0, fill: 0 },
      practice: 0,
    },
  ],
  'weekly',
)
const at = { orgId: 'org-hq', rules }
const exam = (change: Partial<TypedQuiz> = {}) =>
  quizOf({ ...freshQuiz('exam', now), title: '测试', ...change }, 'exam', at, now)

test('a weekly five needs nothing to be typed', () => {
  expect(quizOf(freshQuiz('weekly', now), 'weekly', at, now)).toEqual({
    kind: 'weekly',
    title: '每周五题（11月23日）',
    audience: { orgIds: ['org-hq'], memberIds: [], stages: [], roles: [] },
    publishAt: null,
    closesAt: new Date(2026, 10, 30, 18, 0).toISOString(),
    choice: { rules: [{ subject: '党史', kind: 'single', count: 5 }] },
  })
})

test('an exam begins when its author says, and has one paper when its questions are chosen one by one', () => {
  const written = exam({ startDate: '2026-11-24', startTime: '08:00', questionIds: ['q1', 'q2'] })
  expect(written).toMatchObject({
    publishAt: new Date(2026, 10, 24, 8, 0).toISOString(),
    choice: { questionIds: ['q1', 'q2'] },
    terms: { minutes: 30, passMark: 60, attempts: 1, rated: false, papers: 1 },
  })
  expect(exam()).toMatchObject({ publishAt: null, terms: { papers: 32 } })
})

test.each<[Partial<TypedQuiz>, string]>([
  [{ title: '  ' }, '请填写标题。'],
  [{ startDate: '2026-11-23', startTime: '09:30' }, '开始时间已经过了，请重新选择。'],
  [{ endDate: '2026-11-23', endTime: '09:00' }, '截止时间已经过了，请重新选择。'],
  [{ startDate: '2026-12-01' }, '截止时间要在开始时间之后。'],
  [{ minutes: '' }, '时长填 1 到 300 分钟。'],
  [{ minutes: '301' }, '时长填 1 到 300 分钟。'],
  [{ minutes: '1.5' }, '时长填 1 到 300 分钟。'],
  [{ passMark: '0' }, '及格线填 1 到 100。'],
  [{ attempts: '十' }, '次数填 1 到 10。'],
])('%j: %s', (change, sentence) => {
  expect(exam(change)).toBe(sentence)
})

test('a unit takes half hours and no others', () => {
  const unit = (hours: string) =>
    quizOf({ ...freshQuiz('unit', now), title: '要点', body: '一', hours }, 'unit', at, now)
  expect(unit('1.5')).toMatchObject({ hours: 1.5 })
  expect(unit('0')).toMatchObject({ hours: 0 })
  for (const hours of ['', '1.2', '41', '-1']) expect(unit(hours)).toMatch(/^学时填/)
})

test('what a running quiz holds is not offered, and the line says so', () => {
  expect(rules.map(({ have, count, note }) => [have, count, note])).toEqual([
    [8, 5, '可用 8 题，另 3 题在进行中的答题里'],
    [0, 0, '题库的 3 题都在进行中的答题里'],
    [2, 0, '题库有 2 题'],
  ])
})

test('rules are left as they were, within what the bank still has', () => {
  const fresh = freshQuiz('exam', now)
  const countsLeft = (counts: TypedQuiz['counts']) =>
    rulesLeft(rules, { ...fresh, counts }).map(({ count }) => count)
  expect(countsLeft(null)).toEqual([5, 0, 0])
  expect(countsLeft({ '党史:single': 9, '党史:multiple': 2, '党史:fill': 1 })).toEqual([8, 0, 1])
  expect(countsLeft({ '党史:fill': 1 })).toEqual([0, 0, 1])
  // Sent without an answer, it may be what holds them.
  const sent = rulesLeft(rules, { ...fresh, counts: { '党史:multiple': 2 }, sent: true })
  expect(sent.map(({ count }) => count)).toEqual([0, 2, 0])
  expect(quizOf({ ...fresh, title: '测试' }, 'exam', { ...at, rules: [] }, now)).toBe(
    '请选择题目。',
  )
})
