import tcb from '@cloudbase/node-sdk'
import { createDatabase, type Database } from '../../../cloudfunctions/kernel/db'
import { changeMember } from '../../../cloudfunctions/kernel/members'
import { claim, release } from '../../../cloudfunctions/member/claim'
import type { Member, Session } from '../../../typings/organisation'
import { withCompany } from '../company'
import { peopleOf } from '../notices/people'

/** Joining and being unlinked at the very moment at which somebody else changes the member. */
const company = withCompany()
const BRANCH = 'org-east-2'
let db: Database
let person: Member
const OPENID = 'wx-racing'

beforeAll(() => {
  Object.assign(process.env, company.cloud.environment)
  const app = tcb.init({ env: company.cloud.env, secretId: 'local-id', secretKey: 'local-key' })
  db = createDatabase(app.database(), 'node')
  const { call: _call, does: _does, tries: _tries, ...member } = peopleOf(company).notJoined(BRANCH)
  person = { ...member }
  delete person.openid
})
beforeEach(async () => {
  await company.fill('members', [person])
  await db.collection('sessions').removeWhere({ _id: OPENID })
})

/** The database, but for another’s work that is done before the `nth` request of this kind. */
function interrupted(
  method: 'insert' | 'updateWhere' | 'removeWhere',
  nth: number,
  work: () => Promise<unknown>,
): Database {
  let count = 0
  return {
    ...db,
    collection: (name) => {
      const collection = db.collection(name)
      return {
        ...collection,
        [method]: async (...values: unknown[]) => {
          count += 1
          if (count === nth) await work()
          return (collection[method] as (...all: unknown[]) => Promise<unknown>)(...values)
        },
      } as never
    },
  }
}

const now = new Date()
const memberNow = () => db.collection<Member>('members').get(person._id)
const sessionNow = () => db.collection<Session>('sessions').get(OPENID)
const leaves = (by: Database, before: Member) =>
  changeMember(by, before, { leftOn: '2026-01-01' }, now)

test('who joins while their leaving is written is out', async () => {
  const joins = () => claim(db, person, OPENID, 1, now)
  await leaves(interrupted('updateWhere', 1, joins), person)
  expect(await memberNow()).toMatchObject({ state: 'left', openid: OPENID })
  expect(await sessionNow()).toMatchObject({ state: 'left', posts: [] })
})

test.each([1, 2])('whose leaving is written in the middle of joining is out (%i)', async (nth) => {
  const kind = nth === 1 ? 'updateWhere' : 'insert'
  const outcome = await claim(
    interrupted(kind, 1, async () => leaves(db, (await memberNow()) ?? person)),
    person,
    OPENID,
    1,
    now,
  )
  const session = await sessionNow()
  if (nth === 1) expect([outcome.state, session]).toEqual(['taken', null])
  else expect(session).toMatchObject({ state: 'left' })
})

test.each([
  ['removeWhere', 1],
  ['updateWhere', 1],
  ['removeWhere', 2],
] as const)('who is unlinked while they are changed stays out (%s %i)', async (kind, nth) => {
  await claim(db, person, OPENID, 1, now)
  const seen = (await memberNow()) as Member
  const phone = '19900009999'
  await release(
    interrupted(kind, nth, async () => changeMember(db, seen, { phone }, now)),
    person._id,
    OPENID,
  )
  expect(await memberNow()).not.toHaveProperty('openid')
  expect(await sessionNow()).toBeNull()
})

test('a change that ends after the unlinking lets nobody back in', async () => {
  await claim(db, person, OPENID, 1, now)
  const seen = (await memberNow()) as Member
  const unlinks = () => release(db, person._id, OPENID)
  // The member is written; the session, gone meanwhile, would be written anew.
  await changeMember(interrupted('updateWhere', 2, unlinks), seen, { phone: '19900009998' }, now)
  expect(await memberNow()).toMatchObject({ phone: '19900009998' })
  expect(await sessionNow()).toBeNull()
})
