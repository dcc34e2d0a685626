import type { Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { answersOf } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { MEMBERS } from '../kernel/members'
import type { Count } from '../kernel/progress'
import { personState } from '../rules/ask'

const PLACES_AT_A_TIME = 20
const PEOPLE_AT_A_TIME = 500

/**
 * Counts organisations for one ask from the records themselves: everybody expected, once, at their affiliation,
 * with an answer from any branch. An organisation without anybody is counted as zero.
 */
export async function countPlaces(
  db: Database,
  ask: Ask,
  orgIds: readonly string[],
): Promise<Map<string, Count>> {
  const counts = new Map<string, Count>(
    orgIds.map((orgId) => [orgId, { expected: 0, read: 0, confirmed: 0 }]),
  )
  for (let start = 0; start < orgIds.length; start += PLACES_AT_A_TIME) {
    await countSome(db, ask, orgIds.slice(start, start + PLACES_AT_A_TIME), counts)
  }
  return counts
}

async function countSome(
  db: Database,
  ask: Ask,
  orgIds: readonly string[],
  counts: ReadonlyMap<string, Count>,
): Promise<void> {
  const { is } = db
  for (let after = ''; ; ) {
    const people = await db.collection<Member>(MEMBERS).find(
      {
        'affiliation.orgId': is.in(orgIds),
        state: 'active',
        audienceKeys: is.in(ask.audienceKeys),
        _id: is.gt(after),
      },
      { orderBy: [['_id', 'asc']], limit: PEOPLE_AT_A_TIME, fields: ['affiliation'] },
    )
    const answers = await answersOf(
      db,
      ask,
      people.map((person) => person._id),
    )
    const byPerson = new Map(answers.map((answer) => [answer.memberId, answer]))
    for (const person of people) {
      const count = counts.get(person.affiliation.orgId)
      if (count === undefined) continue
      const state = personState(true, byPerson.get(person._id))
      const isDone = state === 'confirmed' || state === 'recorded'
      count.expected += 1
      if (isDone) count.confirmed += 1
      if (isDone || state === 'read') count.read += 1
    }
    if (people.length < PEOPLE_AT_A_TIME) return
    after = people.at(-1)?._id ?? after
  }
}
