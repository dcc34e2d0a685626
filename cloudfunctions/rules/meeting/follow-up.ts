import type { Ask } from '../../../typings/ask'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { FollowUp, StoredFollowUp } from '../../../typings/minutes'
import type { Instant } from '../../../typings/organisation'
import { closesAt } from '../ask'
import { endOfDay } from '../calendar'

/** What a follow-up of approved minutes becomes: a task of its person, and the ask for it. Pure. */
export function taskOf(
  { _id: meetingId, title: meetingTitle, orgId, orgName, path, timeZone }: StoredMeeting,
  { followUpId, text, memberId, name, dueOn }: FollowUp,
  publishAt: Instant,
): { task: StoredFollowUp; ask: Ask } {
  const deadline = endOfDay(dueOn, timeZone).toISOString()
  const place = { orgId, orgName, path }
  return {
    task: {
      _id: followUpId,
      meetingId,
      meetingTitle,
      ...place,
      memberId,
      name,
      text,
      dueOn,
      givenAt: publishAt,
      doneAt: null,
      note: '',
    },
    ask: {
      _id: followUpId,
      kind: 'followUp',
      subjectId: followUpId,
      version: 1,
      title: text.slice(0, 60),
      ...place,
      audienceKeys: [`person:${memberId}`],
      mode: 'confirm',
      timeZone,
      publishAt,
      deadline,
      closesAt: closesAt(publishAt, deadline),
      state: 'open',
      pinned: false,
      changedAt: publishAt,
    },
  }
}
