import type { Organisation } from '../../../typings/organisation'
import { withCompany } from '../company'
import { publish } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
const [FIRST, SECOND] = ['org-east-2', 'org-east-3']

/** A cloudID as WeChat hands it to the page of this person, opened from a group. */
function cloudIdOf(person: Person, opengid: string): string {
  return company.cloud.wechat.registerOpenData(person.openid, { opengid })
}

test('a group shows members how their branch stands, names to its officers, nothing to the rest', async () => {
  const people = peopleOf(company)
  const [first, second] = [people.officer('secretary', FIRST), people.officer('secretary', SECOND)]
  const [member, other] = [people.plain(FIRST), people.plain('org-east-1')]
  for (const [secretary, orgId] of [
    [first, FIRST],
    [second, SECOND],
  ] as const)
    await secretary.does('notice.bindGroup', { orgId, cloudId: cloudIdOf(secretary, 'group-a') })
  const noticeId = await publish(company, first, FIRST)
  const view = async (person: Person) =>
    (await person.does('notice.groupView', { noticeId, cloudId: cloudIdOf(person, 'group-a') }))
      .branches

  const [ofMember] = await view(member)
  expect(ofMember).toMatchObject({ orgId: FIRST, names: null })
  expect(ofMember?.missing).toBe(ofMember?.expected)
  const deviceAt = new Date(company.cloud.clock.now()).toISOString()
  await member.does('notice.confirm', { noticeId, version: 1, deviceAt })
  const [ofSecretary] = await view(first)
  expect(ofSecretary?.missing).toBe((ofMember?.missing ?? 0) - 1)
  expect(ofSecretary?.names).toHaveLength(ofSecretary?.missing ?? 0)
  expect(ofSecretary?.names).not.toContain(member.name)
  expect(await view(other)).toEqual([])
  // Nothing is asked of the other branch of this group.
  expect(await view(second)).toEqual([])
  // Moved to another superior, by whom it is followed up; the binding hears of it later.
  const branch = await company.find<Organisation>('organisations', FIRST)
  const path = ['org-hq', 'org-overseas', FIRST]
  await company.fill('organisations', [{ ...branch, parentId: 'org-overseas', path }])
  expect(await view(people.officer('secretary', 'org-east'))).toEqual([])
  expect(await view(people.officer('secretary', 'org-overseas'))).toHaveLength(1)
  await company.fill('organisations', [branch ?? {}])
})

test('a binding stays with the branch and can be undone', async () => {
  const secretary = peopleOf(company).officer('secretary', FIRST)
  const bound = await secretary.does('notice.bindGroup', {
    orgId: FIRST,
    cloudId: cloudIdOf(secretary, 'group-b'),
  })
  const again = await secretary.does('notice.bindGroup', {
    orgId: FIRST,
    cloudId: cloudIdOf(secretary, 'group-b'),
  })
  expect(again).toEqual(bound)
  const shown = async () =>
    (await secretary.does('notice.groups', { orgId: FIRST })).groups.map((each) => each.bindingId)
  expect(await shown()).toContain(bound.bindingId)
  await secretary.does('notice.unbindGroup', { orgId: FIRST, bindingId: bound.bindingId })
  expect(await shown()).not.toContain(bound.bindingId)
})

test('tells a secretary, and nobody else, that a group can be bound to their branch', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', FIRST)
  const noticeId = await publish(company, secretary, FIRST)
  const offered = async (person: Person) => {
    const cloudId = cloudIdOf(person, 'group-d')
    return (await person.does('notice.groupView', { noticeId, cloudId })).mayBind
  }
  expect((await offered(secretary)).map(({ orgId }) => orgId)).toEqual([FIRST])
  expect(await offered(people.plain(FIRST))).toEqual([])
  const cloudId = cloudIdOf(secretary, 'group-d')
  await secretary.does('notice.bindGroup', { orgId: FIRST, cloudId })
  expect(await offered(secretary)).toEqual([])
})

test('believes no group but the one WeChat vouches for', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', FIRST)
  const stolen = cloudIdOf(people.plain(FIRST), 'group-c')
  const stale = cloudIdOf(secretary, 'group-c')
  const opened = { cloudID: 'x', data: { opengid: 'group-c' } } as unknown as string
  const tries = (cloudId: string) => secretary.tries('notice.bindGroup', { orgId: FIRST, cloudId })
  expect(await tries(stolen)).toBe('badInput')
  expect(await tries('made-up-cloud-id')).toBe('badInput')
  expect(await tries(opened)).toBe('badInput')
  company.cloud.clock.advance(6 * 60_000)
  expect(await tries(stale)).toBe('badInput')
})
