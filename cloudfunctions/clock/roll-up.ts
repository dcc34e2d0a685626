import type { Ask, OwnCount, ProgressRow } from '../../typings/ask'
import type { Organisation } from '../../typings/organisation'
import type { Database } from '../kernel/db'
import { isBranch } from '../kernel/people-at'
import { type Count, PROGRESS, type StoredProgress } from '../kernel/progress'
import { countGuests } from './count-places'

/** What is new about one organisation: its own people, and rows of its children. */
interface News {
  own?: OwnCount
  rows: ProgressRow[]
}

type Place = Pick<Organisation, '_id' | 'path' | 'parentId' | 'level' | 'shortName'>

const PLACES_AT_A_TIME = 500
const ROUNDS = 5
const NONE: Count = { expected: 0, read: 0, confirmed: 0 }

/**
 * Carries fresh counts of organisations up to the root, deepest first: each organisation with children keeps one
 * row per child, and its own sum becomes its row one level higher. Writes only what changed; safe to repeat.
 */
export async function rollUp(
  db: Database,
  ask: Ask,
  counts: ReadonlyMap<string, Count>,
  now: Date,
): Promise<void> {
  const places = await withSuperiors(db, [...counts.keys()])
  const news = new Map<string, News>()
  const superior = [...counts.keys()].filter((orgId) => {
    const place = places.get(orgId)
    return place !== undefined && !isBranch(place)
  })
  const guests = await countGuests(db, ask, superior, now)
  for (const [orgId, count] of counts)
    news.set(orgId, { own: { ...count, ...guests.get(orgId) }, rows: [] })
  const depths = [...new Set([...places.values()].map((place) => place.path.length))]
  for (const depth of depths.sort((a, b) => b - a)) {
    const here = [...news.keys()].flatMap((orgId) => {
      const place = places.get(orgId)
      return place?.path.length === depth ? [place] : []
    })
    const stored = await storedFor(db, ask, here)
    const totals = await Promise.all(
      here.map((place) => mergeNews(db, ask, place, news, stored, now)),
    )
    for (const [index, place] of here.entries()) {
      if (place.parentId === null) continue
      const above = news.get(place.parentId) ?? { rows: [] }
      above.rows.push(rowOf(place, totals[index] ?? NONE))
      news.set(place.parentId, above)
    }
  }
}

async function withSuperiors(db: Database, orgIds: readonly string[]): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (let missing = [...orgIds]; missing.length > 0; ) {
    const found: Organisation[] = []
    for (let start = 0; start < missing.length; start += PLACES_AT_A_TIME) {
      const ids = missing.slice(start, start + PLACES_AT_A_TIME)
      const fields = ['path', 'parentId', 'level', 'shortName']
      const some = await db
        .collection<Organisation>('organisations')
        .find({ _id: db.is.in(ids) }, { limit: ids.length, fields })
      found.push(...some)
    }
    for (const place of found) places.set(place._id, place)
    const above = found.flatMap((place) => place.path)
    missing = [...new Set(above)].filter((orgId) => !places.has(orgId))
    if (found.length === 0) break
  }
  return places
}

async function storedFor(
  db: Database,
  ask: Ask,
  here: readonly Place[],
): Promise<Map<string, StoredProgress>> {
  const ids = here.map((place) => progressId(ask, place))
  if (ids.length === 0) return new Map()
  const found = await db
    .collection<StoredProgress>(PROGRESS)
    .find({ _id: db.is.in(ids) }, { limit: ids.length })
  return new Map(found.map((each) => [each._id, each]))
}

/** Brings one organisation's counters up to date and answers its sum. Leaves without children keep no document. */
async function mergeNews(
  db: Database,
  ask: Ask,
  place: Place,
  news: ReadonlyMap<string, News>,
  stored: ReadonlyMap<string, StoredProgress>,
  now: Date,
): Promise<Count> {
  const fresh = news.get(place._id) ?? { rows: [] }
  const collection = db.collection<StoredProgress>(PROGRESS)
  const _id = progressId(ask, place)
  let before = stored.get(_id) ?? null
  if (isBranch(place) && before === null && fresh.rows.length === 0) return fresh.own ?? NONE

  for (let round = 0; round < ROUNDS; round += 1) {
    const after = merged(ask, place, before, fresh, now)
    if (before !== null && isSame(before, after)) return sumOf(after)
    if (before === null) {
      if ((await collection.insert(after)).state === 'inserted') return sumOf(after)
    } else {
      const { is } = db
      const { _id: _, ...fields } = after
      const changes = {
        ...fields,
        rows: is.set(after.rows),
        path: is.set(after.path),
        own: is.set(after.own),
      }
      const saved = await collection.updateWhere({ _id, revision: before.revision }, changes)
      if (saved === 1) return sumOf(after)
    }
    before = await collection.get(_id)
  }
  throw new Error(`progress ${_id} changes faster than it can be written`)
}

function merged(
  ask: Ask,
  place: Place,
  before: StoredProgress | null,
  fresh: News,
  now: Date,
): StoredProgress {
  // Counters of an earlier version say nothing about this one.
  const kept = before?.version === ask.version ? before : null
  const rows = new Map((kept?.rows ?? []).map((row) => [row.orgId, row]))
  for (const row of fresh.rows) {
    if (row.expected === 0) rows.delete(row.orgId)
    else rows.set(row.orgId, row)
  }
  return {
    _id: progressId(ask, place),
    askId: ask._id,
    version: ask.version,
    at: now.toISOString(),
    rows: [...rows.values()],
    path: place.path,
    own: fresh.own ?? kept?.own ?? NONE,
    revision: (before?.revision ?? 0) + 1,
  }
}

function isSame(a: StoredProgress, b: StoredProgress): boolean {
  const facts = ({ version, rows, path, own }: StoredProgress) => {
    const sorted = [...rows].sort((x, y) => (x.orgId < y.orgId ? -1 : 1)).map(numbersOf)
    return JSON.stringify([
      version,
      sorted,
      path,
      own.expected,
      own.read,
      own.confirmed,
      own.guests,
    ])
  }
  return facts(a) === facts(b)
}

function numbersOf({ orgId, orgName, level, expected, read, confirmed }: ProgressRow) {
  return [orgId, orgName, level, expected, read, confirmed]
}

function sumOf({ own, rows }: StoredProgress): Count {
  return [own, ...rows].reduce<Count>(
    (sum, each) => ({
      expected: sum.expected + each.expected,
      read: sum.read + each.read,
      confirmed: sum.confirmed + each.confirmed,
    }),
    NONE,
  )
}

function rowOf(place: Place, { expected, read, confirmed }: Count): ProgressRow {
  const { _id: orgId, shortName: orgName, level } = place
  return { orgId, orgName, level, expected, read, confirmed }
}

function progressId(ask: Ask, place: Place): string {
  return `${ask._id}:${place._id}`
}
