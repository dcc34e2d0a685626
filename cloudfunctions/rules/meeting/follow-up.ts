import { encode } from '@stablelib/hex'
import { hash } from '@stablelib/sha256'
import { encode as utf8 } from '@stablelib/utf8'
import type { Ask } from '../../../typings/ask'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { FollowUp, StoredFollowUp } from '../../../typings/minutes'
import type { Instant } from '../../../typings/organisation'
import { closesAt, reservedAskId } from '../ask'
import { endOfDay } from '../calendar'

/**
 * The id of the task a follow-up becomes. Those who write or read a draft know the follow-up's own id and can use it
 * in another meeting; a task is of its meeting. 128 bits of SHA-256, hexadecimal; no id holds a colon.
 */
export function taskIdOf(meetingId: string, followUpId: string): string {
  return encode(hash(utf8(`${meetingId}:${followUpId}`)), true).slice(0, 32)
}

/** What a follow-up of approved minutes becomes: a task of its person, and the ask for it. Pure. */
export function taskOf(
  { _id: meetingId, title: meetingTitle, orgId, orgName, path, timeZone }: StoredMeeting,
  { followUpId, text, memberId, name, dueOn }: FollowUp,
  publishAt: Instant,
): { task: StoredFollowUp; ask: Ask } {
  const taskId = taskIdOf(meetingId, followUpId)
  const deadline = endOfDay(dueOn, timeZone).toISOString()
  const place = { orgId, orgName, path }
  return {
    task: {
      _id: taskId,
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
      _id: reservedAskId('followUp', taskId),
      kind: 'followUp',
      subjectId: taskId,
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
