import * as v from 'valibot'
import type { Amendment, Minutes } from '../../../typings/minutes'
import { action } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import { id, optionalLine, optionalText, text } from '../../kernel/schema'
import { amended, partOf } from '../../rules/meeting/amendment'
import { heldBy, MINUTES, meetingTarget, prefetchMinutes } from '../stored'

const MOST_AMENDMENTS = 50
/** Of an amended part. */
const MOST_CHARACTERS = { speeches: 1000, dissent: 2000, resolution: 4000 }

/** A correction after the lock, seen by everybody. The locked text stays as it was. */
export const amend = action('minutes.amend', {
  input: v.strictObject({
    meetingId: id,
    amendmentId: id,
    field: v.picklist(['speeches', 'dissent', 'resolution']),
    speaker: optionalLine(30),
    after: optionalText(MOST_CHARACTERS.resolution),
    reason: text(100),
  }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  subjects: heldBy,
  async run({ session, db, wechat, openid, now, refuse }, input, { target: meeting, prefetched }) {
    if (prefetched === null || prefetched.state !== 'approved') return refuse('notLocked')
    const known = prefetched.amendments.find((each) => each.amendmentId === input.amendmentId)
    const { amendmentId, field, speaker, after, reason } = input
    if (known !== undefined) return isMine(known) ? finish(known.at) : refuse('idReused')
    if ((field === 'speeches') !== (speaker !== '')) return refuse('badInput', { field: 'speaker' })
    const before = partOf(amended(prefetched.text, prefetched.amendments), input)
    if (after === before || after.length > MOST_CHARACTERS[field])
      return refuse('badInput', { field: 'after' })
    if (prefetched.amendments.length >= MOST_AMENDMENTS)
      return refuse('tooMany', { limit: MOST_AMENDMENTS })
    await checkTexts(wechat, openid, meeting.title, [`${speaker}\n${after}`, reason])
    const at = now.toISOString()
    const by = { memberId: session.memberId, name: session.name }
    const amendment: Amendment = { amendmentId, at, by, reason, field, speaker, before, after }
    // As the next one after those this call has read, so that `before` is true.
    const next = `amendments.${prefetched.amendments.length}`
    const saved = await db
      .collection<Minutes>(MINUTES)
      .updateWhere(
        { _id: meeting._id, [next]: db.is.exists(false) },
        { amendments: db.is.push([amendment]) },
      )
    if (saved === 1) return finish(at)
    const current = await db.collection<Minutes>(MINUTES).get(meeting._id)
    const mine = current?.amendments.find((each) => each.amendmentId === amendmentId)
    if (mine === undefined) return refuse('changedMeanwhile')
    return isMine(mine) ? finish(mine.at) : refuse('idReused')

    /** The same amendment again: who repeats a tap gets what it wrote. */
    function isMine(written: Amendment): boolean {
      return (
        written.field === field &&
        written.speaker === speaker &&
        written.after === after &&
        written.reason === reason
      )
    }

    async function finish(at: string) {
      await audit(db, {
        actor: session,
        action: 'minutes.amend',
        about: meeting,
        subjectId: meeting._id,
        summary: `更正会议《${meeting.title}》的记录：${input.reason}`,
        now,
        once: [meeting._id, input.amendmentId],
      })
      return { at }
    }
  },
})
