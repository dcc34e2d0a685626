import type { AnswerRecord, Ask, AskKind } from '../../../typings/ask'
import { withCompany } from '../company'
import { DAY, fromNow, publish } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** A person's own records: everything that was asked of them, in whatever branch they stood then. */

const company = withCompany()
const BRANCH = 'org-east-2'
const EARLIER = 'org-east-3'
const KINDS: readonly AskKind[] = ['notice', 'meeting', 'followUp', 'weekly', 'unit', 'exam']
let reader: Person
let other: Person

beforeAll(async () => {
  const find = peopleOf(company)
  reader = find.plain(BRANCH)
  other = find.plain(EARLIER)
  const model = await company.find<Ask>(
    'asks',
    await publish(company, find.officer('secretary', BRANCH), BRANCH),
  )
  const asks = KINDS.map((kind) => ({ ...model, _id: `ask-${kind}`, kind, subjectId: `s-${kind}` }))
  await company.fill('asks', asks)
  const answers = asks.map(
    ({ _id, kind }, index): AnswerRecord => ({
      _id: `${_id}:1:${reader._id}`,
      askId: _id,
      kind,
      version: 1,
      memberId: reader._id,
      // Half of it before the person came to this branch.
      orgId: index % 2 === 0 ? BRANCH : EARLIER,
      path: reader.affiliation.path,
      readAt: fromNow(company, -DAY),
      answeredAt: fromNow(company, -DAY),
      changedAt: fromNow(company, -DAY - index),
      closesAt: fromNow(company, DAY),
    }),
  )
  await company.fill('answers', answers)
  const gone = { ...answers[0]!, _id: `gone:1:${reader._id}`, askId: 'gone', orgId: BRANCH }
  await company.fill('answers', [{ ...gone, changedAt: fromNow(company, -2 * DAY) }])
})

it('are of every kind, newest first, with the branch of the day and what opens them', async () => {
  const { records } = await reader.does('member.myRecords', {})
  expect(records.slice(0, KINDS.length).map(({ kind }) => kind)).toEqual(KINDS)
  const names = new Map(company.organisations.map(({ _id, name }) => [_id, name]))
  for (const [index, record] of records.slice(0, KINDS.length).entries())
    expect(record).toMatchObject({
      subjectId: `s-${record.kind}`,
      orgName: names.get(index % 2 === 0 ? BRANCH : EARLIER),
      askedBy: names.get(BRANCH),
      state: 'confirmed',
    })
})

it('stay when what was asked is gone, and lead nowhere', async () => {
  const { records } = await reader.does('member.myRecords', {})
  expect(records.at(-1)).toMatchObject({ title: '（已删除）', subjectId: null })
})

it('are nobody else’s', async () => {
  expect((await other.does('member.myRecords', {})).records).toEqual([])
})
