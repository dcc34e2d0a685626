import { withCompany } from '../company'
import { DAY, fromNow, publish } from './draft'
import { type Person, peopleOf } from './people'

const BRANCH = 'org-east-3'
const company = withCompany()
let secretary: Person
let editor: Person

beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  editor = find.officer('editor', 'org-hq')
})

const gaps = () => secretary.does('member.gaps', { orgId: BRANCH })

test('a branch owes what its names lists say, most urgent first, until everybody has done it', async () => {
  const later = await publish(company, editor, 'org-hq', { deadline: fromNow(company, 6 * DAY) })
  const soon = await publish(company, editor, 'org-hq', { deadline: fromNow(company, DAY) })
  const { rows } = await gaps()
  expect(rows.map(({ card }) => card.subjectId)).toEqual([soon, later])

  const { rows: names } = await secretary.does('notice.names', { noticeId: soon, orgId: BRANCH })
  expect(rows[0]).toMatchObject({ expected: names.length, missing: names.length })

  for (const { memberId } of names.slice(1)) {
    const told = { noticeId: soon, version: 1, orgId: BRANCH, memberId, reason: '班前会上告知' }
    await secretary.does('notice.recordTold', told)
  }
  expect((await gaps()).rows[0]).toMatchObject({ expected: names.length, missing: 1 })

  const [last] = names
  const told = {
    noticeId: soon,
    version: 1,
    orgId: BRANCH,
    memberId: last!.memberId,
    reason: '电话',
  }
  await secretary.does('notice.recordTold', told)
  expect((await gaps()).rows.map(({ card }) => card.subjectId)).toEqual([later])
})

test('what is withdrawn, not yet published or asked of others is no gap', async () => {
  const before = (await gaps()).rows.map(({ card }) => card.subjectId)
  const withdrawn = await publish(company, editor, 'org-hq')
  await editor.does('notice.withdraw', { noticeId: withdrawn, reason: '发错了' })
  await publish(company, editor, 'org-hq', { publishAt: fromNow(company, DAY) })
  await publish(company, editor, 'org-hq', {
    audience: { orgIds: ['org-overseas'], stages: [], roles: [], memberIds: [] },
  })
  expect((await gaps()).rows.map(({ card }) => card.subjectId)).toEqual(before)
})

test('an organisation with others below it has its progress pages instead', async () => {
  expect((await editor.does('member.gaps', { orgId: 'org-hq' })).rows).toEqual([])
})
