import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { Member } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { ANSWERS, ASKS } from '../../kernel/asks'
import type { Database } from '../../kernel/db'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { answerId, byUrgency, cardOf } from '../../rules/ask'
import { isAsked, orgKey } from '../../rules/audience'

/** More people than this are no branch (ORG-3: generally at most 50) but a tree; that has its progress pages. */
const MOST_PEOPLE = 120
/** Asks looked at, the most urgent first. */
const MOST_ASKS = 10
const OPEN_LIMIT = 200
/** What one query returns at most. */
const ANSWERS_AT_A_TIME = 1000

/** What a branch still owes, most urgent first, counted from the records themselves: the same as its names lists. */
export const gaps = action('member.gaps', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  prefetch: (db, { orgId }) =>
    db
      .collection<Member>(MEMBERS)
      .find({ audienceKeys: orgKey(orgId), state: 'active' }, { limit: MOST_PEOPLE + 1 }),
  async run({ db, now }, _, { prefetched: people }) {
    const at = now.toISOString()
    if (people.length === 0 || people.length > MOST_PEOPLE) return { rows: [], at }
    const asks = await openAsks(db, people, at)
    const expected = asks.map((ask) => ({
      ask,
      people: people.filter((person) => isAsked(person.audienceKeys, ask.audienceKeys)),
    }))
    const answered = await answeredIds(
      db,
      expected.flatMap((each) => each.people.map((person) => idOf(each.ask, person))),
    )
    const rows = expected.map(({ ask, people: asked }) => ({
      card: cardOf(ask, []),
      expected: asked.length,
      missing: asked.filter((person) => !answered.has(idOf(ask, person))).length,
    }))
    return { rows: rows.filter(({ missing }) => missing > 0), at }
  },
})

async function openAsks(db: Database, people: readonly Member[], at: string): Promise<Ask[]> {
  const { is } = db
  const keys = [...new Set(people.flatMap((person) => person.audienceKeys))]
  const open = await db
    .collection<Ask>(ASKS)
    .find(
      { audienceKeys: is.in(keys), state: 'open', closesAt: is.gt(at), publishAt: is.lte(at) },
      { limit: OPEN_LIMIT },
    )
  const urgency = byUrgency(at)
  return open.sort((a, b) => urgency(cardOf(a, []), cardOf(b, []))).slice(0, MOST_ASKS)
}

/** Which of these answers are given, from whichever branch. */
async function answeredIds(db: Database, ids: readonly string[]): Promise<Set<string>> {
  const parts: string[][] = []
  for (let from = 0; from < ids.length; from += ANSWERS_AT_A_TIME)
    parts.push(ids.slice(from, from + ANSWERS_AT_A_TIME))
  const found = await Promise.all(
    parts.map((part) =>
      db
        .collection<AnswerRecord>(ANSWERS)
        .find({ _id: db.is.in(part) }, { limit: part.length, fields: ['answeredAt'] }),
    ),
  )
  return new Set(found.flat().flatMap((answer) => (answer.answeredAt === null ? [] : [answer._id])))
}

function idOf(ask: Ask, person: Member): string {
  return answerId(ask._id, ask.version, person._id)
}
