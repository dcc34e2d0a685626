import * as v from 'valibot'
import type { Attendance, Leave } from '../../../typings/meeting'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { openFor } from '../../kernel/asks'
import type { Database } from '../../kernel/db'
import { ATTENDANCE, attendanceId, LEAVES, MEETINGS } from '../../kernel/meetings'
import { newestPage } from '../../kernel/page-before'
import { id, pageMark } from '../../kernel/schema'
import { KINDS, MEETING_KINDS } from '../../rules/meeting/kinds'
import { listRowOf, receiptOf } from '../shown'

const PAGE = 20

/** What I am asked to attend, and what I attended. */
export const mine = action('meeting.mine', {
  input: v.strictObject({ before: v.nullable(pageMark) }),
  async run({ session, db, now }, { before }) {
    const [open, attended] = await Promise.all([
      before === null ? openFor(db, session, now) : null,
      newestPage(
        db,
        db.collection<Attendance>(ATTENDANCE),
        { memberId: session.memberId, cancelled: db.is.exists(false) },
        { field: 'startsAt', before, size: PAGE },
      ),
    ])
    const ids = (open?.asks ?? [])
      .filter(({ kind }) => kind === 'meeting')
      .map(({ subjectId }) => subjectId)
    return {
      coming: ids.length === 0 ? [] : await comingOf(db, session.memberId, ids),
      attended: attended.documents.map(receiptOf),
      next: attended.next,
      at: now.toISOString(),
    }
  },
})

/** Those of some meetings that are not over, soonest first, each with what the person has done about it. */
async function comingOf(db: Database, memberId: string, meetingIds: readonly string[]) {
  const { is } = db
  const limit = meetingIds.length
  const about = { _id: is.in(meetingIds.map((each) => attendanceId(each, memberId))) }
  const [meetings, leaves, rows] = await Promise.all([
    db.collection<StoredMeeting>(MEETINGS).find({ _id: is.in(meetingIds) }, { limit }),
    db.collection<Leave>(LEAVES).find(about, { limit }),
    db.collection<Attendance>(ATTENDANCE).find(about, { limit }),
  ])
  return meetings
    .filter(({ state }) => state === 'planned' || state === 'open')
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1))
    .map((meeting) => {
      const row = rows.find(({ meetingId }) => meetingId === meeting._id)
      return {
        ...listRowOf(meeting),
        leave: leaves.find(({ meetingId }) => meetingId === meeting._id)?.state ?? null,
        receipt: row === undefined ? null : receiptOf(row),
      }
    })
}

/** Meetings of one organisation. Those among officers are listed to officers only, and to those above. */
export const list = action('meeting.list', {
  input: v.strictObject({ orgId: id, before: v.nullable(pageMark) }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ db, now, may }, { orgId, before }, { target: organisation }) {
    const here = { orgId, path: organisation.path }
    const kinds =
      may('minutes.export', here) || may('meeting.host', here)
        ? MEETING_KINDS
        : MEETING_KINDS.filter((kind) => !KINDS[kind].officersOnly)
    const { documents, next } = await newestPage(
      db,
      db.collection<StoredMeeting>(MEETINGS),
      { orgId, kind: db.is.in(kinds) },
      { field: 'startsAt', before, size: PAGE },
    )
    return {
      rows: documents.map(listRowOf),
      next,
      mayPlan: may('meeting.plan', here),
      at: now.toISOString(),
    }
  },
})
