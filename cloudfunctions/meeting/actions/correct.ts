import * as v from 'valibot'
import type { Attendance, AttendanceCorrection, AttendanceState } from '../../../typings/meeting'
import { action } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import { ATTENDANCE, attendanceId } from '../../kernel/meetings'
import { id, text } from '../../kernel/schema'
import { attendanceWord } from '../../rules/meeting/correction'
import { admit, nameOf } from '../admit'
import { recountEnded } from '../numbers'
import { correctionLine, rowOf } from '../shown'
import { heldBy, meetingTarget, prefetchRoom } from '../stored'
import { runningRoom } from './record'

const MOST_CORRECTIONS = 50
const MOST_ROWS = 1000

/** Changes whether somebody was there. What was, who changed it, when and why stays with the record. */
export const correct = action('meeting.correct', {
  input: v.strictObject({
    meetingId: id,
    memberId: id,
    correctionId: id,
    to: v.picklist(['present', 'struck']),
    remote: v.boolean(),
    reason: text(100),
  }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  subjects: heldBy,
  async run(context, input, { target: meeting, prefetched }) {
    const { session, db, wechat, openid, now, refuse } = context
    const room = runningRoom(prefetched)
    const { memberId, correctionId, to, reason } = input
    await checkTexts(wechat, openid, meeting.title, [reason])
    const remote = input.remote || room.mode === 'online'
    const collection = db.collection<Attendance>(ATTENDANCE)
    const by = nameOf(session)
    const at = now.toISOString()
    const correction = (from: AttendanceState | 'none'): AttendanceCorrection => ({
      correctionId,
      at,
      by,
      from,
      to,
      remote,
      reason,
    })
    const person = room.attendees.find((each) => each.memberId === memberId)
    const before = await collection.get(attendanceId(room._id, memberId))
    return finish(before === null ? await add() : await change(before))

    async function add(): Promise<Attendance> {
      if (person === undefined) return refuse('notExpected')
      if (to === 'struck') return refuse('badInput', { field: 'to' })
      const arrival = {
        state: to,
        how: 'byHand' as const,
        remote,
        at: room.endedAt ?? at,
        recordedBy: by,
        reason,
        corrections: [correction('none')],
      }
      const { attendance, fresh } = await admit(db, room, person, arrival, now)
      return fresh ? attendance : change(attendance)
    }

    async function change(current: Attendance): Promise<Attendance> {
      const known = current.corrections.find((each) => each.correctionId === correctionId)
      if (known !== undefined) {
        const isSame = known.to === to && known.remote === remote && known.reason === reason
        return isSame ? current : refuse('idReused')
      }
      if (current.state === to && (to === 'struck' || current.remote === remote)) return current
      if (current.corrections.length >= MOST_CORRECTIONS)
        return refuse('tooMany', { limit: MOST_CORRECTIONS })
      const corrections = [...current.corrections, correction(current.state)]
      const kept = { state: to, remote: to === 'present' ? remote : current.remote, changedAt: at }
      const saved = await collection.updateWhere(
        { _id: current._id, state: current.state, changedAt: current.changedAt },
        { ...kept, corrections: db.is.set(corrections) },
      )
      if (saved === 0) return refuse('changedMeanwhile')
      return { ...current, ...kept, corrections }
    }

    async function finish(attendance: Attendance) {
      await Promise.all([
        recountEnded(db, meeting, room, now),
        audit(db, {
          actor: session,
          action: 'meeting.correct',
          about: meeting,
          subjectId: meeting._id,
          summary: `更正${attendance.name}在会议《${meeting.title}》的出席为${attendanceWord(to)}：${reason}`,
          now,
          once: [meeting._id, memberId, correctionId],
        }),
      ])
      return { row: rowOf(attendance) }
    }
  },
})

/** Every correction of a meeting's attendance, newest first. */
export const corrections = action('meeting.corrections', {
  input: v.strictObject({ meetingId: id }),
  target: meetingTarget,
  prefetch: (db, { meetingId }) =>
    db.collection<Attendance>(ATTENDANCE).find({ meetingId }, { limit: MOST_ROWS }),
  subjects: heldBy,
  async run(_, __, { target: meeting, prefetched: rows }) {
    const all = rows.flatMap(({ memberId, name, corrections: made }) =>
      made.map((each) => ({ memberId, name, ...correctionLine(each) })),
    )
    return {
      meetingTitle: meeting.title,
      startsAt: meeting.startsAt,
      timeZone: meeting.timeZone,
      corrections: all.sort((a, b) => (a.at < b.at ? 1 : -1)),
    }
  },
})
