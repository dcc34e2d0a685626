import type { Member, Organisation } from '../../../typings/organisation'
import { startCounts } from '../counts'
import type { Database } from '../db'
import { type JobHandler, type StepResult, startJob } from '../jobs'
import { changeMember, MEMBERS } from '../members'
import { PROGRESS, type StoredProgress } from '../progress'

/**
 * What follows when an organisation gets another superior, another name or zone: paths below it, and the places in
 * members and sessions. Facts (answers, notices, audit) keep the branch of the day. Every write can be repeated.
 */
export interface MoveInput {
  orgId: string
  /** The version of the organisation that this follows from. */
  version: number
  /** Set when it was moved: the superior it had. */
  from: string | null
}

interface Cursor {
  /** How often the change itself was waited for. */
  waited: number
  phase: number
  last: string
}

const ORGANISATIONS = 50
const PEOPLE = 200
const AT_A_TIME = 10
const MEMBER_ROUNDS = 5
const WAIT_MS = 30_000
const MOST_WAITS = 10
/** Papers that live with an organisation today, not records of what happened. */
const PAPERS = ['drafts', 'groups', 'invites', 'joinRequests'] as const
const PLACES = ['affiliation', 'attachments', 'posts'] as const

/** Starts the job; called before the change itself, so that a crash in between loses nothing. */
export async function startMove(
  db: Database,
  input: MoveInput,
  startedBy: string,
  now: Date,
): Promise<void> {
  const { orgId, version } = input
  const _id = `move:${orgId}:${version}`
  const job = { _id, kind: 'move', input: { ...input }, total: 0, orgId, startedBy }
  await startJob(db, job, now)
}

export const movePeople: JobHandler = async (job, { db, now }) => {
  const { orgId, version, from } = job.input as unknown as MoveInput
  const at = (job.cursor as Cursor | null) ?? { waited: 0, phase: 0, last: '' }
  const organisation = await db.collection<Organisation>('organisations').get(orgId)
  const nothing = { done: 0, failed: 0 }
  if (organisation === null) return { ...nothing, cursor: at, finished: true }
  if (organisation.version < version) {
    const next: Cursor = { ...at, waited: at.waited + 1 }
    const finished = next.waited >= MOST_WAITS
    return { ...nothing, cursor: next, finished, pauseMs: WAIT_MS }
  }
  const isMove = from !== null
  if (at.phase === 0) {
    await rewritePapers(db, organisation)
    return isMove ? rewriteBelow(db, organisation, at) : { ...nothing, ...nextPhase(at) }
  }
  const place = PLACES[at.phase - 1]
  if (place !== undefined) return rewritePeople(db, organisation, place, isMove, at, now())
  if (isMove) await dropRows(db, from, organisation)
  if (isMove) await startCounts(db, `move:${orgId}:${version}`, now())
  return { ...nothing, cursor: at, finished: true }
}

function nextPhase(at: Cursor): Pick<StepResult, 'cursor' | 'finished'> {
  return { cursor: { ...at, phase: at.phase + 1, last: '' }, finished: false }
}

/** A path below the organisation, as it is now. Paths that do not contain it are left alone. */
function pathBelow(organisation: Pick<Organisation, '_id' | 'path'>, path: string[]): string[] {
  const index = path.indexOf(organisation._id)
  return index === -1 ? path : [...organisation.path, ...path.slice(index + 1)]
}

async function rewriteBelow(
  db: Database,
  organisation: Organisation,
  at: Cursor,
): Promise<StepResult> {
  const organisations = db.collection<Organisation>('organisations')
  const below = await organisations.find(
    { path: organisation._id, _id: db.is.gt(at.last) },
    { orderBy: [['_id', 'asc']], limit: ORGANISATIONS },
  )
  for (const each of below) {
    const path = pathBelow(organisation, each.path)
    if (path.join() !== each.path.join())
      await organisations.updateWhere(
        { _id: each._id, path: organisation._id },
        { path: db.is.set(path) },
      )
    await rewritePapers(db, { ...each, path })
  }
  const isLast = below.length < ORGANISATIONS
  const step = isLast
    ? nextPhase(at)
    : { cursor: { ...at, last: below.at(-1)?._id ?? at.last }, finished: false }
  return { ...step, done: below.length, failed: 0 }
}

async function rewritePapers(
  db: Database,
  { _id, path, name }: Pick<Organisation, '_id' | 'path' | 'name'>,
): Promise<void> {
  const changes = { path: db.is.set(path) }
  await Promise.all([
    ...PAPERS.map((collection) => db.collection(collection).updateWhere({ orgId: _id }, changes)),
    db.collection('groups').updateWhere({ orgId: _id }, { orgName: name }),
    db.collection('joinCards').updateWhere({ _id }, { ...changes, orgName: name }),
  ])
}

async function rewritePeople(
  db: Database,
  organisation: Organisation,
  place: (typeof PLACES)[number],
  isMove: boolean,
  at: Cursor,
  now: Date,
): Promise<StepResult> {
  // A new name concerns those who are there; a new superior everybody below.
  const field = `${place}.${isMove ? 'path' : 'orgId'}`
  const people = await db
    .collection<Member>(MEMBERS)
    .find(
      { [field]: organisation._id, _id: db.is.gt(at.last) },
      { orderBy: [['_id', 'asc']], limit: PEOPLE },
    )
  for (let start = 0; start < people.length; start += AT_A_TIME) {
    const some = people.slice(start, start + AT_A_TIME)
    await Promise.all(some.map((person) => rewritePerson(db, organisation, person, now)))
  }
  const isLast = people.length < PEOPLE
  const step = isLast
    ? nextPhase(at)
    : { cursor: { ...at, last: people.at(-1)?._id ?? at.last }, finished: false }
  return { ...step, done: people.length, failed: 0 }
}

async function rewritePerson(
  db: Database,
  organisation: Organisation,
  person: Member,
  now: Date,
): Promise<void> {
  const there = <Place extends { orgId: string; orgName: string; path: string[] }>(
    place: Place,
  ): Place => ({
    ...place,
    path: pathBelow(organisation, place.path),
    orgName: place.orgId === organisation._id ? organisation.name : place.orgName,
  })
  const inZone = <Place extends { orgId: string; timeZone?: string }>(place: Place): Place =>
    place.orgId === organisation._id ? { ...place, timeZone: organisation.timeZone } : place
  let current: Member | null = person
  for (let round = 0; current !== null && round < MEMBER_ROUNDS; round += 1) {
    const change = {
      affiliation: there(current.affiliation),
      attachments: current.attachments.map(there).map(inZone),
      posts: current.posts.map(there).map(inZone),
    }
    if ((await changeMember(db, current, change, now)) !== null) return
    current = await db.collection<Member>(MEMBERS).get(person._id)
  }
  if (current !== null)
    throw new Error(`member ${person._id} changes faster than it can be written`)
}

/** The old superior's counters forget the organisation; the fresh counts that follow carry that upwards. */
async function dropRows(db: Database, from: string, { _id: orgId }: Organisation): Promise<void> {
  const progress = db.collection<StoredProgress>(PROGRESS)
  const stale = await progress.find({ path: from, 'rows.orgId': orgId }, { limit: 1000 })
  for (const each of stale) {
    if (each.path.at(-1) !== from) continue
    const rows = each.rows.filter((row) => row.orgId !== orgId)
    await progress.updateWhere(
      { _id: each._id, revision: each.revision },
      { rows: db.is.set(rows), revision: each.revision + 1 },
    )
  }
}
