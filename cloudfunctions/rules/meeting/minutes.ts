import type {
  Attendance,
  Attendee,
  Leave,
  LeaveReason,
  Meeting,
  Motion,
} from '../../../typings/meeting'
import type { MinutesFacts, MinutesText } from '../../../typings/minutes'
import { wallClock } from '../calendar'
import { KINDS } from './kinds'
import { numbersOf, rollOf } from './numbers'
import { methodName, quorumSentence } from './quorum'

/** What minutes hold without anybody typing it (time, place, chair, numbers, absentees with reasons, votes). Pure. */
const LEAVE_REASONS: Readonly<Record<LeaveReason, string>> = {
  duty: '值班',
  illness: '生病',
  travel: '出差',
  family: '家事',
  other: '其他',
}

export interface MeetingRecords {
  meeting: Meeting
  attendees: readonly Attendee[]
  rows: readonly Attendance[]
  leaves: readonly Leave[]
  motions: readonly Motion[]
}

export function factsOf({
  meeting,
  attendees,
  rows,
  leaves,
  motions,
}: MeetingRecords): MinutesFacts {
  const numbers = numbersOf(meeting.kind, attendees, rows, leaves)
  const roll = rollOf(attendees, rows, leaves)
  const names = new Map([...attendees, ...rows].map(({ memberId, name }) => [memberId, name]))
  const nameOf = (memberId: string) => names.get(memberId) ?? ''
  const expected = new Set(
    attendees.filter(({ role }) => role === 'expected').map(({ memberId }) => memberId),
  )
  const present = rows.filter(({ state }) => state === 'present')
  const list = (some: readonly Attendance[]) => some.map(({ name }) => name).sort(byName)
  return {
    kind: meeting.kind,
    kindName: KINDS[meeting.kind].name,
    also: meeting.also.map((kind) => KINDS[kind].name),
    title: meeting.title,
    orgName: meeting.orgName,
    place: meeting.mode === 'online' ? '线上' : meeting.place,
    startedAt: shown(meeting.openedAt ?? meeting.startsAt, meeting.timeZone),
    endedAt: meeting.endedAt === undefined ? '' : shown(meeting.endedAt, meeting.timeZone),
    chair: meeting.chair.name,
    recorder: meeting.recorder.name,
    numbers,
    present: list(present.filter((row) => expected.has(row.memberId) && !row.remote)),
    remote: list(present.filter((row) => expected.has(row.memberId) && row.remote)),
    observers: list(present.filter((row) => !expected.has(row.memberId))),
    absent: [...roll.onLeave, ...roll.missing, ...roll.unverified.filter((id) => expected.has(id))]
      .map((memberId) => ({ name: nameOf(memberId), reason: reasonOf(memberId, leaves) }))
      .sort((a, b) => byName(a.name, b.name)),
    agenda: [...meeting.agenda],
    votes: motions
      .filter(({ state }) => state === 'decided')
      .map((motion) => ({
        title: motion.title,
        method: methodName(motion),
        tellers: motion.tellers
          .map(({ role, name }) => `${role === 'scrutineer' ? '监票人' : '计票人'}${name}`)
          .join('、'),
        outcomes: motion.outcomes,
      })),
    quorum: quorumSentence(meeting, numbers),
  }
}

/** What stands there before anybody typed: the speeches are the agenda's, the resolution what the votes came to. */
export function draftText(facts: MinutesFacts): MinutesText {
  const lines = facts.votes.flatMap(({ title, outcomes }) =>
    outcomes.map(({ subject, sentence }) =>
      subject === title ? `${title}：${sentence}` : `${title}（${subject}）：${sentence}`,
    ),
  )
  return { speeches: [], dissent: '', resolution: lines.join('\n'), followUps: [] }
}

/** 实到 in words, so that present and absent add up to the expected where remote attendance does not count. */
export function presentWords({ kind, numbers }: Pick<MinutesFacts, 'kind' | 'numbers'>): string {
  const { presentAll, presentVoters, remote } = numbers
  const apart = remote > 0 && !KINDS[kind].remoteCounts
  const here = `${presentAll}人（有表决权的${presentVoters}人）`
  return apart ? `${here}，另有线上参加${remote}人，不计入实到` : here
}

/** `2026年11月25日 14:00` by the clock of a zone. */
export function shown(instant: string, timeZone: string): string {
  const at = new Date(wallClock(new Date(instant), timeZone))
  const day = `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日`
  return `${day} ${at.toISOString().slice(11, 16)}`
}

function reasonOf(memberId: string, leaves: readonly Leave[]): string {
  const leave = leaves.find((each) => each.memberId === memberId && each.state === 'agreed')
  if (leave === undefined) return ''
  const reason = LEAVE_REASONS[leave.reason]
  if (leave.text === '') return reason
  return leave.reason === 'other' ? leave.text : `${reason}：${leave.text}`
}

/** Made once: making one takes far longer than comparing. */
const NAMES = new Intl.Collator('zh')

function byName(a: string, b: string): number {
  return NAMES.compare(a, b)
}
