import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { AuditEntry } from '../../../typings/audit'
import type { InputOf } from '../../../typings/contract'
import type { Member, Organisation } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** Guests: who lets them go, what their hosts see of them, for how long, and how a stay is ended or taken back. */

const company = withCompany()
const HOME = 'org-east-2'
const HOST = 'org-east-3'
let home: Person
let host: Person
let guest: Person
let second: Person
beforeAll(() => {
  const find = peopleOf(company)
  home = find.officer('secretary', HOME)
  host = find.officer('secretary', HOST)
  guest = find.plain(HOME)
  second = find.plain(HOME, 1)
})

const dayIn = (days: number) => localDate(new Date(company.cloud.clock.now() + days * DAY))
const stay = () => ({ orgId: HOST, memberId: guest._id, from: dayIn(0), until: dayIn(1) })
const reveal = () => host.tries('member.revealPhone', { memberId: guest._id, why: 'call' })
const seen = (by: Person, orgId: string, { _id: memberId }: Person) =>
  by.does('member.person', { orgId, memberId })
const hosted = async () => {
  const { people } = await host.does('member.branch', { orgId: HOST })
  return people.map(({ memberId }) => memberId)
}
/** After a day has passed the clock brings people in line beside us, so what was seen may be changed meanwhile. */
async function insist<Name extends 'member.attach' | 'member.detach'>(
  name: Name,
  input: () => InputOf<Name> | Promise<InputOf<Name>>,
): Promise<[string, InputOf<Name>]> {
  for (;;) {
    const sent = await input()
    const code = await home.tries(name, sent)
    if (code !== 'changedMeanwhile') return [code, sent]
  }
}
const attach = async (input: InputOf<'member.attach'>) =>
  (await insist('member.attach', () => input))[0]
const logged = async (action: string) =>
  (await company.documents<AuditEntry>('audit')).filter((entry) => entry.action === action)

it('the receiving branch cannot take somebody, nor see their number', async () => {
  const before = await company.snapshot()
  expect(await host.tries('member.attach', stay())).toBe('forbidden')
  expect(await reveal()).toBe('forbidden')
  expect(await company.snapshot()).toEqual(before)
})

it('their own secretary lets them go; both sides have it in their log', async () => {
  await home.does('member.attach', stay())
  const entries = await logged('member.attach')
  expect(entries.map(({ orgId }) => orgId).sort()).toEqual([HOME, HOST])
  expect(new Set(entries.map(({ actorId }) => actorId))).toEqual(new Set([home._id]))
})

it('the host sees a masked number; each call is logged, at the person’s own branch', async () => {
  const { people } = await host.does('member.branch', { orgId: HOST })
  const row = people.find(({ memberId }) => memberId === guest._id)
  expect(row).toMatchObject({ attachedFrom: guest.affiliation.orgName })
  expect(row?.maskedPhone).toMatch(/^\d{3}\*{4}\d{4}$/)
  expect(JSON.stringify(people)).not.toContain(guest.phone)

  expect(await host.does('member.revealPhone', { memberId: guest._id, why: 'call' })).toEqual({
    phone: guest.phone,
  })
  expect(await logged('member.revealPhone')).toMatchObject([
    { actorId: host._id, subjectId: guest._id, orgId: HOME },
  ])
})

it('a stay that has not begun or is over gives the host nothing', async () => {
  company.cloud.clock.advance(2 * DAY)
  expect(await reveal()).toBe('forbidden')
  expect(await attach({ ...stay(), from: dayIn(1), until: dayIn(5) })).toBe('done')
  expect(await reveal()).toBe('forbidden')
})

it('their own secretary sees what is ahead, and takes it back as if it had never been', async () => {
  const { attachments, version } = await seen(home, HOME, guest)
  expect(attachments).toMatchObject([
    { orgId: HOST, from: dayIn(1), until: dayIn(5), begun: false, mayTakeBack: true },
  ])
  const input = { orgId: HOST, memberId: guest._id, from: dayIn(1), version }
  for (const stranger of [host, peopleOf(company).officer('secretary', 'org-east-1'), guest])
    expect(await stranger.tries('member.detach', input)).toBe('forbidden')
  expect(await home.tries('member.detach', { ...input, version: version - 1 })).toBe(
    'changedMeanwhile',
  )
  const [taken, sent] = await insist('member.detach', async () => {
    const { version: now } = await seen(home, HOME, guest)
    return { ...input, version: now }
  })
  expect(taken).toBe('done')
  expect(await home.tries('member.detach', sent)).toBe('done')
  expect((await seen(home, HOME, guest)).attachments).toEqual([])
  const entries = await logged('member.detach')
  expect(entries.map(({ orgId }) => orgId).sort()).toEqual([HOME, HOST])

  // What was never entered leaves nothing in the log, whatever version the call names.
  await company.cloud.timers.settled()
  const { version: reached } = await seen(home, HOME, guest)
  const never = { ...input, from: dayIn(40) }
  expect(await home.tries('member.detach', { ...never, version: reached - 1 })).toBe('notFound')
  expect(await home.tries('member.detach', { ...never, version: reached })).toBe('notFound')
  expect(await home.tries('member.detach', { ...never, version: reached - 2 })).toBe('done')
  expect(await home.tries('member.detach', { ...input, version: version + 99 })).toBe('notFound')
  expect(await logged('member.detach')).toHaveLength(2)
})

it('a stay that began is ended, earlier or later, but not taken back; the guest is out the day after', async () => {
  const from = dayIn(0)
  const about = { orgId: HOST, memberId: second._id, from }
  expect(await attach(about)).toBe('done')
  company.cloud.clock.advance(DAY)
  expect(await hosted()).toContain(second._id)
  const { attachments, version } = await seen(home, HOME, second)
  expect(attachments).toMatchObject([{ from, begun: true, mayTakeBack: false }])
  expect(await home.tries('member.detach', { ...about, version })).toBe('ruleBroken')
  expect(await attach({ ...about, from: dayIn(3) })).toBe('ruleBroken')

  expect(await attach({ ...about, until: dayIn(9) })).toBe('done')
  expect(await attach({ ...about, until: dayIn(0) })).toBe('done')
  expect((await company.find<Member>('members', second._id))?.attachments).toMatchObject([
    { orgId: HOST, from, until: dayIn(0) },
  ])
  await second.does('member.branch', { orgId: HOST })
  company.cloud.clock.advance(DAY)
  expect(await second.tries('member.branch', { orgId: HOST })).toBe('forbidden')
})

it('a superior organisation lists its guests beside its own people, while they stay', async () => {
  const person = (await company.find<Member>('members', guest._id))!
  const east = company.organisations.find(({ _id }) => _id === 'org-east')!
  const at = { orgId: east._id, orgName: east.name, path: east.path }
  const staying = (from: string, until: string) => ({
    ...person,
    attachments: [{ ...at, from, until }],
  })
  const leader = peopleOf(company).officer('secretary', east._id)
  const listed = async () => {
    const { people } = await leader.does('member.branch', { orgId: east._id })
    return people.filter(({ memberId }) => memberId === guest._id)
  }
  expect(await listed()).toEqual([])
  await company.fill('members', [staying(dayIn(-1), dayIn(1))])
  expect(await listed()).toMatchObject([{ attachedFrom: guest.affiliation.orgName }])
  for (const [from, until] of [
    [dayIn(2), dayIn(3)],
    [dayIn(-9), dayIn(-2)],
  ] as const) {
    await company.fill('members', [staying(from, until)])
    expect(await listed()).toEqual([])
  }

  // However many were there before: they take nobody's place.
  const { openid: _, ...gone } = staying(dayIn(-9), dayIn(-2))
  const crowd = Array.from({ length: 600 }, (__, at) => ({ ...gone, _id: `gone-${at}` }))
  await company.fill('members', [...crowd, { ...staying(dayIn(-1), dayIn(1)), _id: 'still' }])
  const { people } = await leader.does('member.branch', { orgId: east._id })
  expect(people.map(({ memberId }) => memberId)).toContain('still')
  await company.fill('members', [person])
})

it('a stay in a branch that was closed meanwhile is ended all the same, and nothing else is done with it', async () => {
  const from = dayIn(-1)
  const about = { orgId: HOST, memberId: guest._id, from }
  expect(await attach(about)).toBe('done')
  const branch = await company.find<Organisation>('organisations', HOST)
  await company.fill('organisations', [{ ...branch!, state: 'closed' }])
  const late = { ...about, memberId: second._id, from: dayIn(5) }
  expect(await attach(late)).toBe('ruleBroken')
  expect(await attach({ ...about, until: dayIn(3) })).toBe('done')
  expect(await attach({ ...about, until: dayIn(4) })).toBe('ruleBroken')
  expect(await attach({ ...about, until: dayIn(0) })).toBe('done')
  expect((await seen(home, HOME, guest)).attachments).toMatchObject([{ from, until: dayIn(0) }])
})
