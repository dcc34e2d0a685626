import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { NudgeOutcome } from '../../../typings/notice'
import type { Member, Organisation } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { answersOf, peopleOf } from '../../kernel/asks'
import type { Database } from '../../kernel/db'
import { once } from '../../kernel/once'
import { PROGRESS, type StoredProgress } from '../../kernel/progress'
import { remind } from '../../kernel/reminders'
import { id } from '../../kernel/schema'
import { askPage } from '../../rules/ask-kinds'
import { isAsked, orgKey } from '../../rules/audience'
import { maskPhone } from '../../rules/phone'
import { askLine, cardTitle, gapLine } from '../../rules/reminder'
import { noticeAsk } from '../stored'

/** Branches with gaps whose secretaries one tap reaches. Beyond, a lower organisation is chosen first. */
const BRANCHES = 200
const PEOPLE = 500
/** Non-leaf organisations whose counters one tap reads. */
const COUNTERS = 1000

/** Somebody who is to be reminded, or the reason why not. */
interface Addressee {
  person: Member
  line: string
  answered: boolean
}

/**
 * Reminds those who are missing: in a branch the persons themselves, above a branch the secretaries of the
 * branches that have gaps. Who just answered gets nothing. Answers what happened to whom, and a card for the
 * group, for those whom no message reaches.
 */
export const nudge = action('notice.nudge', {
  input: v.strictObject({
    noticeId: id,
    orgId: id,
    memberIds: v.pipe(v.array(id), v.maxLength(PEOPLE)),
    clientId: id,
  }),
  target: noticeAsk,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, now, refuse }, input, { target: ask, prefetched: place }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    if (place === null) return refuse('notFound')
    if (ask.publishAt > now.toISOString()) return refuse('badInput', { field: 'noticeId' })
    const call = { session, action: 'notice.nudge', clientId: input.clientId, input, now }
    return once(db, call, async (key) => {
      const isLeaf = place.level === 'branch' || place.level === 'group'
      const found = isLeaf ? await peopleIn(db, ask, place._id) : await secretariesBelow()
      const chosen = new Set(input.memberIds)
      const addressees = found.filter(({ person }) => chosen.size === 0 || chosen.has(person._id))
      return { outcomes: await reach(addressees, key), card: cardFor(ask) }
    })

    async function secretariesBelow(): Promise<Addressee[]> {
      const gaps = await branchGaps(db, ask, input.orgId)
      if (gaps.size > BRANCHES) return refuse('tooMany', { limit: BRANCHES })
      return secretariesOf(db, gaps)
    }

    async function reach(addressees: readonly Addressee[], key: string) {
      const open = addressees.filter(({ answered, person }) => !answered && person.openid)
      const sent = new Map<string, NudgeOutcome>()
      // Secretaries of different branches get different lines.
      for (const line of new Set(open.map((each) => each.line))) {
        const people = open.filter((each) => each.line === line).map(({ person }) => person)
        const outcomes = await remind({ db, wechat, now }, ask, people, key, line)
        for (const [memberId, outcome] of outcomes) sent.set(memberId, outcome)
      }
      return addressees.map(({ person, answered }) => {
        const outcome: NudgeOutcome = answered
          ? 'alreadyAnswered'
          : (sent.get(person._id) ?? 'notJoined')
        const byPhone = outcome !== 'sent' && outcome !== 'alreadyAnswered'
        return {
          memberId: person._id,
          name: person.name,
          outcome,
          ...(byPhone && person.phone !== undefined
            ? { maskedPhone: maskPhone(person.phone) }
            : {}),
        }
      })
    }
  },
})

function cardFor(ask: Ask): { title: string; path: string } {
  return { title: cardTitle(ask), path: `/${askPage(ask)}` }
}

/** Everybody expected in one branch, exact, with whether they have answered by now. */
async function peopleIn(db: Database, ask: Ask, orgId: string): Promise<Addressee[]> {
  const people = await peopleOf(db, orgId)
  const expected = people.filter((person) => isAsked(person.audienceKeys, ask.audienceKeys))
  const answers = await answersOf(
    db,
    ask,
    expected.map((person) => person._id),
  )
  const done = new Set(answers.filter((each) => each.answeredAt !== null).map((e) => e.memberId))
  const line = askLine(ask)
  return expected.map((person) => ({ person, line, answered: done.has(person._id) }))
}

/** Branches below an organisation that still miss somebody, by the counters, with how many. */
async function branchGaps(db: Database, ask: Ask, orgId: string): Promise<Map<string, number>> {
  const counted = await db
    .collection<StoredProgress>(PROGRESS)
    .find({ askId: ask._id, version: ask.version, path: orgId }, { limit: COUNTERS })
  const rows = counted.flatMap((each) => each.rows)
  return new Map(
    rows
      .filter((row) => row.level === 'branch' && row.confirmed < row.expected)
      .map((row) => [row.orgId, row.expected - row.confirmed]),
  )
}

/** The secretaries of these branches today, each once, told of all that is missing where they are secretary. */
async function secretariesOf(
  db: Database,
  gaps: ReadonlyMap<string, number>,
): Promise<Addressee[]> {
  if (gaps.size === 0) return []
  const keys = [...gaps.keys()].map((orgId) => orgKey(orgId, 'secretary'))
  const people = await db
    .collection<Member>('members')
    .find({ audienceKeys: db.is.in(keys), state: 'active' }, { limit: 2 * BRANCHES })
  return people.map((person) => {
    const missing = [...gaps].filter(([orgId]) =>
      person.audienceKeys.includes(orgKey(orgId, 'secretary')),
    )
    const total = missing.reduce((sum, [, count]) => sum + count, 0)
    return { person, line: gapLine(total), answered: false }
  })
}
