/**
 * The closed list of errors an action can answer. The sentence a person sees and whether trying again can
 * help stand in `cloudfunctions/kernel/errors.ts`.
 */
export type ErrorCode =
  // who you are
  | 'notJoined'
  | 'left'
  | 'consentNeeded'
  | 'forbidden'
  // what you sent
  | 'badInput'
  | 'unknownAction'
  | 'idReused'
  | 'notFound'
  | 'changedMeanwhile'
  | 'tooMany'
  | 'contentRefused'
  // joining
  | 'noMatch'
  | 'alreadyJoined'
  | 'codeInvalid'
  | 'codeExpired'
  | 'nameMismatch'
  | 'tooManyTries'
  // notices
  | 'withdrawn'
  | 'expired'
  | 'deadlinePassed'
  | 'notAsked'
  | 'coolingDown'
  // meetings
  | 'codeUnreadable'
  | 'wrongMeeting'
  | 'codeWrong'
  | 'codeStale'
  | 'codeEarly'
  | 'proofOutside'
  | 'proofTooLate'
  | 'proofFuture'
  | 'meetingNotOpen'
  | 'meetingEnded'
  | 'meetingCancelled'
  | 'alreadyOpen'
  | 'onSiteOnly'
  | 'notExpected'
  | 'notChair'
  | 'notRecorder'
  | 'notTeller'
  | 'ownLeave'
  | 'alreadyDecided'
  | 'notEnded'
  | 'locked'
  | 'notLocked'
  // study
  | 'notOpen'
  | 'attemptOpen'
  | 'noAttemptsLeft'
  | 'attemptOver'
  | 'alreadySubmitted'
  | 'notEnough'
  | 'notReleased'
  | 'questionHeld'
  // organisations
  | 'ruleBroken'
  // long work
  | 'fileUnreadable'
  | 'busy'
  // what we got wrong
  | 'checkUnreachable'
  | 'internal'

/** What travels back from every call. */
export type Answer<Output, Code extends ErrorCode = ErrorCode> =
  | { ok: true; data: Output }
  | { ok: false; error: Failure<Code> }

export interface Failure<Code extends ErrorCode = ErrorCode> {
  code: Code
  /** The sentence the person sees, in Chinese. */
  message: string
  /** Whether the same call may succeed later without anybody changing anything. */
  retry: boolean
  /** What the code is about: the field of `badInput`, seconds left of `tooManyTries` … Never secrets. */
  detail?: Record<string, string | number>
  /** Finds the log line of an `internal` error. */
  incident?: string
}

/** Errors that any action may answer; an action's own are listed in its contract. */
export type CommonError =
  | 'notJoined'
  | 'left'
  | 'consentNeeded'
  | 'forbidden'
  | 'badInput'
  | 'unknownAction'
  | 'idReused'
  | 'notFound'
  | 'internal'
