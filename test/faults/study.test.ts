import { parsePlan } from '../../local/cloud/faults/plan'
import type { AnswerRecord } from '../../typings/ask'
import type { InputOf, OutputOf } from '../../typings/contract'
import type { Member, Session } from '../../typings/organisation'
import { type Caller, withCompany } from '../cloud/company'
import { DAY, HOUR } from '../cloud/notices/draft'
import { peopleOf } from '../cloud/notices/people'
import { examOf, fillBank, letTimePass, publishQuiz, rightFor, wrongFor } from '../cloud/study/quiz'

const IS_FULL = process.env.FAULTS_FULL === '1'
/** Who submit in the same moment. */
const PEOPLE = IS_FULL ? 1000 : 100
/** The platform takes half of what arrives in one moment and sends the others home: 1000 of 2000 in full size. */
const company = withCompany({ concurrency: PEOPLE })
const QUESTIONS = 6
/** A phone does not give up; a test does, when something can never succeed. */
const MOST_TRIES = 40
const BRANCH = 'org-east-3'

/** Everything that can go wrong between a function and the database, some of it at each step of most calls. */
const FAULTS = [
  { kind: 'latency', action: 'database.*', times: 'always', milliseconds: [0, 15] },
  { kind: 'error', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'response-lost', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'worker-killed', collection: 'attempts', times: 4, probability: 0.05, when: 'after' },
  { kind: 'worker-killed', collection: 'attempts', times: 4, probability: 0.05, when: 'before' },
]

interface Candidate {
  caller: Caller
  memberId: string
  started: OutputOf<'study.start'>
  /** Positions answered wrong. */
  wrong: number[]
}

interface StoredAttempt {
  quizId: string
  memberId: string
  number: Record<string, string>
  rated: boolean
  scored: boolean
  submittedAt: string | null
  wrong: string[]
}

/** Phones whose call the platform did not take, longest first: each comes again when a call has ended. */
const sentHome: (() => void)[] = []
let timesSentHome = 0

/**
 * Calls as a phone's outbox does: again after no answer at all, after an error a retry can help, and later when too
 * many call at once.
 */
async function persist<Name extends 'study.start' | 'study.submit'>(
  caller: Caller,
  name: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  for (let tries = 0; tries < MOST_TRIES; ) {
    const answer = await caller.call(name, input).catch((error: Error) => error)
    if (answer instanceof Error && answer.message.includes('EXCEED_CONCURRENT_REQUEST_LIMIT')) {
      timesSentHome += 1
      await new Promise<void>((resolve) => sentHome.push(resolve))
      continue
    }
    sentHome.shift()?.()
    tries += 1
    if (answer instanceof Error) continue
    if (answer.ok) return answer.data
    if (!answer.error.retry) throw new Error(answer.error.code)
  }
  throw new Error(`${caller.openid} got no answer in ${MOST_TRIES} tries`)
}

/** As many people of the branch as take part, all joined. */
async function joinedPeople(): Promise<{ caller: Caller; memberId: string }[]> {
  const [model] = company.members.filter(
    ({ affiliation, openid, posts }) =>
      affiliation.orgId === BRANCH && openid !== undefined && posts.length === 0,
  )
  const session = (await company.documents<Session>('sessions')).find(
    ({ _id }) => _id === model?.openid,
  )
  if (model === undefined || session === undefined) throw new Error('nobody to copy')
  const people = Array.from({ length: PEOPLE }, (_, at) => `candidate-${at}`)
  await company.fill(
    'members',
    people.map((_id): Member => ({ ...model, _id, openid: `wx-${_id}` })),
  )
  await company.fill(
    'sessions',
    people.map((memberId): Session => ({ ...session, _id: `wx-${memberId}`, memberId })),
  )
  return people.map((memberId) => ({ memberId, caller: company.as(`wx-${memberId}`) }))
}

describe(`${PEOPLE} people hand an exam in at the same moment, each twice`, () => {
  let quizId: string
  let candidates: Candidate[]
  let receipts: { memberId: string; submittedAt: string }[]

  beforeAll(async () => {
    const author = peopleOf(company).officer('secretary', BRANCH)
    await fillBank(author, BRANCH, '并发', { single: 12, multiple: 6 })
    const rules = [
      { subject: '并发', kind: 'single' as const, count: 4 },
      { subject: '并发', kind: 'multiple' as const, count: 2 },
    ]
    const terms = { papers: 3, minutes: 60, attempts: 1 }
    quizId = await publishQuiz(
      author,
      BRANCH,
      examOf(company, BRANCH, { choice: { rules }, terms }),
    )
    const people = await joinedPeople()
    company.cloud.faults.add(FAULTS.map(parsePlan), 7)
    candidates = await Promise.all(
      people.map(async ({ caller, memberId }, nth) => {
        const [started, twin] = await Promise.all(
          [1, 2].map(() => persist(caller, 'study.start', { quizId, attempt: 1 })),
        )
        if (started === undefined) throw new Error('not started')
        expect(twin?.questions).toEqual(started.questions)
        const wrong = started.questions.map(({ position }) => position).slice(0, nth % QUESTIONS)
        return { caller, memberId, started, wrong }
      }),
    )
    receipts = await Promise.all(
      candidates.flatMap(({ caller, memberId, started, wrong }) =>
        [1, 2].map(async () => {
          const answers = started.questions.map((each) => ({
            position: each.position,
            given: wrong.includes(each.position) ? wrongFor(each) : rightFor(each),
            seq: each.position + 1,
          }))
          const input = { quizId, attempt: 1, answers }
          return { memberId, ...(await persist(caller, 'study.submit', input)) }
        }),
      ),
    )
  })
  afterAll(() => company.cloud.faults.clear())

  it('meets every kind of fault, and a platform that takes no more calls', () => {
    expect(company.cloud.faults.list().filter(({ struck }) => struck === 0)).toEqual([])
    expect(timesSentHome).toBeGreaterThan(0)
  })

  it('keeps exactly one rated attempt of each, and every receipt is of it', async () => {
    const all = await company.documents<StoredAttempt>('attempts')
    const attempts = all.filter((attempt) => attempt.quizId === quizId)
    expect(attempts.filter(({ rated }) => rated)).toHaveLength(PEOPLE)
    expect(attempts).toHaveLength(PEOPLE)
    const stored = new Set(
      attempts.map(({ memberId, submittedAt }) => `${memberId} ${submittedAt}`),
    )
    const told = new Set(receipts.map(({ memberId, submittedAt }) => `${memberId} ${submittedAt}`))
    expect([...told].sort()).toEqual([...stored].sort())
  })

  it('scores every one right, though the settling is struck too', async () => {
    for (let strikes = 0; strikes < 20 && (await unscored()) > 0; strikes += 1)
      await letTimePass(company, 60_000).catch(() => undefined)
    company.cloud.faults.clear()
    await letTimePass(company, DAY + 2 * HOUR)
    expect(await unscored()).toBe(0)
    for (const { caller, wrong, started } of candidates) {
      const { attempt } = await caller.does('study.result', { quizId, attempt: 1 })
      expect(attempt.score).toMatchObject({
        right: QUESTIONS - wrong.length,
        questions: started.questions.length,
      })
    }
    const scores = await company.documents<{ quizId: string; memberId: string; wrong: string[] }>(
      'attempts',
    )
    const wrongOf = new Map(scores.map(({ memberId, wrong }) => [memberId, wrong.length]))
    expect(candidates.map(({ memberId }) => wrongOf.get(memberId))).toEqual(
      candidates.map(({ wrong }) => wrong.length),
    )
    const answers = await company.documents<AnswerRecord>('answers')
    const done = answers.filter(({ askId, answeredAt }) => askId === quizId && answeredAt !== null)
    expect(done).toHaveLength(PEOPLE)
  })

  async function unscored(): Promise<number> {
    const all = await company.documents<StoredAttempt>('attempts')
    return all.filter((attempt) => attempt.quizId === quizId && !attempt.scored).length
  }
})
