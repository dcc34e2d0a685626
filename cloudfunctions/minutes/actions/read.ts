import * as v from 'valibot'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { FollowUp, FollowUpRow, MinutesView, StoredFollowUp } from '../../../typings/minutes'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import type { Database } from '../../kernel/db'
import { FOLLOW_UPS } from '../../kernel/meetings'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { currentPosts } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { amended, amendmentsOf } from '../../rules/meeting/amendment'
import { taskIdOf } from '../../rules/meeting/follow-up'
import { MEETING_OFFICERS } from '../../rules/meeting/kinds'
import { draftText } from '../../rules/meeting/minutes'
import { meetingTarget, prefetchMinutes, sourcesOf } from '../stored'

const MOST_FOLLOW_UPS = 30

/** The minutes of a meeting: for those on its list, and for those who keep its records. */
export const read = action('minutes.read', {
  input: v.strictObject({ meetingId: id }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  async run({ session, db, now, may, refuse }, _, known): Promise<MinutesView> {
    const { target: meeting, prefetched: minutes } = known
    if (meeting.state !== 'ended') return refuse('notEnded')
    const [{ facts, room, rows }, followUps] = await Promise.all([
      sourcesOf(db, meeting),
      db
        .collection<StoredFollowUp>(FOLLOW_UPS)
        .find({ meetingId: meeting._id }, { limit: MOST_FOLLOW_UPS }),
    ])
    const isListed = room?.attendees.some(({ memberId }) => memberId === session.memberId) ?? false
    if (!isListed && !may('minutes.export', meeting)) return refuse('notExpected')

    const isApproved = minutes?.state === 'approved'
    const text = minutes?.text ?? draftText(facts)
    const amendments = amendmentsOf(minutes, rows)
    const mayKeep = may('minutes.approve', meeting)
    const mayWrite = mayKeep || meeting.recorderId === session.memberId
    // Also after an approval that was cut off: the meeting says so only when everything is done.
    const isSettled = meeting.minutesState === 'approved'
    const mayApprove = mayKeep && !isSettled && (await mayApproveAs(db, meeting, session, now))
    return {
      meetingId: meeting._id,
      state: isApproved ? 'approved' : 'draft',
      version: minutes?.version ?? 0,
      facts: minutes?.facts ?? facts,
      text,
      current: amended(text, amendments),
      followUps: text.followUps.map((each) => followUpRow(meeting._id, each, followUps)),
      amendments,
      approvedBy: minutes?.approvedBy?.name ?? null,
      approvedAt: minutes?.approvedAt ?? null,
      savedBy: minutes?.savedBy.name ?? null,
      savedAt: minutes?.savedAt ?? null,
      timeZone: meeting.timeZone,
      people: (room?.attendees ?? []).map(({ memberId, name }) => ({ memberId, name })),
      may: [
        ...(mayWrite && !isApproved ? (['save'] as const) : []),
        ...(mayApprove ? (['approve'] as const) : []),
        ...(mayKeep && isApproved ? (['amend'] as const) : []),
        ...(may('minutes.export', meeting) ? (['export'] as const) : []),
        ...(may('meeting.corrections', meeting) ? (['corrections'] as const) : []),
      ],
    }
  },
})

/**
 * Minutes are approved by the chair. Where the chair holds no post there any more, or has left, the secretary does it
 * in their own name.
 */
export async function mayApproveAs(
  db: Database,
  meeting: StoredMeeting,
  session: { memberId: string; posts: Member['posts'] },
  now: Date,
): Promise<boolean> {
  if (meeting.chairId === session.memberId) return true
  const day = localDate(now, meeting.timeZone)
  const here = (posts: Member['posts']) =>
    currentPosts(posts, day).filter(({ orgId }) => orgId === meeting.orgId)
  if (!here(session.posts).some(({ role }) => role === 'secretary')) return false
  const chair = await db.collection<Member>(MEMBERS).get(meeting.chairId)
  const holdsPost =
    chair !== null &&
    chair.state === 'active' &&
    here(chair.posts).some(({ role }) => MEETING_OFFICERS.includes(role))
  return !holdsPost
}

function followUpRow(
  meetingId: string,
  followUp: FollowUp,
  stored: readonly StoredFollowUp[],
): FollowUpRow {
  const taskId = taskIdOf(meetingId, followUp.followUpId)
  const known = stored.find(({ _id }) => _id === taskId)
  return {
    ...followUp,
    state: known === undefined ? 'draft' : known.doneAt === null ? 'open' : 'done',
    doneAt: known?.doneAt ?? null,
    note: known?.note ?? '',
  }
}
