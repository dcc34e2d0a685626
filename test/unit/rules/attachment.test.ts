import fc from 'fast-check'
import {
  daysOf,
  hasBegun,
  mayTakeBack,
  stayRule,
  takeBackRule,
} from '../../../cloudfunctions/rules/attachment'
import type { Attachment } from '../../../typings/organisation'

const OPEN = { state: 'open' } as const
const CLOSED = { state: 'closed' } as const
const stay = (from: string, until?: string, orgId = 'host'): Attachment => ({
  orgId,
  orgName: orgId,
  path: ['hq', orgId],
  from,
  ...(until === undefined ? {} : { until }),
})
const broken = (...args: Parameters<typeof stayRule>) => stayRule(...args)?.rule ?? null

test('a stay is entered anywhere that works, and given another last day', () => {
  const held = [stay('2026-03-01', '2026-05-31')]
  expect(broken([], stay('2026-03-01'), OPEN)).toBeNull()
  expect(broken(held, stay('2026-03-01', '2026-04-30'), OPEN)).toBeNull()
  expect(broken(held, stay('2026-03-01'), OPEN)).toBeNull()
})

test('a closed branch takes nobody and keeps nobody longer; a stay there is ended at any time', () => {
  const running = [stay('2026-03-01')]
  const dated = [stay('2026-03-01', '2026-05-31')]
  expect(broken([], stay('2026-03-01'), CLOSED)).toBe('hostClosed')
  expect(broken(dated, stay('2026-03-01'), CLOSED)).toBe('hostClosed')
  expect(broken(dated, stay('2026-03-01', '2026-06-01'), CLOSED)).toBe('hostClosed')
  expect(broken(dated, stay('2026-03-01', '2026-03-01'), CLOSED)).toBeNull()
  expect(broken(running, stay('2026-03-01', '2026-09-01'), CLOSED)).toBeNull()
})

test('with one branch there is never more than one stay on any day', () => {
  const held = [stay('2026-03-01', '2026-05-31'), stay('2026-08-01')]
  expect(broken(held, stay('2026-06-01', '2026-07-31'), OPEN)).toBeNull()
  expect(broken(held, stay('2026-06-01'), OPEN)).toBe('stayOverlaps')
  expect(broken(held, stay('2026-05-31', '2026-06-01'), OPEN)).toBe('stayOverlaps')
  expect(broken(held, stay('2026-03-01'), OPEN)).toBe('stayOverlaps')
  expect(stayRule(held, stay('2026-09-01'), OPEN)?.text).toContain('2026-08-01起')
  expect(broken(held, stay('2026-09-01', undefined, 'another'), OPEN)).toBeNull()
})

test('whatever is entered one after the other, no two stays with one branch share a day', () => {
  const day = fc
    .integer({ min: 1, max: 28 })
    .map((each) => `2026-02-${String(each).padStart(2, '0')}`)
  const dates = fc.tuple(day, fc.option(day, { nil: undefined }))
  fc.assert(
    fc.property(fc.array(dates, { maxLength: 12 }), (entered) => {
      let held: Attachment[] = []
      for (const [from, until] of entered) {
        const next = stay(from, until)
        if ((until !== undefined && until < from) || stayRule(held, next, OPEN) !== null) continue
        held = [...held.filter((each) => each.from !== from), next]
      }
      for (let at = 1; at <= 28; at += 1) {
        const now = `2026-02-${String(at).padStart(2, '0')}`
        const there = held.filter(({ from, until = '9999' }) => from <= now && now <= until)
        expect(there.length).toBeLessThanOrEqual(1)
      }
    }),
  )
})

test('what has not begun is taken back, on its first day too; after that it is ended', () => {
  const from = { from: '2026-03-01', timeZone: 'Africa/Nairobi' }
  const at = (instant: string) => new Date(instant)
  // Midnight there is 21:00 UTC; in Beijing the day began five hours earlier.
  expect(hasBegun(from, at('2026-02-28T20:59:59.000Z'))).toBe(false)
  expect(hasBegun(from, at('2026-02-28T21:00:00.000Z'))).toBe(true)
  expect(mayTakeBack(from, at('2026-03-01T20:59:59.000Z'))).toBe(true)
  expect(mayTakeBack(from, at('2026-03-01T21:00:00.000Z'))).toBe(false)
  expect(takeBackRule(from, at('2026-03-01T21:00:00.000Z'))?.rule).toBe('stayBegun')
  expect(takeBackRule(from, at('2026-02-01T00:00:00.000Z'))).toBeNull()
})

test('days are said with both ends, or with the first alone', () => {
  expect(daysOf(stay('2026-03-01', '2026-03-31'))).toBe('2026-03-01至2026-03-31')
  expect(daysOf(stay('2026-03-01'))).toBe('2026-03-01起')
})
