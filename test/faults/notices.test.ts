import { parsePlan } from '../../local/cloud/faults/plan'
import type { AnswerRecord } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { type Caller, withCompany } from '../cloud/company'
import { fromNow, publish } from '../cloud/notices/draft'
import { type Person, peopleOf } from '../cloud/notices/people'

const company = withCompany()

/** One round takes half a minute on two cores, most of it for starting workers again. */
const SEEDS = Array.from({ length: process.env.FAULTS_FULL === '1' ? 20 : 1 }, (_, at) => at + 1)
const PEOPLE = 100
const TAPS = 3
/** A phone does not give up; a test does, when something can never succeed. */
const MOST_TRIES = 40

/** Everything that can go wrong between a function and the database, some of it at each step of most calls. */
const FAULTS = [
  { kind: 'latency', action: 'database.*', times: 'always', milliseconds: [0, 15] },
  { kind: 'error', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'response-lost', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'worker-killed', collection: 'answers', times: 6, probability: 0.05, when: 'after' },
  { kind: 'worker-killed', collection: 'answers', times: 6, probability: 0.05, when: 'before' },
]

/** Confirms as the outbox does: again after no answer at all, and after an error that says that a retry can help. */
async function confirm(person: Caller, input: { noticeId: string; deviceAt: string }) {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const answer = await person
      .call('notice.confirm', { ...input, version: 1 })
      .catch(() => undefined)
    if (answer?.ok) return { at: answer.data.at, tries }
    if (answer !== undefined && !answer.error.retry) throw new Error(answer.error.code)
  }
  throw new Error(`${person.openid} got no receipt in ${MOST_TRIES} tries`)
}

describe.each(SEEDS)(
  '100 members confirm at the same moment, each three times (seed %i)',
  (seed) => {
    let noticeId: string
    let confirmers: Person[]
    let receipts: { memberId: string; at: string; tries: number }[]

    beforeAll(async () => {
      const find = peopleOf(company)
      noticeId = await publish(company, find.officer('editor', 'org-hq'), 'org-hq')
      confirmers = company.members
        .filter(({ openid }) => openid !== undefined)
        .slice(0, PEOPLE)
        .map((member) => ({ ...member, ...company.as(member.openid ?? '') }))
      // Some have opened it, the others confirm what they saw without network.
      for (const [at, person] of confirmers.entries())
        if (at % 4 === 0) await person.does('notice.open', { noticeId })

      company.cloud.faults.add(FAULTS.map(parsePlan), seed)
      const input = { noticeId, deviceAt: fromNow(company, 0) }
      receipts = await Promise.all(
        confirmers.flatMap((person) =>
          Array.from({ length: TAPS }, async () => ({
            memberId: person._id,
            ...(await confirm(person, input)),
          })),
        ),
      )
    })
    afterEach(() => company.cloud.faults.clear())

    it('meets every kind of fault', () => {
      const struck = company.cloud.faults
        .list()
        .map((fault) => ({ ...fault, met: fault.struck > 0 }))
      expect(struck.filter(({ met }) => !met)).toEqual([])
      expect(receipts.some(({ tries }) => tries > 1)).toBe(true)
    })

    it('stores every answer once, and every receipt is of that answer', async () => {
      const all = await company.documents<AnswerRecord>('answers')
      const answers = all.filter(({ askId }) => askId === noticeId)
      const stored = answers.map(({ memberId, answeredAt }) => ({ memberId, at: answeredAt }))
      const byMember = (a: { memberId: string }, b: { memberId: string }) =>
        a.memberId < b.memberId ? -1 : 1
      expect(receipts).toHaveLength(PEOPLE * TAPS)
      const told = new Set(receipts.map(({ memberId, at }) => `${memberId} ${at}`))
      expect([...told].sort()).toEqual(
        stored.sort(byMember).map(({ memberId, at }) => `${memberId} ${at}`),
      )
    })

    it('counts every organisation right at the next recount', async () => {
      // Longer than a change takes to settle.
      company.cloud.clock.advance(60_000)
      await company.cloud.timers.settled()
      await company.cloud.timers.fire('clock')
      const editor = peopleOf(company).officer('editor', 'org-hq')
      const parents = company.organisations.filter(({ _id }) =>
        company.organisations.some(({ parentId }) => parentId === _id),
      )
      const active = company.members.filter(({ state }) => state === 'active')
      for (const { _id: orgId } of parents) {
        const { rows } = await editor.does('notice.progress', { noticeId, orgId })
        const below = (child: string, people: readonly Member[]) =>
          people.filter(({ affiliation }) => affiliation.path.includes(child)).length
        const children = company.organisations
          .filter(({ _id, parentId }) => parentId === orgId && below(_id, active) > 0)
          .map(({ _id }) => [_id, below(_id, active), below(_id, confirmers)])
        expect(rows.map((row) => [row.orgId, row.expected, row.confirmed]).sort()).toEqual(
          children.sort(),
        )
      }
    })

    it('leaves lists of names that are exact in every branch', async () => {
      const editor = peopleOf(company).officer('editor', 'org-hq')
      const branches = [...new Set(company.members.map(({ affiliation }) => affiliation.orgId))]
      const confirmed = new Set(confirmers.map(({ _id }) => _id))
      for (const orgId of branches) {
        const { rows } = await editor.does('notice.names', { noticeId, orgId })
        const expected = company.members
          .filter(({ audienceKeys }) => audienceKeys.includes(`org:${orgId}`))
          .map(({ _id, openid }) => {
            const state = confirmed.has(_id) ? 'confirmed' : openid ? 'unread' : 'notJoined'
            return `${_id} ${state}`
          })
        expect(rows.map(({ memberId, state }) => `${memberId} ${state}`).sort()).toEqual(
          expected.sort(),
        )
      }
    })
  },
)
