import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { Member, Session } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY } from './draft'
import { peopleOf } from './people'

const company = withCompany()

async function aDayPasses() {
  company.cloud.clock.advance(DAY)
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
}

const dayIn = (days: number) => localDate(new Date(company.cloud.clock.now() + days * DAY))

test('somebody leaves on the day that was entered, by the clock or before it came round', async () => {
  const people = peopleOf(company)
  const admin = people.officer('administrator', 'org-hq')
  const [first, second] = [people.plain('org-east-1'), people.plain('org-east-1', 1)]
  const leave = (who: { _id: string }, days: number) =>
    admin.does('member.leave', { memberId: who._id, on: dayIn(days), reason: '调离公司' })
  expect(await leave(first, 1)).toEqual({ state: 'active' })
  expect(await leave(second, 1)).toEqual({ state: 'active' })
  // Entered for a day too early.
  expect(await leave(second, 2)).toEqual({ state: 'active' })
  expect(await first.tries('member.today', {})).toBe('done')

  company.cloud.clock.advance(DAY)
  expect(await first.tries('member.today', {})).toBe('left')
  expect(await first.tries('member.session', {})).toBe('left')
  expect(await second.tries('member.today', {})).toBe('done')
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
  expect(await company.find<Member>('members', first._id)).toMatchObject({ state: 'left' })
  expect(await company.find<Member>('members', second._id)).toMatchObject({ state: 'active' })
  await aDayPasses()
  expect(await company.find<Member>('members', second._id)).toMatchObject({ state: 'left' })
  expect(await second.tries('member.today', {})).toBe('left')
})

test('an attachment and a post begin and end on their days, without anybody doing anything', async () => {
  const people = peopleOf(company)
  const admin = people.officer('administrator', 'org-hq')
  const person = people.plain('org-east-2')
  const keys = async () => {
    const member = await company.find<Member>('members', person._id)
    const session = await company.find<Session>('sessions', person.openid)
    expect(session?.audienceKeys).toEqual(member?.audienceKeys)
    return member?.audienceKeys ?? []
  }
  const dates = { from: dayIn(1), until: dayIn(2) }
  await admin.does('member.attach', { orgId: 'org-east-3', memberId: person._id, ...dates })
  await admin.does('member.appoint', {
    orgId: 'org-east-2',
    memberId: person._id,
    role: 'groupLeader',
    ...dates,
  })
  const [guest, leader] = ['org:org-east-3', 'org:org-east-2/groupLeader']
  const has = async () => {
    const current = await keys()
    return [current.includes(guest), current.includes(leader)]
  }
  const seen = [await has()]
  for (let day = 1; day <= 3; day += 1) {
    await aDayPasses()
    seen.push(await has())
  }
  expect(seen).toEqual([
    [false, false],
    [true, true],
    [true, true],
    [false, false],
  ])
})
