import * as v from 'valibot'
import type { MissingRow, ProgressRow } from '../../../typings/notice'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { answersOf, peopleOf, recordAnswer } from '../../kernel/asks'
import { PROGRESS, type StoredProgress } from '../../kernel/progress'
import { id, text, version } from '../../kernel/schema'
import { personState } from '../../rules/ask'
import { isAsked } from '../../rules/audience'
import { maskPhone } from '../../rules/phone'
import { noticeAsk } from '../stored'

/** Those who need the secretary first come first. */
const ORDER = ['notJoined', 'unread', 'read', 'recorded', 'confirmed'] as const

/** Names of one branch by state, exact, from the records themselves. */
export const names = action('notice.names', {
  input: v.strictObject({ noticeId: id, orgId: id }),
  target: noticeAsk,
  prefetch: (db, { orgId }) => peopleOf(db, orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, _, { target: ask, prefetched: people }) {
    const expected = people.filter((person) => isAsked(person.audienceKeys, ask.audienceKeys))
    const answers = await answersOf(
      db,
      ask,
      expected.map((person) => person._id),
    )
    const byPerson = new Map(answers.map((answer) => [answer.memberId, answer]))
    const rows = expected.map((person): MissingRow => {
      const answer = byPerson.get(person._id)
      const reply = answer?.replyWithdrawnAt === undefined ? answer?.reply : undefined
      return {
        memberId: person._id,
        name: person.name,
        state: personState(person.openid !== undefined, answer),
        ...(person.phone === undefined ? {} : { maskedPhone: maskPhone(person.phone) }),
        ...(reply === undefined ? {} : { reply }),
        ...(answer?.recordedBy === undefined ? {} : { recordedReason: answer.recordedBy.reason }),
      }
    })
    rows.sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name, 'zh'),
    )
    return { rows, at: now.toISOString() }
  },
})

/** Children of one organisation from the counters, biggest gap first. `at` says how old the counters are. */
export const progress = action('notice.progress', {
  input: v.strictObject({ noticeId: id, orgId: id }),
  target: noticeAsk,
  prefetch: (db, { noticeId, orgId }) =>
    db.collection<StoredProgress>(PROGRESS).get(`${noticeId}:${orgId}`),
  subjects: ({ orgId }) => [orgId],
  async run(_, __, { target: ask, prefetched: counted }) {
    if (counted === null || counted.version !== ask.version) return { rows: [], at: null }
    const gap = (row: ProgressRow) => row.expected - row.confirmed
    return { rows: [...counted.rows].sort((a, b) => gap(b) - gap(a)), at: counted.at }
  },
})

/** 已当面告知: the secretary records it for somebody without WeChat, with the reason. Never replaces an answer. */
export const recordTold = action('notice.recordTold', {
  input: v.strictObject({ noticeId: id, version, orgId: id, memberId: id, reason: text(100) }),
  target: noticeAsk,
  prefetch: (db, { memberId }) => db.collection<Member>('members').get(memberId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, now, refuse }, input, { target: ask, prefetched: person }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    const place = [person?.affiliation, ...(person?.attachments ?? [])].find(
      (each) => each?.orgId === input.orgId,
    )
    if (person === null || place === undefined || !isAsked(person.audienceKeys, ask.audienceKeys)) {
      return refuse('notAsked')
    }
    const recordedBy = { memberId: session.memberId, name: session.name, reason: input.reason }
    const answer = await recordAnswer(db, ask, { memberId: person._id, place }, { recordedBy }, now)
    return { at: answer.answeredAt ?? now.toISOString() }
  },
})
