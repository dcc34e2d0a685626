import type { MeetingKind, Numbers, Outcome, PersonName } from './meeting'
import type { Instant, LocalDate } from './organisation'

/** What somebody said, in a few words. */
export interface Speech {
  name: string
  gist: string
}

/** What somebody has to do by a day; becomes an ask of that person when the minutes are approved. */
export interface FollowUp {
  /** Made by the phone, so that saving twice makes one. */
  followUpId: string
  text: string
  memberId: string
  name: string
  dueOn: LocalDate
}

/** What people type. */
export interface MinutesText {
  /** At most 60, 1–30 and 1–1,000 characters. */
  speeches: Speech[]
  /** 不同意见, 0–2,000 characters. */
  dissent: string
  /** 决议, 0–4,000 characters; drafted from the votes. */
  resolution: string
  /** At most 30. */
  followUps: FollowUp[]
}

/** What is known without anybody typing it; drawn from the records until the minutes are approved, then fixed. */
export interface MinutesFacts {
  kind: MeetingKind
  kindName: string
  /** Names of the other duties held in the same sitting. */
  also: string[]
  title: string
  orgName: string
  place: string
  /** As the branch's clock shows them: `2026年11月25日 14:00`. */
  startedAt: string
  endedAt: string
  chair: string
  recorder: string
  numbers: Numbers
  present: string[]
  remote: string[]
  observers: string[]
  /** 缺席, with the reason when leave was agreed to. */
  absent: { name: string; reason: string }[]
  agenda: string[]
  votes: { title: string; method: string; tellers: string; outcomes: Outcome[] }[]
  /** Who may hold this against the numbers: the rule by which it could or could not vote. */
  quorum: string
}

/**
 * A visible change after the minutes were locked. Of attendance it is drawn from the records: a correction, or what
 * arrived late (a proof the host accepted, a batch from the host's outbox).
 */
export interface Amendment {
  amendmentId: string
  at: Instant
  by: PersonName
  reason: string
  field: 'speeches' | 'dissent' | 'resolution' | 'attendance'
  /** Whose speech; empty for the other fields. */
  speaker: string
  /** How it read until then, earlier amendments included; empty when there was nothing. */
  before: string
  /** Empty: it was struck out. */
  after: string
}

export interface Minutes {
  /** The meeting's. */
  _id: string
  orgId: string
  path: string[]
  text: MinutesText
  state: 'draft' | 'approved'
  /** Counts saves. */
  version: number
  savedBy: PersonName
  savedAt: Instant
  /** From the approval on. */
  facts?: MinutesFacts
  approvedBy?: PersonName
  approvedAt?: Instant
  /** Of text and facts as they were locked. */
  contentHash?: string
  /** What the records held when they were locked: what is there beyond it came later and is shown as an amendment. */
  taken?: {
    /** Members who were present, observers too. */
    present: string[]
    /** Corrections of attendance, as `member:correction`. */
    corrections: string[]
  }
  /** At most 50. */
  amendments: Amendment[]
}

/** What somebody has to do, from the approval on. The subject of an ask; `_id` follows from the
 * meeting's id and the follow-up's (`taskIdOf`). */
export interface StoredFollowUp {
  _id: string
  meetingId: string
  meetingTitle: string
  orgId: string
  orgName: string
  path: string[]
  memberId: string
  name: string
  text: string
  dueOn: LocalDate
  /** When the minutes were approved that gave it. */
  givenAt: Instant
  doneAt: Instant | null
  note: string
}

export interface FollowUpRow extends FollowUp {
  /** `draft`: the minutes are not approved yet. */
  state: 'draft' | 'open' | 'done'
  doneAt: Instant | null
  note: string
}

export interface MinutesView {
  meetingId: string
  state: 'draft' | 'approved'
  /** 0: nothing was saved yet, `text` is the draft from the records. */
  version: number
  facts: MinutesFacts
  /** As it was saved, and after the approval as it was locked. */
  text: MinutesText
  /** How the typed parts read with every amendment: what a page of amendments starts from. Equal to `text` in a draft. */
  current: Pick<MinutesText, 'speeches' | 'dissent' | 'resolution'>
  followUps: FollowUpRow[]
  /** Oldest first, corrections of attendance after the lock among them. */
  amendments: Amendment[]
  approvedBy: string | null
  approvedAt: Instant | null
  savedBy: string | null
  savedAt: Instant | null
  timeZone: string
  /** Who can be given something to do: the meeting's list. */
  people: PersonName[]
  /** What the caller may do now. `approve` only for the chair, or the secretary when the chair is no officer any more. */
  may: ('save' | 'approve' | 'amend' | 'export' | 'corrections')[]
}

export interface MinutesContract {
  /** For everybody on the meeting's list, and for those who keep its records. Drafted from the records until saved. */
  'minutes.read': {
    input: { meetingId: string }
    output: MinutesView
    /** `notEnded`: a meeting that is planned or cancelled has no minutes. */
    errors: 'notExpected' | 'notEnded'
  }
  /**
   * By the recorder, when on the list, or an officer of the organisation. `seenVersion`: of the view; 0 the first time. A repeat of the same
   * text answers the same version. May be called as often as a page likes: only lines that changed are looked at by
   * WeChat. What is typed between two saves is the phone's to keep, under meeting and `version`, until a save is
   * acknowledged; it does not go through the outbox, because who saved meanwhile must be seen first
   * (`changedMeanwhile`: read again, show both).
   */
  'minutes.save': {
    input: { meetingId: string; seenVersion: number; text: MinutesText }
    output: { version: number; savedAt: Instant }
    errors:
      | 'changedMeanwhile'
      | 'locked'
      | 'notEnded'
      | 'notRecorder'
      | 'contentRefused'
      | 'checkUnreachable'
  }
  /** By the chair; locks the text, fixes the facts, and asks each person of a follow-up. Repeatable. */
  'minutes.approve': {
    input: { meetingId: string; seenVersion: number }
    output: { approvedAt: Instant }
    errors: 'changedMeanwhile' | 'notChair' | 'notEnded'
  }
  /**
   * After the approval: adds a correction of one typed part that everybody sees, with the reason, 1–100 characters. The
   * locked text stays. `amendmentId` is made by the phone. At most 50.
   */
  'minutes.amend': {
    input: {
      meetingId: string
      amendmentId: string
      field: 'speeches' | 'dissent' | 'resolution'
      /** Whose speech, 1–30 characters, by the name in `current.speeches` or a new one; empty for the other fields. */
      speaker: string
      /** How it should read: 0–1,000 characters for a speech, 2,000 for `dissent`, 4,000 for `resolution`. Empty strikes it. */
      after: string
      reason: string
    }
    output: { at: Instant }
    /** `changedMeanwhile`: somebody amended at the same time; read again. */
    errors: 'notLocked' | 'changedMeanwhile' | 'tooMany' | 'contentRefused' | 'checkUnreachable'
  }
  /** An A4 `.docx` in the usual form, in base64; a draft says so on top. The export is logged. */
  'minutes.export': {
    input: { meetingId: string }
    output: { name: string; base64: string }
    errors: 'notEnded'
  }
  /** My own follow-up is done. May wait in the outbox; any repeat gives the first receipt. */
  'minutes.followUpDone': {
    input: { followUpId: string; note: string; deviceAt: Instant }
    output: { at: Instant }
    errors: 'notAsked' | 'contentRefused' | 'checkUnreachable'
  }
  /** What one of my follow-ups is about; first content of the page its Today row opens. */
  'minutes.followUp': {
    input: { followUpId: string }
    output: {
      followUpId: string
      text: string
      dueOn: LocalDate
      meetingId: string
      meetingTitle: string
      orgName: string
      doneAt: Instant | null
      note: string
    }
    errors: 'notAsked'
  }
}
