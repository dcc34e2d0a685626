import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { MeetingRoom, StoredMeeting } from '../../../typings/meeting-room'
import type {
  Amendment,
  FollowUp,
  Minutes,
  MinutesText,
  StoredFollowUp,
} from '../../../typings/minutes'
import { action } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { contentHash } from '../../kernel/ids'
import { MEETINGS, ROOMS } from '../../kernel/meetings'
import { id, optionalText, text, version } from '../../kernel/schema'
import { closesAt } from '../../rules/ask'
import { endOfDay } from '../../rules/calendar'
import { amended, partOf, takenFrom } from '../../rules/meeting/amendment'
import { minutesText } from '../schemas'
import {
  FOLLOW_UPS,
  heldBy,
  MINUTES,
  meetingTarget,
  prefetchMinutes,
  type Sources,
  sourcesOf,
} from '../stored'
import { mayApproveAs } from './read'

const MOST_AMENDMENTS = 50
/** Of an amended part. */
const MOST_CHARACTERS = { speeches: 1000, dissent: 2000, resolution: 4000 }
/** Under WeChat's 2,500 for one check. */
const PIECE = 2000

/** Keeps what was typed. The first save takes the draft over from the records. */
export const save = action('minutes.save', {
  input: v.strictObject({ meetingId: id, seenVersion: version, text: minutesText }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  async run(context, input, { target: meeting, prefetched }) {
    const { session, db, wechat, openid, now, may, refuse } = context
    if (!may('minutes.approve', meeting) && meeting.recorderId !== session.memberId)
      return refuse('notRecorder')
    if (meeting.state !== 'ended') return refuse('notEnded')
    if (prefetched?.state === 'approved') return refuse('locked')
    const before = prefetched?.version ?? 0
    if (
      prefetched !== null &&
      before === input.seenVersion + 1 &&
      same(prefetched.text, input.text)
    )
      return finish(before, prefetched.savedAt)
    if (before !== input.seenVersion) return refuse('changedMeanwhile')
    const room = await db.collection<MeetingRoom>(ROOMS).get(meeting._id)
    const listed = new Set(room?.attendees.map(({ memberId }) => memberId))
    // Only those of the meeting can be given something to do by it.
    const { followUps } = input.text
    if (followUps.some(({ memberId }) => !listed.has(memberId)))
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

/**
 * Locks the minutes: text as saved, facts as the records stand, a hash of both. Then each follow-up is asked of its
 * person. The meeting says `approved` last of all: until then the same tap repairs a crash, and the page offers it.
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

/** One document and one ask per follow-up, each under its own id: asking twice asks once. */
async function askFollowUps(
  db: Database,
  meeting: StoredMeeting,
  followUps: readonly FollowUp[],
  at: Date,
): Promise<void> {
  const { orgId, orgName, path, timeZone } = meeting
  const publishAt = at.toISOString()
  for (const { followUpId, text: what, memberId, name, dueOn } of followUps) {
    const deadline = endOfDay(dueOn, timeZone).toISOString()
    const document: StoredFollowUp = {
      _id: followUpId,
      meetingId: meeting._id,
      meetingTitle: meeting.title,
      orgId,
      orgName,
      path,
      memberId,
      name,
      text: what,
      dueOn,
      doneAt: null,
      note: '',
    }
    const ask: Ask = {
      _id: followUpId,
      kind: 'followUp',
      subjectId: followUpId,
      version: 1,
      title: what.slice(0, 60),
      orgId,
      orgName,
      path,
      audienceKeys: [`person:${memberId}`],
      mode: 'confirm',
      publishAt,
      deadline,
      closesAt: closesAt(publishAt, deadline),
      state: 'open',
      pinned: false,
      changedAt: publishAt,
    }
    await db.collection<StoredFollowUp>(FOLLOW_UPS).insert(document)
    await db.collection<Ask>(ASKS).insert(ask)
  }
}

/** A correction after the lock, seen by everybody. The locked text stays as it was. */
export const amend = action('minutes.amend', {
  input: v.strictObject({
    meetingId: id,
    amendmentId: id,
    field: v.picklist(['speeches', 'dissent', 'resolution']),
    speaker: optionalText(30),
    after: optionalText(MOST_CHARACTERS.resolution),
    reason: text(100),
  }),
  target: meetingTarget,
  prefetch: prefetchMinutes,
  subjects: heldBy,
  async run({ session, db, wechat, openid, now, refuse }, input, { target: meeting, prefetched }) {
    if (prefetched === null || prefetched.state !== 'approved') return refuse('notLocked')
    const known = prefetched.amendments.find((each) => each.amendmentId === input.amendmentId)
    if (known !== undefined) return finish(known.at)
    const { amendmentId, field, speaker, after, reason } = input
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
    return mine === undefined ? refuse('changedMeanwhile') : finish(mine.at)

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
