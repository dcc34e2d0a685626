import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action, refuse } from '../../kernel/action'
import * as followUp from '../../kernel/follow-up'
import { id, text, version } from '../../kernel/schema'
import { noticeAsk } from '../stored'

/** Names of a branch, or of those who belong to a superior organisation itself, by state; exact. */
export const names = action('notice.names', {
  input: v.strictObject({ noticeId: id, orgId: id }),
  target: noticeAsk,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, _, { target: ask, prefetched: place }) {
    if (place === null) return refuse('notFound')
    const rows = await followUp.namesOf(db, ask, place, now)
    return { rows, level: place.level, at: now.toISOString() }
  },
})

/** Children of one organisation from the counters, biggest gap first. `at` says how old the counters are. */
export const progress = action('notice.progress', {
  input: v.strictObject({ noticeId: id, orgId: id }),
  target: noticeAsk,
  prefetch: (db, { noticeId, orgId }) => followUp.progressIn(db, noticeId, orgId),
  subjects: ({ orgId }) => [orgId],
  async run(_, __, { target: ask, prefetched: counted }) {
    return followUp.progressOf(ask, counted)
  },
})

/** 已当面告知: the secretary records it for somebody without WeChat, with the reason. Never replaces an answer. */
export const recordTold = action('notice.recordTold', {
  input: v.strictObject({ noticeId: id, version, orgId: id, memberId: id, reason: text(100) }),
  target: noticeAsk,
  prefetch: (db, { noticeId: askId, version: of, memberId }) =>
    followUp.readTold(db, { askId, version: of, memberId }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, now }, input, { target: ask, prefetched: told }) {
    const { orgId, reason } = input
    return followUp.recordTold(
      db,
      ask,
      told,
      { session, orgId, reason, version: input.version },
      now,
    )
  },
})
