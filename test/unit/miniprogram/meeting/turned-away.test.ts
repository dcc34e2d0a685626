import { failure } from '../../../../cloudfunctions/kernel/errors'
import { turnedAway } from '../../../../miniprogram/packages/meeting/services/turned-away'
import { CallError } from '../../../../miniprogram/services/call-error'
import type { ErrorsOf } from '../../../../typings/contract'

type Refusal = ErrorsOf<'meeting.checkInTyped'> | ErrorsOf<'meeting.checkIn'>

const REFUSALS: readonly Refusal[] = [
  'codeUnreadable',
  'wrongMeeting',
  'codeWrong',
  'codeStale',
  'codeEarly',
  'meetingNotOpen',
  'meetingEnded',
  'meetingCancelled',
  'onSiteOnly',
  'tooManyTries',
]

const away = (code: Refusal, by: 'scan' | 'typed' = 'scan') =>
  turnedAway(CallError.of(failure(code)), by)

test('every refusal of a check-in has a sentence of its own and something to do about it', () => {
  const sentences = REFUSALS.map((code) => away(code).sentence)
  expect(new Set(sentences).size).toBe(REFUSALS.length)
  for (const code of REFUSALS) expect(away(code).word).not.toBe('')
})

test('the way out fits the reason: the other meeting, the host’s camera, another try', () => {
  expect(away('wrongMeeting').way).toBe('otherMeeting')
  expect(away('codeStale').way).toBe('scan')
  expect(away('codeWrong', 'typed').way).toBe('myCode')
  expect(away('tooManyTries', 'typed').way).toBe('myCode')
  expect(away('meetingEnded').way).toBe('reload')
  expect(turnedAway(new CallError('network', '网络不通', true), 'typed').way).toBe('myCode')
})
