import fc from 'fast-check'
import {
  HOURS_COMMITTEE,
  HOURS_MEMBER,
  hoursOf,
  requiredHours,
} from '../../../../cloudfunctions/rules/study/credit'
import { afterReview, firstMistake } from '../../../../cloudfunctions/rules/study/mistakes'
import {
  contentOf,
  hasSameKey,
  keyFor,
  problemsOf,
  tidy,
} from '../../../../cloudfunctions/rules/study/question'
import { openSeal, seal } from '../../../../cloudfunctions/rules/study/seal'
import type { QuestionText } from '../../../../typings/question-bank'

describe('学时 (domain rules 1.6)', () => {
  const post = (role: 'secretary' | 'editor' | 'disciplineOfficer', until?: string) => ({
    role,
    orgId: 'o',
    orgName: 'o',
    path: ['o'],
    from: '2026-01-01',
    ...(until === undefined ? {} : { until }),
  })
  it('32 for a member, 56 for secretary and committee, by the posts of the day', () => {
    expect([HOURS_MEMBER, HOURS_COMMITTEE]).toEqual([32, 56])
    expect(requiredHours([], '2026-06-01')).toBe(32)
    expect(requiredHours([post('editor')], '2026-06-01')).toBe(32)
    expect(requiredHours([post('secretary')], '2026-06-01')).toBe(56)
    expect(requiredHours([post('disciplineOfficer')], '2026-06-01')).toBe(56)
    expect(requiredHours([post('secretary', '2026-05-01')], '2026-06-01')).toBe(32)
  })

  it('of units at most half of what is required counts; corrections never below nothing', () => {
    const entry = (source: 'unit' | 'lecture' | 'correction', hours: number) => ({ source, hours })
    expect(hoursOf([entry('unit', 20), entry('lecture', 4)], 32)).toEqual({
      hours: 20,
      online: 20,
      onlineCap: 16,
    })
    expect(hoursOf([entry('unit', 2), entry('correction', -5)], 32).hours).toBe(0)
  })
})

describe('the mistake book', () => {
  const monday = new Date('2026-11-23T04:00:00.000Z')
  const later = (days: number) => new Date(monday.getTime() + days * 86_400_000)
  it('asks the next day, later after each right answer, and again soon after a wrong one', () => {
    const first = firstMistake(monday)
    expect(first.dueOn).toBe('2026-11-24')
    const second = afterReview(first.memory, true, later(1))
    const gap = (from: Date, dueOn: string | null) =>
      Math.round((Date.parse(`${dueOn}T04:00:00.000Z`) - from.getTime()) / 86_400_000)
    const firstGap = gap(later(1), second.dueOn)
    expect(firstGap).toBeGreaterThanOrEqual(1)
    const third = afterReview(second.memory, true, later(1 + firstGap))
    expect(gap(later(1 + firstGap), third.dueOn)).toBeGreaterThan(firstGap)
    const missed = afterReview(third.memory, false, later(20))
    expect(gap(later(20), missed.dueOn)).toBeLessThanOrEqual(firstGap)
  })

  it('lets a question go once it is known, within ten right answers, and does the same every time', () => {
    let { memory } = firstMistake(monday)
    let day = 1
    for (let count = 1; count <= 10; count += 1) {
      const next = afterReview(memory, true, later(day))
      expect(afterReview(memory, true, later(day))).toEqual(next)
      if (next.dueOn === null) return
      day += next.memory.scheduledDays
      memory = next.memory
    }
    throw new Error('never known')
  })
})

describe('questions', () => {
  const question: QuestionText = {
    kind: 'single',
    stem: '党的一大在哪里召开？',
    options: ['上海', '北京', '广州'],
    key: { choices: [0] },
    explanation: '',
  }
  it('are the same whatever their spacing, width, punctuation and order of options; the key is no part of it', () => {
    const other = {
      ...question,
      stem: '　党的一大，在哪里 召开 ?',
      options: ['广州', '上海', '北京'],
      key: { choices: [2] },
    }
    expect(contentOf(other)).toBe(contentOf(question))
    expect(contentOf({ ...question, kind: 'multiple' })).not.toBe(contentOf(question))
    expect(contentOf({ ...question, options: ['上海', '北京'] })).not.toBe(contentOf(question))
  })

  it('have the same key when the same texts are right', () => {
    const turned = { ...question, options: ['广州', '上海', '北京'], key: { choices: [1] } }
    expect(hasSameKey(question, turned)).toBe(true)
    expect(hasSameKey(question, { ...turned, key: { choices: [0] } })).toBe(false)
  })

  it('a corrected key finds its choices in the order of an older paper, or says that it cannot', () => {
    const paper = { kind: 'single' as const, options: ['广州', '上海', '北京'], blanks: 0 }
    expect(keyFor(paper, question)).toEqual({ choices: [1] })
    const reworded = { ...question, options: ['上海市', '北京', '广州'] }
    expect(keyFor(paper, reworded)).toBeNull()
  })

  it.each<[string, Partial<QuestionText>, string]>([
    ['no stem', { stem: ' ' }, 'stem'],
    ['one option', { options: ['上海'] }, 'options'],
    ['two same options', { options: ['上海', ' 上海'] }, 'options'],
    ['no key', { key: { choices: [] } }, 'key'],
    ['a key that is no option', { key: { choices: [3] } }, 'key'],
    ['two right answers', { key: { choices: [0, 1] } }, 'key'],
    ['blanks', { key: { blanks: [['上海']] } }, 'key'],
    ['a fill-in without text', { kind: 'fill', options: [], key: { blanks: [[' ']] } }, 'key'],
    ['a true/false with options', { kind: 'trueFalse' }, 'options'],
  ])('with %s is not whole', (_, change, field) => {
    expect(problemsOf({ ...question, ...change }).map((each) => each.field)).toContain(field)
    expect(problemsOf(question)).toEqual([])
  })

  it('are kept tidy, and tidying twice is tidying once', () => {
    const untidy = { ...question, stem: ' 题 ', key: { choices: [2, 0, 2] } }
    expect(tidy(untidy)).toMatchObject({ stem: '题', key: { choices: [0, 2] } })
    expect(tidy(tidy(untidy))).toEqual(tidy(untidy))
  })
})

test('a sealed key reads back, and is not to be read by looking', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (explanation, id) => {
      const content = { key: { choices: [1] }, explanation }
      expect(openSeal(seal(content, id), id)).toEqual(content)
    }),
  )
  const sealed = seal({ key: { choices: [1] }, explanation: '因为上海' }, 'q1')
  expect(sealed).toMatch(/^[0-9a-f]+$/)
  expect(openSeal('nonsense', 'q1')).toBeNull()
})
