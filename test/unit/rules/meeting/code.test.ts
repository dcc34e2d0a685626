import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { clockOf, improve, meetingTime } from '../../../../cloudfunctions/rules/meeting/clock'
import {
  fullCode,
  judgeCode,
  judgeTyped,
  memberCode,
  readCode,
  readMemberCode,
  type ScannedCode,
  STEP_MS,
  stepAt,
  typedCode,
  untilNextStep,
} from '../../../../cloudfunctions/rules/meeting/code'
import type { Turn } from '../../../../typings/meeting-room'

const SECRET = '00112233445566778899aabbccddeeff'
const OTHER = 'ffeeddccbbaa99887766554433221100'
const NOON = Date.parse('2026-11-25T04:00:00.000Z')
const ID = 'meeting-1'

const turn = (changes: Partial<Turn> = {}): Turn => ({
  secret: SECRET,
  from: NOON,
  until: null,
  ...changes,
})
const scanned = (text: string): ScannedCode => {
  const code = readCode(text)
  if (code === null) throw new Error(text)
  return code
}
const shownAt = (time: number, secret = SECRET) => scanned(fullCode(secret, ID, stepAt(time)))

test('a code is what HMAC-SHA-256 of Node gives', () => {
  const step = stepAt(NOON)
  const mac = createHmac('sha256', Buffer.from(SECRET, 'hex'))
    .update(`full|${ID}|${step}`)
    .digest('hex')
    .slice(0, 32)
  expect(fullCode(SECRET, ID, step)).toBe(`BO1.${ID}.${step.toString(36)}.${mac}`)
  expect(typedCode(SECRET, ID, step)).toMatch(/^\d{6}$/)
})

test('a fresh code is shown every fifteen seconds', () => {
  expect(STEP_MS).toBe(15_000)
  expect(untilNextStep(NOON)).toBe(15_000)
  expect(untilNextStep(NOON + 14_999)).toBe(1)
  expect(fullCode(SECRET, ID, stepAt(NOON))).not.toBe(fullCode(SECRET, ID, stepAt(NOON + STEP_MS)))
})

describe('whatever the latency and however the clock of the host is off', () => {
  const moment = fc.integer({ min: 60_000, max: 11 * 3_600_000 }).map((after) => NOON + after)

  test('a code that arrives within its step or one beside it is good, any other is not', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -90_000, max: 90_000 }), (now, offset) => {
        const code = shownAt(now + offset)
        const late = stepAt(now) - code.step
        const verdict = judgeCode([turn()], code, now)
        expect(verdict).toBe(late > 1 ? 'codeStale' : late < -1 ? 'codeEarly' : 'good')
      }),
    )
  })

  test('a phone that is at most a step off in all, clock and way together, gets everybody in', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: -7000, max: 7000 }),
        fc.integer({ min: 0, max: 8000 }),
        (now, offset, latency) => {
          expect(judgeCode([turn()], shownAt(now + offset), now + latency)).toBe('good')
        },
      ),
    )
  })

  test('the digits are good in the same window and in no other', () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: -6, max: 6 }), (now, steps) => {
        const digits = typedCode(SECRET, ID, stepAt(now) + steps)
        const near = [-1, 0, 1].map((each) => typedCode(SECRET, ID, stepAt(now) + each))
        expect(judgeTyped([turn()], ID, digits, now)).toBe(
          near.includes(digits) ? 'good' : 'codeWrong',
        )
      }),
    )
  })

  test('no other secret, meeting or step makes a good code', () => {
    const change = fc.constantFrom('secret', 'meeting', 'step', 'mac')
    fc.assert(
      fc.property(moment, change, (now, what) => {
        const code = shownAt(now, what === 'secret' ? OTHER : SECRET)
        const forged: ScannedCode = {
          meetingId: what === 'meeting' ? 'meeting-2' : code.meetingId,
          step: what === 'step' ? code.step + 1 : code.step,
          mac: what === 'mac' ? code.mac.replace(/.$/, (c) => (c === '0' ? '1' : '0')) : code.mac,
        }
        expect(judgeCode([turn()], forged, now)).toBe('codeWrong')
      }),
    )
  })
})

describe('when another phone takes over', () => {
  const change = NOON + 600_000
  const turns = [turn({ until: change }), turn({ secret: OTHER, from: change })]

  test('what the first showed until then stays good, what the second shows is good at once', () => {
    expect(judgeCode(turns, shownAt(change - 1000), change + 2000)).toBe('good')
    expect(judgeCode(turns, shownAt(change, OTHER), change)).toBe('good')
  })

  test('what the first goes on to show is not accepted', () => {
    const later = change + 3 * STEP_MS
    expect(judgeCode(turns, shownAt(later), later)).toBe('codeStale')
    expect(judgeTyped(turns, ID, typedCode(SECRET, ID, stepAt(later)), later)).toBe('codeWrong')
  })
})

test('what is no code is told from one', () => {
  for (const text of ['', 'https://example.com', 'BO1.a.b', `BO1.${ID}.1.zz`, 'BM1.m-1'])
    expect(readCode(text)).toBeNull()
  expect(readMemberCode(memberCode('m-1'))).toBe('m-1')
  expect(readMemberCode('BO1.m-1')).toBeNull()
})

describe('meeting time', () => {
  test('is server time however far the round trip, to within half of it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e9 }),
        fc.integer({ min: 0, max: 20_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (sentAt, roundTrip, part) => {
          // The server's clock runs NOON ahead of the phone's monotonic one.
          const serverAt = NOON + sentAt + part * roundTrip
          const clock = clockOf({ sentAt, receivedAt: sentAt + roundTrip, serverAt })
          const later = sentAt + 1_000_000
          const off = Math.abs(meetingTime(clock, later) - (NOON + later))
          expect(off).toBeLessThanOrEqual(clock.error + 0.01)
        },
      ),
    )
  })

  test('a slow answer does not spoil what a quick one told', () => {
    const quick = improve(null, { sentAt: 0, receivedAt: 100, serverAt: NOON + 50 }, 0)
    const slow = { sentAt: 60_000, receivedAt: 75_000, serverAt: NOON + 60_000 }
    expect(improve(quick, slow, 60_000)).toBe(quick)
    const next = { sentAt: 60_000, receivedAt: 60_080, serverAt: NOON + 60_040 }
    expect(improve(quick, next, 60_000).error).toBe(40)
  })
})
