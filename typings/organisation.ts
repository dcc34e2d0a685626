/** Organisations, people and posts as they are stored. Rules ORG-1 … ORG-17. */

/** An instant, ISO 8601 in UTC with milliseconds: `2026-11-23T09:00:00.000Z`. */
export type Instant = string
/** A date without a time, `YYYY-MM-DD`, in the zone of the branch it belongs to. */
export type LocalDate = string

export type OrganisationLevel = 'committee' | 'generalBranch' | 'branch' | 'group'
export type BranchKind = 'regular' | 'joint' | 'temporary' | 'mobile'
/** `closing`: still working, its last day is known. `closed`: keeps its records, takes nothing new. */
export type OrganisationState = 'open' | 'closing' | 'closed'

export interface Organisation {
  _id: string
  name: string
  /** What lists show; the name when there is nothing shorter. */
  shortName: string
  level: OrganisationLevel
  /** Only of a branch. */
  kind?: BranchKind
  /** `null` for the root, the headquarters' committee. */
  parentId: string | null
  /** Ids from the root down to and including itself. */
  path: string[]
  state: OrganisationState
  openedOn?: LocalDate
  closesOn?: LocalDate
  /** IANA name; times entered and shown here are in this zone. */
  timeZone: string
  /** Order among its siblings. */
  order: number
  /** Counts its changes; a change names the version it saw. */
  version: number
}

export type MemberStage = 'applicant' | 'activist' | 'candidate' | 'probationary' | 'full'

export type PostRole =
  | 'administrator'
  | 'editor'
  | 'secretary'
  | 'deputySecretary'
  | 'organisationOfficer'
  | 'publicityOfficer'
  | 'disciplineOfficer'
  | 'groupLeader'
  | 'projectManager'

/** A role in one organisation, with its dates. A post without `until` runs on. */
export interface Post {
  role: PostRole
  orgId: string
  orgName: string
  path: string[]
  /** Both days included, in the organisation's zone. */
  from: LocalDate
  until?: LocalDate
  /** IANA name, the organisation's; Beijing time when absent. */
  timeZone?: string
  /** Set when the post is exercised for somebody else, until a date. */
  delegateOf?: string
}

/** A stay with another branch than one's own, for activities; never changes the affiliation (TRF-8, TRF-9). */
export interface Attachment {
  orgId: string
  orgName: string
  path: string[]
  /** Both days included, in the branch's zone. */
  from: LocalDate
  until?: LocalDate
  /** IANA name, the branch's; Beijing time when absent. */
  timeZone?: string
}

/** `left`: out at the next call; the records stay. */
export type MemberState = 'active' | 'left'

export interface Member {
  _id: string
  name: string
  /** 工号, unique where it exists. */
  employeeNumber?: string
  /** Digits only. Masked for everyone who does not need it. */
  phone?: string
  stage: MemberStage
  joinedOn?: LocalDate
  /** The one formal 组织关系. */
  affiliation: { orgId: string; orgName: string; path: string[]; from?: LocalDate }
  attachments: Attachment[]
  /** The stays that were last taken back, the latest last, with the version of this record that no longer has each. */
  takenBack?: (Pick<Attachment, 'orgId' | 'from'> & { version: number })[]
  posts: Post[]
  state: MemberState
  /** Entered ahead of the day, the person is active until it comes. */
  leftOn?: LocalDate
  /** The WeChat that claimed this person; absent until they joined. */
  openid?: string
  joinedAt?: Instant
  /** Which audiences this person belongs to today, see rules/audience. */
  audienceKeys: string[]
  version: number
}

/** One per WeChat: everything a call needs to know about its caller. Derived from the member, never edited. */
export interface Session {
  /** The OPENID. */
  _id: string
  memberId: string
  name: string
  stage: MemberStage
  state: MemberState
  /** From this day on out, whether or not the clock has been there yet. */
  leftOn?: LocalDate
  affiliation: Member['affiliation']
  attachments: Attachment[]
  posts: Post[]
  audienceKeys: string[]
  /** Version of the privacy text agreed to, absent before consent and after its withdrawal. */
  consent?: { version: number; at: Instant }
  memberVersion: number
}
