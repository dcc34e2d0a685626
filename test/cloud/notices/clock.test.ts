import { audienceKeysOf } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { Member } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY, freshId, fromNow, HOUR, publish, toOrganisations } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
const TEMPLATE = 'demo-reminder'
/** Longer than a change takes to settle. */
const SETTLED = 30_000

async function strikes() {
  company.cloud.clock.advance(SETTLED)
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
}

const confirm = (person: Person, noticeId: string) =>
  person.does('notice.confirm', {
    noticeId,
    version: 1,
    deviceAt: new Date(company.cloud.clock.now()).toISOString(),
  })

test('counts a notice for every organisation, as the names of each branch say', async () => {
  const people = peopleOf(company)
  const editor = people.officer('secretary', 'org-hq')
  const noticeId = await publish(company, editor, 'org-hq')
  await confirm(people.plain('org-east-2'), noticeId)
  await people.plain('org-east-2', 1).does('notice.open', { noticeId })
  await strikes()

  const { rows, at } = await editor.does('notice.progress', { noticeId, orgId: 'org-hq' })
  expect(at).not.toBeNull()
  const active = company.members.filter((member) => member.state === 'active')
  const below = (orgId: string) =>
    active.filter((member) => member.affiliation.path.includes(orgId)).length
  for (const row of rows) expect([row.orgId, row.expected]).toEqual([row.orgId, below(row.orgId)])
  const inRows = rows.reduce((sum, row) => sum + row.expected, 0)
  const own = active.filter((member) => member.affiliation.orgId === 'org-hq').length
  expect(inRows + own).toBe(active.length)
  expect(rows.find((row) => row.orgId === 'org-east')).toMatchObject({ read: 2, confirmed: 1 })

  await confirm(people.plain('org-east-2', 1), noticeId)
  await strikes()
  const lower = await editor.does('notice.progress', { noticeId, orgId: 'org-east' })
  const branch = lower.rows.find((row) => row.orgId === 'org-east-2')
  expect(branch).toMatchObject({ read: 2, confirmed: 2 })
})

test('above a branch a nudge goes to the secretaries of branches with gaps', async () => {
  const people = peopleOf(company)
  const leader = people.officer('secretary', 'org-east')
  const secretary = people.officer('secretary', 'org-east-2')
  const noticeId = await publish(company, leader, 'org-east')
  await strikes()
  company.cloud.wechat.acceptSubscription(secretary.openid, [TEMPLATE])
  const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
  await secretary.does('notice.bankQuota', { results, clientId: freshId('tap') })
  const { outcomes } = await leader.does('notice.nudge', {
    noticeId,
    orgId: 'org-east',
    memberIds: [],
    orgIds: [],
    clientId: freshId('nudge'),
  })
  expect(outcomes.find((each) => each.memberId === secretary._id)?.outcome).toBe('sent')
  const holders = company.members.filter((member) =>
    member.posts.some((post) => post.role === 'secretary' && post.path.includes('org-east')),
  )
  for (const { memberId } of outcomes) expect(holders.map(({ _id }) => _id)).toContain(memberId)
})

test('from above only the secretaries of chosen organisations are reminded, and who has none is named', async () => {
  const people = peopleOf(company)
  const editor = people.officer('editor', 'org-hq')
  const noticeId = await publish(company, editor, 'org-hq')
  await strikes()
  const secretariesBelow = (orgId: string) =>
    company.members
      .filter(({ posts }) =>
        posts.some(({ role, path }) => role === 'secretary' && path.includes(orgId)),
      )
      .map(({ _id }) => _id)
  const nudge = (orgId: string, orgIds: string[]) =>
    editor.does('notice.nudge', {
      noticeId,
      orgId,
      memberIds: [],
      orgIds,
      clientId: freshId('nudge'),
    })

  const region = await nudge('org-hq', ['org-overseas'])
  expect(region.outcomes.length).toBeGreaterThan(0)
  for (const { memberId, secretaryOf } of region.outcomes) {
    expect(secretariesBelow('org-overseas')).toContain(memberId)
    expect(secretaryOf).not.toEqual([])
  }

  const secretary = people.officer('secretary', 'org-east-2')
  const branch = await nudge('org-east', ['org-east-2'])
  expect(branch.outcomes.map(({ memberId }) => memberId)).toEqual([secretary._id])

  // Who acts for a secretary hears of it too; a secretary who reminds hears nothing of their own.
  const acting = people.plain('org-east-3')
  const until = fromNow(company, DAY).slice(0, 10)
  const beside = people.officer('secretary', 'org-east-3')
  await beside.does('member.delegate', { orgId: 'org-east-3', memberId: acting._id, until })
  const told = await nudge('org-east', ['org-east-3'])
  expect(told.outcomes.map(({ memberId }) => memberId).sort()).toEqual(
    [acting._id, beside._id].sort(),
  )
  const deputy = people.officer('deputySecretary', 'org-east')
  const choice = { memberIds: [], orgIds: [], clientId: freshId('nudge') }
  const mine = await deputy.does('notice.nudge', { noticeId, orgId: 'org-east', ...choice })
  expect(mine.outcomes.filter(({ outcome }) => outcome === 'yourself')).toEqual([
    expect.objectContaining({ memberId: deputy._id, secretaryOf: [expect.anything()] }),
  ])

  // What does not lie below is not reached by naming it.
  expect(await nudge('org-east', ['org-overseas', 'org-hq'])).toMatchObject({ outcomes: [] })

  const name = branch.outcomes[0]?.secretaryOf?.[0]?.orgName
  const administrator = people.officer('administrator', 'org-hq')
  await administrator.does('member.endPost', {
    memberId: secretary._id,
    orgId: 'org-east-2',
    role: 'secretary',
    on: fromNow(company, -DAY).slice(0, 10),
  })
  const vacant = await nudge('org-east', ['org-east-2'])
  expect(vacant).toMatchObject({ outcomes: [], withoutSecretary: [name] })
})

test('reminds before a deadline who has not confirmed and accepted a message, once', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', 'org-east-3')
  const [late, done] = [people.plain('org-east-3'), people.plain('org-east-3', 1)]
  for (const person of [late, done]) {
    company.cloud.wechat.acceptSubscription(person.openid, [TEMPLATE])
    const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
    await person.does('notice.bankQuota', { results, clientId: freshId('tap') })
  }
  const noticeId = await publish(company, secretary, 'org-east-3', {
    deadline: fromNow(company, 3 * DAY),
    audience: toOrganisations(['org-east-3']),
  })
  await confirm(done, noticeId)
  await strikes()
  const sent = (person: Person) =>
    company.cloud.wechat.outbox.list({ kind: 'subscribeMessage.send', openid: person.openid })
  expect([late, done].map((person) => sent(person).length)).toEqual([0, 0])
  company.cloud.clock.advance(2 * DAY + HOUR)
  await strikes()
  await strikes()
  expect([late, done].map((person) => sent(person).length)).toEqual([1, 0])
})

test('a reminder of headquarters reads by the clock of the reader’s branch', async () => {
  const people = peopleOf(company)
  const readers = [people.plain('org-overseas-2'), people.plain('org-east-2', 2)]
  for (const person of readers) {
    company.cloud.wechat.acceptSubscription(person.openid, [TEMPLATE])
    const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
    await person.does('notice.bankQuota', { results, clientId: freshId('tap') })
  }
  await publish(company, people.officer('secretary', 'org-hq'), 'org-hq', {
    deadline: fromNow(company, 3 * DAY),
    audience: toOrganisations(['org-overseas-2', 'org-east-2']),
  })
  await strikes()
  company.cloud.clock.advance(2 * DAY + HOUR)
  await strikes()
  const lines = readers.map(({ openid }) =>
    company.cloud.wechat.outbox
      .list({ kind: 'subscribeMessage.send', openid })
      .map(({ request }) => (request as { data: { thing3: { value: string } } }).data.thing3.value),
  )
  expect(lines).toEqual([
    [expect.stringMatching(/^请于\d+月\d+日当地\d\d:\d\d前确认$/)],
    [expect.stringMatching(/^请于\d+月\d+日\d\d:\d\d前确认$/)],
  ])
})

test('a client that plays the timer gets nothing and changes nothing', async () => {
  const person = peopleOf(company).plain('org-east-2')
  await strikes()
  const before = await company.snapshot()
  const event = { Type: 'Timer', TriggerName: 'everyMinute', Time: '', Message: '' }
  expect(await company.send('clock', event, person.openid)).toBeNull()
  expect(await company.snapshot()).toEqual(before)
})

test('forgets what has been kept long enough, and nothing else', async () => {
  const old = new Date(company.cloud.clock.now() - 400 * DAY).toISOString()
  const recent = new Date(company.cloud.clock.now() - 300 * DAY).toISOString()
  await company.fill('answers', [
    { _id: 'old:1:x', askId: 'old', version: 1, memberId: 'x', changedAt: old },
    { _id: 'new:1:x', askId: 'new', version: 1, memberId: 'x', changedAt: recent },
  ])
  company.cloud.clock.advance(DAY)
  await strikes()
  const kept = (await company.documents<{ _id: string }>('answers')).map(({ _id }) => _id)
  expect(kept).toContain('new:1:x')
  expect(kept).not.toContain('old:1:x')
})

test('who belongs to a superior organisation itself is counted, named and reminded there, and nowhere else', async () => {
  const people = peopleOf(company)
  const place = company.organisations.find(({ _id }) => _id === 'org-east')!
  const at = { orgId: place._id, orgName: place.name, path: place.path }
  const today = localDate(new Date(company.cloud.clock.now()))
  const belongs = (id: string, there: Partial<Member>): Member => {
    const { openid: _, joinedAt: __, ...model } = people.plain('org-east-3') as Member
    const person = { ...model, _id: id, name: id, ...there }
    return { ...person, audienceKeys: audienceKeysOf(person, today) }
  }
  const here = belongs('office', { affiliation: at })
  const guest = belongs('guest', { attachments: [{ ...at, from: '2020-01-01' }] })
  const gone = belongs('gone', {
    attachments: [{ ...at, from: '2020-01-01', until: '2020-02-01' }],
  })
  await company.fill('members', [here, guest, gone])

  const leader = people.officer('secretary', 'org-east')
  const editor = people.officer('editor', 'org-hq')
  const noticeId = await publish(company, leader, 'org-east')
  await strikes()
  const inEast = { noticeId, orgId: 'org-east' }
  const { rows, own } = await leader.does('notice.progress', inEast)
  expect(own).toEqual({ expected: 1, read: 0, confirmed: 0, guests: 1 })
  expect(rows.map(({ orgId }) => orgId)).not.toContain('org-east')
  expect((await editor.does('notice.progress', { noticeId, orgId: 'org-hq' })).own).toBeNull()

  const named = async (by: Person, orgId: string) =>
    (await by.does('notice.names', { noticeId, orgId })).rows.map(({ memberId }) => memberId)
  expect((await named(leader, 'org-east')).sort()).toEqual(['guest', 'office'])
  expect((await named(editor, 'org-east')).sort()).toEqual(['guest', 'office'])
  expect(await named(editor, 'org-hq')).toEqual([])
  expect(await named(leader, 'org-east-2')).not.toContain('office')
  for (const stranger of [people.plain('org-east-3'), people.officer('secretary', 'org-east-2')])
    expect(await stranger.tries('notice.names', inEast)).toBe('forbidden')

  const nudge = async (by: Person, memberIds: string[] = []) => {
    const choice = { memberIds, orgIds: ['org-east'], clientId: freshId('nudge') }
    const { outcomes } = await by.does('notice.nudge', { ...inEast, ...choice })
    return outcomes.map(({ memberId }) => memberId).sort()
  }
  expect(await nudge(leader)).toEqual(['guest', 'office'])
  expect(await nudge(leader, ['office'])).toEqual(['office'])
  // From above its secretary hears of it, and no secretary of a branch below.
  expect(await nudge(editor)).toEqual([leader._id])
  const choose = (orgIds: string[]) => ({ memberIds: [], orgIds, clientId: freshId('nudge') })
  const mixed = { ...inEast, ...choose(['org-east', 'org-east-2']) }
  expect(await leader.tries('notice.nudge', mixed)).toBe('badInput')
  // The secretaries of all below: also whose own people are missing, told of no more than those.
  const everywhere = { noticeId, orgId: 'org-hq', ...choose([]) }
  const told = (await editor.does('notice.nudge', everywhere)).outcomes
  expect(told.find(({ memberId }) => memberId === leader._id)?.secretaryOf).toEqual([
    { orgId: 'org-east', orgName: place.shortName },
  ])
  const below = await leader.does('notice.nudge', { ...inEast, ...choose([]) })
  expect(below.outcomes.map(({ memberId }) => memberId)).not.toContain('office')

  const group = { opengid: 'group-east' }
  const inGroup = async (by: Person) => {
    const cloudId = company.cloud.wechat.registerOpenData(by.openid, group)
    return (await by.does('notice.groupView', { noticeId, cloudId })).branches
  }
  const cloudId = company.cloud.wechat.registerOpenData(leader.openid, group)
  await leader.does('notice.bindGroup', { orgId: 'org-east', cloudId })
  const ofEast = { orgId: 'org-east', expected: 2, missing: 2 }
  const [ofLeader] = await inGroup(leader)
  expect(ofLeader).toMatchObject(ofEast)
  expect(ofLeader?.names?.sort()).toEqual(['guest', 'office'])
  // Who belongs to a branch below is not of this group's list.
  expect(await inGroup(people.plain('org-east-3'))).toEqual([])

  const record = { ...inEast, version: 1, memberId: 'office', reason: '当面' }
  await leader.does('notice.recordTold', record)
  await strikes()
  expect((await leader.does('notice.progress', inEast)).own).toMatchObject({ confirmed: 1 })

  // Guests are there to be reminded also where nobody belongs.
  await company.fill('members', [{ ...here, state: 'left' }])
  const next = { noticeId: await publish(company, leader, 'org-east'), orgId: 'org-east' }
  await strikes()
  const alone = await leader.does('notice.progress', next)
  expect(alone.own).toEqual({ expected: 0, read: 0, confirmed: 0, guests: 1 })
  const all = { ...next, ...choose(['org-east']) }
  const { outcomes } = await leader.does('notice.nudge', all)
  expect(outcomes.map(({ memberId }) => memberId)).toEqual(['guest'])
})
