import type {
  AttendanceRow,
  CorrectionLine,
  DutyRow,
  HostView,
  Leave,
  LeaveReason,
  LeaveRow,
  LeaveState,
  MeetingCard,
  MeetingKind,
  MeetingPlan,
  MeetingRow,
  MeetingView,
  Motion,
  MotionType,
  Numbers,
  PersonName,
  PlaceHint,
  Receipt,
} from './meeting'
import type { Instant, LocalDate, MemberStage, PostRole } from './organisation'
import type { PageMark } from './page'

/** Somebody who can be chair, recorder, teller or one of those named, as the plan's page offers them. */
export interface Candidate extends PersonName {
  stage: MemberStage
  /** Posts in the organisation; only who has one may be the chair. */
  roles: PostRole[]
  /** The branch a person attached here comes from. */
  attachedFrom?: string
}

/** What the planning page has to know of a kind; from `rules/meeting/kinds.ts`, so that pages hold no rule. */
export interface KindOffer {
  /** What may be held in the same sitting: choices for `MeetingPlan.also`. */
  also: { kind: MeetingKind; kindName: string }[]
  /**
   * `members` everybody, `committee` the officers: the list is computed, `chosenIds` stays empty · `named` the page asks
   * for `chosenIds`. Observers can be invited to each.
   */
  attendees: 'members' | 'committee' | 'named'
  /** Whether motions can be put; otherwise `withoutVoteIds` and `half` mean nothing and need not be shown. */
  votes: boolean
  /** Whether remote attendance is counted among the present. A choice of the company, with its reason in words. */
  remoteCounts: boolean
  remoteWhy: string
}

/** What one line of a host's batch came to. `already`: was there before · `unknown`: no such person, or they left. */
export type RecordOutcome = 'recorded' | 'already' | 'unknown'

/** How a person stands to a meeting. `outside`: not on the list. */
export type Standing = 'expected' | 'observer' | 'outside'

export interface MeetingContract {
  /**
   * First content of the planning page: what a new meeting can start from. Templates are ready to be held now (title,
   * chair, agenda filled in; `startsAt` is the next full quarter of an hour) and in the order of what is most due.
   * `expected`: how many each kind would have today.
   */
  'meeting.start': {
    input: { orgId: string }
    output: {
      organisation: { orgId: string; name: string; timeZone: string }
      templates: {
        kind: MeetingKind
        kindName: string
        hint: string
        plan: MeetingPlan
        offer: KindOffer
      }[]
      /**
       * The last ten, for 再开一次: with today's dates, without materials and `withoutVoteIds`, and only with people who
       * are still here.
       */
      recent: { meetingId: string; heldOn: LocalDate; plan: MeetingPlan }[]
      people: Candidate[]
      expected: Partial<Record<MeetingKind, { all: number; voters: number }>>
      at: Instant
    }
    errors: never
  }
  /**
   * Plans a meeting. `meetingId` is made by the phone, so a second tap plans nothing twice. `announce`: at the same
   * tap everybody who is expected finds it on Today, and `card` can be sent to the group. To hold it at once, go on
   * to the host's page, which calls `meeting.open`.
   */
  'meeting.plan': {
    input: { meetingId: string; orgId: string; plan: MeetingPlan; announce: boolean }
    output: { meetingId: string; version: number; card: MeetingCard | null }
    errors: 'ruleBroken' | 'tooMany' | 'contentRefused' | 'checkUnreachable'
  }
  /** Changes a plan before it opens; `announce` may also be given later. Another time or place asks everybody again. */
  'meeting.edit': {
    input: { meetingId: string; seenVersion: number; plan: MeetingPlan; announce: boolean }
    output: { version: number; card: MeetingCard | null }
    errors:
      | 'changedMeanwhile'
      | 'ruleBroken'
      | 'tooMany'
      | 'alreadyOpen'
      | 'meetingCancelled'
      | 'contentRefused'
      | 'checkUnreachable'
  }
  /** Takes it off everybody's Today. What phones still had to send about it is refused as `meetingCancelled`. */
  'meeting.cancel': {
    input: { meetingId: string; reason: string }
    output: { at: Instant }
    errors: 'meetingEnded' | 'contentRefused' | 'checkUnreachable'
  }

  /**
   * First content of a meeting's page, for everybody who may see it; kept by the phone it is all a member needs
   * without network. `plan`: for the edit page, only when the caller may edit.
   */
  'meeting.view': {
    input: { meetingId: string }
    output: {
      meeting: MeetingView
      plan: MeetingPlan | null
      standing: Standing
      /** 有表决权, as far as it is known before the opening. */
      voter: boolean
      receipt: Receipt | null
      leave: Pick<Leave, 'reason' | 'text' | 'state' | 'askedAt' | 'answeredBy'> | null
      /** Until both tellers agree a count is shown to them and to officers only; nothing to who was not let in. */
      motions: Motion[]
      /** The caller is a teller of these and has something to do: enter or confirm the count. */
      tellerOf: string[]
      may: (
        | 'edit'
        | 'host'
        | 'cancel'
        | 'answerLeave'
        | 'readMinutes'
        | 'writeMinutes'
        | 'export'
      )[]
      card: MeetingCard
      /** Server time: the phone learns its clock's offset from it. */
      serverAt: Instant
    }
    errors: 'notExpected'
  }
  /** What I am asked to attend and what I attended: the first page has both, older ones only the past, 20 at a time. */
  'meeting.mine': {
    input: { before: PageMark | null }
    output: {
      /**
       * Open now and to come, soonest first; those planned by others that I run are in `meeting.list`. With what the
       * caller has done about it: `null` nothing yet.
       */
      coming: (MeetingRow & { leave: LeaveState | null; receipt: Receipt | null })[]
      /** Newest first; also those not accepted and those corrected away, by their `state`. */
      attended: Receipt[]
      /** `before` of the next page of these; `null` at the end. */
      next: PageMark | null
      at: Instant
    }
    errors: never
  }
  /** Meetings of one organisation, newest first by their start, 20 before an instant. */
  'meeting.list': {
    input: { orgId: string; before: PageMark | null }
    output: { rows: MeetingRow[]; next: PageMark | null; mayPlan: boolean; at: Instant }
    errors: never
  }
  /** The duties of one organisation in a year: done, due, overdue, from dated rules and the meetings held. */
  'meeting.calendar': {
    input: { orgId: string; year: number }
    output: {
      orgName: string
      rows: DutyRow[]
      done: number
      due: number
      overdue: number
      ruleVersion: string
      mayPlan: boolean
      at: Instant
    }
    errors: never
  }

  /**
   * Opens the meeting and makes this phone the host's. Freezes the list of attendees from today's roster; announces
   * it if that was not done. `deviceId`: 8–64 characters the phone made once and keeps. Repeatable, and may wait in
   * the outbox of a phone that called `meeting.prepare` before it lost the network: `openedAt` is the meeting time
   * of the tap, `null` when it is now; the list is then the one that was prepared.
   */
  'meeting.open': {
    input: { meetingId: string; deviceId: string; openedAt: Instant | null }
    output: HostView & { card: MeetingCard }
    errors: 'meetingEnded' | 'meetingCancelled' | 'tooMany' | 'changedMeanwhile'
  }
  /** Loads the host's package before the meeting, for a place without network. Opens and announces nothing. */
  'meeting.prepare': {
    input: { meetingId: string; deviceId: string }
    output: HostView
    errors: 'meetingEnded' | 'meetingCancelled' | 'tooMany' | 'changedMeanwhile'
  }
  /**
   * The host's screen, on any officer's phone, also before the meeting. `pass` only on the phone that is the host.
   */
  'meeting.host': {
    input: { meetingId: string; deviceId: string }
    output: HostView
    errors: 'meetingNotOpen' | 'meetingCancelled' | 'tooMany'
  }
  /**
   * Makes this phone the host's instead of another. Codes the other phone showed until now stay good; those it goes
   * on to show are not accepted. At most 20 times in one meeting.
   */
  'meeting.takeHost': {
    input: { meetingId: string; deviceId: string }
    output: HostView
    errors: 'meetingNotOpen' | 'meetingEnded' | 'meetingCancelled' | 'tooMany' | 'changedMeanwhile'
  }
  /**
   * What changed since a mark; `null` gives all. Every 3 s while people arrive, 15 s when quiet, never in the
   * background. Rows may come twice: they replace by `memberId`. Numbers: `numbersOf` of `rules/meeting/numbers.ts`.
   */
  'meeting.live': {
    input: { meetingId: string; deviceId: string; since: Instant | null }
    output: {
      rows: AttendanceRow[]
      leaves: LeaveRow[]
      motions: Motion[]
      state: 'planned' | 'open' | 'ended' | 'cancelled'
      /** Whether this phone is still the host's; `heldBy` says whose it is. */
      hosting: boolean
      heldBy: string | null
      mark: Instant
      at: Instant
    }
    errors: never
  }
  /** Ends it: no more codes are accepted. May wait in the outbox. Later only the host adds, with a reason. */
  'meeting.end': {
    input: { meetingId: string; endedAt: Instant | null }
    output: { endedAt: Instant; numbers: Numbers }
    errors: 'meetingNotOpen' | 'meetingCancelled'
  }

  /**
   * I am here. `code`: what the camera read. `meetingId` when the person scanned from that meeting's page, `null`
   * from Today. Online only: when no answer comes, put `meeting.uploadProof` into the outbox with the same code.
   * Somebody who is not on the list gets `waiting` until the host agrees.
   */
  'meeting.checkIn': {
    input: { meetingId: string | null; code: string; remote: boolean; placeHint: PlaceHint | null }
    output: Receipt
    errors: CheckInError
  }
  /**
   * For a broken camera: the six digits under the code. Wrong ones are counted per person and meeting: five in ten
   * minutes, then `tooManyTries` with `minutes`.
   */
  'meeting.checkInTyped': {
    input: { meetingId: string; digits: string; remote: boolean; placeHint: PlaceHint | null }
    output: Receipt
    errors: CheckInError | 'tooManyTries'
  }
  /**
   * From the outbox: the code a phone without network scanned. `scannedAt` by the phone's clock; `sentAt` by the same
   * clock at this attempt (the outbox sets it anew each time). Arrives as 待核实; who is recorded already gets that
   * receipt. Within 72 h.
   */
  'meeting.uploadProof': {
    input: {
      meetingId: string
      code: string
      scannedAt: Instant
      sentAt: Instant
      remote: boolean
      placeHint: PlaceHint | null
    }
    output: Receipt
    errors: CheckInError | 'proofOutside' | 'proofTooLate' | 'proofFuture'
  }
  /**
   * From the host's phone, at once or from the outbox: people scanned by the host or marked by hand, at most 100.
   * Each is written once; a 待核实 or 待同意 becomes 已签到. `at` by meeting time. `reason` for `byHand`: 1–60 characters.
   * `remote`: the person takes part from elsewhere, on the host's word, also in a meeting planned `onSite` (somebody
   * joins by phone); in a meeting that is `online` everybody is remote whatever is sent.
   */
  'meeting.record': {
    input: {
      meetingId: string
      records: {
        memberId: string
        how: 'hostScan' | 'byHand'
        at: Instant
        remote: boolean
        reason: string
      }[]
    }
    output: { outcomes: { memberId: string; outcome: RecordOutcome }[]; rows: AttendanceRow[] }
    errors: 'meetingNotOpen' | 'meetingCancelled' | 'contentRefused' | 'checkUnreachable'
  }
  /** The host looked at 待核实 proofs: all of them (`memberIds` empty) or some. What is decided already is left alone. */
  'meeting.answerProofs': {
    input: { meetingId: string; memberIds: string[]; accept: boolean }
    output: { rows: AttendanceRow[] }
    errors: 'meetingCancelled'
  }
  /** The same for people who are not on the list and wait to listen: `memberIds` empty takes all of them in one call. */
  'meeting.answerObservers': {
    input: { meetingId: string; memberIds: string[]; accept: boolean }
    output: { rows: AttendanceRow[] }
    errors: 'meetingCancelled'
  }
  /**
   * Changes an attendance afterwards, with the reason, 1–100 characters. Keeps what was, by whom and when. `remote` as in
   * `meeting.record`. Approved minutes stay as they were locked and show it as an amendment.
   */
  'meeting.correct': {
    input: {
      meetingId: string
      memberId: string
      /** Made by the phone: the same correction is written once. */
      correctionId: string
      to: 'present' | 'struck'
      remote: boolean
      reason: string
    }
    output: { row: AttendanceRow }
    errors:
      | 'notExpected'
      | 'meetingNotOpen'
      | 'meetingCancelled'
      | 'tooMany'
      | 'changedMeanwhile'
      | 'contentRefused'
      | 'checkUnreachable'
  }
  /** Who changed whose attendance, when and why, newest first. All its page needs. */
  'meeting.corrections': {
    input: { meetingId: string }
    output: {
      meetingTitle: string
      startsAt: Instant
      timeZone: string
      corrections: (PersonName & CorrectionLine)[]
    }
    errors: never
  }

  /** Asks for leave, before or during. May wait in the outbox. Again after 未同意 or 已撤回 it is a new round. */
  'meeting.askLeave': {
    input: { meetingId: string; reason: LeaveReason; text: string }
    output: { state: LeaveState; askedAt: Instant }
    errors:
      | 'notExpected'
      | 'meetingEnded'
      | 'meetingCancelled'
      | 'tooMany'
      | 'contentRefused'
      | 'checkUnreachable'
  }
  'meeting.withdrawLeave': {
    input: { meetingId: string }
    output: { state: LeaveState }
    errors: 'meetingEnded' | 'meetingCancelled'
  }
  /** By an officer, not for oneself. `note` 0–100 characters; answering again changes the answer, until the minutes are `locked`. */
  'meeting.answerLeave': {
    input: { meetingId: string; memberId: string; agree: boolean; note: string }
    output: { leave: LeaveRow }
    errors:
      | 'meetingCancelled'
      | 'ownLeave'
      | 'tooMany'
      | 'changedMeanwhile'
      | 'locked'
      | 'contentRefused'
      | 'checkUnreachable'
  }

  /**
   * Puts something to the vote, until the minutes are approved (`locked`). `motionId` is made by the phone. Admission and election are by secret ballot with two
   * tellers who are present and not voted on; a temporary branch holds neither (`ruleBroken`, ORG-7).
   */
  'meeting.putMotion': {
    input: {
      meetingId: string
      motionId: string
      type: MotionType
      title: string
      text: string
      candidates: string[]
      seats: number
      method: 'showOfHands' | 'secretBallot'
      /** Two for a ballot, none for a show of hands. */
      scrutineerId: string | null
      counterId: string | null
    }
    output: { motion: Motion }
    errors:
      | 'ruleBroken'
      | 'tooMany'
      | 'meetingNotOpen'
      | 'meetingCancelled'
      | 'locked'
      | 'contentRefused'
      | 'checkUnreachable'
  }
  /** Takes a motion back that is not decided. It stays in the record as 不再表决. */
  'meeting.dropMotion': {
    input: { meetingId: string; motionId: string }
    output: { motion: Motion }
    errors: 'alreadyDecided' | 'locked'
  }
  /** The host counts hands; decides it. Refused with the reason (`ruleBroken`) when the meeting may not vote. */
  'meeting.countHands': {
    input: {
      meetingId: string
      motionId: string
      tallies: { yes: number; no: number; abstain: number }[]
    }
    output: { motion: Motion }
    errors: 'ruleBroken' | 'alreadyDecided' | 'changedMeanwhile' | 'meetingCancelled' | 'locked'
  }
  /**
   * One of the two tellers enters the ballot's count, on their own phone; the other then confirms it, or enters their
   * own: the same numbers confirm it too, others stand beside the first as `otherCount` and have to be confirmed in turn. `written` is for admissions: formal opinions of absent voters.
   */
  'meeting.countBallots': {
    input: {
      meetingId: string
      motionId: string
      issued: number
      returned: number
      invalid: number
      tallies: { yes: number; no: number; abstain: number }[]
      written: { yes: number; no: number; abstain: number }[]
    }
    output: { motion: Motion }
    errors:
      | 'notTeller'
      | 'ruleBroken'
      | 'alreadyDecided'
      | 'changedMeanwhile'
      | 'meetingCancelled'
      | 'locked'
  }
  /** The other teller agrees with the count they saw (`seenVersion` of the motion); decides it. */
  'meeting.confirmBallots': {
    input: { meetingId: string; motionId: string; seenVersion: number }
    output: { motion: Motion }
    errors:
      | 'notTeller'
      | 'ruleBroken'
      | 'alreadyDecided'
      | 'changedMeanwhile'
      | 'meetingCancelled'
      | 'locked'
  }
}

/**
 * `codeUnreadable` not one of our codes · `wrongMeeting` another meeting's · `codeWrong` forged or mistyped · `codeStale`
 * shown too long ago (a photograph) · `codeEarly` ahead of time · `meetingNotOpen` not opened yet (a retry can help) ·
 * `meetingEnded` · `meetingCancelled` · `onSiteOnly` remote was asked for and this meeting has no remote form.
 */
type CheckInError =
  | 'codeUnreadable'
  | 'wrongMeeting'
  | 'codeWrong'
  | 'codeStale'
  | 'codeEarly'
  | 'meetingNotOpen'
  | 'meetingEnded'
  | 'meetingCancelled'
  | 'onSiteOnly'
