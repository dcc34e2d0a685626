import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn, refuse } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { CREDITS, creditsOf, ENTRIES_LIMIT, entryOf, type StoredCredit } from '../../kernel/credits'
import type { Database } from '../../kernel/db'
import { derivedId } from '../../kernel/ids'
import { MEMBERS } from '../../kernel/members'
import { once } from '../../kernel/once'
import { peopleAt } from '../../kernel/people-at'
import { id, text } from '../../kernel/schema'
import { localDate } from '../../rules/calendar'
import { hoursOf, requiredHours } from '../../rules/study/credit'
import { year } from '../schemas'

const memberTarget = documentIn<Member>(MEMBERS)<{ memberId: string }>(({ memberId }) => memberId)
const PEOPLE_AT_A_TIME = 20

/** The own hours of a calendar year, entry by entry. */
export const credits = action('study.credits', {
  input: v.strictObject({ year }),
  async run({ session, db, now }, { year: of }) {
    const entries = await creditsOf(db, session.memberId, of)
    const required = requiredHours(session.posts, localDate(now))
    return { year: of, required, ...hoursOf(entries, required), entries: entries.map(entryOf) }
  },
})

/** Hours of everybody of a branch, or of who belongs to a superior organisation itself, by name. Entries follow the person, whichever branch they were earned in. */
export const branchCredits = action('study.branchCredits', {
  input: v.strictObject({ orgId: id, year }),
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { year: of }, { prefetched: place }) {
    if (place === null) return refuse('notFound')
    const people = (await peopleAt(db, place, [], now)).map(({ document }) => document)
    const entries = await entriesOf(db, people, of)
    const rows = people.map((person) => {
      const mine = entries.filter(({ memberId }) => memberId === person._id)
      const required = requiredHours(person.posts, localDate(now))
      const { hours } = hoursOf(mine, required)
      return { memberId: person._id, name: person.name, hours, required }
    })
    return { rows: rows.sort((a, b) => a.name.localeCompare(b.name, 'zh')) }
  },
})

/** A few people a query, so that no branch outgrows the limit of one answer. */
async function entriesOf(
  db: Database,
  people: readonly Member[],
  of: number,
): Promise<StoredCredit[]> {
  const found: StoredCredit[] = []
  for (let start = 0; start < people.length; start += PEOPLE_AT_A_TIME) {
    const ids = people.slice(start, start + PEOPLE_AT_A_TIME).map(({ _id }) => _id)
    const some = await db
      .collection<StoredCredit>(CREDITS)
      .find({ memberId: db.is.in(ids), year: of }, { limit: 2 * ENTRIES_LIMIT })
    found.push(...some)
  }
  return found
}

export const personCredits = action('study.personCredits', {
  input: v.strictObject({ memberId: id, year }),
  target: memberTarget,
  subjects: (_, { target }) => [target.affiliation],
  async run({ db, now }, { memberId, year: of }, { target: person }) {
    const entries = await creditsOf(db, memberId, of)
    const required = requiredHours(person.posts, localDate(now))
    const { hours } = hoursOf(entries, required)
    return { name: person.name, required, hours, entries: entries.map(entryOf) }
  },
})

/** Adds or takes hours with a reason. What it corrects stays as it was. */
export const correctCredit = action('study.correctCredit', {
  input: v.strictObject({
    memberId: id,
    year,
    hours: v.pipe(
      v.number(),
      v.minValue(-100),
      v.maxValue(100),
      v.multipleOf(0.5),
      v.check((hours) => hours !== 0),
    ),
    reason: text(100),
    clientId: id,
  }),
  target: memberTarget,
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now }, input, { target: person }) {
    const { memberId, year: of, hours, reason, clientId } = input
    const call = { session, action: 'study.correctCredit', clientId, input, now }
    return once(db, call, async (key) => {
      const entryId = derivedId('credit', 'correction', key)
      const at = now.toISOString()
      await db.collection<StoredCredit>(CREDITS).insert({
        _id: entryId,
        memberId,
        orgId: person.affiliation.orgId,
        path: person.affiliation.path,
        year: of,
        source: 'correction',
        recordId: entryId,
        title: '学时更正',
        hours,
        at,
        reason,
        byName: session.name,
      })
      await audit(db, {
        actor: session,
        action: 'study.correctCredit',
        about: person.affiliation,
        subjectId: memberId,
        summary: `更正${person.name}${of}年学时${hours > 0 ? '+' : ''}${hours}：${reason}`,
        now,
        once: [entryId],
      })
      const required = requiredHours(person.posts, localDate(now))
      return { entryId, hours: hoursOf(await creditsOf(db, memberId, of), required).hours }
    })
  },
})
