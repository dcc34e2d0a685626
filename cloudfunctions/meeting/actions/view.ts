import * as v from 'valibot'
import type { OutputOf } from '../../../typings/contract'
import type { Attendance, Leave, Motion } from '../../../typings/meeting'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Organisation, Session } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { ATTENDANCE, attendanceId, LEAVES, MOTIONS } from '../../kernel/meetings'
import { id } from '../../kernel/schema'
import { isAsked } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { attendeeFor } from '../../rules/meeting/attendees'
import { cardOf } from '../card'
import { motionShown, planOf, receiptOf, viewFromOutside, viewOf } from '../shown'
import { isMinuted, meetingTarget, prefetchRoom } from '../stored'

const MOST_MOTIONS = 100

/** A meeting's page: for everybody on its list, its officers, and those above who may look. */
export const view = action('meeting.view', {
  input: v.strictObject({ meetingId: id }),
  target: meetingTarget,
  prefetch: prefetchRoom,
  async run({ session, db, now, may, refuse }, { meetingId }, known) {
    const { target: meeting, prefetched: room } = known
    const mayHost = may('meeting.host', meeting)
    const mine = standingOf(session, meeting, room, now)
    const { memberId } = session
    const _id = attendanceId(meetingId, memberId)
    const [attendance, leave, motions] = await Promise.all([
      db.collection<Attendance>(ATTENDANCE).get(_id),
      db.collection<Leave>(LEAVES).get(_id),
      db
        .collection<Motion>(MOTIONS)
        .find({ meetingId }, { orderBy: [['createdAt', 'asc']], limit: MOST_MOTIONS }),
    ])
    const mayLook = mayHost || may('minutes.export', meeting)
    if (mine.standing === 'outside' && attendance === null && !mayLook) return refuse('notExpected')
    // Who waits at the door, or was not let in, is shown that, and nothing of what is held inside.
    const isInside = mine.standing !== 'outside' || attendance?.state === 'present' || mayLook
    const isPlanned = meeting.state === 'planned'
    const rights: OutputOf<'meeting.view'>['may'] = [
      ...(mayHost && isPlanned ? (['edit'] as const) : []),
      ...(mayHost && meeting.state !== 'cancelled' ? (['host'] as const) : []),
      ...(mayHost && (isPlanned || meeting.state === 'open') ? (['cancel'] as const) : []),
      ...(mayHost ? (['answerLeave'] as const) : []),
      ...(meeting.state === 'ended' ? (['readMinutes'] as const) : []),
      ...(mayHost && meeting.state === 'ended' ? (['writeMinutes'] as const) : []),
      ...(may('minutes.export', meeting) && meeting.state === 'ended' ? (['export'] as const) : []),
    ]
    return {
      meeting: isInside ? viewOf(meeting, now) : viewFromOutside(meeting, now),
      plan: rights.includes('edit') ? planOf(meeting) : null,
      ...mine,
      receipt: attendance === null ? null : receiptOf(attendance),
      leave: leave === null ? null : leaveShown(leave),
      motions: isInside ? motions.map((motion) => motionShown(motion, memberId, mayHost)) : [],
      tellerOf: isMinuted(meeting)
        ? []
        : motions.filter((motion) => waitsFor(motion, memberId)).map((motion) => motion._id),
      may: rights,
      card: cardOf(meeting, now),
      serverAt: now.toISOString(),
    }
  },
})

/** How the caller stands to it: by the frozen list, or before that as the roster would have it. */
function standingOf(
  session: Session,
  meeting: StoredMeeting,
  room: MeetingRoom | null,
  now: Date,
): Pick<OutputOf<'meeting.view'>, 'standing' | 'voter'> {
  if (room !== null && room.state !== 'prepared') {
    const frozen = room.attendees.find(({ memberId }) => memberId === session.memberId)
    return { standing: frozen?.role ?? 'outside', voter: frozen?.voter ?? false }
  }
  if (!isAsked(session.audienceKeys, meeting.audienceKeys))
    return { standing: 'outside', voter: false }
  const organisation: Pick<Organisation, '_id' | 'level' | 'parentId'> = {
    _id: meeting.orgId,
    level: meeting.level,
    parentId: meeting.path.at(-2) ?? null,
  }
  const person = { ...session, _id: session.memberId }
  const day = localDate(now, meeting.timeZone)
  const attendee = attendeeFor(meeting, organisation, person, day)
  return { standing: attendee?.role ?? 'outside', voter: attendee?.voter ?? false }
}

function leaveShown({ reason, text, state, askedAt, answeredBy }: Leave) {
  return { reason, text, state, askedAt, ...(answeredBy === undefined ? {} : { answeredBy }) }
}

/** A teller who still has to enter the count, or to confirm the other's. */
function waitsFor({ state, tellers, count }: Motion, memberId: string): boolean {
  if (!tellers.some((teller) => teller.memberId === memberId)) return false
  return state === 'open' || (state === 'counted' && count?.enteredBy.memberId !== memberId)
}
