import type { AskCard, AskKind } from './ask'
import type { AuditEntry } from './audit'
import type { AttendanceState, LeaveState } from './meeting'
import type {
  Attachment,
  Instant,
  LocalDate,
  MemberStage,
  MemberState,
  Organisation,
  Post,
  PostRole,
} from './organisation'
import type { FoundOrganisation } from './organisation-contract'

/** The caller, as the phone keeps it. Holds nobody else's data. */
export interface Me {
  memberId: string
  name: string
  stage: MemberStage
  affiliation: { orgId: string; orgName: string }
  attachments: Attachment[]
  posts: Post[]
  /** Where the caller's posts let them do this, so that a page shows no button that would be refused. */
  may: Record<'publish' | 'bindGroups', { orgId: string; orgName: string }[]>
  consentVersion: number | null
}

/** A person as a list of their branch shows them. */
export interface PersonRow {
  memberId: string
  name: string
  stage: MemberStage
  /** `138****5678`; absent when there is none. */
  maskedPhone?: string
  joined: boolean
  /** Current posts in the organisation that was asked for. */
  roles: PostRole[]
  /** The last day on which the person acts there for the secretary, as deputy. */
  actsUntil?: LocalDate
  /** The branch a person attached here comes from. */
  attachedFrom?: string
}

export interface BranchView {
  organisation: Pick<Organisation, '_id' | 'name' | 'level' | 'kind' | 'state' | 'timeZone'>
  /** Superior organisations, root first. */
  above: { orgId: string; name: string }[]
  officers: (PersonRow & { role: PostRole })[]
  people: PersonRow[]
  joined: number
  /** Only for officers of this organisation and above; otherwise empty. */
  joinRequests: JoinRequest[]
  /** Who joined in the last 14 days, newest first, so that a wrong claim can be undone; officers only. */
  recentJoins: { memberId: string; name: string; at: Instant }[]
  /** What the caller may do here, so that the page shows no button that would be refused. */
  may: ('invite' | 'answerJoinRequests' | 'edit' | 'appoint' | 'publish')[]
}

/** A person as those who answer for them see them. */
export interface PersonView {
  memberId: string
  name: string
  stage: MemberStage
  employeeNumber?: string
  /** `138****5678`; absent when there is none. */
  maskedPhone?: string
  /** Day of joining the Party. */
  joinedOn?: LocalDate
  affiliation: { orgId: string; orgName: string; from?: LocalDate }
  /** In force today or later, by their first day. One no day of which is over can be taken back. */
  attachments: (Attachment & { begun: boolean; mayTakeBack: boolean })[]
  /** In force today or later. */
  posts: (Post & { mayEnd: boolean })[]
  joined: boolean
  joinedAt?: Instant
  state: MemberState
  leftOn?: LocalDate
  version: number
  /** What the caller may do, so that the page shows no button that would be refused. */
  may: PersonRight[]
}

export type PersonRight =
  | 'revealPhone'
  | 'setPhone'
  | 'invite'
  | 'undoJoin'
  | 'leave'
  | 'attach'
  /** In the organisation the person was looked at from. */
  | 'appoint'
  | 'delegate'

/** Somebody found by name, with enough beside it to tell namesakes apart. */
export interface FoundPerson {
  memberId: string
  name: string
  stage: MemberStage
  orgName: string
  maskedPhone?: string
}

/** Who holds a post in an organisation today, whatever branch they belong to. */
export interface PostHolder {
  memberId: string
  name: string
  role: PostRole
  until?: LocalDate
  /** The post is exercised for somebody else. */
  isDelegate: boolean
  joined: boolean
}

export interface JoinRequest {
  requestId: string
  fullName: string
  note: string
  at: Instant
  /** Unclaimed people of the branch with exactly this name. */
  candidates: { memberId: string; name: string; maskedPhone?: string; employeeNumber?: string }[]
}

/** One of a person's own records, stamped with the branch of the day. */
export interface MyRecord {
  /** Its own among all records of the person. */
  key: string
  kind: AskKind | 'leave'
  /** Document of the feature, by which its page is opened; `null` when what was asked is gone. */
  subjectId: string | null
  title: string
  /** The branch the person stood in that day. */
  orgId: string
  orgName: string
  /** Who asked. */
  askedBy: string
  /** Of a meeting how the attendance stands, of a leave what became of it, of a task `open` or `confirmed`. */
  state:
    | 'read'
    | 'confirmed'
    | 'replied'
    | 'recorded'
    | 'open'
    | AttendanceState
    | Exclude<LeaveState, 'declined'>
    /** A leave that was not agreed to. */
    | 'refused'
  /** When it was answered; of a meeting its beginning, of a leave when it was asked for, of a task when it was given. */
  at: Instant
}

/** What the first screen shows. */
export interface Today {
  me: Me
  /** Most urgent first: overdue, then by deadline, then unread before read, then newest. */
  asks: AskCard[]
  /** Server time of this answer; the page shows its age. */
  at: Instant
  /** For an officer: what is waiting in their branches. */
  branches: { orgId: string; orgName: string; joinRequests: number }[]
}

type Joined = { me: Me }

export interface MemberContract {
  /** First call of every start. A stranger gets `joined: false` and nothing else. */
  'member.session': {
    input: Record<never, never>
    output: { joined: false } | { joined: true; me: Me }
    errors: never
  }
  /**
   * For the first screen of an officer, after its own content: what is open in a branch and not done by everybody
   * who is asked, most urgent first, at most ten. Exact. Nothing for an organisation with others below it.
   */
  'member.gaps': {
    input: { orgId: string }
    output: { rows: { card: AskCard; expected: number; missing: number }[]; at: Instant }
    errors: never
  }
  'member.today': { input: Record<never, never>; output: Today; errors: never }
  'member.consent': { input: { version: number }; output: { me: Me }; errors: never }
  'member.withdrawConsent': { input: Record<never, never>; output: { at: Instant }; errors: never }

  /** Claims the one unclaimed person who has this verified number (P2). */
  'member.joinByPhone': {
    input: { phoneCode: string; consentVersion: number }
    output: Joined
    errors: 'noMatch' | 'alreadyJoined' | 'tooManyTries'
  }
  /** Claims a person by an invite: the code of a card, or the 8 characters that can be typed. */
  'member.joinByCode': {
    input: { code: string; fullName: string; consentVersion: number }
    output: Joined
    errors: 'codeInvalid' | 'codeExpired' | 'nameMismatch' | 'alreadyJoined' | 'tooManyTries'
  }
  /** Asks the secretary of a branch, named by its join card, to be let in. */
  'member.requestToJoin': {
    input: { cardId: string; fullName: string; note: string; consentVersion: number }
    output: { requestId: string; orgName: string }
    errors: 'codeInvalid' | 'alreadyJoined' | 'tooManyTries'
  }
  'member.answerJoinRequest': {
    input: { orgId: string; requestId: string; memberId: string | null }
    output: { state: 'accepted' | 'declined' }
    errors: 'changedMeanwhile' | 'alreadyJoined'
  }
  /** An invite for one person, replacing an earlier one. The code is shown once and stored only as a hash. */
  'member.invite': {
    input: { memberId: string; form: 'card' | 'typed' }
    output: { code: string; expiresAt: Instant }
    errors: 'alreadyJoined'
  }
  /** The join card of a whole branch; the same until it is renewed. */
  'member.joinCard': {
    input: { orgId: string; renew: boolean }
    output: { cardId: string; orgName: string; expiresAt: Instant }
    errors: never
  }
  /** What a stranger who opened a join card may know: the branch's name. */
  'member.readJoinCard': {
    input: { cardId: string }
    output: { orgName: string }
    errors: 'codeInvalid' | 'codeExpired' | 'tooManyTries'
  }
  /** Takes a claim back, so that the right person can claim it. */
  'member.undoJoin': { input: { memberId: string }; output: { at: Instant }; errors: never }

  /** The 支部 tab. Without `orgId`: the caller's own branch. */
  'member.branch': { input: { orgId: string }; output: BranchView; errors: never }
  'member.revealPhone': {
    input: { memberId: string; why: 'call' | 'check' }
    output: { phone: string | null }
    errors: never
  }
  /** The number of somebody who holds a post in the branch, for its members; logged like every unmasking. */
  'member.callOfficer': {
    input: { orgId: string; memberId: string }
    output: { phone: string | null }
    errors: never
  }
  /** One person, looked at from an organisation: whose posts can be given there. */
  'member.person': {
    input: { orgId: string; memberId: string }
    output: PersonView
    errors: never
  }
  /** People of an organisation and below whose name begins so, 20 at most. */
  'member.find': {
    input: { orgId: string; name: string }
    output: { found: FoundPerson[]; more: boolean }
    errors: never
  }
  'member.holders': {
    input: { orgId: string }
    output: { holders: PostHolder[]; mayAppoint: boolean }
    errors: never
  }
  'member.setPhone': {
    input: { memberId: string; phone: string; version: number }
    output: { version: number }
    errors: 'changedMeanwhile'
  }

  'member.appoint': {
    input: { orgId: string; memberId: string; role: PostRole; from: LocalDate; until?: LocalDate }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  'member.endPost': {
    input: { orgId: string; memberId: string; role: PostRole; on: LocalDate }
    output: { version: number }
    errors: 'changedMeanwhile'
  }
  /** A secretary lets somebody of the branch act for them until a date. */
  'member.delegate': {
    input: { orgId: string; memberId: string; until: LocalDate }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  /** Organisations of the company that could receive somebody for a stay, by a part of their name, 20 at most. */
  'member.hosts': {
    input: { memberId: string; words: string }
    output: { found: FoundOrganisation[]; more: boolean }
    errors: never
  }
  /**
   * Lets somebody take part in another branch's activities; with the branch and first day of a stay that is there,
   * gives it another last day.
   */
  'member.attach': {
    input: { orgId: string; memberId: string; from: LocalDate; until?: LocalDate }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  /** Takes back a stay no day of which is over. `version` is the person's, as the caller saw them. */
  'member.detach': {
    input: { orgId: string; memberId: string; from: LocalDate; version: number }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  /** Enters that a person has left or will, or (`null`) that they stay after all. The conclusion is a person's, with a reason; the software only locks. */
  'member.leave': {
    input: { memberId: string; on: LocalDate | null; reason: string }
    output: { state: MemberState }
    errors: 'changedMeanwhile' | 'left'
  }
  /** Accepts what a leaver's phone did before they left; answers nothing but that it arrived. */
  'member.lateOutbox': {
    input: {
      changes: { action: string; input: Record<string, unknown>; at: Instant; clientId: string }[]
    }
    output: { received: number }
    errors: 'tooMany'
  }

  /** What the caller answered, attended, asked leave from and was given to do, newest first, 50 at a time. */
  'member.myRecords': {
    /** `next` of the page before. */
    input: { after?: { at: Instant; key: string } }
    /** `next` is `null` at the end. */
    output: { records: MyRecord[]; next: { at: Instant; key: string } | null }
    errors: never
  }
  'member.exportMine': { input: Record<never, never>; output: { json: string }; errors: never }
  /** Unlinks this WeChat and deletes what need not stay; answers what stays and why. */
  'member.deleteMine': {
    input: { confirm: '删除我的账号' }
    output: { stays: string[] }
    errors: never
  }

  'member.audit': {
    input: {
      orgId: string
      action?: string
      actorId?: string
      /** From this instant on, and before that one. */
      since?: Instant
      before?: Instant
      /** `next` of the page before. */
      after?: { at: Instant; id: string }
    }
    /** Newest first; `next` is `null` at the end. */
    output: { entries: AuditEntry[]; next: { at: Instant; id: string } | null }
    errors: never
  }
  /** The first administrator of a new environment, by a one-time code from the operator's command. */
  'member.claimSetup': {
    input: { code: string }
    output: { orgId: string }
    errors: 'codeInvalid' | 'codeExpired' | 'tooManyTries'
  }
}
