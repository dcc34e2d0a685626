import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { audienceKeysOf } from '../../../cloudfunctions/rules/audience'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { parsePlan } from '../../../local/cloud/faults/plan'
import type { Attendance } from '../../../typings/meeting'
import type { MeetingRoom } from '../../../typings/meeting-room'
import type { Member, Session } from '../../../typings/organisation'
import { withCompany } from '../company'
import { fromNow, HOUR } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  MINUTE,
  openMeeting,
  PHONE,
  planFor,
  planMeeting,
  proof,
  SECOND,
  type Sitting,
  scan,
  sittingOf,
  statesOf,
} from './meeting'

const company = withCompany()
const BRANCH = 'org-east-3'
let secretary: Person
let deputy: Person
let member: Person
let second: Person
let outsider: Person
let sitting: Sitting

beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  deputy = find.officer('publicityOfficer', BRANCH)
  member = find.plain(BRANCH)
  second = find.plain(BRANCH, 1)
  outsider = find.plain('org-east-2')
})
beforeEach(async () => {
  sitting = await openMeeting(company, secretary, BRANCH)
})

const attendances = async ({ meetingId }: Sitting) =>
  (await company.documents<Attendance>('attendance')).filter((a) => a.meetingId === meetingId)

describe('scanning', () => {
  it('puts a person on the list once, whatever is repeated, and takes it off Today', async () => {
    const before = await member.does('member.today', {})
    expect(before.asks.map((ask) => ask.subjectId)).toContain(sitting.meetingId)
    const first = await member.does('meeting.checkIn', scan(sitting.code()))
    expect(first).toMatchObject({ state: 'present', how: 'scan', role: 'expected', remote: false })
    company.cloud.clock.advance(20 * SECOND)
    expect(await member.does('meeting.checkIn', scan(sitting.code()))).toEqual(first)
    const all = await Promise.all(
      [1, 2, 3].map(() => second.does('meeting.checkIn', scan(sitting.code()))),
    )
    expect(new Set(all.map(({ at }) => at)).size).toBe(1)
    expect(await attendances(sitting)).toHaveLength(2)
    const [one] = await attendances(sitting)
    expect(one).toMatchObject({ orgId: BRANCH, path: expect.arrayContaining(['org-hq', BRANCH]) })
    const after = await member.does('member.today', {})
    expect(after.asks.map((ask) => ask.subjectId)).not.toContain(sitting.meetingId)
  })

  it('says which of the ways to fail it was', async () => {
    const other = await openMeeting(company, secretary, BRANCH)
    const tries = (code: string, meetingId: string | null = null) =>
      member.tries('meeting.checkIn', scan(code, meetingId))
    expect(await tries('https://example.com')).toBe('codeUnreadable')
    expect(await tries(sitting.code(), other.meetingId)).toBe('wrongMeeting')
    expect(await tries(sitting.code(-45 * SECOND))).toBe('codeStale')
    expect(await tries(sitting.code(45 * SECOND))).toBe('codeEarly')
    const code = sitting.code()
    expect(await tries(code.replace(/.$/, (c) => (c === '0' ? '1' : '0')))).toBe('codeWrong')
    expect(await tries(code.replace(sitting.meetingId, other.meetingId))).toBe('codeWrong')
    expect(await company.as('wx-nobody').tries('meeting.checkIn', scan(code))).toBe('notJoined')
    expect(await member.tries('meeting.checkIn', { ...scan(code), remote: true })).toBe(
      'onSiteOnly',
    )
    await secretary.does('meeting.end', { meetingId: sitting.meetingId, endedAt: null })
    expect(await tries(sitting.code())).toBe('meetingEnded')
    expect(await attendances(sitting)).toEqual([])
  })

  it('takes nothing twelve hours after a meeting nobody ended', async () => {
    company.cloud.clock.advance(12 * HOUR + MINUTE)
    expect(await member.tries('meeting.checkIn', scan(sitting.code()))).toBe('meetingEnded')
  })

  it('lets the host let in all who wait with one tap', async () => {
    const [one, two] = [outsider, peopleOf(company).plain('org-east-2', 1)]
    for (const each of [one, two]) await each.does('meeting.checkIn', scan(sitting.code()))
    const all = { meetingId: sitting.meetingId, memberIds: [], accept: true }
    const { rows } = await secretary.does('meeting.answerObservers', all)
    expect(rows.map(({ memberId, state }) => [memberId, state]).sort()).toEqual(
      [one, two].map(({ _id }) => [_id, 'present']).sort(),
    )
    expect((await secretary.does('meeting.answerObservers', all)).rows).toEqual([])
  })

  it('lets somebody who is not on the list wait for the host', async () => {
    const receipt = await outsider.does('meeting.checkIn', scan(sitting.code()))
    expect(receipt).toMatchObject({ state: 'waiting', role: 'observer' })
    const input = { meetingId: sitting.meetingId, memberIds: [outsider._id], accept: true }
    const { rows } = await secretary.does('meeting.answerObservers', input)
    expect(rows).toMatchObject([{ memberId: outsider._id, state: 'present', role: 'observer' }])
    expect(await outsider.does('meeting.checkIn', scan(sitting.code()))).toMatchObject({
      state: 'present',
    })
  })

  it('keeps the list that was frozen, whoever joins, leaves or moves meanwhile', async () => {
    const guest = peopleOf(company).plain('org-east-2', 1)
    const home = peopleOf(company).officer('secretary', 'org-east-2')
    const listed = sitting.view.attendees.length
    const now = fromNow(company, 0).slice(0, 10)
    await home.does('member.attach', { orgId: BRANCH, memberId: guest._id, from: now })
    const leaver = peopleOf(company).plain(BRANCH, 4)
    const code = sitting.code()
    await secretary.does('member.leave', { memberId: leaver._id, on: now, reason: '调离' })
    expect(await leaver.tries('meeting.checkIn', scan(code))).toBe('left')
    expect(await guest.does('meeting.checkIn', scan(code))).toMatchObject({ state: 'waiting' })
    const host = { meetingId: sitting.meetingId, deviceId: PHONE }
    const view = await secretary.does('meeting.host', host)
    expect(view.attendees).toEqual(sitting.view.attendees)
    expect(view.attendees).toHaveLength(listed)
    const late = {
      action: 'meeting.uploadProof',
      input: proof(company, sitting, code),
      at: fromNow(company, 0),
      clientId: 'late-1',
    }
    expect(await leaver.does('member.lateOutbox', { changes: [late] })).toEqual({ received: 1 })
  })
})

describe('the frozen list', () => {
  const HOME = 'org-east-2'
  const DAY_MS = 24 * HOUR
  type Change = 'leaves' | 'comes back' | 'is attached here' | 'is attached no more' | 'moves'

  /** A member and their session; the roster as some change leaves it, however it was made. */
  type Standing = { member: Member; session: Session }

  function changed({ member, session }: Standing, what: Change): Standing {
    const today = fromNow(company, 0).slice(0, 10)
    const before = fromNow(company, -DAY_MS).slice(0, 10)
    const place = (orgId: string) => {
      const found = company.organisations.find(({ _id }) => _id === orgId)
      if (found === undefined) throw new Error(`no ${orgId}`)
      return { orgId, orgName: found.name, path: found.path }
    }
    const there = member.affiliation.orgId === BRANCH ? HOME : BRANCH
    const changes: Record<Change, Partial<Member>> = {
      leaves: { state: 'left' },
      'comes back': { state: 'active' },
      'is attached here': {
        attachments: [{ ...place(BRANCH), from: before, timeZone: 'Asia/Shanghai' }],
      },
      'is attached no more': {
        attachments: member.attachments.map((each) => ({ ...each, until: before })),
      },
      moves: { affiliation: { ...place(there), from: today } },
    }
    const after = { ...member, ...changes[what] }
    const audienceKeys = audienceKeysOf(after, today)
    const { state, affiliation, attachments } = after
    return {
      member: { ...after, audienceKeys },
      session: { ...session, state, affiliation, attachments, audienceKeys },
    }
  }

  it('stays as it was at the opening, whoever joins, leaves, moves or is attached meanwhile', async () => {
    const find = peopleOf(company)
    const people = [
      ...[2, 3, 5, 6].map((at) => find.plain(BRANCH, at)),
      ...[2, 3, 4].map((at) => find.plain(HOME, at)),
    ]
    const members = await company.documents<Member>('members')
    const sessions = await company.documents<Session>('sessions')
    const seeded = people.map(({ _id, openid }) => {
      const member = members.find((each) => each._id === _id)
      const session = sessions.find((each) => each._id === openid)
      if (member === undefined || session === undefined) throw new Error(`${_id} is not there`)
      return { member, session }
    })
    const put = async (standings: readonly Standing[]) => {
      await company.fill(
        'members',
        standings.map(({ member }) => member),
      )
      await company.fill(
        'sessions',
        standings.map(({ session }) => session),
      )
    }
    const step = fc.record({
      who: fc.nat(people.length - 1),
      what: fc.constantFrom<Change>(
        'leaves',
        'comes back',
        'is attached here',
        'is attached no more',
        'moves',
      ),
    })
    const steps = fc.array(step, { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(steps, steps, async (earlier, meanwhile) => {
        const through = (standings: readonly Standing[], some: typeof earlier) =>
          standings.map((standing, at) =>
            some
              .filter(({ who }) => who === at)
              .reduce((now, { what }) => changed(now, what), standing),
          )
        const atOpening = through(seeded, earlier)
        await put(atOpening)
        const held = await openMeeting(company, secretary, BRANCH)
        const { meetingId, view: opened } = held
        const atCheckIn = through(atOpening, meanwhile)
        await put(atCheckIn)
        const view = await secretary.does('meeting.host', { meetingId, deviceId: PHONE })
        expect(view.attendees).toEqual(opened.attendees)
        const listed = (_id: string) => view.attendees.find(({ memberId }) => memberId === _id)
        const code = held.code()
        const answers = await Promise.all(
          people.map((person) => person.call('meeting.checkIn', scan(code))),
        )
        expect(answers).toMatchObject(
          atCheckIn.map(({ member: { _id, state } }) =>
            state === 'left'
              ? { ok: false, error: { code: 'left' } }
              : { ok: true, data: { state: listed(_id) === undefined ? 'waiting' : 'present' } },
          ),
        )
        for (const { memberId, orgId, voter } of await attendances(held)) {
          const own = atCheckIn.find(({ member }) => member._id === memberId)?.member.affiliation
          // Stamped with the branch of the list; who is not on it with their own.
          expect(orgId).toBe(listed(memberId)?.orgId ?? own?.orgId)
          expect(voter).toBe(listed(memberId)?.voter ?? false)
        }
        const { numbers } = await secretary.does('meeting.end', { meetingId, endedAt: null })
        const expected = opened.attendees.filter(({ role }) => role === 'expected')
        expect(numbers).toMatchObject({
          expectedAll: expected.length,
          expectedVoters: expected.filter(({ voter }) => voter).length,
        })
      }),
      { numRuns: 6, endOnFailure: true },
    )
    await put(seeded)
  })

  it('keeps its zone when that of the organisation changes while it is on', async () => {
    const { meetingId } = sitting
    const organisation = company.organisations.find(({ _id }) => _id === BRANCH)
    if (organisation === undefined) throw new Error(`no ${BRANCH}`)
    const day = localDate(new Date(company.cloud.clock.now()), organisation.timeZone)
    // Far enough that it is another day there for half of every day.
    await company.fill('organisations', [{ ...organisation, timeZone: 'Pacific/Honolulu' }])
    expect(await member.does('meeting.checkIn', scan(sitting.code()))).toMatchObject({
      state: 'present',
      timeZone: organisation.timeZone,
    })
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    expect((await member.does('meeting.view', { meetingId })).meeting.timeZone).toBe(
      organisation.timeZone,
    )
    const year = Number(day.slice(0, 4))
    const { rows } = await secretary.does('meeting.calendar', { orgId: BRANCH, year })
    const held = rows.flatMap((row) => row.held).filter((each) => each.meetingId === meetingId)
    expect(held.map(({ on }) => on)).toEqual([day])
    await company.fill('organisations', [organisation])
  })
})

describe('the six digits', () => {
  const typed = (digits: string) => ({
    meetingId: sitting.meetingId,
    digits,
    remote: false,
    placeHint: null,
  })

  it('get a person in', async () => {
    expect(await member.does('meeting.checkInTyped', typed(sitting.digits()))).toMatchObject({
      state: 'present',
      how: 'typed',
    })
  })

  it('cannot be guessed: five tries in ten minutes, however many at once, then a pause', async () => {
    const wrong = sitting.digits() === '000000' ? '111111' : '000000'
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => member.tries('meeting.checkInTyped', typed(wrong))),
    )
    expect(answers.filter((code) => code === 'codeWrong').length).toBeLessThanOrEqual(5)
    const blocked = await member.call('meeting.checkInTyped', typed(sitting.digits()))
    expect(blocked).toMatchObject({ ok: false, error: { code: 'tooManyTries', retry: true } })
    expect(await second.does('meeting.checkInTyped', typed(sitting.digits()))).toMatchObject({
      state: 'present',
    })
    company.cloud.clock.advance(11 * MINUTE)
    expect(await member.does('meeting.checkInTyped', typed(sitting.digits()))).toMatchObject({
      state: 'present',
    })
  })
})

describe('the host', () => {
  it('goes on with another phone; what the first showed stays good, what it goes on to show does not', async () => {
    const before = sitting.code()
    const phone = { meetingId: sitting.meetingId, deviceId: 'another-phone' }
    const other = await deputy.does('meeting.host', phone)
    expect(other).toMatchObject({ pass: null, heldBy: secretary.name })
    const taken = sittingOf(company, await deputy.does('meeting.takeHost', phone))
    expect(await member.does('meeting.checkIn', scan(before))).toMatchObject({ state: 'present' })
    company.cloud.clock.advance(MINUTE)
    expect(await second.tries('meeting.checkIn', scan(sitting.code()))).toBe('codeStale')
    expect(await second.does('meeting.checkIn', scan(taken.code()))).toMatchObject({
      state: 'present',
    })
    const live = await secretary.does('meeting.live', {
      meetingId: sitting.meetingId,
      deviceId: PHONE,
      since: null,
    })
    expect(live).toMatchObject({ hosting: false, heldBy: deputy.name })
  })

  it('sees before the meeting whom it would expect, and nothing is frozen or written by looking', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const phone = { meetingId, deviceId: PHONE }
    const before = await deputy.does('meeting.host', phone)
    expect(before).toMatchObject({ pass: null, heldBy: null, rows: [] })
    expect(await company.find('meetingRooms', meetingId)).toBeUndefined()
    const opened = await secretary.does('meeting.open', { ...phone, openedAt: null })
    expect(before.attendees).toEqual(opened.attendees)
    const calledOff = await planMeeting(company, secretary, BRANCH)
    await secretary.does('meeting.cancel', { meetingId: calledOff, reason: '停工' })
    const late = { meetingId: calledOff, deviceId: PHONE }
    expect(await secretary.tries('meeting.host', late)).toBe('meetingCancelled')
  })

  it('two phones that take over at once agree who is the host', async () => {
    const { meetingId } = sitting
    const phones = ['phone-a', 'phone-b', 'phone-c']
    await Promise.all(
      phones.map((deviceId, at) =>
        (at === 1 ? deputy : secretary).call('meeting.takeHost', { meetingId, deviceId }),
      ),
    )
    const room = await company.find<{ turns: { deviceId: string }[] }>('meetingRooms', meetingId)
    const meeting = await company.find<{ host: { deviceId: string } }>('meetings', meetingId)
    expect(meeting?.host.deviceId).toBe(room?.turns.at(-1)?.deviceId)
  })

  it('a meeting called off while it is being opened takes nobody', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const opening = { meetingId, deviceId: PHONE, openedAt: null }
    await Promise.all([
      secretary.call('meeting.open', opening),
      deputy.call('meeting.cancel', { meetingId, reason: '停电' }),
    ])
    expect(await secretary.tries('meeting.open', opening)).toBe('meetingCancelled')
    const room = await company.find<{ state: string }>('meetingRooms', meetingId)
    expect(room?.state ?? 'cancelled').toBe('cancelled')
    const ask = await company.find<{ state: string }>('asks', `meeting:${meetingId}`)
    expect(ask?.state).toBe('withdrawn')
  })

  it('opening twice, also on two phones at once, freezes one list and one secret', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const [one, two] = await Promise.all([
      secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt: null }),
      deputy.does('meeting.open', { meetingId, deviceId: 'another-phone', openedAt: null }),
    ])
    expect([one.pass, two.pass].filter((pass) => pass !== null)).toHaveLength(1)
    expect(one.attendees).toEqual(two.attendees)
  })

  it('shows good codes without network though another officer loaded the package after it', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const prepare = { meetingId, deviceId: PHONE }
    const mine = sittingOf(company, await secretary.does('meeting.prepare', prepare))
    company.cloud.clock.advance(SECOND)
    await deputy.does('meeting.prepare', { meetingId, deviceId: 'another-phone' })
    // However often others looked at it beforehand.
    const room = (await company.find<MeetingRoom>('meetingRooms', meetingId))!
    const earlier = { ...room.turns[1]!, deviceId: 'a-third-phone', until: room.turns[0]!.from }
    const turns = [...Array.from({ length: 18 }, () => earlier), ...room.turns]
    await company.fill('meetingRooms', [{ ...room, turns }])
    company.cloud.clock.advance(5 * MINUTE)
    const openedAt = fromNow(company, 0)
    const code = mine.code()
    company.cloud.clock.advance(30 * MINUTE)
    const opened = await secretary.does('meeting.open', { ...prepare, openedAt })
    expect(opened.meeting.openedAt).toBe(openedAt)
    expect(opened.pass).not.toBeNull()
    const upload = { ...proof(company, mine, code), scannedAt: openedAt }
    expect(await member.does('meeting.uploadProof', upload)).toMatchObject({ state: 'unverified' })
    expect(await second.does('meeting.checkIn', scan(mine.code()))).toMatchObject({
      state: 'present',
    })
  })

  it('freezes the list of the plan as it stands, also when it is changed at the moment of opening', async () => {
    const one = peopleOf(company).some(
      'who has a vote',
      ({ affiliation, stage, posts }) =>
        affiliation.orgId === BRANCH && stage === 'full' && posts.length === 0,
    )
    const attempt = async () => {
      const meetingId = await planMeeting(company, secretary, BRANCH)
      const plan = planFor(company, secretary, { withoutVoteIds: [one._id], mode: 'both' })
      const change = { meetingId, seenVersion: 1, plan, announce: true }
      const opening = { meetingId, deviceId: PHONE, openedAt: null }
      return {
        open: () => secretary.call('meeting.open', opening),
        edit: () => deputy.tries('meeting.edit', change),
        /** Whether the list and the room are of the changed plan. */
        isChanged: async () => {
          const { attendees, meeting } = await secretary.does('meeting.host', {
            meetingId,
            deviceId: PHONE,
          })
          const room = await company.find<{ mode: string }>('meetingRooms', meetingId)
          const voter = attendees.find(({ memberId }) => memberId === one._id)?.voter
          expect([room?.mode, voter]).toEqual([meeting.mode, meeting.mode !== 'both'])
          return meeting.mode === 'both'
        },
      }
    }
    const { faults } = company.cloud
    // The plan is changed while the list is on its way.
    const late = { kind: 'latency', action: 'database.insertDocument', collection: 'meetingRooms' }
    const racing = await attempt()
    faults.add([parsePlan({ ...late, milliseconds: 700 })], 1)
    const opening = racing.open()
    while (faults.list().every(({ struck }) => struck === 0)) await turn()
    expect(await racing.edit()).toBe('done')
    expect(await opening).toMatchObject({ ok: true })
    faults.clear()
    expect(await racing.isChanged()).toBe(true)
    // The opening is cut off after the list was frozen: then the plan stays as it is.
    const cut = await attempt()
    faults.add([parsePlan({ ...late, kind: 'worker-killed', when: 'after' })], 1)
    await cut.open().catch(() => undefined)
    faults.clear()
    expect(await cut.edit()).toBe('alreadyOpen')
    expect(await cut.open()).toMatchObject({ ok: true })
    expect(await cut.isChanged()).toBe(false)
  })

  it('marks people by hand and by scanning them, in one batch that may come again', async () => {
    const at = fromNow(company, 0)
    const record = (memberId: string, how: 'byHand' | 'hostScan', reason = '') => ({
      memberId,
      how,
      at,
      remote: false,
      reason,
    })
    const input = {
      meetingId: sitting.meetingId,
      records: [
        record(member._id, 'hostScan'),
        record(second._id, 'byHand', '没带手机'),
        record('nobody', 'hostScan'),
      ],
    }
    const first = await secretary.does('meeting.record', input)
    expect(first.outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'recorded',
      'recorded',
      'unknown',
    ])
    const again = await secretary.does('meeting.record', input)
    expect(again.outcomes.map(({ outcome }) => outcome).sort()).toEqual([
      'already',
      'already',
      'unknown',
    ])
    expect(await attendances(sitting)).toHaveLength(2)
    const noReason = { ...input, records: [record(member._id, 'byHand')] }
    expect(await secretary.tries('meeting.record', noReason)).toBe('badInput')
  })

  it('marks somebody who takes part from elsewhere; in a meeting on line everybody is', async () => {
    const record = { memberId: member._id, how: 'byHand' as const, reason: '电话参会' }
    const at = fromNow(company, 0)
    const here = { meetingId: sitting.meetingId, records: [{ ...record, at, remote: true }] }
    expect((await secretary.does('meeting.record', here)).rows).toMatchObject([{ remote: true }])
    const call = await openMeeting(company, secretary, BRANCH, { mode: 'online', place: '' })
    const there = { meetingId: call.meetingId, records: [{ ...record, at, remote: false }] }
    expect((await secretary.does('meeting.record', there)).rows).toMatchObject([{ remote: true }])
  })

  it('polls what changed only', async () => {
    await member.does('meeting.checkIn', scan(sitting.code()))
    const poll = (since: string | null) =>
      secretary.does('meeting.live', { meetingId: sitting.meetingId, deviceId: PHONE, since })
    const { mark } = await poll(null)
    company.cloud.clock.advance(MINUTE)
    const quiet = await poll((await poll(mark)).mark)
    expect(quiet.rows).toEqual([])
    await second.does('meeting.checkIn', scan(sitting.code()))
    expect((await poll(quiet.mark)).rows.map((row) => row.memberId)).toEqual([second._id])
  })
})

describe('without network', () => {
  it('a proof arrives as unverified, the host accepts all with one tap, who is recorded is matched', async () => {
    const code = sitting.code()
    company.cloud.clock.advance(HOUR)
    await secretary.does('meeting.end', { meetingId: sitting.meetingId, endedAt: null })
    company.cloud.clock.advance(60 * HOUR)
    const upload = proof(company, sitting, code, 61 * HOUR)
    expect(await member.does('meeting.uploadProof', upload)).toMatchObject({ state: 'unverified' })
    expect(await member.does('meeting.uploadProof', upload)).toMatchObject({ state: 'unverified' })
    await secretary.does('meeting.record', {
      meetingId: sitting.meetingId,
      records: [
        {
          memberId: second._id,
          how: 'hostScan',
          at: fromNow(company, 0),
          remote: false,
          reason: '',
        },
      ],
    })
    expect(await second.does('meeting.uploadProof', upload)).toMatchObject({
      state: 'present',
      how: 'hostScan',
    })
    const all = { meetingId: sitting.meetingId, memberIds: [], accept: true }
    const { rows } = await secretary.does('meeting.answerProofs', all)
    expect(rows).toMatchObject([{ memberId: member._id, state: 'present', how: 'proof' }])
    expect((await secretary.does('meeting.answerProofs', all)).rows).toEqual([])
    const view = await member.does('meeting.view', { meetingId: sitting.meetingId })
    expect(view.meeting.numbers).toMatchObject({ presentAll: 2 })
  })

  it('refuses an old proof, one for another meeting, one from the future and one after cancelling', async () => {
    const code = sitting.code()
    const other = await openMeeting(company, secretary, BRANCH)
    const ahead = sitting.code(HOUR)
    const send = (upload: ReturnType<typeof proof>) => member.tries('meeting.uploadProof', upload)
    expect(await send(proof(company, other, code))).toBe('wrongMeeting')
    expect(
      await send(proof(company, other, code.replace(sitting.meetingId, other.meetingId))),
    ).toBe('codeWrong')
    expect(await send(proof(company, sitting, ahead))).toBe('proofFuture')
    expect(await send(proof(company, sitting, code, HOUR))).toBe('proofOutside')
    await secretary.does('meeting.cancel', { meetingId: other.meetingId, reason: '改期' })
    expect(await send(proof(company, other, other.code()))).toBe('meetingCancelled')
    await secretary.does('meeting.end', { meetingId: sitting.meetingId, endedAt: null })
    company.cloud.clock.advance(73 * HOUR)
    expect(await send(proof(company, sitting, code, 73 * HOUR))).toBe('proofTooLate')
    expect(await attendances(sitting)).toEqual([])
  })

  it('a photographed code is refused as such, on line and from the outbox alike', async () => {
    const photo = sitting.code()
    company.cloud.clock.advance(30 * MINUTE)
    expect(await member.tries('meeting.checkIn', scan(photo))).toBe('codeStale')
    const upload = proof(company, sitting, photo)
    expect(await member.tries('meeting.uploadProof', upload)).toBe('codeStale')
    expect(await attendances(sitting)).toEqual([])
  })

  it('another member’s proof puts down who sends it, never the other', async () => {
    const upload = proof(company, sitting, sitting.code())
    await member.does('meeting.uploadProof', upload)
    await second.does('meeting.uploadProof', upload)
    const named = { ...upload, memberId: outsider._id }
    expect(await second.tries('meeting.uploadProof', named)).toBe('badInput')
    const states = await statesOf(secretary, sitting)
    expect([...states.keys()].sort()).toEqual([member._id, second._id].sort())
    expect(new Set(states.values())).toEqual(new Set(['unverified']))
    // What the host has looked at is not opened again by sending it once more.
    const refused = { meetingId: sitting.meetingId, memberIds: [member._id], accept: false }
    await secretary.does('meeting.answerProofs', refused)
    expect(await member.does('meeting.uploadProof', upload)).toMatchObject({ state: 'declined' })
  })

  it('a meeting over midnight, abroad, takes scans and proofs, and is of the day it began', async () => {
    const abroad = 'org-overseas-2'
    const find = peopleOf(company)
    const lead = find.officer('secretary', abroad)
    const [one, two] = [find.plain(abroad), find.plain(abroad, 1)]
    const { clock } = company.cloud
    const midnight = Math.ceil(clock.now() / (24 * HOUR)) * 24 * HOUR - 3 * HOUR + 24 * HOUR
    clock.advance(midnight - 20 * MINUTE - clock.now())
    const late = await openMeeting(company, lead, abroad)
    const day = localDate(new Date(clock.now()), 'Africa/Nairobi')
    const scanned = { code: late.code(), at: fromNow(company, 0) }
    clock.advance(40 * MINUTE)
    expect(await one.does('meeting.checkIn', scan(late.code()))).toMatchObject({ state: 'present' })
    const upload = { ...proof(company, late, scanned.code), scannedAt: scanned.at }
    expect(await two.does('meeting.uploadProof', upload)).toMatchObject({ state: 'unverified' })
    await lead.does('meeting.end', { meetingId: late.meetingId, endedAt: null })
    const { rows } = await lead.does('meeting.calendar', {
      orgId: abroad,
      year: Number(day.slice(0, 4)),
    })
    const held = rows.flatMap((row) => row.held).filter((of) => of.meetingId === late.meetingId)
    expect(held.map(({ on }) => on)).toEqual([day])
  })

  it('a meeting prepared before, opened and ended without network is taken in when it returns', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const prepared = await secretary.does('meeting.prepare', { meetingId, deviceId: PHONE })
    const tunnel = sittingOf(company, prepared)
    company.cloud.clock.advance(5 * MINUTE)
    const openedAt = fromNow(company, 0)
    const code = tunnel.code()
    const upload = proof(company, tunnel, code)
    expect(await member.tries('meeting.uploadProof', upload)).toBe('meetingNotOpen')
    company.cloud.clock.advance(HOUR)
    const endedAt = fromNow(company, 0)
    company.cloud.clock.advance(HOUR)
    const opened = await secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt })
    expect(opened.attendees).toEqual(prepared.attendees)
    expect(opened.meeting.openedAt).toBe(openedAt)
    const ended = await secretary.does('meeting.end', { meetingId, endedAt })
    expect(ended.endedAt).toBe(endedAt)
    const late = { ...upload, scannedAt: openedAt, sentAt: fromNow(company, 0) }
    expect(await member.does('meeting.uploadProof', late)).toMatchObject({ state: 'unverified' })
  })
})

it('corrections keep who, when and why, and write one thing once', async () => {
  await member.does('meeting.checkIn', scan(sitting.code()))
  const input = {
    meetingId: sitting.meetingId,
    memberId: member._id,
    correctionId: 'correction-1',
    to: 'struck' as const,
    remote: false,
    reason: '代签',
  }
  await secretary.does('meeting.correct', input)
  await secretary.does('meeting.correct', input)
  expect((await statesOf(secretary, sitting)).get(member._id)).toBe('struck')
  const { corrections } = await secretary.does('meeting.corrections', {
    meetingId: sitting.meetingId,
  })
  expect(corrections).toMatchObject([
    { name: member.name, by: secretary.name, from: '已签到', to: '未到', reason: '代签' },
  ])
  expect(await member.does('meeting.checkIn', scan(sitting.code()))).toMatchObject({
    state: 'struck',
  })
})
