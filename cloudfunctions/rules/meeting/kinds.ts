import type { MeetingKind } from '../../../typings/meeting'
import type { OrganisationLevel, PostRole } from '../../../typings/organisation'

/**
 * What each kind of meeting is. Sources: 《中国共产党支部工作条例（试行）》2018 (“条例”), 《中国共产党章程》 article 7; rows MTG-1 …
 * MTG-8 of the domain rules. Whether remote attendance counts is written nowhere: a choice of the company [P], with its
 * reason beside it in `remoteWhy`.
 */
export interface KindRule {
  /** For people. */
  name: string
  rule: `MTG-${number}`
  source: string
  /** Which organisations hold it. A group is no level of its own and decides nothing (ORG-13). */
  levels: readonly OrganisationLevel[]
  /** 全体党员 by affiliation or attachment, the officers (ORG-8), or those named in the plan. */
  attendees: 'members' | 'committee' | 'named'
  /** 正式党员 by affiliation, the officers, or nobody: then nothing can be put to the vote. */
  voters: 'fullMembers' | 'committee' | 'nobody'
  /** At least half of whom must be present before it may vote. */
  quorum: 'voters' | 'committee' | 'none'
  /** Who is present remotely is counted among the present; not for a ballot on paper (`ballotNumbersOf`). */
  remoteCounts: boolean
  /** Why, for people. */
  remoteWhy: string
  /** What may be held in the same sitting and is then counted too. */
  also: readonly MeetingKind[]
  /** Shown in the branch's list to its officers only. */
  officersOnly: boolean
}

export const RULE_VERSION = '2018.10'

/** Officers who make up the 支部委员会 (ORG-8, ORG-9). */
export const COMMITTEE_ROLES: readonly PostRole[] = [
  'secretary',
  'deputySecretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
]

/** Who runs meetings of their own organisation: keeps the list, hosts, writes the record; a chair is one of them. */
export const MEETING_OFFICERS: readonly PostRole[] = [...COMMITTEE_ROLES, 'groupLeader']

const EVERY_LEVEL: readonly OrganisationLevel[] = ['committee', 'generalBranch', 'branch', 'group']

export const KINDS: Readonly<Record<MeetingKind, KindRule>> = {
  generalMeeting: {
    name: '支部党员大会',
    rule: 'MTG-1',
    source: '条例第十一条、第十四条',
    levels: ['branch'],
    attendees: 'members',
    voters: 'fullMembers',
    quorum: 'voters',
    remoteCounts: true,
    remoteWhy: '能听、能发言、能举手，线上参加计入实到；纸质无记名投票除外',
    also: ['partyLecture', 'themeDay', 'lifeMeeting', 'democraticReview'],
    officersOnly: false,
  },
  committeeMeeting: {
    name: '支部委员会会议',
    rule: 'MTG-2',
    source: '条例第十二条',
    levels: ['committee', 'generalBranch', 'branch'],
    attendees: 'committee',
    voters: 'committee',
    quorum: 'committee',
    remoteCounts: true,
    remoteWhy: '委员分散在各工点，线上参加计入实到；纸质无记名投票除外',
    also: ['lifeMeeting'],
    officersOnly: true,
  },
  groupMeeting: {
    name: '党小组会',
    rule: 'MTG-3',
    source: '条例第十三条、第十四条',
    levels: ['branch', 'group'],
    attendees: 'named',
    voters: 'nobody',
    quorum: 'none',
    remoteCounts: true,
    remoteWhy: '学习和讨论为主，线上参加计入实到',
    also: ['partyLecture', 'themeDay', 'lifeMeeting'],
    officersOnly: false,
  },
  partyLecture: {
    name: '党课',
    rule: 'MTG-4',
    source: '条例第十六条',
    levels: EVERY_LEVEL,
    attendees: 'members',
    voters: 'nobody',
    quorum: 'none',
    remoteCounts: true,
    remoteWhy: '听课为主，线上参加计入实到',
    also: ['themeDay'],
    officersOnly: false,
  },
  themeDay: {
    name: '主题党日',
    rule: 'MTG-5',
    source: '条例第十六条',
    levels: ['generalBranch', 'branch', 'group'],
    attendees: 'members',
    voters: 'nobody',
    quorum: 'none',
    remoteCounts: true,
    remoteWhy: '线上参加计入实到',
    also: ['generalMeeting', 'partyLecture'],
    officersOnly: false,
  },
  lifeMeeting: {
    name: '组织生活会',
    rule: 'MTG-6',
    source: '条例第十七条',
    levels: ['branch'],
    attendees: 'members',
    voters: 'fullMembers',
    quorum: 'voters',
    remoteCounts: false,
    remoteWhy: '批评和自我批评应当面对面，线上参加不计入实到',
    also: ['generalMeeting', 'democraticReview'],
    officersOnly: false,
  },
  democraticReview: {
    name: '民主评议党员',
    rule: 'MTG-7',
    source: '条例第十八条',
    levels: ['branch'],
    attendees: 'members',
    voters: 'fullMembers',
    quorum: 'voters',
    remoteCounts: false,
    remoteWhy: '民主测评填写纸质测评表，线上参加不计入实到',
    also: ['generalMeeting', 'lifeMeeting'],
    officersOnly: false,
  },
  talk: {
    name: '谈心谈话',
    rule: 'MTG-8',
    source: '条例第十九条',
    levels: EVERY_LEVEL,
    attendees: 'named',
    voters: 'nobody',
    quorum: 'none',
    remoteCounts: true,
    remoteWhy: '不能见面时可以电话或视频谈',
    also: [],
    officersOnly: true,
  },
}

export const MEETING_KINDS = [
  'generalMeeting',
  'committeeMeeting',
  'groupMeeting',
  'partyLecture',
  'themeDay',
  'lifeMeeting',
  'democraticReview',
  'talk',
] as const satisfies readonly MeetingKind[]

/** Who is expected. The members of a group are not in the roster: its leader names them. */
export function attendeesRule(kind: MeetingKind, level: OrganisationLevel): KindRule['attendees'] {
  return level === 'group' ? 'named' : KINDS[kind].attendees
}

/**
 * What a meeting of this kind, held at this level, can be besides. A 组织生活会 may be held as a general meeting, a committee
 * meeting or a 党小组会 (条例第十七条, MTG-6), so as the last also by a group, which holds none of its own.
 */
export function alsoAt(kind: MeetingKind, level: OrganisationLevel): MeetingKind[] {
  return KINDS[kind].also.filter(
    (each) =>
      KINDS[each].levels.includes(level) || (kind === 'groupMeeting' && each === 'lifeMeeting'),
  )
}

/** Everything a sitting counts towards: a general meeting with a lecture is both. */
export function countsAs({
  kind,
  also,
}: {
  kind: MeetingKind
  also: readonly MeetingKind[]
}): MeetingKind[] {
  return [...new Set([kind, ...also])]
}
