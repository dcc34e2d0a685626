import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Leave, Motion } from '../../../typings/meeting'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { FollowUp, Minutes, StoredFollowUp } from '../../../typings/minutes'
import { action } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { contentHash } from '../../kernel/ids'
import { FOLLOW_UPS, LEAVES, MEETINGS, MOTIONS } from '../../kernel/meetings'
import { id, version } from '../../kernel/schema'
import { takenFrom } from '../../rules/meeting/amendment'
import { taskOf } from '../../rules/meeting/follow-up'
import { heldBy, MINUTES, meetingTarget, prefetchMinutes, type Sources, sourcesOf } from '../stored'
import { mayApproveAs } from './read'

/**
 * First ends what can be decided about the meeting, then locks the minutes: text as saved, facts as the records stand, a
 * hash of both. Then each follow-up is asked of its person. The meeting says `approved` last of all: until then the same
 * tap repairs a crash, and the page offers it.
 */
export const approve = action('minutes.approve', {
  input: v.strictObject({ meetingId: id, seenVersion: version }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  subjects: heldBy,
  async run({ session, db, now, refuse }, input, { target: meeting, prefetched: minutes }) {
    if (meeting.state !== 'ended') return refuse('notEnded')
    if (!(await mayApproveAs(db, meeting, session, now))) return refuse('notChair')
    if (minutes === null || minutes.version !== input.seenVersion) return refuse('changedMeanwhile')
    if (minutes.state !== 'approved') await settle(db, meeting, now)
    const sources = await sourcesOf(db, meeting)
    const locked = minutes.state === 'approved' ? minutes : await lock(minutes, sources)
    const at = locked.approvedAt ?? now.toISOString()
    await Promise.all([
      askFollowUps(db, meeting, locked.text.followUps, new Date(at)),
      audit(db, {
        actor: session,
        action: 'minutes.approve',
        about: meeting,
        subjectId: meeting._id,
        summary: `审定会议《${meeting.title}》的记录`,
        now,
        once: [meeting._id],
      }),
    ])
    await db.collection<StoredMeeting>(MEETINGS).updateWhere(
      { _id: meeting._id },
      // A change of the records that was cut off before it counted anew is counted here.
      { minutesState: 'approved', numbers: db.is.set(sources.facts.numbers) },
    )
    return { approvedAt: at }

    async function lock(draft: Minutes, { facts, rows }: Sources): Promise<Minutes> {
      const approvedAt = now.toISOString()
      const approvedBy = { memberId: session.memberId, name: session.name }
      const hash = contentHash({ text: draft.text, facts })
      const done = await db.collection<Minutes>(MINUTES).updateWhere(
        { _id: meeting._id, version: draft.version, state: 'draft' },
        {
          state: 'approved',
          facts: db.is.set(facts),
          approvedBy: db.is.set(approvedBy),
          approvedAt,
          contentHash: hash,
          taken: db.is.set(takenFrom(rows)),
        },
      )
      if (done === 0) return refuse('changedMeanwhile')
      return { ...draft, state: 'approved', facts, approvedBy, approvedAt, contentHash: hash }
    }
  },
})

/**
 * No vote is decided and no leave answered any more, and what is under way fails: who read the meeting before it said so
 * has read the vote or leave before that, and compares it when writing. So what is read next is all there will be. After
 * a crash votes stay refused until the same tap is made again.
 */
async function settle(db: Database, { _id: meetingId }: StoredMeeting, now: Date): Promise<void> {
  const { is } = db
  const settledAt = now.toISOString()
  await db
    .collection<StoredMeeting>(MEETINGS)
    .updateWhere({ _id: meetingId, settledAt: is.exists(false) }, { settledAt })
  await Promise.all([
    db
      .collection<Motion>(MOTIONS)
      .updateWhere({ meetingId, state: is.in(['open', 'counted']) }, { version: is.inc(1) }),
    db.collection<Leave>(LEAVES).updateWhere({ meetingId }, { changedAt: settledAt }),
  ])
}

/** One document and one ask per follow-up, each under an id that follows from it: asking twice asks once. */
async function askFollowUps(
  db: Database,
  meeting: StoredMeeting,
  followUps: readonly FollowUp[],
  at: Date,
): Promise<void> {
  for (const followUp of followUps) {
    const { task, ask } = taskOf(meeting, followUp, at.toISOString())
    await db.collection<StoredFollowUp>(FOLLOW_UPS).insert(task)
    await db.collection<Ask>(ASKS).insert(ask)
  }
}
