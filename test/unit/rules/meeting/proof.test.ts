import fc from 'fast-check'
import { fullCode, readCode, stepAt } from '../../../../cloudfunctions/rules/meeting/code'
import { isOver, judgeProof } from '../../../../cloudfunctions/rules/meeting/proof'
import type { Turn } from '../../../../typings/meeting-room'

const SECRET = '00112233445566778899aabbccddeeff'
const OPENED = Date.parse('2026-11-25T14:30:00.000Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const ID = 'meeting-1'
/** Over midnight in Beijing and in Nairobi alike. */
const SPAN = { openedAt: OPENED, endedAt: OPENED + 8 * HOUR }
const TURNS: Turn[] = [{ secret: SECRET, from: OPENED, until: null }]

function proofAt(shown: number, scannedAt = shown, sentAt = scannedAt) {
  const code = readCode(fullCode(SECRET, ID, stepAt(shown)))
  if (code === null) throw new Error('no code')
  return { code, scannedAt, sentAt }
}

test('a proof made at any moment of the meeting is good within 72 hours, whatever the clock of its phone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 8 * HOUR }),
      fc.integer({ min: 0, max: 63 * HOUR }),
      fc.integer({ min: -400 * 24 * HOUR, max: 400 * 24 * HOUR }),
      (after, waited, ahead) => {
        const scanned = OPENED + after
        const sent = scanned + waited
        const proof = proofAt(scanned, scanned + ahead, sent + ahead)
        expect(judgeProof(TURNS, SPAN, proof, sent)).toEqual({
          verdict: 'good',
          at: scanned,
          clockAhead: Math.round(ahead / 1000),
        })
      },
    ),
  )
})

const NOW = OPENED + 9 * HOUR
test.each([
  [
    'of another secret',
    { ...proofAt(OPENED), code: { ...proofAt(OPENED).code, mac: '0' } },
    NOW,
    'codeWrong',
  ],
  [
    'claimed for before the meeting',
    proofAt(OPENED, OPENED - 3 * MINUTE, NOW),
    NOW,
    'proofOutside',
  ],
  [
    'claimed for after its end',
    proofAt(OPENED, SPAN.endedAt + 3 * MINUTE, NOW),
    NOW,
    'proofOutside',
  ],
  [
    'with a code shown after its end',
    proofAt(SPAN.endedAt + 5 * MINUTE, OPENED, NOW),
    NOW,
    'proofOutside',
  ],
  [
    'photographed, and used half an hour later',
    proofAt(OPENED, OPENED + 30 * MINUTE, NOW),
    NOW,
    'codeStale',
  ],
  [
    'claimed for half an hour before its code was shown',
    proofAt(OPENED + 40 * MINUTE, OPENED + 10 * MINUTE, NOW),
    NOW,
    'codeStale',
  ],
  ['from the future', proofAt(NOW + HOUR, OPENED, NOW), NOW, 'proofFuture'],
  ['claimed for the future', proofAt(OPENED, NOW + HOUR, NOW), NOW, 'proofFuture'],
  [
    'after 72 hours',
    proofAt(OPENED, OPENED, OPENED + 73 * HOUR),
    OPENED + 73 * HOUR,
    'proofTooLate',
  ],
])('a proof %s is refused as such', (_, proof, now, verdict) => {
  expect(judgeProof(TURNS, SPAN, proof, now)).toEqual({ verdict })
})

test('two minutes before the opening and after the end are still the meeting', () => {
  expect(judgeProof(TURNS, SPAN, proofAt(OPENED, OPENED - MINUTE, NOW), NOW).verdict).toBe('good')
  const end = SPAN.endedAt
  expect(judgeProof(TURNS, SPAN, proofAt(end, end + MINUTE, NOW), NOW).verdict).toBe('good')
})

test('between its code and the moment it claims two minutes are let pass, for scanning and a clock set right', () => {
  const shown = OPENED + HOUR
  for (const apart of [-MINUTE, MINUTE])
    expect(judgeProof(TURNS, SPAN, proofAt(shown, shown + apart, NOW), NOW).verdict).toBe('good')
})

test('a meeting nobody ends is over after twelve hours', () => {
  const span = { openedAt: OPENED, endedAt: null }
  expect(isOver(span, OPENED + 12 * HOUR)).toBe(false)
  expect(isOver(span, OPENED + 12 * HOUR + 1)).toBe(true)
})
