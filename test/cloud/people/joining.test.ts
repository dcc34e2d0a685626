import { parsePlan } from '../../../local/cloud/faults/plan'
import type { Member } from '../../../typings/organisation'
import type { Caller } from '../company'
import { type Company, openCompany } from '../company'

/** Everything about becoming, being and ceasing to be somebody: how people join, leave and take their data away. */

const CONSENT = 1
const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

let company: Company
beforeAll(async () => {
  company = await openCompany()
})
afterAll(async () => {
  await company.cloud.stop()
})
beforeEach(() => {
  company.cloud.clock.set(undefined)
})

let strangers = 0
/** A WeChat that nobody has seen before. */
function stranger(): Caller {
  strangers += 1
  return company.as(`wx-stranger-${strangers}`)
}

let people = 0
/** Somebody new of a branch whose secretary has joined; with a number of their own, unless told otherwise. */
async function unjoined(change: Partial<Member> = {}): Promise<Member> {
  people += 1
  const [{ openid: _openid, joinedAt: _joinedAt, ...somebody }] = ledMembers() as [Member]
  const person: Member = {
    ...somebody,
    _id: `newcomer-${people}`,
    name: `新同志${people}`,
    employeeNumber: `N${people}`,
    phone: freshPhone(),
    attachments: [],
    posts: [],
    ...change,
  }
  await company.fill('members', [person])
  return person
}

/** Everybody whose branch has a secretary who has joined. */
function ledMembers(): Member[] {
  return company.members.filter(({ affiliation }) => findSecretary(affiliation.orgId))
}

function findSecretary(orgId: string): string | undefined {
  return company.members.find(
    ({ openid, posts }) =>
      openid !== undefined &&
      posts.some((post) => post.role === 'secretary' && post.orgId === orgId),
  )?.openid
}

/** Somebody unjoined, and the WeChat of who lets people into their branch. */
async function guided(): Promise<{ person: Member; secretary: Caller }> {
  const person = await unjoined()
  return { person, secretary: company.as(findSecretary(person.affiliation.orgId) ?? '') }
}

async function phoneCode({ openid }: Caller, phoneNumber: string): Promise<string> {
  const answer = await fetch(`${company.cloud.url}/_local/wx/phone-codes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ openid, phoneNumber }),
  })
  return ((await answer.json()) as { code: string }).code
}

async function byPhone(caller: Caller, phone: string) {
  return caller.call('member.joinByPhone', {
    phoneCode: await phoneCode(caller, phone),
    consentVersion: CONSENT,
  })
}

const byCode = (caller: Caller, code: string, fullName: string) =>
  caller.call('member.joinByCode', { code, fullName, consentVersion: CONSENT })

const codeOf = (answer: { ok: true } | { ok: false; error: { code: string } }) =>
  answer.ok ? 'done' : answer.error.code

const memberNow = async (id: string): Promise<Member> => {
  const member = await company.find<Member>('members', id)
  if (member === undefined) throw new Error(`${id} is gone`)
  return member
}

let phones = 0
/** A number nobody has. */
function freshPhone(): string {
  phones += 1
  return `1099999${String(phones).padStart(4, '0')}`
}

describe('by phone', () => {
  test('exactly one unclaimed person has the number: they are that person', async () => {
    const person = await unjoined()
    const caller = stranger()
    const answer = await byPhone(caller, person.phone ?? '')
    expect(answer).toMatchObject({ ok: true, data: { me: { memberId: person._id } } })
    expect(await memberNow(person._id)).toMatchObject({ openid: caller.openid })
    expect(await caller.does('member.session', {})).toMatchObject({
      joined: true,
      me: { memberId: person._id, consentVersion: CONSENT },
    })
  })

  test('two people have it, nobody has it, or the one who has it is claimed: nobody is claimed', async () => {
    const phone = freshPhone()
    const [first, second] = [await unjoined({ phone }), await unjoined({ phone })]
    const caller = stranger()
    expect(codeOf(await byPhone(caller, phone))).toBe('noMatch')
    expect(codeOf(await byPhone(caller, freshPhone()))).toBe('noMatch')
    for (const { _id } of [first, second]) expect(await memberNow(_id)).not.toHaveProperty('openid')

    const claimed = await unjoined()
    expect(codeOf(await byPhone(stranger(), claimed.phone ?? ''))).toBe('done')
    const late = stranger()
    expect(codeOf(await byPhone(late, claimed.phone ?? ''))).toBe('alreadyJoined')
    expect(await late.does('member.session', {})).toEqual({ joined: false })
  })

  test('a code is good for the WeChat it was given to, once', async () => {
    const person = await unjoined()
    const [owner, thief] = [stranger(), stranger()]
    const claim = async (by: Caller, code: string) =>
      by.tries('member.joinByPhone', { phoneCode: code, consentVersion: CONSENT })
    const stolen = await phoneCode(owner, person.phone ?? '')
    expect(await claim(thief, stolen)).toBe('noMatch')
    expect(await memberNow(person._id)).not.toHaveProperty('openid')
    const code = await phoneCode(owner, person.phone ?? '')
    expect(await claim(owner, code)).toBe('done')
    expect(await claim(thief, code)).toBe('noMatch')
  })

  test('a leaver with the number, and a code that WeChat did not issue, match nobody', async () => {
    const person = await unjoined({ state: 'left' })
    expect(codeOf(await byPhone(stranger(), person.phone ?? ''))).toBe('noMatch')
    const invented = { phoneCode: 'invented', consentVersion: CONSENT }
    expect(await stranger().tries('member.joinByPhone', invented)).toBe('noMatch')
  })

  test('two WeChats claim one person at once: one gets them', async () => {
    const person = await unjoined()
    const callers = [stranger(), stranger()]
    const answers = await Promise.all(callers.map((caller) => byPhone(caller, person.phone ?? '')))
    expect(answers.map(codeOf).sort()).toEqual(['alreadyJoined', 'done'])
    const winner = callers[answers.findIndex((answer) => answer.ok)]
    expect(await memberNow(person._id)).toMatchObject({ openid: winner?.openid })
    const sessions = await company.documents<{ memberId: string }>('sessions')
    expect(sessions.filter(({ memberId }) => memberId === person._id)).toHaveLength(1)
  })

  test('one WeChat claims two people at once: it is one of them, the other stays free', async () => {
    const people = [await unjoined(), await unjoined()]
    const caller = stranger()
    await Promise.all(people.map(({ phone }) => byPhone(caller, phone ?? '')))
    const after = await Promise.all(people.map(({ _id }) => memberNow(_id)))
    expect(after.filter(({ openid }) => openid === caller.openid)).toHaveLength(1)
    expect(after.filter(({ openid }) => openid === undefined)).toHaveLength(1)
  })
})

describe('by invite', () => {
  test.each(['card', 'typed'] as const)('a %s works once, with the full name', async (form) => {
    const { person, secretary } = await guided()
    const { code } = await secretary.does('member.invite', { memberId: person._id, form })
    expect(code).toMatch(form === 'card' ? /^[\w-]{22}$/ : /^[2-9A-HJ-NP-Z]{8}$/)
    const stored = await company.documents<{ memberId: string }>('invites')
    expect(JSON.stringify(stored)).not.toContain(code)

    const caller = stranger()
    expect(codeOf(await byCode(caller, code, `${person.name}某`))).toBe('nameMismatch')
    const spaced = form === 'typed' ? `${code.slice(0, 4)}-${code.slice(4).toLowerCase()}` : code
    expect(codeOf(await byCode(caller, spaced, ` ${[...person.name].join(' ')} `))).toBe('done')
    expect(await memberNow(person._id)).toMatchObject({ openid: caller.openid })

    expect(codeOf(await byCode(stranger(), code, person.name))).toBe('codeInvalid')
    // The same WeChat again is who it is.
    expect(codeOf(await byCode(caller, code, person.name))).toBe('done')
    const again = { memberId: person._id, form }
    expect(await secretary.tries('member.invite', again)).toBe('alreadyJoined')
  })

  test.each(['card', 'typed'] as const)(
    'a card and the code read aloud stand side by side; the %s used ends both',
    async (form) => {
      const { person, secretary } = await guided()
      const invited = (by: 'card' | 'typed') =>
        secretary.does('member.invite', { memberId: person._id, form: by })
      const codes = { card: (await invited('card')).code, typed: (await invited('typed')).code }
      expect(codeOf(await byCode(stranger(), codes[form], person.name))).toBe('done')
      await secretary.does('member.undoJoin', { memberId: person._id })
      for (const code of Object.values(codes))
        expect(codeOf(await byCode(stranger(), code, person.name))).toBe('codeInvalid')
    },
  )

  test('an invite ends after seven days; a new one replaces the old', async () => {
    const { person, secretary } = await guided()
    const invite = { memberId: person._id, form: 'typed' } as const
    const { code: old } = await secretary.does('member.invite', invite)
    const { code } = await secretary.does('member.invite', invite)
    expect(codeOf(await byCode(stranger(), old, person.name))).toBe('codeInvalid')
    company.cloud.clock.advance(7 * DAY + HOUR)
    expect(codeOf(await byCode(stranger(), code, person.name))).toBe('codeExpired')
    company.cloud.clock.set(undefined)
    expect(codeOf(await byCode(stranger(), code, person.name))).toBe('done')
  })

  test('a WeChat that is somebody already stays who it is', async () => {
    const { person, secretary } = await guided()
    const { code } = await secretary.does('member.invite', { memberId: person._id, form: 'card' })
    const other = await unjoined()
    const caller = stranger()
    await byPhone(caller, other.phone ?? '')
    const answer = await byCode(caller, code, person.name)
    expect(answer).toMatchObject({ ok: true, data: { me: { memberId: other._id } } })
    expect(await memberNow(person._id)).not.toHaveProperty('openid')
  })
})

describe('by the join card of a branch', () => {
  async function asked() {
    const { person, secretary } = await guided()
    const orgId = person.affiliation.orgId
    const { cardId } = await secretary.does('member.joinCard', { orgId, renew: false })
    const caller = stranger()
    const request = { cardId, fullName: person.name, note: '新来的', consentVersion: CONSENT }
    const { requestId } = await caller.does('member.requestToJoin', request)
    return { person, secretary, orgId, cardId, caller, request, requestId }
  }

  test('a stranger learns the name of the branch and asks; the secretary accepts, and takes it back', async () => {
    const { person, secretary, orgId, cardId, caller, request, requestId } = await asked()
    expect(await caller.does('member.readJoinCard', { cardId })).toEqual({
      orgName: person.affiliation.orgName,
    })
    // The same card until it is renewed, one request however often it is sent.
    expect(await secretary.does('member.joinCard', { orgId, renew: false })).toMatchObject({
      cardId,
    })
    expect(await caller.does('member.requestToJoin', request)).toMatchObject({ requestId })
    const { joinRequests } = await secretary.does('member.branch', { orgId })
    expect(joinRequests.filter((each) => each.requestId === requestId)).toMatchObject([
      { fullName: person.name, candidates: [{ memberId: person._id }] },
    ])
    expect(await caller.does('member.session', {})).toEqual({ joined: false })

    const accept = { orgId, requestId, memberId: person._id }
    for (let time = 0; time < 2; time += 1)
      expect(await secretary.does('member.answerJoinRequest', accept)).toEqual({
        state: 'accepted',
      })
    const decline = { ...accept, memberId: null }
    expect(await secretary.tries('member.answerJoinRequest', decline)).toBe('changedMeanwhile')
    expect(await caller.does('member.session', {})).toMatchObject({ joined: true })

    const { recentJoins } = await secretary.does('member.branch', { orgId })
    expect(recentJoins.map(({ memberId }) => memberId)).toContain(person._id)
    await secretary.does('member.undoJoin', { memberId: person._id })
    expect(await caller.does('member.session', {})).toEqual({ joined: false })
    expect(await caller.tries('member.today', {})).toBe('notJoined')
    expect(await memberNow(person._id)).not.toHaveProperty('openid')
  })

  test('two officers who answer differently at the same moment let nobody in by halves', async () => {
    const { person, secretary, orgId, caller, requestId } = await asked()
    const answer = { orgId, requestId, memberId: person._id }
    // The first is let in, but the answer to the request lags behind the other's.
    company.cloud.faults.add(
      [
        parsePlan({
          kind: 'latency',
          action: 'database.modifyDocument',
          collection: 'joinRequests',
          nth: 1,
          milliseconds: 3000,
        }),
      ],
      1,
    )
    const accepting = secretary.tries('member.answerJoinRequest', answer)
    for (let claimed = false; !claimed; )
      claimed = (await memberNow(person._id))?.openid === caller.openid
    const declined = await secretary.tries('member.answerJoinRequest', {
      ...answer,
      memberId: null,
    })
    company.cloud.faults.clear()
    // Whichever answer was written first stands, and the other left nothing behind.
    const accepted = await accepting
    expect([declined, accepted].sort()).toEqual(['changedMeanwhile', 'done'])
    const isIn = accepted === 'done'
    expect(await caller.does('member.session', {})).toMatchObject({ joined: isIn })
    expect((await memberNow(person._id))?.openid).toBe(isIn ? caller.openid : undefined)
  })

  test('declined, one is let in nowhere, and may ask again', async () => {
    const { person, secretary, orgId, caller, request, requestId } = await asked()
    const decline = { orgId, requestId, memberId: null }
    expect(await secretary.does('member.answerJoinRequest', decline)).toEqual({ state: 'declined' })
    expect(await caller.does('member.session', {})).toEqual({ joined: false })
    await caller.does('member.requestToJoin', request)
    const accept = { ...decline, memberId: person._id }
    expect(await secretary.does('member.answerJoinRequest', accept)).toEqual({ state: 'accepted' })
  })

  test('who was taken back may ask again, and is seen', async () => {
    const { person, secretary, orgId, caller, request, requestId } = await asked()
    const accept = { orgId, requestId, memberId: person._id }
    await secretary.does('member.answerJoinRequest', accept)
    await secretary.does('member.undoJoin', { memberId: person._id })
    await caller.does('member.requestToJoin', request)
    const { joinRequests } = await secretary.does('member.branch', { orgId })
    expect(joinRequests.map((each) => each.requestId)).toContain(requestId)
  })

  test('a renewed or expired card is worth nothing', async () => {
    const { secretary, orgId, cardId, request } = await asked()
    const renewed = await secretary.does('member.joinCard', { orgId, renew: true })
    expect(renewed.cardId).not.toBe(cardId)
    expect(await stranger().tries('member.readJoinCard', { cardId })).toBe('codeInvalid')
    expect(await stranger().tries('member.requestToJoin', request)).toBe('codeInvalid')
    company.cloud.clock.advance(31 * DAY)
    const { cardId: fresh } = renewed
    expect(await stranger().tries('member.readJoinCard', { cardId: fresh })).toBe('codeExpired')
  })
})

describe('guessing', () => {
  test('five wrong tries an hour, then a pause that says how long it is', async () => {
    const caller = stranger()
    for (const said of [
      /再试 4 次。$/,
      /再试 3 次。$/,
      /再试 2 次。$/,
      /再试 1 次。$/,
      /一小时后再试。$/,
    ])
      expect(await byCode(caller, 'ABCD2345', '路人甲')).toMatchObject({
        error: { code: 'codeInvalid', message: expect.stringMatching(said) },
      })
    company.cloud.clock.advance(10 * 60_000)
    const paused = await byCode(caller, 'ABCD2345', '路人甲')
    expect(paused).toMatchObject({
      ok: false,
      error: { code: 'tooManyTries', retry: true, message: expect.stringMatching(/(49|50) 分钟/) },
    })
    // The right answer does not help either, until the hour has passed.
    const person = await unjoined()
    expect(codeOf(await byPhone(caller, person.phone ?? ''))).toBe('tooManyTries')
    company.cloud.clock.advance(51 * 60_000)
    expect(codeOf(await byPhone(caller, person.phone ?? ''))).toBe('done')
  })

  test('of a thousand guesses of an invite five an hour are checked, and the invite stays good', async () => {
    const { person, secretary } = await guided()
    const invite = { memberId: person._id, form: 'typed' } as const
    const { code } = await secretary.does('member.invite', invite)
    const caller = stranger()
    const ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
    const guess = (n: number) =>
      Array.from({ length: 8 }, (_, at) => ALPHABET[(n * (at + 7) + at) % ALPHABET.length]).join('')
    const codes: string[] = []
    for (let start = 0; start < 1000; start += 50) {
      const guesses = Array.from({ length: 50 }, (_, at) => guess(start + at))
      codes.push(
        ...(await Promise.all(
          guesses.map(async (each) => codeOf(await byCode(caller, each, person.name))),
        )),
      )
    }
    expect(codes.filter((each) => each === 'codeInvalid')).toHaveLength(5)
    expect(codes.filter((each) => each === 'tooManyTries')).toHaveLength(995)
    expect(codeOf(await byCode(caller, code, person.name))).toBe('tooManyTries')
    expect(codeOf(await byCode(stranger(), code, person.name))).toBe('done')
  })

  test('of thirty guesses at once at most five are checked', async () => {
    const caller = stranger()
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => byCode(caller, 'ABCD2345', '路人甲')),
    )
    const codes = answers.map(codeOf)
    const checked = codes.filter((code) => code === 'codeInvalid')
    expect(checked.length).toBeGreaterThan(0)
    expect(checked.length).toBeLessThanOrEqual(5)
    expect(codes.filter((code) => code === 'tooManyTries')).toHaveLength(30 - checked.length)
  })
})

/** Somebody who has joined, with who leads their branch. */
async function joinedPerson() {
  const { person, secretary } = await guided()
  const phone = person.phone ?? ''
  const caller = stranger()
  await byPhone(caller, phone)
  return { person, secretary, caller, phone }
}

describe('leaving', () => {
  test('a leaver is out at the next call of every warm instance', async () => {
    const { person, secretary, caller } = await joinedPerson()
    // Two at once: two instances have seen this session and let it in.
    const before = await Promise.all([1, 2].map(() => caller.tries('member.today', {})))
    expect(before).toEqual(['done', 'done'])
    const leave = { memberId: person._id, on: '2026-01-01', reason: '调离' }
    expect(await secretary.does('member.leave', leave)).toEqual({ state: 'left' })
    const after = await Promise.all(
      Array.from({ length: 6 }, () => caller.tries('member.today', {})),
    )
    expect(new Set(after)).toEqual(new Set(['left']))
    expect(await caller.tries('member.session', {})).toBe('left')
    // Neither does the person join once more, nor anybody as them.
    const invite = { memberId: person._id, form: 'card' } as const
    expect(await secretary.tries('member.invite', invite)).toBe('alreadyJoined')
  })

  test('what a leaver did before is taken once and answers nothing but that', async () => {
    const { person, secretary, caller } = await joinedPerson()
    await secretary.does('member.leave', { memberId: person._id, on: '2026-01-01', reason: '调离' })
    const at = new Date().toISOString()
    const change = (clientId: string) => ({
      action: 'notice.confirm',
      input: { noticeId: 'n', $where: 'x' },
      at,
      clientId,
    })
    const changes = [change('one'), change('two')]
    const send = () => caller.does('member.lateOutbox', { changes })
    expect(await Promise.all([send(), send(), send()])).toEqual(Array(3).fill({ received: 2 }))
    expect(await send()).toEqual({ received: 2 })
    const kept = await company.documents<{ memberId: string }>('lateChanges')
    expect(kept.filter(({ memberId }) => memberId === person._id)).toHaveLength(2)
  })
})

describe('one’s own data', () => {
  test('a leaver takes their own data away and is forgotten, and does nothing else', async () => {
    const { person, secretary, caller } = await joinedPerson()
    await secretary.does('member.leave', { memberId: person._id, on: '2026-01-01', reason: '调离' })
    const { json } = await caller.does('member.exportMine', {})
    expect(JSON.parse(json)).toMatchObject({ person: { _id: person._id, name: person.name } })
    for (const { phone } of company.members)
      if (phone !== undefined) expect(json).not.toContain(phone)
    expect(await caller.tries('member.myRecords', {})).toBe('left')
    await caller.does('member.deleteMine', { confirm: '删除我的账号' })
    expect(await caller.does('member.session', {})).toEqual({ joined: false })
    expect(await memberNow(person._id)).not.toHaveProperty('openid')
    expect(JSON.stringify(await company.snapshot())).not.toContain(`"${caller.openid}"`)
    expect(codeOf(await byPhone(caller, person.phone ?? ''))).toBe('noMatch')
  })

  test('without consent only agreeing, exporting and deleting work', async () => {
    const { caller } = await joinedPerson()
    await caller.does('member.withdrawConsent', {})
    expect(await caller.tries('member.today', {})).toBe('consentNeeded')
    expect(await caller.tries('notice.list', { box: 'done', before: null })).toBe('consentNeeded')
    expect(await caller.does('member.session', {})).toMatchObject({ me: { consentVersion: null } })
    expect(await caller.tries('member.exportMine', {})).toBe('done')
    expect(await caller.does('member.consent', { version: 2 })).toMatchObject({
      me: { consentVersion: 2 },
    })
    expect(await caller.tries('member.today', {})).toBe('done')
  })

  test('the export holds what is stored about the person, and is logged', async () => {
    const { person, caller, phone } = await joinedPerson()
    const results = [{ templateId: 'demo-reminder', result: 'accept' as const }]
    await caller.does('notice.bankQuota', { results, clientId: 'tap' })
    const { json } = await caller.does('member.exportMine', {})
    expect(JSON.parse(json)).toMatchObject({
      reminders: [{ memberId: person._id, left: 1 }],
      person: { _id: person._id, name: person.name, phone },
      consent: { version: CONSENT },
      log: [{ action: 'member.join', subjectId: person._id }],
    })
    expect(json).not.toContain(caller.openid)
    const audit = await company.documents<{ action: string; subjectId: string }>('audit')
    const mine = audit.filter(({ subjectId }) => subjectId === person._id)
    expect(mine.map(({ action }) => action).sort()).toEqual(['member.exportMine', 'member.join'])
  })

  test('after deleting, this WeChat is nobody, nothing of it is kept, and it may join again', async () => {
    const { person, caller, phone } = await joinedPerson()
    const { stays } = await caller.does('member.deleteMine', { confirm: '删除我的账号' })
    expect(stays.length).toBeGreaterThan(0)
    expect(await caller.does('member.session', {})).toEqual({ joined: false })
    expect(await caller.tries('member.today', {})).toBe('notJoined')
    expect(await memberNow(person._id)).not.toHaveProperty('openid')
    expect(JSON.stringify(await company.snapshot())).not.toContain(`"${caller.openid}"`)
    expect(codeOf(await byPhone(caller, phone))).toBe('done')
  })
})
