import type { Member, Organisation, Post, PostRole } from '../../../typings/organisation'
import { audienceKeysOf } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { startCounts } from '../counts'
import type { Database } from '../db'
import type { JobHandler, PlainTools } from '../jobs'
import { changeMember, MEMBERS } from '../members'
import type { PlanItem } from '../roster/plan'
import { itemsOf } from '../roster/stored-plan'

type Places = ReadonlyMap<string, Organisation>

const AT_A_TIME = 10
const MEMBER_ROUNDS = 5

/** Does what a checked roster says, one page of 200 a step. Every item can be repeated onto itself. */
export const applyImport: JobHandler<PlainTools> = async (job, { db, now }) => {
  const { _id, input, cursor, orgId: rootId } = job
  const page = typeof cursor === 'number' ? cursor : 0
  const pages = Number(input.pages)
  const items = await itemsOf(db, String(input.importId), page)
  let failed = 0
  for (const item of items) {
    // Superiors stand before what is below them; one after the other.
    if (item.kind === 'organisation')
      await db.collection<Organisation>('organisations').insert(item.document)
  }
  const people = items.filter((item) => item.kind !== 'organisation')
  const places = await placesOf(db, people)
  for (let start = 0; start < people.length; start += AT_A_TIME) {
    const results = await Promise.all(
      people
        .slice(start, start + AT_A_TIME)
        .map((item) => applyPerson(db, item, places, rootId, now())),
    )
    failed += results.filter((done) => !done).length
  }
  const finished = page + 1 >= pages
  if (finished) await startCounts(db, _id, now())
  return { cursor: page + 1, done: items.length - failed, failed, finished }
}

async function placesOf(db: Database, items: readonly PlanItem[]): Promise<Places> {
  const ids = items.flatMap((item) =>
    item.kind === 'create'
      ? [item.orgId]
      : item.kind === 'change' && item.change.orgId !== undefined
        ? [item.change.orgId]
        : [],
  )
  const unique = [...new Set(ids)]
  if (unique.length === 0) return new Map()
  const found = await db
    .collection<Organisation>('organisations')
    .find({ _id: db.is.in(unique) }, { limit: unique.length })
  return new Map(found.map((place) => [place._id, place]))
}

/** False when it could not be done because something changed since the check. */
async function applyPerson(
  db: Database,
  item: PlanItem,
  places: Places,
  rootId: string,
  now: Date,
): Promise<boolean> {
  if (item.kind === 'create') return create(db, item, places.get(item.orgId), now)
  if (item.kind === 'change') return change(db, item, places, rootId, now)
  return true
}

async function create(
  db: Database,
  item: Extract<PlanItem, { kind: 'create' }>,
  place: Organisation | undefined,
  now: Date,
): Promise<boolean> {
  if (place === undefined) return false
  const day = localDate(now)
  const person = {
    ...item.person,
    _id: item.memberId,
    affiliation: { orgId: place._id, orgName: place.name, path: place.path },
    attachments: [],
    posts: item.posts.map((role) => postIn(place, role, day)),
    state: 'active' as const,
    version: 1,
  }
  const document: Member = { ...person, audienceKeys: audienceKeysOf(person, day) }
  const inserted = await db.collection<Member>(MEMBERS).insert(document)
  return inserted.state === 'inserted' || inserted.existing.name === document.name
}

async function change(
  db: Database,
  item: Extract<PlanItem, { kind: 'change' }>,
  places: Places,
  rootId: string,
  now: Date,
): Promise<boolean> {
  const { orgId, addPosts = [], returns, ...fields } = item.change
  const members = db.collection<Member>(MEMBERS)
  for (let round = 0; round < MEMBER_ROUNDS; round += 1) {
    const before = await members.get(item.memberId)
    const place = orgId === undefined ? undefined : places.get(orgId)
    if (before === null || (orgId !== undefined && place === undefined)) return false
    // Gone to another unit since the check: theirs now.
    if (!before.affiliation.path.includes(rootId)) return false
    const isMoved = place !== undefined && before.affiliation.orgId !== place._id
    const day = localDate(now)
    const affiliation =
      place !== undefined && isMoved
        ? { orgId: place._id, orgName: place.name, path: place.path, from: day }
        : before.affiliation
    const missing = addPosts.filter(
      (role) =>
        !before.posts.some(
          (post) => post.role === role && post.orgId === affiliation.orgId && !post.until,
        ),
    )
    const there = { _id: affiliation.orgId, name: affiliation.orgName, path: affiliation.path }
    const after = {
      ...fields,
      ...(isMoved ? { affiliation } : {}),
      ...(missing.length === 0
        ? {}
        : { posts: [...before.posts, ...missing.map((role) => postIn(there, role, day))] }),
      ...(returns === true && before.state === 'left'
        ? { state: 'active' as const, leftOn: null }
        : {}),
    }
    const isDone = Object.entries(after).every(
      ([field, value]) => (before[field as keyof Member] ?? null) === value,
    )
    if (isDone || (await changeMember(db, before, after, now)) !== null) return true
  }
  return false
}

function postIn(
  place: Pick<Organisation, '_id' | 'name' | 'path'>,
  role: PostRole,
  from: string,
): Post {
  return { role, orgId: place._id, orgName: place.name, path: place.path, from }
}
