import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { AuditEntry } from '../../../typings/audit'
import { withCompany } from '../company'
import { DAY } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** Guests: who lets them go, what their hosts see of them, and for how long. */

const company = withCompany()
const HOME = 'org-east-2'
const HOST = 'org-east-3'
let home: Person
let host: Person
let guest: Person
beforeAll(() => {
  const find = peopleOf(company)
  home = find.officer('secretary', HOME)
  host = find.officer('secretary', HOST)
  guest = find.plain(HOME)
})

const dayIn = (days: number) => localDate(new Date(company.cloud.clock.now() + days * DAY))
const stay = () => ({ orgId: HOST, memberId: guest._id, from: dayIn(0), until: dayIn(1) })
const reveal = () => host.tries('member.revealPhone', { memberId: guest._id, why: 'call' })

it('the receiving branch cannot take somebody, nor see their number', async () => {
  const before = await company.snapshot()
  expect(await host.tries('member.attach', stay())).toBe('forbidden')
  expect(await reveal()).toBe('forbidden')
  expect(await company.snapshot()).toEqual(before)
})

it('their own secretary lets them go; both sides have it in their log', async () => {
  await home.does('member.attach', stay())
  const log = await company.documents<AuditEntry>('audit')
  const entries = log.filter(({ action }) => action === 'member.attach')
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
  const log = await company.documents<AuditEntry>('audit')
  expect(log.filter(({ action }) => action === 'member.revealPhone')).toMatchObject([
    { actorId: host._id, subjectId: guest._id, orgId: HOME },
  ])
})

it('a stay that has not begun or is over gives the host nothing', async () => {
  company.cloud.clock.advance(2 * DAY)
  expect(await reveal()).toBe('forbidden')
  await home.does('member.attach', { ...stay(), from: dayIn(1), until: dayIn(5) })
  expect(await reveal()).toBe('forbidden')
})
