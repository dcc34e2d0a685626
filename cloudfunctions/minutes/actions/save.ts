import * as v from 'valibot'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type { Minutes, MinutesText } from '../../../typings/minutes'
import { action } from '../../kernel/action'
import { checkTexts } from '../../kernel/content'
import { contentHash } from '../../kernel/ids'
import { MEETINGS, ROOMS } from '../../kernel/meetings'
import { id, version } from '../../kernel/schema'
import { minutesText } from '../schemas'
import { MINUTES, meetingTarget, prefetchMinutes } from '../stored'

/** Under WeChat's 2,500 for one check. */
const PIECE = 2000

/** Keeps what was typed. The first save takes the draft over from the records. */
export const save = action('minutes.save', {
  input: v.strictObject({ meetingId: id, seenVersion: version, text: minutesText }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  async run(context, input, { target: meeting, prefetched }) {
    const { session, db, wechat, openid, now, may, refuse } = context
    const mayKeep = may('minutes.approve', meeting)
    if (!mayKeep && meeting.recorderId !== session.memberId) return refuse('notRecorder')
    if (meeting.state !== 'ended') return refuse('notEnded')
    const room = await db.collection<MeetingRoom>(ROOMS).get(meeting._id)
    const listed = new Map(room?.attendees.map(({ memberId, name }) => [memberId, name]))
    // Who left between the plan and the opening is not on the list, and keeps nothing.
    if (!mayKeep && !listed.has(session.memberId)) return refuse('notRecorder')
    if (prefetched?.state === 'approved') return refuse('locked')
    const before = prefetched?.version ?? 0
    if (
      prefetched !== null &&
      before === input.seenVersion + 1 &&
      same(prefetched.text, input.text)
    )
      return finish(before, prefetched.savedAt)
    if (before !== input.seenVersion) return refuse('changedMeanwhile')
    // Only those of the meeting can be given something to do by it, each by their own name.
    const { followUps } = input.text
    if (followUps.some(({ memberId, name }) => listed.get(memberId) !== name))
      return refuse('badInput', { field: 'text.followUps' })
    if (new Set(followUps.map(({ followUpId }) => followUpId)).size < followUps.length)
      return refuse('badInput', { field: 'text.followUps' })
    const known = new Set(prefetched === null ? [] : linesOf(prefetched.text))
    const written = linesOf(input.text).filter((line) => !known.has(line))
    await checkTexts(wechat, openid, meeting.title, piecesOf(written))
    const savedAt = now.toISOString()
    const saved: Minutes = {
      _id: meeting._id,
      orgId: meeting.orgId,
      path: meeting.path,
      text: input.text,
      state: 'draft',
      version: before + 1,
      savedBy: { memberId: session.memberId, name: session.name },
      savedAt,
      amendments: [],
    }
    if (prefetched === null) {
      const stored = await db.collection<Minutes>(MINUTES).insert(saved)
      if (stored.state === 'exists' && !same(stored.existing.text, input.text))
        return refuse('changedMeanwhile')
    } else {
      const done = await db.collection<Minutes>(MINUTES).updateWhere(
        { _id: meeting._id, version: before, state: 'draft' },
        {
          text: db.is.set(input.text),
          version: before + 1,
          savedBy: db.is.set(saved.savedBy),
          savedAt,
        },
      )
      if (done === 0) return refuse('changedMeanwhile')
    }
    return finish(before + 1, savedAt)

    async function finish(version: number, at: string) {
      await db
        .collection<StoredMeeting>(MEETINGS)
        .updateWhere({ _id: meeting._id, minutesState: 'none' }, { minutesState: 'draft' })
      return { version, savedAt: at }
    }
  },
})

/** What was typed, part by part. */
function linesOf({ speeches, dissent, resolution, followUps }: MinutesText): string[] {
  return [
    ...speeches.map(({ name, gist }) => `${name}：${gist}`),
    dissent,
    resolution,
    ...followUps.map((each) => each.text),
  ]
}

/** Lines together, in pieces that WeChat's check takes; it cuts a longer line itself. */
function piecesOf(lines: readonly string[]): string[] {
  const pieces: string[] = []
  for (const line of lines) {
    const last = pieces.at(-1)
    if (last !== undefined && last.length + line.length < PIECE)
      pieces[pieces.length - 1] = `${last}\n${line}`
    else pieces.push(line)
  }
  return pieces
}

function same(a: unknown, b: unknown): boolean {
  return contentHash(a) === contentHash(b)
}
