import type { Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { answersOf } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { inForce } from '../kernel/in-force'
import { MEMBERS } from '../kernel/members'
import type { Count } from '../kernel/progress'
import { personState } from '../rules/ask'
import { currentAttachments } from '../rules/audience'

const PLACES_AT_A_TIME = 20
const PEOPLE_AT_A_TIME = 500
/** Of up to 100 superior organisations together; more are guests of few. */
const GUESTS = 1000

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

/** Of superior organisations: how many are asked who stay there and belong elsewhere; who has none is left out. */
export async function countGuests(
  db: Database,
  ask: Ask,
  orgIds: readonly string[],
  now: Date,
): Promise<Map<string, { guests: number }>> {
  const counts = new Map<string, { guests: number }>()
  if (orgIds.length === 0) return counts
  const { is } = db
  const asked = { audienceKeys: is.in(ask.audienceKeys) }
  const staying = inForce(db, 'attachments', { orgId: is.in(orgIds) }, now)
  const people = await db
    .collection<Member>(MEMBERS)
    .find(is.or(...staying.map((each) => ({ ...each, ...asked }))), {
      limit: GUESTS,
      fields: ['affiliation', 'attachments'],
    })
  for (const { affiliation, attachments } of people) {
    const places = currentAttachments(attachments, now).map(({ orgId }) => orgId)
    for (const orgId of new Set(places)) {
      if (orgId === affiliation.orgId || !orgIds.includes(orgId)) continue
      counts.set(orgId, { guests: (counts.get(orgId)?.guests ?? 0) + 1 })
    }
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
