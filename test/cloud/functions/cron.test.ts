import fc from 'fast-check'
import { parseCron } from '../../../local/cloud/timers/cron'

const SECOND = 1000
const DAY = 24 * 60 * 60 * SECOND
/** Shown in UTC+8, where triggers live. */
const beijing = (instant: number | undefined) =>
  instant === undefined
    ? undefined
    : new Date(instant + 8 * 60 * 60 * SECOND).toISOString().slice(0, 19).replace('T', ' ')
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`)

function strikes(expression: string, from: string, count: number) {
  const { next } = parseCron(expression)
  const found: (string | undefined)[] = []
  for (let instant = next(at(from)); found.length < count; instant = next(instant ?? 0)) {
    found.push(beijing(instant))
    if (instant === undefined) break
  }
  return found
}

describe('the examples of the guide', () => {
  test.each([
    ['*/5 * * * * * *', '2026-11-23 10:00:02', ['2026-11-23 10:00:05', '2026-11-23 10:00:10']],
    ['0 0 2 1 * * *', '2026-11-23 10:00:00', ['2026-12-01 02:00:00', '2027-01-01 02:00:00']],
    // a Friday
    [
      '0 15 10 * * MON-FRI *',
      '2026-11-27 10:15:00',
      ['2026-11-30 10:15:00', '2026-12-01 10:15:00'],
    ],
    ['0 0 10,14,16 * * * *', '2026-11-23 15:00:00', ['2026-11-23 16:00:00', '2026-11-24 10:00:00']],
    ['0 */30 9-17 * * * *', '2026-11-23 17:00:00', ['2026-11-23 17:30:00', '2026-11-24 09:00:00']],
    ['0 0 12 * * WED *', '2026-11-23 10:00:00', ['2026-11-25 12:00:00', '2026-12-02 12:00:00']],
    // every tenth minute from the first on
    ['0 1/10 * * * * *', '2026-11-23 10:50:00', ['2026-11-23 10:51:00', '2026-11-23 11:01:00']],
    // leap years only
    ['0 0 0 29 2 * *', '2026-11-23 00:00:00', ['2028-02-29 00:00:00', '2032-02-29 00:00:00']],
    // day and week: either is enough
    ['0 0 0 13 * FRI *', '2026-11-07 00:00:00', ['2026-11-13 00:00:00', '2026-11-20 00:00:00']],
    ['0 0 0 10 * FRI *', '2026-11-07 00:00:00', ['2026-11-10 00:00:00', '2026-11-13 00:00:00']],
    [
      '30 59 23 31 12 * 2026-2027',
      '2026-11-23 00:00:00',
      ['2026-12-31 23:59:30', '2027-12-31 23:59:30'],
    ],
    [
      '0 0 0 1 jan,Jul 0-6/6 2030',
      '2026-11-23 00:00:00',
      ['2030-01-01 00:00:00', '2030-01-05 00:00:00'],
    ],
  ])('%s after %s', (expression, from, expected) => {
    expect(strikes(expression, from, expected.length)).toEqual(expected)
  })

  test.each(['0 0 0 31 2 * *', '0 0 0 1 1 * 2025'])('%s never strikes again', (expression) => {
    expect(strikes(expression, '2026-11-23 00:00:00', 1)).toEqual([undefined])
    expect(
      parseCron(expression).latest(at('2026-01-01 00:00:00'), at('2026-11-23 00:00:00'), 5),
    ).toEqual([])
  })
})

describe('what is no expression', () => {
  test.each([
    ['', /has 1 fields instead of 7/],
    ['* * * * *', /has 5 fields instead of 7/],
    ['* * * * * * * *', /has 8 fields/],
    ['60 * * * * * *', /second field does not take '60': values are 0-59/],
    ['* 1,2,99 * * * * *', /minute field does not take '99'/],
    ['* * 24 * * * *', /hour field/],
    ['* * * 0 * * *', /day field/],
    ['* * * 32 * * *', /day field/],
    ['* * * * 13 * *', /month field.*values are 1-12 or JAN/],
    ['* * * * * 7 *', /week field.*values are 0-6 or SUN/],
    ['* * * * * MONDAY *', /week field/],
    ['* * * MON * * *', /day field/],
    ['* * * * * * 1969', /year field/],
    ['* * * * * * 2100', /year field/],
    ['5-1 * * * * * *', /second field does not take '5-1': it runs backwards/],
    ['*/0 * * * * * *', /second field/],
    ['*/61 * * * * * *', /second field/],
    ['1,,2 * * * * * *', /second field/],
    ['*-5 * * * * * *', /second field/],
    ['-5 * * * * * *', /second field/],
    ['1.5 * * * * * *', /second field/],
    ['0x1 * * * * * *', /second field/],
    ['? * * * * * *', /second field/],
    ['* * * L * * *', /day field/],
    ['* * * * * 5#2 *', /week field/],
    ['@daily', /has 1 fields/],
  ])('%j', (expression, message) => {
    expect(() => parseCron(expression)).toThrow(message)
  })
})

/**
 * A field as text and as the set it means; nothing for `*`.
 * @param likely the greatest value written down, if it is not the greatest there is
 * @param least the least value there is, if it is not the least written down
 */
function field(min: number, max: number, likely = max, least = min) {
  const value = fc.integer({ min, max: likely })
  const step = fc.integer({ min: 1, max: Math.min(12, max - min + 1) })
  const range = fc.tuple(value, value).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const)
  const span = (from: number, to: number, by = 1) =>
    Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, index) => from + index * by)
  const item = fc.oneof(
    value.map((v) => ({ text: `${v}`, values: [v] })),
    range.map(([a, b]) => ({ text: `${a}-${b}`, values: span(a, b) })),
    fc.tuple(range, step).map(([[a, b], n]) => ({ text: `${a}-${b}/${n}`, values: span(a, b, n) })),
    fc.tuple(value, step).map(([a, n]) => ({ text: `${a}/${n}`, values: span(a, max, n) })),
    step.map((n) => ({ text: `*/${n}`, values: span(least, max, n) })),
  )
  const list = fc.array(item, { minLength: 1, maxLength: 3 }).map((items) => ({
    text: items.map((each) => each.text).join(','),
    values: new Set(items.flatMap((each) => each.values)) as Set<number> | undefined,
  }))
  return fc.oneof(fc.constant({ text: '*', values: undefined }), list)
}

const expressions = fc
  .tuple(
    field(0, 59),
    field(0, 59),
    field(0, 23),
    field(1, 31),
    field(1, 12),
    field(0, 6),
    field(2026, 2099, 2030, 1970),
  )
  .map(([second, minute, hour, day, month, week, year]) => ({
    second,
    minute,
    hour,
    day,
    month,
    week,
    year,
    text: [second, minute, hour, day, month, week, year].map((each) => each.text).join(' '),
  }))
type Expression = typeof expressions extends fc.Arbitrary<infer E> ? E : never

/** Whether it strikes at a second, by the rules as written down. */
function strikesOn(expression: Expression, instant: number) {
  const { second, minute, hour, day, month, week, year } = expression
  const date = new Date(instant + 8 * 60 * 60 * SECOND)
  const has = (each: { values: Set<number> | undefined }, value: number) =>
    each.values?.has(value) ?? true
  const onDay = has(day, date.getUTCDate())
  const onWeekday = has(week, date.getUTCDay())
  const either = day.values !== undefined && week.values !== undefined
  return (
    has(second, date.getUTCSeconds()) &&
    has(minute, date.getUTCMinutes()) &&
    has(hour, date.getUTCHours()) &&
    (either ? onDay || onWeekday : onDay && onWeekday) &&
    has(month, date.getUTCMonth() + 1) &&
    has(year, date.getUTCFullYear())
  )
}

/** Every whole unit of time after `from` and up to `to` at which it strikes. */
function bruteForce(expression: Expression, from: number, to: number, unit: number) {
  const found: number[] = []
  for (let instant = Math.floor(from / unit) * unit + unit; instant <= to; instant += unit) {
    if (strikesOn(expression, instant)) found.push(instant)
  }
  return found
}

const start = fc.integer({ min: at('2026-06-01 00:00:00'), max: at('2028-12-31 00:00:00') })

describe('against brute force', () => {
  test('every second of six hours', () => {
    const anyDate = expressions.map((expression) => {
      const any = { text: '*', values: undefined }
      const { second, minute, hour } = expression
      return {
        ...expression,
        day: any,
        month: any,
        week: any,
        year: any,
        text: `${second.text} ${minute.text} ${hour.text} * * * *`,
      }
    })
    fc.assert(
      fc.property(anyDate, start, fc.integer({ min: 1, max: 50 }), (expression, from, most) => {
        const to = from + DAY / 4
        const schedule = parseCron(expression.text)
        const expected = bruteForce(expression, from, to, SECOND)
        const next = schedule.next(from)
        if (expected.length > 0) expect(next).toBe(expected[0])
        else expect(next ?? Infinity).toBeGreaterThan(to)
        expect(schedule.latest(from, to, most)).toEqual(expected.slice(-most))
      }),
      { numRuns: 150 },
    )
  })

  test('every midnight of four years', () => {
    const midnights = expressions.map((expression) => {
      const zero = { text: '0', values: new Set([0]) }
      const { day, month, week, year } = expression
      return {
        ...expression,
        second: zero,
        minute: zero,
        hour: zero,
        text: `0 0 0 ${day.text} ${month.text} ${week.text} ${year.text}`,
      }
    })
    fc.assert(
      fc.property(midnights, start, fc.integer({ min: 1, max: 50 }), (expression, begin, most) => {
        const from = at(`${beijing(begin)?.slice(0, 10)} 00:00:00`)
        const to = from + 4 * 366 * DAY
        const schedule = parseCron(expression.text)
        const days = Array.from({ length: 4 * 366 }, (_, index) => from + (index + 1) * DAY)
        const expected = days.filter((midnight) => strikesOn(expression, midnight))
        const next = schedule.next(from)
        if (expected.length > 0) expect(next).toBe(expected[0])
        else expect(next ?? Infinity).toBeGreaterThan(to)
        expect(schedule.latest(from, to, most)).toEqual(expected.slice(-most))
      }),
      { numRuns: 150 },
    )
  })
})
