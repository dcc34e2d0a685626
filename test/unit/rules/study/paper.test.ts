import fc from 'fast-check'
import {
  drawPapers,
  mergedRules,
  SLOTS,
  shownQuestions,
  slotFor,
  slotsOf,
} from '../../../../cloudfunctions/rules/study/paper'
import { mayShuffle } from '../../../../cloudfunctions/rules/study/question'

const rule = (subject: string, count: number) => ({ subject, kind: 'single' as const, count })
const ids = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) => `${name}${at}`)

test('every paper has what the rules say, no question twice, whatever the bank holds', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 0, max: 60 }),
      fc.integer({ min: 1, max: 32 }),
      fc.string(),
      (count, more, papers, seed) => {
        const pools = [
          { rule: rule('党史', count), ids: ids('a', count + more) },
          { rule: rule('党章', 2), ids: ids('b', 2) },
        ]
        const drawn = drawPapers(pools, papers, seed)
        expect(drawn).toHaveLength(papers)
        for (const paper of drawn) {
          expect(paper.filter((id) => id.startsWith('a'))).toHaveLength(count)
          expect(paper.filter((id) => id.startsWith('b'))).toHaveLength(2)
          expect(new Set(paper).size).toBe(count + 2)
        }
        expect(drawPapers(pools, papers, seed)).toEqual(drawn)
      },
    ),
  )
})

test('papers share no question as long as there are enough', () => {
  const drawn = drawPapers([{ rule: rule('党史', 5), ids: ids('a', 20) }], 4, 'seed')
  expect(new Set(drawn.flat()).size).toBe(20)
})

test('rules of the same subject and kind are one rule', () => {
  expect(mergedRules([rule('党史', 2), rule('党章', 1), rule('党史', 3)])).toEqual([
    rule('党史', 5),
    rule('党章', 1),
  ])
})

test('all slots are given out once, whatever the number of papers', () => {
  for (let papers = 1; papers <= SLOTS; papers += 1) {
    const all = Array.from({ length: papers }, (_, index) => slotsOf(index, papers))
    expect(all.every((slots) => slots.length > 0)).toBe(true)
    expect(all.flat().sort((a, b) => a - b)).toEqual(
      Array.from({ length: SLOTS }, (_, slot) => slot),
    )
  }
})

test('people are spread over the slots', () => {
  const counts = new Map<number, number>()
  for (let person = 0; person < 3200; person += 1) {
    const slot = slotFor('quiz', `member-${person}`, 1)
    counts.set(slot, (counts.get(slot) ?? 0) + 1)
  }
  expect(counts.size).toBe(SLOTS)
  expect(Math.max(...counts.values())).toBeLessThan(160)
})

describe('options', () => {
  const question = {
    questionId: 'q',
    version: 1,
    kind: 'single' as const,
    stem: '？',
    options: ['甲', '乙', '丙', '丁'],
    blanks: 0,
    points: 1,
    shuffles: true,
  }
  const textsFor = (attempt: string) =>
    shownQuestions([question], attempt)[0]?.options.map(({ text }) => text)

  it('are shuffled per attempt, the same each time, and name what they are', () => {
    const orders = new Set(ids('attempt', 60).map((attempt) => textsFor(attempt)?.join()))
    expect(orders.size).toBeGreaterThan(12)
    expect(textsFor('one')).toEqual(textsFor('one'))
    for (const { choice, text } of shownQuestions([question], 'one')[0]?.options ?? [])
      expect(question.options[choice]).toBe(text)
  })

  it('carry neither key nor explanation', () => {
    expect(Object.keys(shownQuestions([question], 'one')[0] ?? {}).sort()).toEqual([
      'blanks',
      'kind',
      'options',
      'points',
      'position',
      'stem',
    ])
  })

  it.each([
    [['上海', '北京'], '后来移到嘉兴。', true],
    [['上海', '以上都对'], '', false],
    [['甲', 'A和B'], '', false],
    [['上海', '北京'], '选A，因为…', false],
    [['上海', '北京'], 'Ｂ项错误', false],
    [['GB标准', 'ISO标准'], '见GB50300。', true],
  ])('%j with explanation %j may be shuffled: %s', (options, explanation, may) => {
    expect(mayShuffle({ kind: 'single', options, explanation })).toBe(may)
  })
})
