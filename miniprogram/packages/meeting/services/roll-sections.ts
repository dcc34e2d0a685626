import { numbersOf, rollOf } from '../../../../cloudfunctions/rules/meeting/numbers'
import type { AttendanceRow, HostView, LeaveRow, Numbers } from '../../../../typings/meeting'
import { NO_TAG, type Tag } from '../../../services/words'
import { attendanceNote, LEAVE_TAGS, reasonName, STATE_TAGS } from './meeting-words'
import { drawn, type PersonLine, SHOWN_AT_FIRST, SHOWN_MORE, standingRows } from './roll-rows'

/** The host's lists by name: who waits for an answer first, then who is missing, then who is here. Pure. */

/** While people arrive, the newest stands first and every arrival moves the others: so many are redrawn each time. */
const MOST_NEWEST = 60

export type RowDeed =
  | 'acceptProof'
  | 'refuseProof'
  | 'admit'
  | 'turnAway'
  | 'agreeLeave'
  | 'refuseLeave'
  | 'mark'
  | 'strike'

interface RowAction {
  deed: RowDeed
  word: string
  /** For a screen reader, before and after the name. */
  says: [string, string]
}

export type SectionKey = 'unverified' | 'waiting' | 'askedLeave' | 'missing' | 'onLeave' | 'present'

export interface RollSection {
  key: SectionKey
  heading: string
  note: string
  /** One tap for all of them; empty where there is none. */
  more: string
  actions: RowAction[]
  rows: PersonLine[]
  /** How many there are, of whom somebody looks for; the list is not drawn when there is nobody. */
  found: number
  /** How many of them are not drawn, and how many of these a tap brings. */
  rest: number
  step: number
}

export interface RollShown {
  numbers: Numbers
  unverified: number
  missing: number
  besides: string
  /** What the host is asked to answer: `待核实 1，想列席 2`; empty when nobody waits. */
  waits: string
  /** Whether there is anybody to be shown, and whether somebody is looked for whom no list has. */
  hasRoll: boolean
  isNobody: boolean
  /** Each at its place, empty or not: a list that comes would move the others. */
  sections: RollSection[]
}

/** How somebody looks at the lists. */
export interface RollLook {
  /** How many are drawn of a list, where somebody asked for more than at first. */
  most: Readonly<Partial<Record<SectionKey, number>>>
  /** Part of a name; empty shows everybody. */
  search: string
  /** The lists as they are on the page, drawn for the same search. */
  before: readonly RollSection[]
}

export function rollShown(room: HostView, look: RollLook, now: Date): RollShown {
  const { attendees, rows, leaves, meeting } = room
  const people = peopleOf(room)
  const byId = new Map(rows.map((row) => [row.memberId, row]))
  const leaveOf = new Map(leaves.map((leave) => [leave.memberId, leave]))
  const names = new Map([...leaves, ...attendees, ...rows].map((one) => [one.memberId, one.name]))
  const numbers = numbersOf(meeting.kind, attendees, rows, leaves)
  const isPlanned = meeting.state === 'planned'
  const isEnded = meeting.state === 'ended'
  const sections = [
    section('unverified', '待核实', '离线扫的码，只说明手机见过这个码', PROOF, '全部认可'),
    section('waiting', '想列席', '不在名单上', OBSERVER, '全部同意'),
    section('askedLeave', '请假待答复', '', LEAVE),
    section('missing', isPlanned ? '应到' : '未到', count('missing'), isPlanned ? [] : MARK),
    section('onLeave', '请假', count('onLeave'), isPlanned ? [] : MARK),
    section('present', '已到', count('present'), isEnded ? STRIKE : []),
  ]
  return {
    numbers,
    unverified: people.unverified.length,
    missing: people.missing.length + people.askedLeave.length,
    besides: besidesWords(meeting, numbers),
    waits: waitsWords(people),
    isNobody: look.search !== '' && sections.every(({ found }) => found === 0),
    hasRoll: numbers.expectedAll > 0 || sections.some(({ found }) => found > 0),
    sections,
  }

  function count(key: SectionKey): string {
    return `${people[key].length} 人`
  }

  function section(
    key: SectionKey,
    heading: string,
    note: string,
    actions: RowAction[],
    more = '',
  ): RollSection {
    const ids = people[key].filter((memberId) => nameOf(memberId).includes(look.search))
    const most = look.most[key] ?? SHOWN_AT_FIRST
    const isNewestFirst = key === 'present' && !isEnded
    const before = look.before.find((each) => each.key === key)?.rows ?? []
    const lines = isNewestFirst
      ? ids.slice(0, most).map(lineOf)
      : standingRows(before, ids, most, lineOf)
    const rest = ids.length - drawn(lines)
    const step = Math.min(rest, isNewestFirst ? MOST_NEWEST - most : SHOWN_MORE)
    return { key, heading, note, more, actions, rows: lines, found: ids.length, rest, step }
  }

  function nameOf(memberId: string): string {
    return names.get(memberId) ?? ''
  }

  function lineOf(memberId: string): PersonLine {
    const row = byId.get(memberId)
    const leave = leaveOf.get(memberId)
    const note = row === undefined ? leaveNote(leave) : attendanceNote(row, meeting.timeZone, now)
    return { id: memberId, name: nameOf(memberId), note, tag: tagOf(row, leave) }
  }
}

type People = Readonly<Record<SectionKey, string[]>>

/** Member ids by list, each person once; who came last is first among the present. */
export function peopleOf({ attendees, rows, leaves }: HostView): People {
  const roll = rollOf(attendees, rows, leaves)
  const missing = new Set(roll.missing)
  const asked = leaves
    .filter(({ memberId, state }) => state === 'asked' && missing.has(memberId))
    .map(({ memberId }) => memberId)
  const askedIds = new Set(asked)
  const at = new Map(rows.map((row) => [row.memberId, row.at]))
  const later = (a: string, b: string) => (at.get(b) ?? '').localeCompare(at.get(a) ?? '')
  return {
    unverified: roll.unverified,
    waiting: roll.waiting,
    askedLeave: asked,
    missing: roll.missing.filter((memberId) => !askedIds.has(memberId)),
    onLeave: roll.onLeave,
    present: roll.present.sort(later),
  }
}

const action = (deed: RowDeed, word: string, before: string, after = ''): RowAction => ({
  deed,
  word,
  says: [before, after],
})
const PROOF = [action('acceptProof', '认可', '认可'), action('refuseProof', '不认可', '不认可')]
const OBSERVER = [
  action('admit', '同意', '同意', '列席'),
  action('turnAway', '不同意', '不同意', '列席'),
]
const LEAVE = [
  action('agreeLeave', '准假', '准', '的假'),
  action('refuseLeave', '不准', '不准', '的假'),
]
const MARK = [action('mark', '登记', '登记')]
const STRIKE = [action('strike', '更正', '更正')]

/** Who is here beside the numbers, and whether those on line are in them: the kind's rule, said where it matters. */
function besidesWords(meeting: HostView['meeting'], { remote, observers }: Numbers): string {
  const isSilent = meeting.mode === 'onSite' && remote === 0
  return [
    isSilent ? '' : `线上 ${remote} 人，${meeting.remoteCounts ? '计入实到' : '不计入实到'}`,
    observers > 0 ? `列席 ${observers} 人` : '',
  ]
    .filter((part) => part !== '')
    .join('；')
}

function waitsWords({ unverified, waiting, askedLeave }: People): string {
  return [
    unverified.length > 0 ? `待核实 ${unverified.length}` : '',
    waiting.length > 0 ? `想列席 ${waiting.length}` : '',
    askedLeave.length > 0 ? `请假 ${askedLeave.length}` : '',
  ]
    .filter((part) => part !== '')
    .join('，')
}

function leaveNote(leave: LeaveRow | undefined): string {
  if (leave === undefined || leave.state === 'withdrawn') return ''
  return [reasonName(leave.reason), leave.text].filter((part) => part !== '').join('：')
}

/** Only what the list's own heading does not say. */
function tagOf(row: AttendanceRow | undefined, leave: LeaveRow | undefined): Tag {
  if (row?.state === 'present') return row.role === 'observer' ? OBSERVES : NO_TAG
  if (row?.state === 'declined' || row?.state === 'struck') return STATE_TAGS[row.state]
  return row === undefined && leave?.state === 'declined' ? LEAVE_TAGS.declined : NO_TAG
}

const OBSERVES: Tag = { word: '列席', tone: 'plain' }
