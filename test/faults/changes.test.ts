import { sessionOf } from '../../cloudfunctions/kernel/session'
import { BEIJING, localDate } from '../../cloudfunctions/rules/calendar'
import { parsePlan } from '../../local/cloud/faults/plan'
import type { AuditEntry } from '../../typings/audit'
import type { ActionName, InputOf } from '../../typings/contract'
import type { Member, Organisation } from '../../typings/organisation'
import { type Caller, withCompany } from '../cloud/company'
import { DAY, draftOf, freshId, fromNow, publish, toOrganisations } from '../cloud/notices/draft'
import { type Person, peopleOf } from '../cloud/notices/people'
import { fillBank, publishQuiz, weeklyOf } from '../cloud/study/quiz'

/**
 * A change that is cut off after any of its writes and then sent again ends as one that was not: the same facts,
 * each once in the log. Cut off: the worker is killed, or the database's answer is lost.
 */
const company = withCompany()
const BRANCH = 'org-east-2'
const PARENT = 'org-east'
const MOST_TRIES = 4

interface Change {
  by: Caller
  name: ActionName
  input: object
  /** Id of what is changed, as the log has it. */
  subjectId: string
  /** What must be the same in the end; nothing that differs from one subject to the next. */
  facts(): Promise<unknown>
}

/** Prepares one subject that nobody touched yet; the change is then made to it. */
type Prepare = () => Promise<Change>

const secretary = () => peopleOf(company).officer('secretary', BRANCH)
const administrator = () => peopleOf(company).officer('administrator', 'org-hq')
const today = () => localDate(new Date(company.cloud.clock.now()))

/** Party members without posts and stays who have joined, each with a double: every change takes another one. */
const plain: Member[] = []
beforeAll(async () => {
  const abroad = company.organisations.flatMap(({ _id, timeZone }) =>
    timeZone === BEIJING ? [] : [_id],
  )
  const found = company.members.filter(
    ({ posts, attachments, openid, affiliation, stage }) =>
      posts.length + attachments.length === 0 &&
      ['full', 'probationary'].includes(stage) &&
      openid !== undefined &&
      !abroad.includes(affiliation.orgId),
  )
  const doubles = found.map(({ employeeNumber: _, ...person }) => ({
    ...person,
    _id: `${person._id}-double`,
    openid: `${person.openid}-double`,
  }))
  await company.fill('members', doubles)
  const consent = { version: 1, at: fromNow(company, -DAY) }
  const sessions = doubles.map((person) => sessionOf(person, person.openid, consent))
  await company.fill('sessions', sessions)
  plain.push(...found, ...doubles)
})

/** Another member at each call. */
function somebody(): Person {
  const person = plain.pop()
  if (person === undefined) throw new Error('The demo company has too few people')
  return { ...person, ...company.as(person.openid ?? '') }
}

function change<Name extends ActionName>(
  by: Caller,
  name: Name,
  input: InputOf<Name>,
  subjectId: string,
  facts: () => Promise<unknown>,
): Change {
  return { by, name, input, subjectId, facts }
}

/** Somebody with a stay that begins so many days from now. */
async function guest(inDays: number) {
  const person = somebody()
  const orgId = person.affiliation.orgId === BRANCH ? 'org-east-3' : BRANCH
  const from = localDate(new Date(company.cloud.clock.now() + inDays * DAY))
  const stay = { orgId, memberId: person._id, from }
  const { version } = await administrator().does('member.attach', stay)
  return { person, stay, version }
}

/** Somebody whose WeChat was taken from them, and who was sent a code. */
async function invited() {
  const person = somebody()
  await administrator().does('member.undoJoin', { memberId: person._id })
  const { code } = await administrator().does('member.invite', {
    memberId: person._id,
    form: 'typed',
  })
  return { person, code }
}

async function invitesOf({ _id }: Person): Promise<number> {
  const invites = await company.documents<{ memberId: string }>('invites')
  return invites.filter(({ memberId }) => memberId === _id).length
}

/** Somebody who asks to be let in, and the answer that does it. */
async function waiting() {
  const person = somebody()
  const { orgId } = person.affiliation
  await administrator().does('member.undoJoin', { memberId: person._id })
  const { cardId } = await administrator().does('member.joinCard', { orgId, renew: false })
  const asking = { cardId, fullName: person.name, note: '', consentVersion: 1 }
  const { requestId } = await person.does('member.requestToJoin', asking)
  return { person, asking, input: { orgId, requestId, memberId: person._id } }
}

/** Of a person: all that is theirs alone, in member and session. */
async function personFacts({ _id, openid }: Person) {
  const member = await company.find<Member>('members', _id)
  const session = await company.find<Member>('sessions', openid)
  return [member, session].map(
    (each) =>
      each && {
        roles: each.posts.map(({ role, orgId, until }) => [role, orgId, until]),
        guest: each.attachments.map(({ orgId, until }) => [orgId, until]),
        state: each.state,
        leftOn: each.leftOn,
        phone: each.phone === undefined ? undefined : each.phone.slice(0, 3),
        linked: each.openid !== undefined,
      },
  )
}

/** Sets a branch up; its first version. */
async function freshOrganisation(): Promise<{ orgId: string; version: number }> {
  const orgId = freshId('branch')
  const input = { ...written(orgId), orgId, parentId: PARENT, level: 'branch' } as const
  return { orgId, ...(await administrator().does('organisation.create', input)) }
}

function written(name: string) {
  return {
    name,
    shortName: name,
    timeZone: 'Asia/Shanghai',
    order: 9,
    kind: 'regular' as const,
    openedOn: '2026-01-01',
  }
}

async function organisationFacts(orgId: string) {
  const organisation = await company.find<Organisation>('organisations', orgId)
  const { parentId, state, version, path, closesOn } = organisation ?? {}
  const jobs = await company.documents<{ kind: string; orgId: string }>('jobs')
  const follows = jobs.filter((job) => job.orgId === orgId).map(({ kind }) => kind)
  return { parentId, state, version, depth: path?.length, closesOn, follows }
}

async function noticeFacts(noticeId: string) {
  const notice = await company.find<{ state: string; version: number; title: string }>(
    'notices',
    noticeId,
  )
  const ask = await company.find<{ state: string; version: number; title: string }>(
    'asks',
    noticeId,
  )
  const jobs = await company.linesWith('jobs', [`keepAnswers:${noticeId}:`])
  return [
    ...[notice, ask].map((each) => each && [each.state, each.version, each.title]),
    jobs.length,
  ]
}

async function quizFacts(quizId: string) {
  const [quiz, ask] = await Promise.all(
    ['quizzes', 'asks'].map((name) => company.find<{ state: string; title: string }>(name, quizId)),
  )
  const papers = await company.linesWith('papers', [`${quizId}:`])
  const keys = await company.linesWith('paperKeys', [`${quizId}:`])
  const jobs = await company.linesWith('jobs', [`tally:${quizId}:`])
  const held = await company.linesWith('questions', [quizId])
  return [
    ...[quiz, ask].map((each) => each && [each.state, each.title]),
    ...[papers, keys, jobs, held].map(({ length }) => length),
  ]
}

const CHANGES: [string, Prepare][] = [
  [
    'publish a quiz',
    async () => {
      const questionIds = await fillBank(secretary(), BRANCH, '党史', { single: 2 })
      const quizId = freshId('quiz')
      const quiz = weeklyOf(company, BRANCH, { choice: { questionIds }, closesAt: deadline })
      const input = { quizId, orgId: BRANCH, quiz, filesConfirmed: false }
      return change(secretary(), 'study.publish', input, quizId, () => quizFacts(quizId))
    },
  ],
  [
    'withdraw a quiz',
    async () => {
      const questionIds = await fillBank(secretary(), BRANCH, '党史', { single: 2 })
      const quiz = weeklyOf(company, BRANCH, { choice: { questionIds }, closesAt: deadline })
      const quizId = await publishQuiz(secretary(), BRANCH, quiz)
      const input = { quizId, reason: '题目有误' }
      return change(secretary(), 'study.withdraw', input, quizId, () => quizFacts(quizId))
    },
  ],
  [
    'publish',
    async () => {
      const noticeId = freshId()
      const input = { noticeId, orgId: BRANCH, notice: fixedDraft(), filesConfirmed: false }
      return change(secretary(), 'notice.publish', input, noticeId, () => noticeFacts(noticeId))
    },
  ],
  [
    'amend',
    async () => {
      const noticeId = await publish(company, secretary(), BRANCH)
      const { body, deadline } = fixedDraft()
      const text = { title: '更正', body, deadline, askAgain: true }
      const input = { noticeId, seenVersion: 1, ...text }
      return change(secretary(), 'notice.amend', input, noticeId, () => noticeFacts(noticeId))
    },
  ],
  [
    'withdraw',
    async () => {
      const noticeId = await publish(company, secretary(), BRANCH)
      const input = { noticeId, reason: '发错了' }
      return change(secretary(), 'notice.withdraw', input, noticeId, () => noticeFacts(noticeId))
    },
  ],
  [
    'appoint',
    async () => {
      const person = somebody()
      const { orgId } = person.affiliation
      const input = { orgId, memberId: person._id, role: 'groupLeader', from: today() } as const
      return change(administrator(), 'member.appoint', input, person._id, async () =>
        shapeOf(await personFacts(person), orgId),
      )
    },
  ],
  [
    'end a post',
    async () => {
      const person = somebody()
      const { orgId } = person.affiliation
      const post = { orgId, memberId: person._id, role: 'groupLeader' } as const
      const from = localDate(new Date(company.cloud.clock.now() - 3 * DAY))
      await administrator().does('member.appoint', { ...post, from })
      const input = { ...post, on: today() }
      return change(administrator(), 'member.endPost', input, person._id, async () =>
        shapeOf(await personFacts(person), orgId),
      )
    },
  ],
  [
    'attach',
    async () => {
      const person = somebody()
      const { orgId: home } = person.affiliation
      const orgId = home === BRANCH ? 'org-east-3' : BRANCH
      const input = { orgId, memberId: person._id, from: today() }
      return change(administrator(), 'member.attach', input, person._id, async () =>
        shapeOf(await personFacts(person), orgId),
      )
    },
  ],
  [
    'end a stay',
    async () => {
      const { person, stay } = await guest(-3)
      const input = { ...stay, until: today() }
      return change(administrator(), 'member.attach', input, person._id, async () =>
        shapeOf(await personFacts(person), stay.orgId),
      )
    },
  ],
  [
    'take a stay back',
    async () => {
      const { person, stay, version } = await guest(3)
      const input = { ...stay, version }
      return change(administrator(), 'member.detach', input, person._id, () => personFacts(person))
    },
  ],
  [
    'set a phone',
    async () => {
      const person = somebody()
      const { version } = person
      const input = { memberId: person._id, phone: '19900001234', version }
      return change(administrator(), 'member.setPhone', input, person._id, () =>
        personFacts(person),
      )
    },
  ],
  [
    'leave on a day ahead',
    async () => {
      const person = somebody()
      const on = localDate(new Date(company.cloud.clock.now() + 3 * DAY))
      const input = { memberId: person._id, on, reason: '调离' }
      return change(administrator(), 'member.leave', input, person._id, () => personFacts(person))
    },
  ],
  [
    'take a leaving back',
    async () => {
      const person = somebody()
      const about = { memberId: person._id, reason: '调离' }
      const on = localDate(new Date(company.cloud.clock.now() + 3 * DAY))
      await administrator().does('member.leave', { ...about, on })
      const input = { ...about, on: null }
      return change(administrator(), 'member.leave', input, person._id, () => personFacts(person))
    },
  ],
  [
    'leave at once',
    async () => {
      const person = somebody()
      const input = { memberId: person._id, on: today(), reason: '调离' }
      return change(administrator(), 'member.leave', input, person._id, () => personFacts(person))
    },
  ],
  [
    'undo a join',
    async () => {
      const person = somebody()
      const input = { memberId: person._id }
      return change(administrator(), 'member.undoJoin', input, person._id, () =>
        personFacts(person),
      )
    },
  ],
  [
    'invite',
    async () => {
      const person = somebody()
      await administrator().does('member.undoJoin', { memberId: person._id })
      const input = { memberId: person._id, form: 'card' } as const
      return change(administrator(), 'member.invite', input, person._id, () => invitesOf(person))
    },
  ],
  [
    'answer a request to join',
    async () => {
      const { person, input } = await waiting()
      const { requestId } = input
      const { name } = person
      return change(administrator(), 'member.answerJoinRequest', input, person._id, async () => {
        const request = await company.find<{ state: string; fullName: string }>(
          'joinRequests',
          requestId,
        )
        return [request?.state, request?.fullName === name, await personFacts(person)]
      })
    },
  ],
  [
    'join by a code',
    async () => {
      const { person, code } = await invited()
      const input = { code, fullName: person.name, consentVersion: 1 }
      return change(person, 'member.joinByCode', input, person._id, async () => [
        await personFacts(person),
        await invitesOf(person),
        (await company.documents<AuditEntry>('audit')).filter(
          ({ action, subjectId }) => action === 'member.join' && subjectId === person._id,
        ).length,
      ])
    },
  ],
  [
    'close an organisation',
    async () => {
      const { orgId, version } = await freshOrganisation()
      const input = { orgId, version, closesOn: '2099-01-01', reason: '竣工' }
      return change(administrator(), 'organisation.close', input, orgId, () =>
        organisationFacts(orgId),
      )
    },
  ],
  [
    'move an organisation',
    async () => {
      const { orgId, version } = await freshOrganisation()
      const input = { orgId, version, parentId: 'org-hq' }
      return change(administrator(), 'organisation.move', input, orgId, () =>
        organisationFacts(orgId),
      )
    },
  ],
  [
    'rename an organisation',
    async () => {
      const { orgId, version } = await freshOrganisation()
      const input = { ...written('新名称'), orgId, version }
      return change(administrator(), 'organisation.update', input, orgId, () =>
        organisationFacts(orgId),
      )
    },
  ],
]

let deadline: string
beforeAll(() => {
  deadline = fromNow(company, 7 * DAY)
})
/** The same words every time. */
function fixedDraft() {
  return draftOf(company, { audience: toOrganisations([BRANCH]), deadline })
}

/** Ids of one person’s own organisation are not those of another’s. */
function shapeOf(facts: unknown, orgId: string): unknown {
  return JSON.parse(JSON.stringify(facts).replaceAll(orgId, 'here'))
}

const send = ({ by, name, input }: Change) =>
  company.cloud.invoke(name.split('.')[0] ?? '', { action: name, input }, { openid: by.openid })

const isDone = (outcome: Awaited<ReturnType<typeof send>>) =>
  'result' in outcome && (outcome.result as { ok: boolean }).ok

/** As a phone does that got no answer, or one that says that a retry can help. */
async function untilDone(made: Change): Promise<number> {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) if (isDone(await send(made))) return tries
  throw new Error(`${made.name} was not done in ${MOST_TRIES} tries`)
}

async function outcomeOf(made: Change): Promise<unknown> {
  const log = await company.documents<{ subjectId: string; action: string; orgId: string }>('audit')
  const told = log
    .filter(({ subjectId, action }) => subjectId === made.subjectId && action === made.name)
    .map(({ action }) => action)
  return { facts: await made.facts(), told }
}

test.each(CHANGES)(
  '%s: cut off after any write and sent again, it is made once',
  async (_, prepare) => {
    const whole = await prepare()
    const outcome = await send(whole)
    expect(outcome).toMatchObject({ result: { ok: true, data: expect.anything() } })
    const writes = writesOf(outcome)
    expect(writes.length).toBeGreaterThan(0)
    const wanted = await outcomeOf(whole)

    for (const nth of writes)
      for (const fault of FAULTS) {
        const made = await prepare()
        const struck = await cutOff(nth, fault, () => untilDone(made))
        expect([nth, fault.kind, struck, await outcomeOf(made)]).toEqual([
          nth,
          fault.kind,
          1,
          wanted,
        ])
      }
  },
)

const FAULTS = [{ kind: 'worker-killed', when: 'after' }, { kind: 'response-lost' }] as const

/** Strikes the `nth` request of what `work` does first; how often it struck. */
async function cutOff(
  nth: number,
  fault: (typeof FAULTS)[number],
  work: () => Promise<unknown>,
): Promise<number | undefined> {
  const { faults } = company.cloud
  const [plan] = faults.add([parsePlan({ ...fault, action: 'database.*', nth })], 1)
  await work()
  const struck = faults.list().find(({ id }) => id === plan?.id)?.struck
  faults.clear()
  return struck
}

/** Cuts off each write of what `prepare` makes, then sees how another decision made after that ends. */
async function afterEachCut<Made extends { made: Change }>(
  prepare: () => Promise<Made>,
  then: (made: Made) => Promise<void>,
): Promise<number> {
  const { made } = await prepare()
  const whole = await send(made)
  const writes = writesOf(whole)
  for (const nth of writes) {
    const each = await prepare()
    expect(await cutOff(nth, FAULTS[0], () => send(each.made))).toBe(1)
    await then(each)
  }
  return writes.length
}

test('a join by code that was cut off and then taken back leaves no code that lets anybody in', async () => {
  const prepare = async () => {
    const { person, code } = await invited()
    const input = { code, fullName: person.name, consentVersion: 1 }
    const nobody = async () => null
    return { person, input, made: change(person, 'member.joinByCode', input, person._id, nobody) }
  }
  const cuts = await afterEachCut(prepare, async ({ person, input }) => {
    const isIn = (await company.find<Member>('members', person._id))?.openid !== undefined
    await administrator().does('member.undoJoin', { memberId: person._id })
    const finder = company.as(freshId('wx-finder'))
    expect(await finder.tries('member.joinByCode', input)).toBe(isIn ? 'codeInvalid' : 'done')
  })
  expect(cuts).toBeGreaterThan(3)
})

test('an acceptance that was cut off and then declined lets nobody in, nor one of somebody else', async () => {
  const prepare = async () => {
    const { person, asking, input } = await waiting()
    const nobody = async () => null
    const made = change(administrator(), 'member.answerJoinRequest', input, person._id, nobody)
    return { person, asking, input, made }
  }
  const linked = async ({ _id, openid }: Person) => [
    (await company.find<Member>('members', _id))?.openid,
    (await company.find<{ memberId: string }>('sessions', openid))?.memberId,
  ]
  const stateOf = async (requestId: string) =>
    (await company.find<{ state: string }>('joinRequests', requestId))?.state
  const cuts = await afterEachCut(prepare, async ({ person, input }) => {
    if ((await stateOf(input.requestId)) === 'accepted') return
    await administrator().does('member.answerJoinRequest', { ...input, memberId: null })
    expect([await stateOf(input.requestId), ...(await linked(person))]).toEqual([
      'declined',
      undefined,
      undefined,
    ])
  })
  expect(cuts).toBeGreaterThan(3)

  await afterEachCut(prepare, async ({ person, asking, input }) => {
    if ((await stateOf(input.requestId)) === 'accepted') return
    // Asked once more in between, where there is no session yet; then taken for somebody else of the branch.
    await person.tries('member.requestToJoin', asking)
    const { orgId } = input
    const other = company.members.find(
      ({ affiliation, openid }) => affiliation.orgId === orgId && openid === undefined,
    )
    const memberId = other?._id ?? ''
    await administrator().does('member.answerJoinRequest', { ...input, memberId })
    expect((await company.find<Member>('members', person._id))?.openid).toBeUndefined()
    expect((await company.find<{ memberId: string }>('sessions', person.openid))?.memberId).toBe(
      memberId,
    )
    await administrator().does('member.undoJoin', { memberId })
  })
})

test('a stay taken back is in the log of both sides, whatever else was taken back before the call is repeated', async () => {
  const prepare = async () => {
    const { person, stay } = await guest(3)
    const until = localDate(new Date(company.cloud.clock.now() + 5 * DAY))
    const from = localDate(new Date(company.cloud.clock.now() + 9 * DAY))
    await administrator().does('member.attach', { ...stay, until })
    const { version } = await administrator().does('member.attach', { ...stay, from })
    const nobody = async () => null
    const input = { ...stay, version }
    return {
      person,
      input,
      made: change(administrator(), 'member.detach', input, '', nobody),
      from,
    }
  }
  const seen = ({ _id: memberId, affiliation: { orgId } }: Person) =>
    administrator().does('member.person', { orgId, memberId })
  const cuts = await afterEachCut(prepare, async ({ person, input, made, from }) => {
    const { attachments, version } = await seen(person)
    if (attachments.some((stay) => stay.from === input.from)) return
    await administrator().does('member.detach', { ...input, from, version })
    expect(isDone(await send(made))).toBe(true)
    const log = await company.documents<AuditEntry>('audit')
    const told = log.filter(
      ({ action, subjectId }) => action === 'member.detach' && subjectId === person._id,
    )
    expect(told.filter(({ summary }) => summary.includes(input.from))).toHaveLength(2)
    expect(told).toHaveLength(4)
  })
  expect(cuts).toBeGreaterThan(2)
})

/** Which of a call's requests write, counted from 1. */
function writesOf({ invocationId }: Awaited<ReturnType<typeof send>>): number[] {
  const requests = company.cloud.operations.recent(invocationId)
  return requests.flatMap(({ action }, at) => (isWrite(action) ? [at + 1] : []))
}

function isWrite(action: string): boolean {
  return /insert|add|update|modify|set|remove|delete/i.test(action)
}
