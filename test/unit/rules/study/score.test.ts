import fc from 'fast-check'
import { folded, isRight, scoreOf } from '../../../../cloudfunctions/rules/study/score'

describe('single, multiple and true/false: all or nothing', () => {
  it.each([
    [[1], [1], true],
    [[1], [2], false],
    [[1], [1, 2], false],
    [[0, 2], [2, 0], true],
    [[0, 2], [0], false],
    [[0, 2], [0, 1, 2], false],
    [[0, 2], [], false],
    [[0, 2], [0, 2, 2], true],
  ])('key %j, given %j: %s', (key, given, right) => {
    expect(isRight({ choices: key }, { choices: given })).toBe(right)
  })

  it('what was left out is not right, and a text is no choice', () => {
    expect(isRight({ choices: [0] }, undefined)).toBe(false)
    expect(isRight({ choices: [0] }, { texts: ['A'] })).toBe(false)
    expect(isRight({ blanks: [['A']] }, { choices: [0] })).toBe(false)
  })
})

describe('fill-in: the accepted texts after trimming, NFKC and case folding, nothing else', () => {
  const accepts = (texts: string[], given: string) =>
    isRight({ blanks: [texts] }, { texts: [given] })
  it.each([
    ['全心全意为人民服务', '　全心全意为人民服务 ', true],
    ['GB50300', 'ｇｂ５０３００', true],
    ['⽀部', '支部', true],
    ['straße', 'STRASSE', true],
    ['STRAẞE', 'strasse', true],
    ['1921年', '1921', false],
    ['改革开放', '改革，开放', false],
    ['两 个', '两个', false],
    ['一大', '', false],
  ])('accepted %s, given %s: %s', (accepted, given, right) => {
    expect(accepts([accepted], given)).toBe(right)
  })

  it('takes any of the listed texts, in every blank', () => {
    const key = { blanks: [['三年', '3年'], ['五年']] }
    expect(isRight(key, { texts: ['3年', '五年'] })).toBe(true)
    expect(isRight(key, { texts: ['五年', '三年'] })).toBe(false)
    expect(isRight(key, { texts: ['3年'] })).toBe(false)
    expect(isRight(key, { texts: ['3年', '五年', ''] })).toBe(false)
  })

  it('folding twice is folding once: each character alone, and any text', () => {
    for (let point = 0; point <= 0x2ffff; point += 1) {
      const character = String.fromCodePoint(point)
      const once = folded(character)
      if (folded(once) !== once) throw new Error(`U+${point.toString(16)} folds again`)
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(folded(folded(text))).toBe(folded(text))
      }),
    )
  })
})

describe('the score of a paper', () => {
  const keys = [
    { questionId: 'a', kind: 'single' as const, key: { choices: [0] }, points: 2 },
    { questionId: 'b', kind: 'multiple' as const, key: { choices: [0, 1] }, points: 3 },
    { questionId: 'c', kind: 'fill' as const, key: { blanks: [['x']] }, points: 5 },
  ]
  const given = (all: (number[] | string | null)[]) => (position: number) => {
    const one = all[position] ?? null
    if (one === null) return undefined
    return typeof one === 'string' ? { texts: [one] } : { choices: one }
  }

  it('adds the points of right questions; what was left out is not wrong in the mistake book', () => {
    expect(scoreOf(keys, given([[0], [0], null]), 60)).toEqual({
      score: { right: 1, questions: 3, points: 2, total: 10, passed: false },
      wrong: [1],
    })
  })

  it('is passed from the pass mark on, exactly', () => {
    expect(scoreOf(keys, given([[0], [0, 1], null]), 50).score.passed).toBe(true)
    expect(scoreOf(keys, given([[0], [0, 1], null]), 51).score.passed).toBe(false)
    expect(scoreOf(keys, given([[0]]), null).score.passed).toBeNull()
  })
})
