import { audienceKeysOf } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { parsePlan } from '../../../local/cloud/faults/plan'
import type { ActionName, InputOf } from '../../../typings/contract'
import type { Member } from '../../../typings/organisation'
import { withCompany } from '../company'
import { DAY, draftOf, freshId, fromNow, publish } from './draft'
import { type Person, peopleOf } from './people'

/**
 * The budgets of what people do with notices, counted, not timed. An operation is one request to the database;
 * a round is a request that began after the one before had ended.
 */

const BRANCH = 'org-east-3'
/** Holds each request back, so that requests made side by side overlap on any machine. */
const LATENCY = { kind: 'latency', action: 'database.*', times: 'always', milliseconds: 20 }
const NOBODY = { expected: 0, read: 0, confirmed: 0 }
const OPEN_NOTICES = 25
const OLD_NOTICES = 60

describe.each([0, 1000])('with the demo company and %i more members', (more) => {
  const company = withCompany()
  let secretary: Person
  let editor: Person
  let reader: Person
  let noticeId: string
  /** Published, neither opened nor answered by the reader. */
  let untouched: string

  beforeAll(async () => {
    const find = peopleOf(company)
    secretary = find.officer('secretary', BRANCH)
    editor = find.officer('editor', 'org-hq')
    reader = find.plain(BRANCH)
    await company.fill('members', moreMembers(company.members, more))
    noticeId = await publish(company, editor, 'org-hq')
    for (let count = 1; count < OPEN_NOTICES; count += 1)
      untouched = await publish(company, editor, 'org-hq')
    await fillHistory()
    await company.fill('progress', [
      {
        _id: `${noticeId}:org-hq`,
        askId: noticeId,
        version: 1,
        at: fromNow(company, 0),
        rows: [],
        own: NOBODY,
      },
      {
        _id: `${noticeId}:org-east`,
        askId: noticeId,
        version: 1,
        at: fromNow(company, 0),
        rows: [],
        own: NOBODY,
      },
    ])
    company.cloud.faults.add([parsePlan(LATENCY)], 1)
  })

  /** What is over must not make anything slower: closed notices, and the reader's answers to them. */
  async function fillHistory() {
    const [ask] = await company.documents<{ _id: string }>('asks')
    const ids = Array.from({ length: OLD_NOTICES }, (_, at) => `old-${at}`)
    const past = { closesAt: fromNow(company, -DAY), publishAt: fromNow(company, -90 * DAY) }
    await company.fill(
      'asks',
      ids.map((_id) => ({ ...ask, ...past, _id, subjectId: _id })),
    )
    const { _id: memberId, affiliation } = reader
    await company.fill(
      'answers',
      ids.map((askId) => ({
        _id: `${askId}:1:${memberId}`,
        askId,
        kind: 'notice',
        version: 1,
        memberId,
        orgId: affiliation.orgId,
        path: affiliation.path,
        readAt: past.publishAt,
        answeredAt: past.publishAt,
        changedAt: past.publishAt,
        closesAt: past.closesAt,
      })),
    )
  }

  /** One call on a warm instance, and what it asked of the database. */
  async function cost<Name extends ActionName>(by: Person, name: Name, input: InputOf<Name>) {
    const functionName = name.split('.')[0] ?? ''
    await company.send(functionName, { action: 'unknown', input: {} }, by.openid)
    const event = { action: name, input }
    const outcome = await company.cloud.invoke(functionName, event, { openid: by.openid })
    expect(outcome).toMatchObject({ result: { ok: true } })
    const requests = company.cloud.operations.recent(outcome.invocationId)
    const sum = (of: 'documentsExamined' | 'documentsReturned') =>
      requests.reduce((total, request) => total + request[of], 0)
    return {
      operations: outcome.operations,
      rounds: outcome.rounds,
      examined: sum('documentsExamined'),
      returned: sum('documentsReturned'),
    }
  }

  const receiptOf = (of: string) => ({ noticeId: of, version: 1, deviceAt: fromNow(company, 0) })

  type Cost = Awaited<ReturnType<typeof cost>>

  function expectWithin(spent: Cost, operations: number, rounds: number) {
    expect(spent.operations).toBeLessThanOrEqual(operations)
    expect(spent.rounds).toBeLessThanOrEqual(rounds)
    expect(spent.examined).toBeLessThanOrEqual(2 * spent.returned)
  }

  it('opens the app with at most 5 operations in 2 rounds', async () => {
    expectWithin(await cost(reader, 'member.today', {}), 5, 2)
    expectWithin(await cost(secretary, 'member.today', {}), 5, 2)
  })

  it('lists 20 notices with unread marks with at most 3 operations in 2 rounds', async () => {
    const inbox = { box: 'inbox' as const, offset: 0, search: '' }
    expectWithin(await cost(reader, 'notice.list', inbox), 3, 2)
    const sent = { box: 'sent' as const, orgId: 'org-hq', before: null }
    expectWithin(await cost(editor, 'notice.list', sent), 3, 2)
  })

  it('opens and confirms a notice with at most 3 operations in 2 rounds each', async () => {
    const fresh = await publish(company, editor, 'org-hq')
    expectWithin(await cost(reader, 'notice.open', { noticeId: fresh }), 3, 2)
    expectWithin(await cost(reader, 'notice.confirm', receiptOf(fresh)), 3, 2)
  })

  it('lists what was answered with 3 operations, one after the other', async () => {
    expectWithin(await cost(reader, 'notice.list', { box: 'done', before: null }), 3, 3)
  })

  it('confirms what was never opened, and opens or confirms again, within the same', async () => {
    expectWithin(await cost(reader, 'notice.confirm', receiptOf(untouched)), 3, 2)
    expectWithin(await cost(reader, 'notice.confirm', receiptOf(untouched)), 2, 1)
    await reader.does('notice.open', { noticeId })
    expectWithin(await cost(reader, 'notice.open', { noticeId }), 2, 1)
    expectWithin(await cost(reader, 'notice.confirm', receiptOf(noticeId)), 3, 2)
    expectWithin(await cost(reader, 'notice.confirm', receiptOf(noticeId)), 2, 1)
  })

  it('opens what people are asked again with at most 3 operations in 2 rounds', async () => {
    const amended = await publish(company, editor, 'org-hq')
    await reader.does('notice.open', { noticeId: amended })
    const { title, body, deadline } = draftOf(company)
    const change = { title: `${title}（更正）`, body, deadline, askAgain: true, seenVersion: 1 }
    await editor.does('notice.amend', { noticeId: amended, ...change })
    expectWithin(await cost(reader, 'notice.open', { noticeId: amended }), 3, 2)
    expectWithin(await cost(reader, 'notice.open', { noticeId: amended }), 2, 1)
  })

  it('publishes to everyone with at most 4 operations in 2 rounds', async () => {
    const notice = draftOf(company)
    const input = { noticeId: freshId(), orgId: 'org-hq', notice, filesConfirmed: false }
    expectWithin(await cost(editor, 'notice.publish', input), 4, 2)
  })

  it('names who is missing in one branch with at most 4 operations in 2 rounds', async () => {
    expectWithin(await cost(secretary, 'notice.names', { noticeId, orgId: BRANCH }), 4, 2)
  })

  it('shows progress of the children with at most 3 operations in 2 rounds', async () => {
    expectWithin(await cost(editor, 'notice.progress', { noticeId, orgId: 'org-hq' }), 3, 2)
  })

  it('drills down into organisations the caller holds no post in within the same', async () => {
    const inBranch = { noticeId, orgId: BRANCH }
    expectWithin(await cost(editor, 'notice.progress', { noticeId, orgId: 'org-east' }), 3, 2)
    expectWithin(await cost(editor, 'notice.names', inBranch), 4, 2)
    expectWithin(await cost(editor, 'notice.names', { noticeId, orgId: 'org-east' }), 4, 2)
  })
})

/** Copies of people without posts, evenly over the branches of the company; none has joined. */
function moreMembers(members: readonly Member[], count: number): Member[] {
  const models = members.filter(({ posts, attachments }) => posts.length + attachments.length === 0)
  return Array.from({ length: count }, (_, at): Member => {
    const { openid: _openid, joinedAt: _joinedAt, ...model } = models[at % models.length] as Member
    const copy = { ...model, _id: `more-${at}` }
    return { ...copy, audienceKeys: audienceKeysOf(copy, localDate(new Date())) }
  })
}
