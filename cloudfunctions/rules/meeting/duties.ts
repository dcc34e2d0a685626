import type { DutyRow, DutyState, MeetingKind, MeetingState } from '../../../typings/meeting'
import type { BranchKind, LocalDate, OrganisationLevel } from '../../../typings/organisation'
import { dayBefore } from '../calendar'
import { KINDS } from './kinds'

/** The year's duties of an organisation, from dated rules. Data with its source; HQ may want other numbers [P]. */
export const DUTY_VERSION = '2018.10'

/** What is known of the organisation whose duties these are. */
export interface DutyHolder {
  level: OrganisationLevel
  kind?: BranchKind
  /** 正式党员 by affiliation, today. */
  fullMembers: number
  /** 党小组 of the branch, closed ones with their last day. */
  groups: readonly DutyGroup[]
  openedOn?: LocalDate
  closesOn?: LocalDate
}

/** A group and how long it is there. */
export interface DutyGroup {
  orgId: string
  name: string
  openedOn?: LocalDate
  closesOn?: LocalDate
}

/** A meeting that was planned or held, as far as it counts. `countsAs`: kind and also. */
export interface HeldMeeting {
  meetingId: string
  title: string
  countsAs: readonly MeetingKind[]
  on: LocalDate
  state: MeetingState
  /** People present at the end; nobody there, nothing held. */
  presentAll: number
  /** Of a 党小组会: the groups whose it was. */
  groupIds: readonly string[]
  /** Held by a group of the branch whose duties these are, not by the branch itself. */
  byGroup: boolean
}

interface DutyRule {
  kind: MeetingKind
  every: 'month' | 'quarter' | 'year'
  /** First day it is in force, inclusive. */
  since: LocalDate
  levels: readonly OrganisationLevel[]
  /** Within a year it is usually held from this month on (1–12); before, nothing is due. */
  fromMonth: number
  note: string
  /** Done also by what the branch's groups hold; everything else is the branch's own to hold. */
  alsoByGroups?: true
  required: (holder: DutyHolder) => { count: number } | { exempt: string }
}

const once = () => ({ count: 1 })
/** 支部工作条例 is in force since 2018-10-28. */
const SINCE = '2018-10-28'

const RULES: readonly DutyRule[] = [
  {
    kind: 'generalMeeting',
    every: 'quarter',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '一般每季度召开一次',
    required: once,
  },
  {
    kind: 'committeeMeeting',
    every: 'month',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '一般每月召开一次',
    // ORG-8 and ORG-9: a committee from seven full members on.
    required: ({ fullMembers }) =>
      fullMembers >= 7 ? { count: 1 } : { exempt: '正式党员不足7人，不设支部委员会' },
  },
  {
    kind: 'groupMeeting',
    every: 'month',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '每个党小组一般每月召开一次',
    alsoByGroups: true,
    required: ({ groups }) =>
      groups.length > 0 ? { count: groups.length } : { exempt: '没有设立党小组' },
  },
  {
    kind: 'groupMeeting',
    every: 'month',
    since: SINCE,
    levels: ['group'],
    fromMonth: 1,
    note: '一般每月召开一次',
    required: once,
  },
  {
    kind: 'partyLecture',
    every: 'quarter',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '按惯例每季度一次，条例没有规定次数',
    required: once,
  },
  {
    kind: 'partyLecture',
    every: 'year',
    since: SINCE,
    levels: ['committee'],
    fromMonth: 1,
    note: '党委书记每年至少讲一次党课',
    required: once,
  },
  {
    kind: 'themeDay',
    every: 'month',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '每月相对固定一天',
    required: once,
  },
  {
    kind: 'lifeMeeting',
    every: 'year',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 10,
    note: '每年至少一次，一般在第四季度',
    // 条例第十七条: it may be held as a 党小组会.
    alsoByGroups: true,
    required: once,
  },
  {
    kind: 'democraticReview',
    every: 'year',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 10,
    note: '一般每年一次，可以结合组织生活会进行',
    // ORG-7: affiliations stay elsewhere, and the review follows the affiliation [P].
    required: ({ kind }) =>
      kind === 'temporary' ? { exempt: '临时党支部党员在原支部参加评议' } : { count: 1 },
  },
  {
    kind: 'talk',
    every: 'year',
    since: SINCE,
    levels: ['branch'],
    fromMonth: 1,
    note: '支委之间、支委和党员之间、党员之间每年至少一次',
    alsoByGroups: true,
    required: once,
  },
]

/** The calendar of one year. `today` in the organisation's zone; meetings of the year, held or planned. */
export function dutiesOf(
  holder: DutyHolder,
  year: number,
  meetings: readonly HeldMeeting[],
  today: LocalDate,
): DutyRow[] {
  return RULES.filter(({ levels }) => levels.includes(holder.level)).flatMap((rule) =>
    periodsOf(rule.every, year)
      .filter(({ until }) => until >= rule.since)
      .map((period) => rowOf(rule, period, holder, meetings, today)),
  )
}

function rowOf(
  rule: DutyRule,
  { name, from, until }: Period,
  holder: DutyHolder,
  meetings: readonly HeldMeeting[],
  today: LocalDate,
): DutyRow {
  const here = meetings.filter(
    ({ on, countsAs, byGroup }) =>
      on >= from &&
      on <= until &&
      countsAs.includes(rule.kind) &&
      (!byGroup || rule.alsoByGroups === true),
  )
  const line = ({ meetingId, title, on }: HeldMeeting) => ({ meetingId, title, on })
  const held = here.filter(({ state, presentAll }) => state === 'ended' && presentAll > 0)
  const planned = here.filter(({ state }) => state === 'planned' || state === 'open')
  const owing = groupsOwing(rule, { from, until }, holder)
  const wanted = requirement(rule, { from, until }, { ...holder, groups: owing })
  const count = 'count' in wanted ? wanted.count : 0
  // Each group by itself: one that met twice has not met for another.
  const missing = owing.filter(
    ({ orgId }) => !held.some(({ groupIds }) => groupIds.includes(orgId)),
  )
  const isDone = isByGroup(rule, holder) ? missing.length === 0 : held.length >= count
  const dueFrom = monthStart(from, rule)
  const state: DutyState =
    'exempt' in wanted
      ? held.length > 0
        ? 'done'
        : 'exempt'
      : isDone
        ? 'done'
        : today > until
          ? 'overdue'
          : today >= dueFrom
            ? 'due'
            : 'ahead'
  const { name: kindName, rule: id, source } = KINDS[rule.kind]
  return {
    kind: rule.kind,
    kindName,
    period: name,
    from,
    until,
    required: count,
    held: held.map(line),
    planned: planned.map(line),
    ...(missing.length > 0 ? { missing: missing.map((group) => group.name) } : {}),
    state,
    note: 'exempt' in wanted ? wanted.exempt : rule.note,
    rule: id,
    source,
  }
}

/** A branch's 党小组会 are those of its groups; every other duty is its own. */
function isByGroup({ kind }: DutyRule, { level }: DutyHolder): boolean {
  return kind === 'groupMeeting' && level === 'branch'
}

/** The groups of a branch that owe a meeting in a period: those that saw it as the branch itself would have to. */
function groupsOwing(
  rule: DutyRule,
  period: { from: LocalDate; until: LocalDate },
  holder: DutyHolder,
): readonly DutyGroup[] {
  if (!isByGroup(rule, holder)) return []
  return holder.groups.filter((group) => absence(rule, period, group) === null)
}

/** An organisation owes nothing for a period it did not see from the beginning, or that begins after its end. */
function requirement(
  rule: DutyRule,
  period: { from: LocalDate; until: LocalDate },
  holder: DutyHolder,
): { count: number } | { exempt: string } {
  const exempt = absence(rule, period, holder)
  return exempt === null ? rule.required(holder) : { exempt }
}

/**
 * Why it was not there for long enough to owe the period, in words; `null`: it was. Who ended before the months in which
 * it is usually held owes nothing either: nothing had fallen due.
 */
function absence(
  rule: DutyRule,
  { from, until }: { from: LocalDate; until: LocalDate },
  { openedOn, closesOn }: Pick<DutyGroup, 'openedOn' | 'closesOn'>,
): string | null {
  if (openedOn !== undefined && openedOn > until) return '本期尚未成立'
  if (openedOn !== undefined && openedOn > from && rule.every !== 'year') return '本期内成立'
  if (closesOn === undefined || closesOn >= until) return null
  if (closesOn < endOfDuty(from, until) || closesOn < monthStart(from, rule)) return '本期内撤销'
  return null
}

/** A period that ends early still owes its duty when its first half was there. */
function endOfDuty(from: LocalDate, until: LocalDate): LocalDate {
  const middle = (Date.parse(from) + Date.parse(until)) / 2
  return new Date(middle).toISOString().slice(0, 10)
}

interface Period {
  name: string
  from: LocalDate
  until: LocalDate
}

const QUARTERS = ['第一季度', '第二季度', '第三季度', '第四季度']

function periodsOf(every: DutyRule['every'], year: number): Period[] {
  const months = { month: 1, quarter: 3, year: 12 }[every]
  return Array.from({ length: 12 / months }, (_, index) => {
    const start = index * months
    const name =
      every === 'month' ? `${start + 1}月` : every === 'quarter' ? (QUARTERS[index] ?? '') : '全年'
    return { name, from: firstOf(year, start), until: dayBefore(firstOf(year, start + months)) }
  })
}

function monthStart(from: LocalDate, { every, fromMonth }: DutyRule): LocalDate {
  return every === 'year' ? firstOf(Number(from.slice(0, 4)), fromMonth - 1) : from
}

/** The first day of a month, counted from 0; 12 is next January. */
function firstOf(year: number, month: number): LocalDate {
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}
