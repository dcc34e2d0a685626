import { lectureHours } from '../../../../cloudfunctions/rules/study/lecture'

/** Domain rules 1.6: one hour 1, half a day 4, a day 8. */
test.each([
  [60, 1],
  [90, 1.5],
  [100, 1.5],
  [240, 4],
  [480, 8],
  [700, 8],
  [5, 0.5],
])('a lecture of %i minutes gives %f hours', (minutes, hours) => {
  const from = '2026-11-25T06:00:00.000Z'
  const until = new Date(Date.parse(from) + minutes * 60_000).toISOString()
  expect(lectureHours(from, until)).toBe(hours)
})
