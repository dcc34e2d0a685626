import type { AuditEntry } from '../../../typings/audit'
import { withCompany } from '../company'
import { peopleOf } from '../notices/people'

/** How those who answer for people and organisations find them, and what they are told of them. */
const company = withCompany()
const BRANCH = 'org-east-2'
const people = () => peopleOf(company)
const someone = () =>
  company.members.find(
    (each) => each.affiliation.orgId === BRANCH && each.posts.length === 0 && each.phone,
  )!

test('an organisation is found by a part of its name, taken letter by letter, at and below a place', async () => {
  const admin = people().officer('administrator', 'org-hq')
  const { found } = await admin.does('organisation.search', { orgId: 'org-hq', words: '隧道' })
  expect(found).toEqual([
    expect.objectContaining({
      orgId: BRANCH,
      level: 'branch',
      above: expect.stringContaining('华东'),
    }),
  ])
  const elsewhere = { orgId: 'org-southwest', words: '隧道' }
  expect((await admin.does('organisation.search', elsewhere)).found).toEqual([])
  for (const words of ['.', '.*', '(', '隧[道]'])
    expect((await admin.does('organisation.search', { orgId: 'org-hq', words })).found).toEqual([])
})

test('says whom and what a change of an organisation reaches', async () => {
  const admin = people().officer('administrator', 'org-hq')
  const {
    people: below,
    peopleHere,
    organisations,
  } = await admin.does('organisation.effects', {
    orgId: 'org-east',
  })
  const counted = company.members.filter(({ affiliation }) => affiliation.path.includes('org-east'))
  expect([below, peopleHere]).toEqual([counted.length, 0])
  expect(organisations).toBe(
    company.organisations.filter(({ _id, path }) => _id !== 'org-east' && path.includes('org-east'))
      .length,
  )
})

test('a person is found by the beginning of the name, only below the place asked for', async () => {
  const admin = people().officer('administrator', 'org-hq')
  const { name, _id } = someone()
  const { found } = await admin.does('member.find', { orgId: 'org-hq', name: name.slice(0, 2) })
  const person = found.find(({ memberId }) => memberId === _id)
  expect(person).toMatchObject({ name, maskedPhone: expect.stringMatching(/^\d{3}\*{4}\d{4}$/) })
  expect(
    (await admin.does('member.find', { orgId: 'org-overseas', name })).found,
  ).not.toContainEqual(expect.objectContaining({ memberId: _id }))
})

test('those who hold a post in a committee are named there, though they belong to branches', async () => {
  const admin = people().officer('administrator', 'org-hq')
  const { holders, mayAppoint } = await admin.does('member.holders', { orgId: 'org-east' })
  expect(mayAppoint).toBe(true)
  expect(holders[0]).toMatchObject({ role: 'secretary', isDelegate: false })
  const expected = company.members
    .flatMap((each) => each.posts)
    .filter((post) => post.orgId === 'org-east')
  expect(holders).toHaveLength(expected.length)
})

test('a person’s page says what may be done, and no more; the number stays masked', async () => {
  const secretary = people().officer('secretary', BRANCH)
  const { _id: memberId, phone } = someone()
  const seen = await secretary.does('member.person', { orgId: BRANCH, memberId })
  expect(seen.may).toEqual(
    expect.arrayContaining(['revealPhone', 'setPhone', 'invite', 'undoJoin', 'leave', 'delegate']),
  )
  expect(seen.may).not.toContain('appoint')
  expect(JSON.stringify(seen)).not.toContain(phone)
  const admin = people().officer('administrator', 'org-hq')
  const above = await admin.does('member.person', { orgId: BRANCH, memberId })
  expect(above.may).toEqual(expect.arrayContaining(['appoint', 'attach', 'leave']))
  const other = people().officer('secretary', 'org-southwest-2')
  expect(await other.tries('member.person', { orgId: BRANCH, memberId })).toBe('forbidden')
})

test('a member may call who holds a post in the branch, and nobody else; the look is logged', async () => {
  const caller = people().plain(BRANCH)
  const officer = company.members.find((each) =>
    each.posts.some((post) => post.orgId === BRANCH && post.role === 'secretary'),
  )!
  const answer = await caller.does('member.callOfficer', { orgId: BRANCH, memberId: officer._id })
  expect(answer).toEqual({ phone: officer.phone ?? null })
  const log = await company.documents<AuditEntry>('audit')
  expect(
    log.filter((each) => each.action === 'member.revealPhone').map((each) => each.subjectId),
  ).toEqual([officer._id])
  const colleague = { orgId: BRANCH, memberId: someone()._id }
  expect(await caller.tries('member.callOfficer', colleague)).toBe('forbidden')
  // Who edits or administers headquarters took no post that is for its members.
  for (const role of ['editor', 'administrator'] as const) {
    const other = { orgId: 'org-hq', memberId: people().officer(role, 'org-hq')._id }
    expect(await caller.tries('member.callOfficer', other)).toBe('forbidden')
  }
})
