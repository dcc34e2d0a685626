import type {
  AskCard,
  AskMode,
  MissingRow,
  NudgeChoice,
  NudgeResult,
  OwnCount,
  ProgressRow,
} from './ask'
import type { Instant, MemberStage, OrganisationLevel, PostRole } from './organisation'
import type { PageMark } from './page'

/** Who is asked. Everyone in the tree below the organisations, narrowed by stage or role; or named people. */
export interface Audience {
  orgIds: string[]
  /** Empty: every stage. */
  stages: MemberStage[]
  /** Empty: everyone; else only holders of these posts. */
  roles: PostRole[]
  /** At most 200; when not empty, nothing else narrows or widens. */
  memberIds: string[]
}

/** Somebody who can be named in an audience. */
export interface Addressee {
  memberId: string
  name: string
  orgName: string
}

export type Paragraph =
  | { kind: 'heading' | 'text'; text: string }
  | { kind: 'list'; items: string[] }

export interface NoticeFile {
  fileId: string
  name: string
  /** Bytes. */
  size: number
  kind: 'pdf' | 'word' | 'excel' | 'image'
}

/** A file as a page gets it; only those who may edit the notice see an image that WeChat has not passed. */
export interface ShownFile extends NoticeFile {
  check?: 'pending' | 'refused'
}

/** What a publisher writes. Kept as typed in a draft; checked whole when published. */
export interface NoticeDraft {
  title: string
  body: Paragraph[]
  files: NoticeFile[]
  audience: Audience
  mode: AskMode
  deadline: Instant | null
  /** `null`: at once. */
  publishAt: Instant | null
  pinned: boolean
}

export interface Notice extends NoticeDraft {
  _id: string
  orgId: string
  orgName: string
  path: string[]
  authorId: string
  authorName: string
  version: number
  createdAt: Instant
  /** Who is asked, as keys; copied to the ask. */
  audienceKeys: string[]
  closesAt: Instant
  state: 'published' | 'withdrawn'
  withdrawnReason?: string
  /** Earlier versions, newest last; at most 20. */
  history: {
    version: number
    at: Instant
    title: string
    body: Paragraph[]
    deadline: Instant | null
    changedBy: string
    askedAgain: boolean
  }[]
}

export interface NoticeView {
  notice: Omit<Notice, 'history' | 'audience' | 'audienceKeys' | 'files'> & { files: ShownFile[] }
  card: AskCard
  /** Whether an answer is expected of the caller now; authors and followers may look without being asked. */
  asked: boolean
  /** What changed since the version this person last saw, deadlines as instants; empty when nothing did. */
  changes: { field: 'title' | 'body' | 'deadline'; before: string; after: string }[]
  myReply: { text: string; at: Instant; withdrawn: boolean } | null
  /** Whether the caller may see who has not answered in their own branch. */
  mayFollowUp: { orgId: string; orgName: string }[]
  mayEdit: boolean
}

export interface NoticeContract {
  /** How many people an audience has, before it is sent. The audience lies at or below `orgId`. */
  'notice.headcount': {
    input: { orgId: string; audience: Audience }
    output: { people: number; joined: number; asOf: Instant }
    errors: 'tooMany'
  }
  /**
   * People a publisher can name at or below `orgId`, 30 at most, by the beginning of their name (empty: nobody);
   * and the names of organisations and people that a draft names by id, as far as they are still there.
   */
  'notice.addressees': {
    input: { orgId: string; name: string; orgIds: string[]; memberIds: string[] }
    output: {
      organisations: { orgId: string; name: string; level: OrganisationLevel }[]
      found: Addressee[]
      named: Addressee[]
    }
    errors: never
  }
  'notice.saveDraft': {
    input: { draftId: string; orgId: string; draft: NoticeDraft; seenVersion: number }
    output: { version: number; at: Instant }
    errors: 'changedMeanwhile'
  }
  'notice.drafts': {
    input: { orgId: string }
    output: { drafts: { draftId: string; title: string; at: Instant; by: string }[] }
    errors: never
  }
  'notice.readDraft': {
    input: { orgId: string; draftId: string }
    output: { draft: NoticeDraft; version: number }
    errors: never
  }
  'notice.dropDraft': {
    input: { orgId: string; draftId: string }
    output: { at: Instant }
    errors: never
  }
  /** `noticeId` is made by the client (the draft's id), so that a second tap publishes nothing twice. */
  'notice.publish': {
    input: { noticeId: string; orgId: string; notice: NoticeDraft; filesConfirmed: boolean }
    output: { noticeId: string; publishAt: Instant }
    errors: 'tooMany' | 'contentRefused' | 'checkUnreachable'
  }
  'notice.amend': {
    input: {
      noticeId: string
      seenVersion: number
      title: string
      body: Paragraph[]
      deadline: Instant | null
      askAgain: boolean
    }
    output: { version: number }
    errors: 'changedMeanwhile' | 'withdrawn' | 'contentRefused' | 'checkUnreachable'
  }
  'notice.withdraw': {
    input: { noticeId: string; reason: string }
    output: { at: Instant }
    errors: never
  }
  /**
   * `inbox`: what I am asked and is still open, unread first, then by urgency, 20 from `offset` · `done`: what I
   * looked at or answered, newest first · `sent`: what one of my organisations published, newest first. The last
   * two go on with `before: next`.
   */
  'notice.list': {
    input:
      | { box: 'inbox'; offset: number; search: string }
      | { box: 'done'; before: PageMark | null }
      | { box: 'sent'; orgId: string; before: PageMark | null }
    output: { cards: AskCard[]; more: boolean; next: PageMark | null; at: Instant }
    errors: never
  }
  /** Opening it is the read receipt. */
  'notice.open': {
    input: { noticeId: string }
    output: NoticeView
    errors: 'withdrawn' | 'notAsked'
  }
  'notice.confirm': {
    input: { noticeId: string; version: number; reply?: string; deviceAt: Instant }
    output: { at: Instant }
    errors: 'withdrawn' | 'notAsked' | 'changedMeanwhile' | 'contentRefused' | 'checkUnreachable'
  }
  'notice.withdrawReply': {
    input: { noticeId: string; version: number }
    output: { at: Instant }
    errors: 'deadlinePassed' | 'withdrawn'
  }
  /** Of a branch everybody, of a superior organisation who belongs to that very one; by state, exact. */
  'notice.names': {
    input: { noticeId: string; orgId: string }
    output: { rows: MissingRow[]; level: OrganisationLevel; at: Instant }
    errors: never
  }
  /**
   * Children of one organisation, gaps first; `own`: who belongs to it and to none of them, or stays there, if anybody. `at`: when the
   * counters were last recounted.
   */
  'notice.progress': {
    input: { noticeId: string; orgId: string }
    output: { rows: ProgressRow[]; own: OwnCount | null; at: Instant | null }
    errors: never
  }
  'notice.recordTold': {
    input: { noticeId: string; version: number; orgId: string; memberId: string; reason: string }
    output: { at: Instant }
    errors: 'notAsked' | 'withdrawn' | 'changedMeanwhile'
  }
  /** In one's own branch it goes to the persons, from above to the secretaries of branches with gaps. */
  'notice.nudge': {
    input: { noticeId: string; orgId: string; clientId: string } & NudgeChoice
    output: NudgeResult
    errors: 'tooMany' | 'withdrawn'
  }
  /** `cloudId` as `wx.getGroupEnterInfo` gives it, five minutes fresh; WeChat says which group it is. */
  'notice.bindGroup': {
    input: { orgId: string; cloudId: string }
    output: { bindingId: string; boundAt: Instant }
    errors: 'tooMany'
  }
  'notice.unbindGroup': {
    input: { orgId: string; bindingId: string }
    output: { at: Instant }
    errors: never
  }
  'notice.groups': {
    input: { orgId: string }
    output: { groups: { bindingId: string; boundBy: string; boundAt: Instant }[] }
    errors: never
  }
  /**
   * `names`: those missing, only for who follows that branch up. `mayBind`: organisations of the caller that this
   * group is not bound to and which they may bind to it.
   */
  'notice.groupView': {
    input: { noticeId: string; cloudId: string }
    output: {
      mayBind: { orgId: string; orgName: string }[]
      branches: {
        orgId: string
        orgName: string
        expected: number
        missing: number
        names: string[] | null
      }[]
    }
    errors: never
  }
  /** Which templates may be asked for at a tap, and how many messages are banked. */
  'notice.quota': {
    input: Record<never, never>
    output: { quota: TemplateQuota[] }
    errors: never
  }
  /** Banks what the person accepted at a tap: one message per template (R1). */
  'notice.bankQuota': {
    input: {
      results: { templateId: string; result: 'accept' | 'reject' | 'ban' | 'filter' }[]
      clientId: string
    }
    output: { quota: TemplateQuota[] }
    errors: never
  }
}

export interface TemplateQuota {
  templateId: string
  left: number
  /** When the person last refused; not asked again for 30 days. */
  refusedAt: Instant | null
}
