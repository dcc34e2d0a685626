import { resolve } from 'node:path'
import { currentPosts } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { readSchema } from '../../../local/cloud/schema'
import { generateCompany } from '../../../local/demo/company'
import { documentsOf } from '../../../local/demo/documents'
import type { Member, Organisation, PostRole, Session } from '../../../typings/organisation'
import { importLines } from '../cloud/server'

const ROOT = resolve(__dirname, '../../..')
const EVERY_NTH_NOT_JOINED = 6
/** Documents sent to the environment in one request. */
const AT_A_TIME = 20_000

/** A running environment with a company in it, and the people a bench acts as. */
export interface Town {
  cloud: Cloud
  members: number
  organisations: number
  root: string
  /** The branch that is asked about, its secretary and one of its people. */
  branch: string
  editor: string
  secretary: string
  reader: string
}

/**
 * The product’s functions with a company of this size, in memory: `full` has 140,000 members; a number is the demo
 * company with so many members, the added ones in other branches than the one that is asked about.
 */
export async function openTown(size: 'full' | number): Promise<Town> {
  const cloud = await startCloud({
    functions: resolve(ROOT, 'dist/cloudfunctions'),
    schema: readSchema(resolve(ROOT, 'cloudbaserc.json')),
    timersOnJumpsOnly: true,
  })
  const today = localDate(new Date())
  const company = generateCompany({ size: size === 'full' ? 'full' : 'demo', today })
  const organisations: Organisation[] = []
  const members: Member[] = []
  const sessions: Session[] = []
  const seeded = documentsOf(company, { today, everyNthNotJoined: EVERY_NTH_NOT_JOINED })
  for (const { collection, document } of seeded) {
    if (collection === 'organisations') organisations.push(document as Organisation)
    else if (collection === 'members') members.push(document as Member)
    else sessions.push(document as Session)
  }
  const people = peopleIn(organisations, members, today)
  if (size !== 'full') members.push(...copies(members, people.branch, size - members.length))
  await fill(cloud, 'organisations', organisations)
  await fill(cloud, 'members', members)
  await fill(cloud, 'sessions', sessions)
  return { cloud, members: members.length, organisations: organisations.length, ...people }
}

async function fill(cloud: Cloud, collection: string, documents: object[]): Promise<void> {
  for (let start = 0; start < documents.length; start += AT_A_TIME) {
    const lines = documents.slice(start, start + AT_A_TIME).map((each) => JSON.stringify(each))
    await importLines(cloud, collection, lines)
  }
}

/** The first branch whose secretary has joined, and who else is needed. */
function peopleIn(organisations: readonly Organisation[], members: Member[], today: string) {
  const root = organisations.find(({ parentId }) => parentId === null)?._id ?? ''
  const joined = members.filter(({ openid }) => openid !== undefined)
  const holder = (role: PostRole, isAt: (orgId: string) => boolean) =>
    joined.find(({ posts }) =>
      currentPosts(posts, today).some((post) => post.role === role && isAt(post.orgId)),
    )
  const levels = new Map(organisations.map(({ _id, level }) => [_id, level]))
  const secretary = holder('secretary', (orgId) => levels.get(orgId) === 'branch')
  const branch = secretary?.posts.find(({ role }) => role === 'secretary')?.orgId ?? ''
  const isRoot = (orgId: string) => orgId === root
  const editor =
    holder('editor', isRoot) ?? holder('secretary', isRoot) ?? holder('deputySecretary', isRoot)
  const reader = joined.find(
    ({ affiliation, posts }) => affiliation.orgId === branch && posts.length === 0,
  )
  const openidOf = (who: Member | undefined) => {
    if (who?.openid === undefined) throw new Error('The company lacks somebody the bench acts as')
    return who.openid
  }
  return {
    root,
    branch,
    editor: openidOf(editor),
    secretary: openidOf(secretary),
    reader: openidOf(reader),
  }
}

/** People without posts, again under other ids, not joined. */
function copies(members: readonly Member[], notIn: string, count: number): Member[] {
  const models = members.filter(
    ({ posts, attachments, affiliation }) =>
      posts.length + attachments.length === 0 && affiliation.orgId !== notIn,
  )
  return Array.from({ length: count }, (_, at) => {
    const { openid: _openid, joinedAt: _joinedAt, ...model } = models[at % models.length] as Member
    const _id = `more-${at}`
    const keys = model.audienceKeys.filter((key) => !key.startsWith('person:'))
    return { ...model, _id, audienceKeys: [...keys, `person:${_id}`] }
  })
}
