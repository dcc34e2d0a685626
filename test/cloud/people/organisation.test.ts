import type { AuditEntry } from '../../../typings/audit'
import type { Member, Organisation, Session } from '../../../typings/organisation'
import { withCompany } from '../company'
import { publish } from '../notices/draft'
import { peopleOf } from '../notices/people'

const company = withCompany()
const MINUTE = 60_000
const written = { shortName: '新项目', timeZone: 'Asia/Shanghai', order: 1 }

const administrator = () => peopleOf(company).officer('administrator', 'org-hq')

async function clockRuns() {
  company.cloud.clock.advance(MINUTE)
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
}

test('sets up a branch once, tells what the rules say of it, and closes it when it is empty', async () => {
  const admin = administrator()
  const input = {
    ...written,
    orgId: 'new-branch',
    parentId: 'org-east',
    name: '新项目党支部',
    level: 'branch' as const,
    kind: 'temporary' as const,
  }
  await admin.does('organisation.create', input)
  await admin.does('organisation.create', input)
  expect(await admin.tries('organisation.create', { ...input, name: '别的' })).toBe('idReused')

  const { organisation, advice, mayEdit } = await admin.does('organisation.tree', {
    orgId: 'new-branch',
  })
  expect([organisation.version, mayEdit]).toEqual([1, true])
  expect(advice.map((each) => each.rule)).toContain('ORG-7')
  const { children } = await admin.does('organisation.tree', { orgId: 'org-east' })
  expect(children.map((each) => each._id)).toContain('new-branch')

  const close = { orgId: 'new-branch', closesOn: '2020-01-01', reason: '项目竣工' }
  const closed = await admin.does('organisation.close', { ...close, version: 1 })
  expect(closed).toEqual({ version: 2, state: 'closed' })
  expect(await admin.tries('organisation.close', { ...close, closesOn: null, version: 2 })).toBe(
    'ruleBroken',
  )
  const audit = await company.documents<AuditEntry>('audit')
  const about = audit.filter((each) => each.subjectId === 'new-branch').map((each) => each.action)
  expect(about.sort()).toEqual(['organisation.close', 'organisation.create'])
})

test('refuses what the rules forbid, with the rule', async () => {
  const admin = administrator()
  const group = await admin.call('organisation.create', {
    ...written,
    orgId: 'lost-group',
    parentId: 'org-east',
    name: '一组',
    level: 'group',
  })
  expect(group).toMatchObject({
    ok: false,
    error: { code: 'ruleBroken', detail: { rule: 'ORG-13' } },
  })
  const full = await admin.call('organisation.close', {
    orgId: 'org-east-2',
    version: 1,
    closesOn: '2020-01-01',
    reason: '竣工',
  })
  expect(full).toMatchObject({
    ok: false,
    error: { code: 'ruleBroken', detail: { rule: 'ORG-17' } },
  })
  const below = await admin.tries('organisation.move', {
    orgId: 'org-east',
    version: 1,
    parentId: 'org-east-2',
  })
  expect(below).toBe('badInput')
})

test('a later change does not overwrite an earlier one', async () => {
  const admin = administrator()
  const { organisation } = await admin.does('organisation.tree', { orgId: 'org-east-4' })
  const change = {
    ...written,
    orgId: 'org-east-4',
    version: organisation.version,
    ...(organisation.kind === undefined ? {} : { kind: organisation.kind }),
  }
  const first = { ...change, name: '改名后的党支部' }
  const next = organisation.version + 1
  expect(await admin.does('organisation.update', first)).toEqual({ version: next })
  expect(await admin.does('organisation.update', first)).toEqual({ version: next })
  expect(await admin.tries('organisation.update', { ...change, name: '另一个名字' })).toBe(
    'changedMeanwhile',
  )
  await clockRuns()
  const people = (await company.documents<Member>('members')).filter(
    ({ affiliation }) => affiliation.orgId === 'org-east-4',
  )
  expect(new Set(people.map((person) => person.affiliation.orgName))).toEqual(
    new Set(['改名后的党支部']),
  )
})

test('people move with their organisation, what happened before stays, and counts follow', async () => {
  const admin = administrator()
  const { children } = await admin.does('organisation.tree', { orgId: 'org-hq' })
  const target = children.find((each) => each._id !== 'org-east' && each.level !== 'branch')
  const parentId = target?._id ?? ''
  const person = peopleOf(company).plain('org-east-3')
  const noticeId = await publish(company, publisher(), 'org-hq')
  const confirmed = { noticeId, version: 1, deviceAt: new Date().toISOString() }
  await person.does('notice.confirm', confirmed)
  await clockRuns()
  const before = await company.documents<{ memberId: string; path: string[] }>('answers')

  const { organisation } = await admin.does('organisation.tree', { orgId: 'org-east-3' })
  const move = { orgId: 'org-east-3', version: organisation.version, parentId }
  const moved = await admin.does('organisation.move', move)
  expect(await admin.does('organisation.move', move)).toEqual(moved)
  await clockRuns()

  const path = ['org-hq', parentId, 'org-east-3']
  expect((await company.find<Organisation>('organisations', 'org-east-3'))?.path).toEqual(path)
  const member = await company.find<Member>('members', person._id)
  expect(member?.affiliation.path).toEqual(path)
  expect(member?.audienceKeys).toContain(`org:${parentId}`)
  expect(member?.audienceKeys).not.toContain('org:org-east')
  const session = await company.find<Session>('sessions', person.openid)
  expect(session?.affiliation.path).toEqual(path)
  expect(await company.documents('answers')).toEqual(before)

  const { rows } = await publisher().does('notice.progress', { noticeId, orgId: 'org-hq' })
  const active = (await company.documents<Member>('members')).filter(
    (each) => each.state === 'active',
  )
  const expected = (orgId: string) =>
    active.filter((each) => each.affiliation.path.includes(orgId)).length
  for (const row of rows)
    expect([row.orgId, row.expected]).toEqual([row.orgId, expected(row.orgId)])
  const east = await publisher().does('notice.progress', { noticeId, orgId: 'org-east' })
  expect(east.rows.map((row) => row.orgId)).not.toContain('org-east-3')

  function publisher() {
    return peopleOf(company).officer('secretary', 'org-hq')
  }
})
