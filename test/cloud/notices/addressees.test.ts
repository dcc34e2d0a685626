import { withCompany } from '../company'
import { type Person, peopleOf } from './people'

const company = withCompany()
const EAST = 'org-east'

async function found(by: Person, orgId: string, name: string): Promise<string[]> {
  const input = { orgId, name, orgIds: [], memberIds: [] }
  return (await by.does('notice.addressees', input)).found.map(({ memberId }) => memberId)
}

test('finds people by the beginning of their name, below the publisher only', async () => {
  const people = peopleOf(company)
  const [editor, leader] = [people.officer('editor', 'org-hq'), people.officer('secretary', EAST)]
  const [near, far] = [people.plain('org-east-2'), people.plain('org-overseas-2')]
  expect(await found(editor, 'org-hq', far.name)).toContain(far._id)
  expect(await found(leader, EAST, near.name.slice(0, 2))).toContain(near._id)
  expect(await found(leader, EAST, far.name)).not.toContain(far._id)
})

test('takes what is typed as characters, not as an expression', async () => {
  const editor = peopleOf(company).officer('editor', 'org-hq')
  for (const name of ['.*', '(', '[a-z', '\\'])
    expect(await found(editor, 'org-hq', name)).toEqual([])
})

test('names those of a draft by id, and leaves out who is not below the publisher', async () => {
  const people = peopleOf(company)
  const leader = people.officer('secretary', EAST)
  const [near, far] = [people.plain('org-east-2'), people.plain('org-overseas-2')]
  const { organisations, named } = await leader.does('notice.addressees', {
    orgId: EAST,
    name: '',
    orgIds: ['org-east-2', 'org-overseas-2'],
    memberIds: [near._id, far._id],
  })
  expect(organisations.map(({ orgId }) => orgId)).toEqual(['org-east-2'])
  expect(named.map(({ name }) => name)).toEqual([near.name])
})
