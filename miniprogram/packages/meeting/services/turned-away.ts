import type { CallError, CallErrorCode } from '../../../services/call-error'

/** What a person can do after a check-in was not taken. */
export type WayOut = 'scan' | 'otherMeeting' | 'myCode' | 'reload'

export interface TurnedAway {
  /** Why, in the server's words. */
  sentence: string
  way: WayOut
  /** On the button. */
  word: string
}

const SCAN = { way: 'scan', word: '再扫一次' } as const
const MY_CODE = { way: 'myCode', word: '请主持人扫我的码' } as const
const RELOAD = { way: 'reload', word: '看看会议现在怎样' } as const

const WAYS: Readonly<Partial<Record<CallErrorCode, Omit<TurnedAway, 'sentence'>>>> = {
  codeUnreadable: SCAN,
  codeWrong: SCAN,
  codeStale: SCAN,
  codeEarly: SCAN,
  meetingNotOpen: SCAN,
  wrongMeeting: { way: 'otherMeeting', word: '打开那场会议' },
  tooManyTries: MY_CODE,
  network: MY_CODE,
  unavailable: MY_CODE,
}

/**
 * Why a check-in was not taken, and the way out. Pure.
 * @param by how it was tried: six digits that were wrong are typed again, in the field that is still there
 */
export function turnedAway({ code, message }: CallError, by: 'scan' | 'typed'): TurnedAway {
  if (by === 'typed' && code === 'codeWrong') return { sentence: message, ...MY_CODE }
  return { sentence: message, ...(WAYS[code] ?? RELOAD) }
}

/** Nothing was scanned at all: the host's phone has a camera. */
export function withoutCamera({ message }: CallError): TurnedAway {
  return { sentence: `${message}可以输入签到码，也可以请主持人扫您的码。`, ...MY_CODE }
}
