import { parsePlan } from '../../../local/cloud/faults/plan'
import type { NudgeOutcome } from '../../../typings/ask'
import { withCompany } from '../company'
import { freshId, fromNow, publish } from './draft'
import { type Person, peopleOf } from './people'

const company = withCompany()
const TEMPLATE = 'demo-reminder'
const BRANCH = 'org-east-2'
const MINUTE = 60_000

/** The person taps 允许 in WeChat, and the page banks it. */
async function accepts(person: Person) {
  company.cloud.wechat.acceptSubscription(person.openid, [TEMPLATE])
  const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
  return person.does('notice.bankQuota', { results, clientId: freshId('tap') })
}

function messagesTo(person: Person): unknown[] {
  const { outbox } = company.cloud.wechat
  return outbox.list({ kind: 'subscribeMessage.send', openid: person.openid })
}

async function nudgeBranch(by: Person, noticeId: string, people: Person[] = []) {
  const memberIds = people.map((person) => person._id)
  const clientId = freshId('nudge')
  const input = { noticeId, orgId: BRANCH, memberIds, orgIds: [], clientId }
  const { outcomes, withoutSecretary, card } = await by.does('notice.nudge', input)
  const outcomeOf = (person: Person): NudgeOutcome | undefined =>
    outcomes.find((each) => each.memberId === person._id)?.outcome
  return { input, outcomes, outcomeOf, withoutSecretary, card }
}

test('reminds by name who is missing and can be reached, and says what happened to everybody else', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', BRANCH)
  const [reached, unreached, done] = [0, 1, 2].map((nth) => people.plain(BRANCH, nth)) as [
    Person,
    Person,
    Person,
  ]
  const absent = people.notJoined(BRANCH)
  const noticeId = await publish(company, secretary, BRANCH)
  await accepts(reached)
  await accepts(done)
  const deviceAt = new Date(company.cloud.clock.now()).toISOString()
  await done.does('notice.confirm', { noticeId, version: 1, deviceAt })

  const { input, outcomes, outcomeOf, withoutSecretary, card } = await nudgeBranch(
    secretary,
    noticeId,
  )
  expect([reached, unreached, done, absent].map(outcomeOf)).toEqual([
    'sent',
    'noQuota',
    'alreadyAnswered',
    'notJoined',
  ])
  expect(messagesTo(reached)).toHaveLength(1)
  expect(messagesTo(done)).toHaveLength(0)
  expect(outcomes.find((each) => each.memberId === unreached._id)?.maskedPhone).toMatch(/\*{4}/)
  expect(card.path).toContain(noticeId)

  // The same tap once more answers the same and sends nothing.
  expect(await secretary.does('notice.nudge', input)).toEqual({ outcomes, withoutSecretary, card })
  expect(messagesTo(reached)).toHaveLength(1)
  expect(await reached.does('notice.quota', {})).toMatchObject({ quota: [{ left: 0 }] })
})

test('a secretary who has not answered is in nobody’s list to call: no message, no number', async () => {
  const secretary = peopleOf(company).officer('secretary', BRANCH)
  await accepts(secretary)
  const before = messagesTo(secretary).length
  const noticeId = await publish(company, secretary, BRANCH)
  const { outcomes } = await nudgeBranch(secretary, noticeId)
  const mine = { memberId: secretary._id, name: secretary.name, outcome: 'yourself' }
  expect(outcomes.filter(({ memberId }) => memberId === secretary._id)).toEqual([mine])
  expect(messagesTo(secretary)).toHaveLength(before)
})

test('from above reminds the secretary of a branch, not its people', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', BRANCH)
  const leader = people.officer('secretary', 'org-east')
  const member = people.plain(BRANCH, 4)
  const noticeId = await publish(company, leader, 'org-east')
  await accepts(secretary)
  await accepts(member)
  const before = messagesTo(member).length
  const { outcomes, outcomeOf } = await nudgeBranch(leader, noticeId)
  expect(outcomes).toHaveLength(1)
  expect(outcomeOf(secretary)).toBe('sent')
  expect(messagesTo(member)).toHaveLength(before)
})

test('leaves a person in peace for 30 minutes, and the names say so to whoever looks', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', BRANCH)
  const person = people.plain(BRANCH, 3)
  const noticeId = await publish(company, secretary, BRANCH)
  await accepts(person)
  await accepts(person)
  const first = await nudgeBranch(secretary, noticeId, [person])
  const editor = people.officer('editor', 'org-hq')
  const remindedAt = async (by: Person) => {
    const { rows } = await by.does('notice.names', { noticeId, orgId: BRANCH })
    return rows.filter((row) => row.remindedAt).map((row) => [row.memberId, row.remindedAt])
  }
  const at = expect.stringContaining(fromNow(company, 0).slice(0, 10))
  expect(await remindedAt(editor)).toEqual([[person._id, at]])
  const second = await nudgeBranch(secretary, noticeId, [person])
  expect([first, second].map((each) => each.outcomeOf(person))).toEqual(['sent', 'coolingDown'])
  company.cloud.clock.advance(31 * MINUTE)
  expect(await remindedAt(editor)).toEqual([])
  const third = await nudgeBranch(secretary, noticeId, [person])
  expect(third.outcomeOf(person)).toBe('sent')
  expect(messagesTo(person)).toHaveLength(2)
})

test('two officers at the same moment send one message', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', BRANCH)
  const person = people.plain(BRANCH, 4)
  const noticeId = await publish(company, secretary, BRANCH)
  await accepts(person)
  await accepts(person)
  const both = await Promise.all([1, 2].map(() => nudgeBranch(secretary, noticeId, [person])))
  expect(both.map((each) => each.outcomeOf(person)).sort()).toEqual(['coolingDown', 'sent'])
  expect(messagesTo(person)).toHaveLength(1)
})

test('when WeChat says the person has no message left, they count as not reached and the ledger follows', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', BRANCH)
  const person = people.plain(BRANCH, 5)
  const noticeId = await publish(company, secretary, BRANCH)
  const results = [{ templateId: TEMPLATE, result: 'accept' as const }]
  // Banked, but WeChat knows nothing of it.
  await person.does('notice.bankQuota', { results, clientId: freshId('tap') })
  const { outcomeOf } = await nudgeBranch(secretary, noticeId, [person])
  expect(outcomeOf(person)).toBe('noQuota')
  const { quota } = await person.does('notice.quota', {})
  expect(quota[0]?.left).toBe(0)
  expect(quota[0]?.refusedAt).not.toBeNull()
})

test('a tap is banked once, and only for a template that we have', async () => {
  const person = peopleOf(company).plain('org-east-3')
  const tap = {
    results: [{ templateId: TEMPLATE, result: 'accept' as const }],
    clientId: 'one-tap',
  }
  await person.does('notice.bankQuota', tap)
  const again = await person.does('notice.bankQuota', tap)
  expect(again.quota).toMatchObject([{ templateId: TEMPLATE, left: 1 }])
  const foreign = { results: [{ templateId: 'other', result: 'accept' as const }], clientId: 'x' }
  expect(await person.tries('notice.bankQuota', foreign)).toBe('badInput')
})

test('a worker that dies at any boundary leads to one message at most, and the repeat says what is known', async () => {
  const people = peopleOf(company)
  const secretary = people.officer('secretary', 'org-east-3')
  const person = people.plain('org-east-3', 1)
  for (let nth = 1; ; nth += 1) {
    const noticeId = await publish(company, secretary, 'org-east-3')
    await accepts(person)
    const before = messagesTo(person).length
    const input = {
      noticeId,
      orgId: 'org-east-3',
      memberIds: [person._id],
      orgIds: [],
      clientId: freshId('nudge'),
    }
    company.cloud.faults.add([parsePlan({ kind: 'worker-killed', nth, when: 'after' })], 1)
    const survived = await secretary.call('notice.nudge', input).then(
      () => true,
      () => false,
    )
    company.cloud.faults.clear()
    const { outcomes } = await secretary.does('notice.nudge', input)
    const sent = messagesTo(person).length - before
    const outcome = outcomes[0]?.outcome
    expect([nth, sent, ['sent', 'uncertain'].includes(String(outcome))]).toEqual([nth, sent, true])
    expect(sent).toBeLessThanOrEqual(1)
    if (outcome === 'sent') expect(sent).toBe(1)
    if (survived) return
    expect(nth).toBeLessThan(30)
  }
})
