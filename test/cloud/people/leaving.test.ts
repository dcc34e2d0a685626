import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { AuditEntry } from '../../../typings/audit'
import type { Member, Session } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** Leaving on a day ahead, and staying after all. */
const company = withCompany()
const BRANCH = 'org-east-2'
let secretary: Person
let person: Person
beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  person = find.plain(BRANCH)
})
afterEach(() => company.cloud.clock.set(undefined))

const dayIn = (days: number) => localDate(new Date(company.cloud.clock.now() + days * DAY))
const leave = (on: string | null, reason: string) =>
  secretary.tries('member.leave', { memberId: person._id, on, reason })
async function logged(): Promise<string[]> {
  const log = await company.documents<AuditEntry>('audit')
  return log
    .filter(({ action, subjectId }) => action === 'member.leave' && subjectId === person._id)
    .map(({ summary }) => summary)
}

test('a day ahead can be changed and taken back; nothing of it is left, and all of it is in the log', async () => {
  const [first, second] = [dayIn(3), dayIn(5)]
  expect(await leave(first, '调离')).toBe('done')
  expect(await leave(second, '改期')).toBe('done')
  expect(await leave(null, '调令取消')).toBe('done')
  expect(await leave(null, '调令取消')).toBe('done')
  expect(await company.find<Member>('members', person._id)).not.toHaveProperty('leftOn')
  expect(await company.find<Session>('sessions', person.openid)).not.toHaveProperty('leftOn')
  expect(await leave(second, '还是要走')).toBe('done')
  expect(await leave(null, '又不走了')).toBe('done')
  expect(await logged()).toHaveLength(5)

  company.cloud.clock.advance(10 * DAY)
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
  expect(await person.tries('member.today', {})).toBe('done')
})

test('what has happened is not taken back', async () => {
  expect(await leave(dayIn(1), '调离')).toBe('done')
  company.cloud.clock.advance(2 * DAY)
  expect(await person.tries('member.today', {})).toBe('left')
  const seen = await secretary.does('member.person', { orgId: BRANCH, memberId: person._id })
  expect(seen).toMatchObject({ state: 'left', posts: [], attachments: [] })
  expect(await leave(null, '后悔')).toBe('left')
  expect(await person.tries('member.today', {})).toBe('left')
})
