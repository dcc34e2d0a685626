import fc from 'fast-check'
import {
  entryOf,
  instantIn,
  otherClocks,
} from '../../../../miniprogram/packages/meeting/services/branch-entry'

const LAGOS = 'Africa/Lagos'

test('what is typed is the hour on the clocks of the branch', () => {
  expect(instantIn('2026-11-25', '14:00', LAGOS)).toBe('2026-11-25T13:00:00.000Z')
  expect(instantIn('2026-11-25', '14:00', 'Asia/Shanghai')).toBe('2026-11-25T06:00:00.000Z')
  expect(entryOf('2026-11-25T13:00:00.000Z', LAGOS)).toEqual({ date: '2026-11-25', time: '14:00' })
})

test('shown and typed again it is the same moment, in any zone, also where clocks change', () => {
  const zones = [
    'Africa/Lagos',
    'Africa/Nairobi',
    'Asia/Shanghai',
    'America/Santiago',
    'Asia/Tehran',
  ]
  const minutes = fc.integer({ min: 0, max: 366 * 24 * 60 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
      const at = new Date(Date.UTC(2026, 0, 1) + minute * 60_000).toISOString()
      const { date, time } = entryOf(at, zone)
      const again = entryOf(instantIn(date, time, zone), zone)
      expect(again).toEqual({ date, time })
    }),
  )
})

test('other clocks are named where they differ, with their day as the branch counts it', () => {
  const now = new Date('2026-11-25T12:00:00.000Z')
  const words = otherClocks('2026-11-25T18:30:00.000Z', 'Africa/Nairobi', now)
  expect(words).toMatch(/^北京时间明天 02:30/)
  expect(otherClocks('2026-11-25T06:00:00.000Z', 'Asia/Shanghai', now)).not.toContain('北京')
})
