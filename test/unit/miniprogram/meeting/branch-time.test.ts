import {
  branchMoment,
  branchTime,
} from '../../../../miniprogram/packages/meeting/services/branch-time'

const NOW = new Date('2026-11-25T18:30:00Z')
const AT = '2026-11-25T21:30:00Z'

test('a time is the one on the wall at the branch, with Beijing’s beside it where they differ', () => {
  expect(branchTime(AT, 'Africa/Nairobi', NOW)).toBe('明天 00:30（北京时间 05:30）')
  const isPhoneThere = new Date(AT).getTimezoneOffset() === -480
  expect(branchTime(AT, 'Asia/Shanghai', NOW)).toBe(
    isPhoneThere ? '今天 05:30' : '今天 05:30（北京时间）',
  )
  expect(branchMoment(NOW.toISOString(), 'Africa/Nairobi', NOW)).toBe('今天 21:30')
})

test('a zone the phone does not know leaves its own clock', () => {
  expect(branchTime(AT, 'Nowhere/Nothing', NOW)).toMatch(/:30/)
})
