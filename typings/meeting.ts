import type { Instant, LocalDate, MemberStage, OrganisationLevel } from './organisation'

/**
 * Meetings as they are stored and shown. Identifiers are the glossary's; rules MTG-1 … MTG-8. The actions stand in
 * `meeting-contract.ts`, minutes in `minutes.ts`.
 */

/** What is held. `cloudfunctions/rules/meeting/kinds.ts` says who attends and votes, and what it counts towards. */
export type MeetingKind =
  | 'generalMeeting'
  | 'committeeMeeting'
  | 'groupMeeting'
  | 'partyLecture'
  | 'themeDay'
  | 'lifeMeeting'
  | 'democraticReview'
  | 'talk'

/**
 * `planned` 未开始 · `open` 进行中, people can check in · `ended` 已结束, from then only the host adds · `cancelled`
 * 已取消. A meeting nobody ends takes no more check-ins twelve hours after it opened.
 */
export type MeetingState = 'planned' | 'open' | 'ended' | 'cancelled'

/** `onSite` 现场 · `online` 线上: everybody's attendance is remote · `both` 现场＋线上: each person says which. */
export type MeetingMode = 'onSite' | 'online' | 'both'

/** Where the meeting is, so that the phone itself can tell how near it is. The site's position, nobody's. */
export interface Fence {
  /** Degrees, WGS-84 or GCJ-02 as `wx.chooseLocation` gave it. */
  latitude: number
  longitude: number
  /** Metres, 50 to 2,000. */
  radius: number
}

/**
 * How near a phone was, judged on the phone, which never sends coordinates: `inside` 在会场 · `near` 在附近 · `far`
 * 不在附近 · `refused` 未提供. A hint for the host, never a reason to refuse. Kept for twelve months.
 */
export type PlaceHint = 'inside' | 'near' | 'far' | 'refused'

/** A document. Images are not taken: they would have to be looked at by WeChat before anybody sees them. */
export interface MeetingFile {
  fileId: string
  name: string
  /** Bytes. */
  size: number
  kind: 'pdf' | 'word' | 'excel'
}

/** What the secretary writes. A template and a copy of an earlier meeting are values of this shape. */
export interface MeetingPlan {
  kind: MeetingKind
  /**
   * Other duties held in the same sitting, each counted in the calendar too: a lecture within a general meeting. At
   * most 4, of those `KindOffer.also` offers. Attendees, votes and quorum stay those of `kind`.
   */
  also: MeetingKind[]
  /** 1–60 characters. */
  title: string
  /**
   * An instant; to be typed and shown by the clock of the meeting's `timeZone` (the organisation's, in every answer
   * about a meeting), with Beijing time beside it when they differ.
   */
  startsAt: Instant
  /** Planned length in minutes, 10–720. */
  length: number
  mode: MeetingMode
  /** 0–60 characters; not empty unless the meeting is online. */
  place: string
  /** 0–300 characters: the address or number of the call; copied by the phone, never opened. */
  link: string
  /** At most 20 items of 1–100 characters. */
  agenda: string[]
  /**
   * 会议材料, at most 9, at most 20 MB each. The phone uploads them to `meeting-files/` before it sends the plan;
   * everybody who sees the meeting can open them. Not copied when a meeting is held again.
   */
  materials: MeetingFile[]
  /** 主持人: an officer of the organisation, who approves the minutes. */
  chairId: string
  /** 记录人: an officer, or anybody on the list; may save the minutes of this meeting. */
  recorderId: string
  /** Only for kinds whose attendees are named (党小组会, 谈心谈话): at most 200, at least one. Otherwise empty. */
  chosenIds: string[]
  /**
   * Who has no vote in this meeting by a decision of the organisation; at most 20, entered by a person, never worked
   * out, and never copied to the next meeting. They stay expected; only the voters become fewer. Why is not stored, and
   * members are not shown it: discipline cases have no place here.
   */
  withoutVoteIds: string[]
  /**
   * Stages of people invited to listen (列席) beside those who are expected: they are told, may check in as
   * observers without being asked about, and are counted in none of the four numbers.
   */
  observerStages: ('applicant' | 'activist' | 'candidate')[]
  /** `null`: nobody is asked where they are. */
  fence: Fence | null
  /**
   * How this meeting reads 半数以上 of its voters when deciding whether it may vote at all (the quorum of 条例 article
   * 14): `halfIsEnough` exactly half will do (the usual reading of the word, and the default) or `moreThanHalf`. It
   * changes nothing about passing, which takes more than half of the expected voters, nor about admissions and elections.
   */
  half: 'halfIsEnough' | 'moreThanHalf'
}

export interface PersonName {
  memberId: string
  name: string
}

/** 应到、实到、有表决权的应到、有表决权的实到. Leave lowers neither of the expected numbers (MTG-1). */
export interface Numbers {
  expectedAll: number
  presentAll: number
  expectedVoters: number
  presentVoters: number
  /** 列席, not among the present. */
  observers: number
  /** 请假 that was agreed to, of those who did not come after all. */
  onLeave: number
  /** Of the present, those who attended remotely. */
  remote: number
}

export interface Meeting extends MeetingPlan {
  _id: string
  orgId: string
  orgName: string
  path: string[]
  /** Of the organisation on the day it was planned. */
  level: OrganisationLevel
  timeZone: string
  chair: PersonName
  recorder: PersonName
  /** Who is asked, as keys; copied to the ask. */
  audienceKeys: string[]
  /** Whether people were told: the ask exists. */
  announced: boolean
  /** Version of the ask: rises when the time or place changed after it was announced. */
  askVersion: number
  state: MeetingState
  openedAt?: Instant
  endedAt?: Instant
  cancelledReason?: string
  /** As of the end, or of the last correction after it; absent before. */
  numbers?: Numbers
  minutesState: 'none' | 'draft' | 'approved'
  /** Whose phone is the host's; absent until it was opened or prepared. */
  host?: PersonName & { deviceId: string; since: Instant }
  createdBy: PersonName
  createdAt: Instant
  /** Counts changes of the plan; a change names the version it saw. */
  version: number
}

/** Somebody on the list that is frozen when the meeting opens; at most 500. */
export interface Attendee {
  memberId: string
  name: string
  stage: MemberStage
  /** Branch of the day: of the affiliation, or the one they are attached to here. */
  orgId: string
  orgName: string
  path: string[]
  /** `expected` 应到 · `observer` 列席, invited by the plan. */
  role: 'expected' | 'observer'
  /** 有表决权 in this meeting. */
  voter: boolean
  /** Attached here from another branch: attends, does not vote (TRF-10). */
  attached: boolean
}

/**
 * How an attendance came about: `scan` 扫码 · `typed` 输入签到码 · `proof` 离线扫码, accepted by the host · `hostScan`
 * 主持人扫码 · `byHand` 主持人登记. The last two weigh the same.
 */
export type AttendanceHow = 'scan' | 'typed' | 'proof' | 'hostScan' | 'byHand'

/**
 * `present` 已签到 · `unverified` 待核实, an offline proof the host has not looked at · `waiting` 待同意, somebody who
 * is not on the list and wants to listen · `declined` 未同意, by the host · `struck` 已更正为未到.
 */
export type AttendanceState = 'present' | 'unverified' | 'waiting' | 'declined' | 'struck'

/** One change of an attendance by a person, kept for ever with it. */
export interface AttendanceCorrection {
  correctionId: string
  at: Instant
  by: PersonName
  from: AttendanceState | 'none'
  to: AttendanceState
  /** Whether it is remote from then on. */
  remote: boolean
  reason: string
}

/** One person's attendance; `_id` is `meeting:member`, so it exists once. Stamped with the branch of the day. */
export interface Attendance {
  _id: string
  meetingId: string
  memberId: string
  name: string
  orgId: string
  path: string[]
  /** Copies, so that a person's own list needs nothing else. */
  meetingTitle: string
  meetingKind: MeetingKind
  meetingOrgName: string
  startsAt: Instant
  timeZone: string
  role: 'expected' | 'observer'
  voter: boolean
  state: AttendanceState
  how: AttendanceHow
  remote: boolean
  /** When the person checked in: server time, or the moment claimed by an offline proof or the host's phone. */
  at: Instant
  /** When the server wrote it down. */
  recordedAt: Instant
  placeHint?: PlaceHint
  /** When the hint was given; both go after twelve months. */
  placeHintAt?: Instant
  /** Who marked it, for `hostScan` and `byHand`, and who accepted a `proof` or an observer. */
  recordedBy?: PersonName
  /** For `byHand`. */
  reason?: string
  /** For `proof`: how far the member's clock was from the server's, in seconds; positive when it was ahead. */
  clockAhead?: number
  corrections: AttendanceCorrection[]
  /** The meeting was called off after this was written: nobody attended anything. */
  cancelled?: true
  /** Last change: the mark by which the live screen finds news. */
  changedAt: Instant
  /** Until then it answers the meeting's ask on Today. */
  closesAt: Instant
}

/** One row of the live screen. */
export type AttendanceRow = Pick<
  Attendance,
  | 'memberId'
  | 'name'
  | 'role'
  | 'voter'
  | 'state'
  | 'how'
  | 'remote'
  | 'at'
  | 'placeHint'
  | 'reason'
  | 'clockAhead'
> & { recordedBy?: string; corrected: boolean }

/** A correction as people see it: `from` and `to` in words (`未签到`, `已签到`, `未到` …). */
export interface CorrectionLine {
  at: Instant
  /** Name of who changed it. */
  by: string
  from: string
  to: string
  reason: string
}

/** What a person gets for checking in; any repeat gives the same one. */
export interface Receipt {
  meetingId: string
  meetingTitle: string
  kind: MeetingKind
  kindName: string
  orgName: string
  startsAt: Instant
  /** Of the organisation that holds the meeting: times are shown by its clock. */
  timeZone: string
  state: AttendanceState
  how: AttendanceHow
  role: 'expected' | 'observer'
  remote: boolean
  at: Instant
  /** What officers changed about it afterwards, newest first; the person sees who, when and why. */
  corrections: CorrectionLine[]
}

export type LeaveReason = 'duty' | 'illness' | 'travel' | 'family' | 'other'

/** `asked` 待答复 · `agreed` 已同意 · `declined` 未同意 · `withdrawn` 已撤回, by the person. */
export type LeaveState = 'asked' | 'agreed' | 'declined' | 'withdrawn'

/** One person's leave from one meeting; `_id` is `meeting:member`. Never lowers what is expected. */
export interface Leave {
  _id: string
  meetingId: string
  memberId: string
  name: string
  orgId: string
  path: string[]
  reason: LeaveReason
  /** 0–100 characters; not empty for `other`. */
  text: string
  state: LeaveState
  askedAt: Instant
  answeredBy?: PersonName
  answeredAt?: Instant
  /** Earlier rounds, oldest first; at most 10. */
  history: { at: Instant; by: PersonName; state: LeaveState; text: string }[]
  changedAt: Instant
}

export type LeaveRow = Pick<
  Leave,
  'memberId' | 'name' | 'reason' | 'text' | 'state' | 'askedAt'
> & {
  answeredBy?: string
}

/**
 * What the host's phone needs to run the check-in without any network. Kept on the phone until 72 h after the
 * meeting. `rules/meeting/code.ts` makes the code from it; `rules/meeting/clock.ts` the meeting time.
 */
export interface HostPass {
  meetingId: string
  /** 128 bits, hex. Belongs to this phone's turn as host. */
  secret: string
  /** Server time when this was answered: with the call's round trip it gives the clock's offset. */
  serverAt: Instant
  /** Since when this phone is the host. */
  since: Instant
}

/** Everything the host's screen shows; one call, and kept whole for a place without network. */
export interface HostView {
  meeting: MeetingView
  /** The frozen list; before the opening, today's. */
  attendees: Attendee[]
  rows: AttendanceRow[]
  leaves: LeaveRow[]
  motions: Motion[]
  /** `null` when another phone is the host; `heldBy` says whose. */
  pass: HostPass | null
  heldBy: string | null
  /** Give it to `meeting.live` as `since`. */
  mark: Instant
  /** How old this is. */
  at: Instant
}

/**
 * What a page shows of a meeting. Names instead of ids, no keys, no secrets; who has no vote and who was named is in the
 * plan, which only those get who may edit it, and on the host's list.
 */
export interface MeetingView
  extends Omit<
    Meeting,
    | 'audienceKeys'
    | 'chairId'
    | 'recorderId'
    | 'chosenIds'
    | 'withoutVoteIds'
    | 'createdAt'
    | 'host'
  > {
  /** Its name for people: 支部党员大会 … */
  kindName: string
  /** Names of `also`, in its order. */
  alsoNames: string[]
  /** Whether who attends remotely is counted among the present (`rules/meeting/kinds.ts`); else only as remote. */
  remoteCounts: boolean
  /** Whether it may still be checked in to at this moment. */
  takesCheckIns: boolean
}

/** One line of a list of meetings. */
export interface MeetingRow {
  meetingId: string
  kind: MeetingKind
  kindName: string
  also: MeetingKind[]
  title: string
  orgId: string
  orgName: string
  startsAt: Instant
  timeZone: string
  place: string
  mode: MeetingMode
  state: MeetingState
  announced: boolean
  minutesState: Meeting['minutesState']
  numbers: Numbers | null
}

export interface Teller extends PersonName {
  /** `scrutineer` 监票人 · `counter` 计票人. */
  role: 'scrutineer' | 'counter'
}

/** What a motion is about: it decides quorum and majority (`rules/meeting/quorum.ts`). */
export type MotionType = 'resolution' | 'admission' | 'election'

/** Counts for one thing that is voted on. */
export interface Tally {
  yes: number
  no: number
  abstain: number
}

/** A count as it was entered. */
export interface Count {
  /** One for a resolution; for an admission or election one per candidate, in their order. */
  tallies: Tally[]
  /** Of a ballot on paper: given out, handed in, invalid. Equal to the sum of a tally for a show of hands. */
  issued: number
  returned: number
  invalid: number
  /** Formal written opinions of absent voters, given before the meeting; counted in an admission only. */
  written: Tally[]
  enteredBy: PersonName
  enteredAt: Instant
}

/** The outcome of one tally, with the rule and version that was used. */
export interface Outcome {
  /** Candidate, or the motion's title. */
  subject: string
  passed: boolean
  /** In a word: 通过, 未通过; of an election 当选, 未当选, 再次投票. */
  verdict: string
  /** As it was decided on; written opinions of the absent included. */
  tally: Tally
  /** For the minutes, in Chinese: `应到…，实到…，同意…，超过应到会有表决权的党员半数，决议通过。` */
  sentence: string
  rule: string
  ruleVersion: string
}

export interface Motion {
  _id: string
  meetingId: string
  orgId: string
  path: string[]
  type: MotionType
  title: string
  /** The text that is put to the vote; 0–1,000 characters. */
  text: string
  /** Admission and election: who is voted on, one by one. */
  candidates: string[]
  /** Election: how many are to be elected. */
  seats: number
  method: 'showOfHands' | 'secretBallot'
  /** Two different persons for a secret ballot; empty for a show of hands. */
  tellers: Teller[]
  /**
   * `open` 未计票 · `counted` one teller entered the count, the other has not confirmed it · `decided` 已确认 ·
   * `dropped` 不再表决.
   */
  state: 'open' | 'counted' | 'decided' | 'dropped'
  count?: Count
  /** What the other teller had entered when `count` was entered otherwise; gone when both agree. */
  otherCount?: Count
  confirmedBy?: PersonName
  /** The four numbers at the count; never changed afterwards. */
  numbers?: Numbers
  outcomes: Outcome[]
  createdAt: Instant
  version: number
}

/** What a duty of the year looks like. `ahead` 未到 · `due` 本期待办 · `done` 已完成 · `overdue` 已逾期 · `exempt` 不要求. */
export type DutyState = 'ahead' | 'due' | 'done' | 'overdue' | 'exempt'

/** One duty in one period of the year. */
export interface DutyRow {
  kind: MeetingKind
  kindName: string
  /** `1月`, `第一季度`, `全年`. */
  period: string
  from: LocalDate
  until: LocalDate
  required: number
  held: { meetingId: string; title: string; on: LocalDate }[]
  state: DutyState
  /** 党小组会 of a branch: the short names of its groups that have not met; absent when all have. */
  missing?: string[]
  /** Planned in this period and not held yet. */
  planned: { meetingId: string; title: string; on: LocalDate }[]
  /** Why nothing is required, or what the rule adds; empty when there is nothing to say. */
  note: string
  /** `MTG-1`, and where it is written. */
  rule: string
  source: string
}

/** For `wx.shareAppMessage`. */
export interface MeetingCard {
  title: string
  path: string
}
