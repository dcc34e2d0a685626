import type { OutputOf } from '../../../../typings/contract'
import type { Receipt } from '../../../../typings/meeting'
import type { Tag } from '../../../services/words'
import { branchMoment, branchTime } from './branch-time'
import { LEAVE_TAGS, MEETING_TAGS, STATE_TAGS, whereWords } from './meeting-words'

type Coming = OutputOf<'meeting.mine'>['coming'][number]

/** A meeting of mine, ready to be drawn. */
export interface MineRow {
  id: string
  title: string
  note: string
  tag: Tag
}

/** Open now or to come: where and when, and what I have said to it. Pure. */
export function comingRow(row: Coming, waiting: ReadonlySet<string>, now: Date): MineRow {
  return {
    id: row.meetingId,
    title: row.title,
    note: [row.orgName, branchTime(row.startsAt, row.timeZone, now), whereWords(row)].join(' · '),
    tag: comingTag(row, waiting),
  }
}

function comingTag(
  { meetingId, state, receipt, leave }: Coming,
  waiting: ReadonlySet<string>,
): Tag {
  if (receipt !== null) return STATE_TAGS[receipt.state]
  if (waiting.has(meetingId)) return { word: '待发送', tone: 'waiting' }
  if (leave !== null && leave !== 'withdrawn') return LEAVE_TAGS[leave]
  return MEETING_TAGS[state]
}

/** What I attended, how that was written down, and what somebody corrected about it. Pure. */
export function attendedRow(receipt: Receipt, now: Date): MineRow {
  const { meetingId, meetingTitle, kindName, orgName, timeZone, role, remote } = receipt
  const corrections = receipt.corrections.map(
    ({ from, to, by, at, reason }) =>
      `${by} ${branchMoment(at, timeZone, now)}更正：${from} → ${to}，${reason}`,
  )
  const facts = [
    orgName,
    kindName === meetingTitle ? '' : kindName,
    branchMoment(receipt.at, timeZone, now),
    role === 'observer' ? '列席' : '',
    remote ? '线上' : '',
  ]
  return {
    id: meetingId,
    title: meetingTitle,
    note: [facts.filter((part) => part !== '').join(' · '), ...corrections].join('；'),
    tag: STATE_TAGS[receipt.state],
  }
}
