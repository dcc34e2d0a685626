import * as v from 'valibot'
import { action } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { id } from '../../kernel/schema'
import { localDate } from '../../rules/calendar'
import { amendmentsOf } from '../../rules/meeting/amendment'
import { draftText, shown } from '../../rules/meeting/minutes'
import { documentOf } from '../document'
import { heldBy, meetingTarget, prefetchMinutes, sourcesOf } from '../stored'

/** The minutes as a `.docx`; what was locked as it was locked, a draft as the records stand. Logged. */
export const exportMinutes = action('minutes.export', {
  input: v.strictObject({ meetingId: id }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  subjects: heldBy,
  async run({ session, db, now, refuse }, _, { target: meeting, prefetched: minutes }) {
    if (meeting.state !== 'ended') return refuse('notEnded')
    const { facts, rows } = await sourcesOf(db, meeting)
    const clock = (instant: string) => shown(instant, meeting.timeZone)
    const isApproved = minutes?.state === 'approved'
    const { approvedAt, approvedBy } = minutes ?? {}
    const file = await documentOf({
      facts: minutes?.facts ?? facts,
      text: minutes?.text ?? draftText(facts),
      amendments: amendmentsOf(minutes, rows),
      isDraft: !isApproved,
      approved:
        approvedAt === undefined
          ? ''
          : `本记录由${approvedBy?.name ?? ''}于${clock(approvedAt)}审定。`,
      shown: clock,
    })
    await audit(db, {
      actor: session,
      action: 'minutes.export',
      about: meeting,
      subjectId: meeting._id,
      summary: `导出会议《${meeting.title}》的记录`,
      now,
      once: [meeting._id, session.memberId, now.toISOString()],
    })
    const day = localDate(new Date(meeting.openedAt ?? meeting.startsAt), meeting.timeZone)
    return { name: `${day} ${meeting.title}.docx`, base64: file.toString('base64') }
  },
})
