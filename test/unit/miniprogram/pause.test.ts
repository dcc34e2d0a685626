import fc from 'fast-check'
import { pauseAfter } from '../../../miniprogram/services/pause'

test('pauses grow with each failure up to a minute, and each is spread by a quarter', () => {
  expect([1, 2, 3, 4, 5, 99].map((failures) => pauseAfter(failures, 0.5))).toEqual([
    3, 10, 30, 60, 60, 60,
  ])
  expect([pauseAfter(1, 0), pauseAfter(1, 1), pauseAfter(9, 0), pauseAfter(9, 1)]).toEqual([
    2.25, 3.75, 45, 75,
  ])
})

test('whatever chance says, a later pause is longer than an earlier one', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 }), chance, chance, (failures, one, other) => {
      expect(pauseAfter(failures, one)).toBeLessThan(pauseAfter(failures + 1, other))
    }),
  )
})
