import type { Instant, OrganisationLevel } from './organisation'

/** What can be asked of people; names and pages of each kind stand in `rules/ask-kinds`. */
export type AskKind = 'notice' | 'meeting' | 'followUp' | 'weekly' | 'unit' | 'exam' | 'rescore'

/** Everything the product asks of people: one row per notice, meeting, quiz … */
export interface Ask {
  _id: string
  kind: AskKind
  /** Document of the feature: the notice, the meeting … */
  subjectId: string
  /** Raised by an amendment that asks again. Answers belong to a version. */
  version: number
  title: string
  /** Organisation that asks, and its path on that day. */
  orgId: string
  orgName: string
  path: string[]
  /** Who is asked; see rules/audience. */
  audienceKeys: string[]
  mode: AskMode
  /** By whose clock the deadline is kept: a meeting's and its follow-ups' the branch's. Absent: headquarters'. IANA. */
  timeZone?: string
  /** Nobody sees it before. */
  publishAt: Instant
  deadline: Instant | null
  /** After this instant it is history: no longer on Today, its answers no longer fetched with it. */
  closesAt: Instant
  state: 'open' | 'withdrawn'
  pinned: boolean
  /** Last change, the mark by which the counting job finds new and amended asks. */
  changedAt: Instant
}

/** What counts as having answered: opening it, 收到, or a short reply. */
export type AskMode = 'read' | 'confirm' | 'reply'

/**
 * What one person did with one version of an ask: `_id` is `ask:version:member`, so it exists once. Inserted by
 * the first opening; answered by a compare-and-set of `answeredAt`. Stamped with the branch of the day.
 */
export interface AnswerRecord {
  _id: string
  askId: string
  /** Copy of the ask's. */
  kind: AskKind
  version: number
  memberId: string
  orgId: string
  path: string[]
  /** First opening; absent when a secretary recorded it for somebody who never opened it. */
  readAt?: Instant
  /** `null` until answered. With mode `read` the opening is the answer. */
  answeredAt: Instant | null
  /** When the person did it by their phone's clock, for what waited in the outbox. */
  deviceAt?: Instant
  reply?: string
  replyWithdrawnAt?: Instant
  /** The secretary who recorded 已当面告知, with the reason. */
  recordedBy?: { memberId: string; name: string; reason: string }
  /** Last change, the mark by which the recount finds new answers. */
  changedAt: Instant
  /** Copy of the ask's `closesAt`: answers needed for Today are those still open. */
  closesAt: Instant
  /** Of an exam: when the first attempt ends, which this opening began. */
  runsUntil?: Instant
}

/** State of one expected person. */
export type PersonState = 'notJoined' | 'unread' | 'read' | 'confirmed' | 'recorded'

/** One line of Today and of a feature's list. */
export interface AskCard {
  askId: string
  kind: AskKind
  subjectId: string
  version: number
  title: string
  orgName: string
  mode: AskMode
  publishAt: Instant
  deadline: Instant | null
  pinned: boolean
  /** Taken back by its author; there is nothing left to do. */
  withdrawn: boolean
  /** After this instant it has expired. */
  closesAt: Instant
  state: 'unread' | 'read' | 'answered'
  /** Of an exam begun and not handed in: the end of the attempt, past or to come. Absent otherwise. */
  runsUntil?: Instant
  /** The person answered an earlier version and is asked again. */
  changed: boolean
}

/** One expected person of a branch, as those who follow it up see them. */
export interface MissingRow {
  memberId: string
  name: string
  state: PersonState
  maskedPhone?: string
  /** A reply, visible to the author and this branch's secretary. */
  reply?: string
  recordedReason?: string
  /** When a reminder last went out, while it keeps a new one back (`rules/cool-down`). */
  remindedAt?: Instant
}

/** One child of an organisation, as the counters have it. */
export interface ProgressRow {
  orgId: string
  orgName: string
  level: OrganisationLevel
  expected: number
  read: number
  confirmed: number
}

/** People by affiliation: expected, opened, answered. */
export type ProgressCount = Pick<ProgressRow, 'expected' | 'read' | 'confirmed'>

/** Who belongs to a superior organisation itself. */
export interface OwnCount extends ProgressCount {
  /** People asked who stay there and belong elsewhere, where they are counted; absent when there are none. */
  guests?: number
}

/** How a nudge reached each person, in plain words on the page. */
export type NudgeOutcome =
  | 'sent'
  | 'noQuota'
  | 'alreadyAnswered'
  | 'coolingDown'
  | 'notJoined'
  /** WeChat did not take the message. */
  | 'failed'
  /** An earlier try broke off while sending; it is not sent twice. */
  | 'uncertain'
  /** The caller: no message, no call. */
  | 'yourself'

/** Whom a nudge means; nobody named is everybody who is missing. */
export interface NudgeChoice {
  /** People of one branch, or secretaries below a superior organisation; at most 500. */
  memberIds: string[]
  /** Organisations directly below a superior one, whose secretaries are meant; or it alone: its own people. At most 200. */
  orgIds: string[]
}

/** What became of a nudge, and a card for the group, for those whom no message reaches. */
export interface NudgeResult {
  outcomes: {
    memberId: string
    name: string
    /** Of a secretary who is reminded from above: the branches where they are to remind. */
    secretaryOf?: { orgId: string; orgName: string }[]
    outcome: NudgeOutcome
    maskedPhone?: string
  }[]
  /** Branches where people are missing and nobody is secretary. */
  withoutSecretary: string[]
  card: { title: string; path: string }
}
