import type { Ask } from '../../typings/ask'
import type { Member, Organisation } from '../../typings/organisation'
import { ASKS } from '../kernel/asks'
import { type JobHandler, type JobTools, STEP_ITEMS, type StepResult } from '../kernel/jobs'
import { MEMBERS } from '../kernel/members'
import { type Mark, markAfter, pageAfter } from '../kernel/page-after'
import { isAsked, orgIdsIn } from '../rules/audience'
import { recountPlaces } from './recount'

interface CountCursor {
  phase: 'tree' | 'attachments' | 'posts' | 'named'
  tree: Mark | null
  /** Last member seen in a later phase. */
  member: string
}

/**
 * Organisations a step of the first count handles. Each is counted as a whole, because its sum is one write; with
 * branches of 17 on average a step reads some 1,750 people, 20 organisations to a query.
 */
const PLACES = 100

/**
 * The first count of one ask: every organisation its audience names, then people who are asked from elsewhere
 * (guests, holders of posts, named people), at their affiliation.
 */
export const count: JobHandler = async ({ input, cursor }, tools) => {
  const { db } = tools
  const ask = await db.collection<Ask>(ASKS).get(String(input.askId))
  if (ask === null || ask.state !== 'open' || ask.version !== input.version)
    return { cursor, done: 0, failed: 0, finished: true }
  const roots = orgIdsIn(ask.audienceKeys)
  const at = (cursor as CountCursor | null) ?? {
    phase: roots.length > 0 ? 'tree' : 'named',
    tree: null,
    member: '',
  }
  return at.phase === 'tree' ? countTree(tools, ask, roots, at) : countOthers(tools, ask, roots, at)
}

async function countTree(
  tools: JobTools,
  ask: Ask,
  roots: readonly string[],
  at: CountCursor,
): Promise<StepResult> {
  const { db } = tools
  const page = await pageAfter(
    db,
    db.collection<Organisation>('organisations'),
    { path: db.is.in(roots) },
    { field: 'parentId', mark: at.tree, limit: PLACES },
  )
  const first = at.tree === null ? roots : []
  await recountPlaces(tools, ask, [...first, ...page.map((place) => place._id)])
  const isLast = page.length < PLACES
  // Nobody is outside of the whole company.
  const isWhole = ask.path[0] !== undefined && roots.includes(ask.path[0])
  const next: CountCursor = {
    ...at,
    phase: isLast ? 'attachments' : 'tree',
    tree: markAfter(page, 'parentId', at.tree),
  }
  return { cursor: next, done: page.length, failed: 0, finished: isLast && isWhole }
}

/** By the index of what ties people to these organisations: of all who are asked, most are at home there. */
async function countOthers(
  tools: JobTools,
  ask: Ask,
  roots: readonly string[],
  at: CountCursor,
): Promise<StepResult> {
  const { db } = tools
  const { is } = db
  const tied =
    at.phase === 'named'
      ? { audienceKeys: is.in(ask.audienceKeys) }
      : { [`${at.phase}.path`]: is.in(roots), 'affiliation.path': is.nin(roots) }
  const people = await db
    .collection<Member>(MEMBERS)
    .find(
      { ...tied, state: 'active', _id: is.gt(at.member) },
      { orderBy: [['_id', 'asc']], limit: STEP_ITEMS, fields: ['affiliation', 'audienceKeys'] },
    )
  await recountPlaces(
    tools,
    ask,
    people
      .filter((person) => isAsked(person.audienceKeys, ask.audienceKeys))
      .map((person) => person.affiliation.orgId),
  )
  const isLast = people.length < STEP_ITEMS
  const next: CountCursor = isLast
    ? { ...at, phase: 'posts', member: '' }
    : { ...at, member: people.at(-1)?._id ?? at.member }
  const finished = isLast && at.phase !== 'attachments'
  return { cursor: next, done: people.length, failed: 0, finished }
}
