import { setImmediate as turn } from 'node:timers/promises'
import { taskIdOf } from '../../../cloudfunctions/rules/meeting/follow-up'
import { parsePlan } from '../../../local/cloud/faults/plan'
import type { InputOf } from '../../../typings/contract'
import type { MeetingKind, MeetingPlan } from '../../../typings/meeting'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { MinutesText } from '../../../typings/minutes'
import type { Member } from '../../../typings/organisation'
import { withCompany } from '../company'
import { draftOf, freshId, fromNow, toOrganisations } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'
import {
  MINUTE,
  openMeeting,
  PHONE,
  planFor,
  planMeeting,
  proof,
  type Sitting,
  scan,
} from './meeting'

const company = withCompany()
const BRANCH = 'org-east-3'
let secretary: Person
let deputy: Person
let members: Person[]

beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  deputy = find.officer('publicityOfficer', BRANCH)
  members = company.members
    .filter(
      ({ affiliation, openid, stage, posts }) =>
        affiliation.orgId === BRANCH &&
        openid !== undefined &&
        stage === 'full' &&
        posts.length === 0,
    )
    .map((member) => ({ ...member, ...company.as(member.openid ?? '') }))
})

const everyone = (sitting: Sitting, count: number) => ({
  meetingId: sitting.meetingId,
  records: sitting.view.attendees
    .filter(({ voter }) => voter)
    .slice(0, count)
    .map(({ memberId }) => ({
      memberId,
      how: 'hostScan' as const,
      at: fromNow(company, 0),
      remote: false,
      reason: '',
    })),
})

describe('planning', () => {
  it('starts from templates, most due first, ready to be held', async () => {
    const start = await secretary.does('meeting.start', { orgId: BRANCH })
    expect(start.templates.map(({ kind }) => kind)).toHaveLength(8)
    const general = start.templates.find(({ kind }) => kind === 'generalMeeting')
    if (general === undefined) throw new Error('no template')
    expect(general.plan).toMatchObject({ chairId: secretary._id })
    expect(start.expected.generalMeeting?.voters).toBeGreaterThan(5)
    const meetingId = freshId('meeting')
    const input = { meetingId, orgId: BRANCH, plan: general.plan, announce: true }
    const planned = await secretary.does('meeting.plan', input)
    expect(planned.card?.title).toContain('支部党员大会')
    expect(await secretary.does('meeting.plan', input)).toMatchObject({ meetingId, version: 1 })
    const other = { ...input, plan: { ...general.plan, title: '另一场' } }
    expect(await secretary.tries('meeting.plan', other)).toBe('idReused')
    const coming = async () => {
      const mine = await members[0]?.does('meeting.mine', { before: null })
      return mine?.coming.find((row) => row.meetingId === meetingId)
    }
    expect(await coming()).toMatchObject({ leave: null, receipt: null })
    await members[0]?.does('meeting.askLeave', { meetingId, reason: 'duty', text: '' })
    expect(await coming()).toMatchObject({ leave: 'asked' })
  })

  it('says of each kind what its page has to ask, and keeps who has no vote to those who plan', async () => {
    const { templates } = await secretary.does('meeting.start', { orgId: BRANCH })
    const offer = (kind: MeetingKind) => templates.find((each) => each.kind === kind)?.offer
    expect(offer('generalMeeting')).toMatchObject({ attendees: 'members', votes: true })
    expect(offer('generalMeeting')?.also.map(({ kindName }) => kindName)).toContain('党课')
    expect(offer('groupMeeting')).toMatchObject({ attendees: 'named', votes: false })
    expect(offer('lifeMeeting')).toMatchObject({ remoteCounts: false })
    const [one] = members as [Person]
    const changes: Partial<MeetingPlan> = {
      also: ['partyLecture', 'themeDay'],
      withoutVoteIds: [one._id],
      observerStages: ['activist'],
      half: 'moreThanHalf',
      materials: [
        { fileId: 'cloud://env.x/meeting-files/a.pdf', name: '学习材料', size: 9, kind: 'pdf' },
      ],
    }
    const { meetingId, view } = await openMeeting(company, secretary, BRANCH, changes)
    expect(view.attendees.find(({ memberId }) => memberId === one._id)).toMatchObject({
      role: 'expected',
      voter: false,
    })
    expect(view.attendees.some(({ role }) => role === 'observer')).toBe(true)
    const seen = await one.does('meeting.view', { meetingId })
    expect(seen.meeting).toMatchObject({
      alsoNames: ['党课', '主题党日'],
      materials: changes.materials,
      half: 'moreThanHalf',
    })
    expect(JSON.stringify(seen)).not.toContain('withoutVoteIds')
    await secretary.does('meeting.cancel', { meetingId, reason: '试' })
    const copied = await planMeeting(company, secretary, BRANCH, changes)
    const { recent } = await secretary.does('meeting.start', { orgId: BRANCH })
    expect(recent.find((each) => each.meetingId === copied)?.plan).toMatchObject({
      also: ['partyLecture', 'themeDay'],
      withoutVoteIds: [],
      materials: [],
    })
  })

  it('refuses what an organisation cannot hold', async () => {
    const plan = (changes: object) =>
      secretary.tries('meeting.plan', {
        meetingId: freshId('meeting'),
        orgId: BRANCH,
        plan: planFor(company, secretary, changes),
        announce: false,
      })
    expect(await plan({ also: ['talk'] })).toBe('ruleBroken')
    expect(await plan({ also: ['themeDay', 'themeDay'] })).toBe('ruleBroken')
    expect(await plan({ chairId: members[0]?._id })).toBe('ruleBroken')
    expect(await plan({ kind: 'groupMeeting' })).toBe('badInput')
    expect(
      await plan({ kind: 'talk', chosenIds: [peopleOf(company).plain('org-east-2')._id] }),
    ).toBe('badInput')
    expect(await plan({ place: '' })).toBe('badInput')
    expect(await plan({ startsAt: fromNow(company, -24 * 60 * MINUTE) })).toBe('badInput')
  })

  it('is announced, opened and called off whatever else was given its id meanwhile', async () => {
    const meetingId = freshId('meeting')
    const plan = planFor(company, secretary)
    await secretary.does('meeting.plan', { meetingId, orgId: BRANCH, plan, announce: false })
    // Officers see the id of what is not announced yet, and can give it to what they make themselves.
    const publish = { noticeId: meetingId, orgId: BRANCH, filesConfirmed: false }
    const notice = draftOf(company, { audience: toOrganisations([BRANCH]) })
    await secretary.does('notice.publish', { ...publish, notice })
    const before = await company.find('asks', meetingId)
    const other = await openMeeting(company, secretary, BRANCH)
    await secretary.does('meeting.end', { meetingId: other.meetingId, endedAt: null })
    const followUp = { followUpId: meetingId, text: '同号的任务', dueOn: '2099-01-31' }
    const { _id: memberId, name } = secretary
    const followUps = [{ ...followUp, memberId, name }]
    const text = { speeches: [], dissent: '', resolution: '通过', followUps }
    await secretary.does('minutes.save', { meetingId: other.meetingId, seenVersion: 0, text })
    await secretary.does('minutes.approve', { meetingId: other.meetingId, seenVersion: 1 })

    await secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt: null })
    const [person] = members as [Person]
    const asked = async () =>
      (await person.does('member.today', {})).asks
        .filter(({ subjectId }) => subjectId === meetingId)
        .map(({ kind }) => kind)
        .sort()
    expect(await asked()).toEqual(['meeting', 'notice'])
    await secretary.does('meeting.cancel', { meetingId, reason: '试试' })
    expect(await asked()).toEqual(['notice'])
    expect(await company.find('asks', meetingId)).toEqual(before)
  })

  it('publishes nothing that WeChat’s check did not pass: not the link, not a file’s name, not a reason', async () => {
    const { meetingId } = await openMeeting(company, secretary, BRANCH)
    const [one, two] = members as [Person, Person]
    await one.does('meeting.askLeave', { meetingId, reason: 'duty', text: '' })
    const materials = [
      { fileId: 'cloud://env.x/meeting-files/a.pdf', name: '违禁', size: 9, kind: 'pdf' as const },
    ]
    const planned = (changes: Partial<MeetingPlan>) =>
      secretary.tries('meeting.plan', {
        meetingId: freshId('meeting'),
        orgId: BRANCH,
        plan: planFor(company, secretary, changes),
        announce: true,
      })
    const byHand = { memberId: two._id, how: 'byHand' as const, remote: false }
    const everyText = (reason: string): Record<string, () => Promise<string>> => ({
      record: () =>
        secretary.tries('meeting.record', {
          meetingId,
          records: [{ ...byHand, at: fromNow(company, 0), reason }],
        }),
      correct: () =>
        secretary.tries('meeting.correct', {
          meetingId,
          memberId: two._id,
          correctionId: freshId('c'),
          to: 'present',
          remote: false,
          reason,
        }),
      leave: () => two.tries('meeting.askLeave', { meetingId, reason: 'other', text: reason }),
      answer: () =>
        secretary.tries('meeting.answerLeave', {
          meetingId,
          memberId: one._id,
          agree: true,
          note: reason,
        }),
      cancel: () => secretary.tries('meeting.cancel', { meetingId, reason }),
    })
    const outcomes = async (reason: string) => {
      const answers: Record<string, string> = {}
      for (const [name, make] of Object.entries(everyText(reason))) answers[name] = await make()
      return new Set(Object.values(answers))
    }
    const stored = () => company.linesWith('attendance', [meetingId])
    company.cloud.wechat.setVerdict({ words: { 违禁: 'risky', 可疑: 'review' } })
    try {
      expect(await planned({ link: 'https://example.com/违禁' })).toBe('contentRefused')
      expect(await planned({ materials })).toBe('contentRefused')
      for (const reason of ['违禁', '可疑'])
        expect([reason, await outcomes(reason)]).toEqual([reason, new Set(['contentRefused'])])
    } finally {
      company.cloud.wechat.setVerdict({ words: {} })
    }
    company.cloud.faults.add([parsePlan({ kind: 'error', action: 'wx.*', times: 'always' })], 1)
    try {
      expect(await outcomes('有事')).toEqual(new Set(['checkUnreachable']))
    } finally {
      company.cloud.faults.clear()
    }
    expect(await stored()).toEqual([])
    expect(await outcomes('有事')).toEqual(new Set(['done']))
  })

  it('asks again when the time changes, and not after the opening', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const plan = planFor(company, secretary, { startsAt: fromNow(company, 60 * MINUTE) })
    const input = { meetingId, seenVersion: 1, plan, announce: true }
    expect(await secretary.does('meeting.edit', input)).toMatchObject({ version: 2 })
    expect(await secretary.does('meeting.edit', input)).toMatchObject({ version: 2 })
    const today = await members[0]?.does('member.today', {})
    const card = today?.asks.find((ask) => ask.subjectId === meetingId)
    expect(card).toMatchObject({ version: 2, deadline: plan.startsAt })
    await secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt: null })
    expect(await secretary.tries('meeting.edit', { ...input, seenVersion: 2 })).toBe('alreadyOpen')
  })

  it('puts a meeting called off while it was on among nobody’s attended ones', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const [one] = members as [Person]
    await one.does('meeting.checkIn', scan(sitting.code()))
    const attended = async () => {
      const [mine, records] = await Promise.all([
        one.does('meeting.mine', { before: null }),
        one.does('member.myRecords', {}),
      ])
      const ids = mine.attended.map((each) => each.meetingId)
      return [ids, records.records.map(({ subjectId }) => subjectId)].map((some) =>
        some.includes(meetingId),
      )
    }
    expect(await attended()).toEqual([true, true])
    await secretary.does('meeting.cancel', { meetingId, reason: '停电' })
    expect(await attended()).toEqual([false, false])
    // The host still sees who had come.
    const { rows } = await secretary.does('meeting.host', { meetingId, deviceId: PHONE })
    expect(rows.map(({ memberId }) => memberId)).toEqual([one._id])
  })

  it('shows a cancelled meeting to nobody on Today', async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    await secretary.does('meeting.cancel', { meetingId, reason: '停电' })
    await secretary.does('meeting.cancel', { meetingId, reason: '停电' })
    const today = await members[0]?.does('member.today', {})
    expect(today?.asks.map((ask) => ask.subjectId)).not.toContain(meetingId)
    expect(
      await secretary.tries('meeting.open', { meetingId, deviceId: PHONE, openedAt: null }),
    ).toBe('meetingCancelled')
  })
})

describe('leave', () => {
  it('is asked, answered by another, taken back and asked again; it never lowers what is expected', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const [person] = members as [Person]
    const ask = { meetingId, reason: 'duty' as const, text: '夜班' }
    expect(await person.does('meeting.askLeave', ask)).toMatchObject({ state: 'asked' })
    const answer = { meetingId, memberId: person._id, agree: true, note: '' }
    expect(await secretary.does('meeting.answerLeave', answer)).toMatchObject({
      leave: { state: 'agreed' },
    })
    const { numbers } = await secretary.does('meeting.end', { meetingId, endedAt: null })
    const expected = sitting.view.attendees.filter(({ role }) => role === 'expected').length
    expect(numbers).toMatchObject({ expectedAll: expected, onLeave: 1 })
    expect(await person.tries('meeting.withdrawLeave', { meetingId })).toBe('meetingEnded')
  })

  it('nobody agrees to their own, and only who is asked can ask', async () => {
    const { meetingId } = await openMeeting(company, secretary, BRANCH)
    await secretary.does('meeting.askLeave', { meetingId, reason: 'travel', text: '' })
    const own = { meetingId, memberId: secretary._id, agree: true, note: '' }
    expect(await secretary.tries('meeting.answerLeave', own)).toBe('ownLeave')
    expect(await deputy.does('meeting.answerLeave', { ...own, agree: false })).toMatchObject({
      leave: { state: 'declined' },
    })
    expect(
      await secretary.does('meeting.askLeave', { meetingId, reason: 'illness', text: '' }),
    ).toMatchObject({ state: 'asked' })
    const outsider = peopleOf(company).plain('org-east-2')
    expect(await outsider.tries('meeting.askLeave', { meetingId, reason: 'duty', text: '' })).toBe(
      'notExpected',
    )
  })
})

describe('votes', () => {
  const put = (meetingId: string, changes: object = {}) => ({
    meetingId,
    motionId: freshId('motion'),
    type: 'resolution' as const,
    title: '通过下阶段计划',
    text: '',
    candidates: [],
    seats: 0,
    method: 'showOfHands' as const,
    scrutineerId: null,
    counterId: null,
    ...changes,
  })

  it('by hands: only with half of the voters there, and passed by half of the expected', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const voters = sitting.view.attendees.filter(({ voter }) => voter).length
    const motion = put(meetingId)
    await secretary.does('meeting.putMotion', motion)
    const hands = (yes: number) => ({
      meetingId,
      motionId: motion.motionId,
      tallies: [{ yes, no: 0, abstain: 0 }],
    })
    expect(await secretary.tries('meeting.countHands', hands(1))).toBe('ruleBroken')
    await secretary.does('meeting.record', everyone(sitting, Math.ceil(voters / 2)))
    expect(await secretary.tries('meeting.countHands', hands(voters))).toBe('ruleBroken')
    const { motion: decided } = await secretary.does(
      'meeting.countHands',
      hands(Math.ceil(voters / 2)),
    )
    expect(decided).toMatchObject({ state: 'decided', numbers: { expectedVoters: voters } })
    expect(decided.outcomes[0]?.passed).toBe(Math.ceil(voters / 2) * 2 > voters)
    expect(
      (await secretary.does('meeting.countHands', hands(Math.ceil(voters / 2)))).motion,
    ).toEqual(decided)
    expect(await secretary.tries('meeting.countHands', hands(1))).toBe('alreadyDecided')
  })

  it('by secret ballot: two tellers, the other confirms what the one entered', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const voters = sitting.view.attendees.filter(({ voter }) => voter).length
    const [one, two, third] = members as [Person, Person, Person]
    const candidates = ['钱某']
    const ballot = put(meetingId, {
      type: 'admission',
      method: 'secretBallot',
      candidates,
      scrutineerId: one._id,
      counterId: two._id,
    })
    expect(await secretary.tries('meeting.putMotion', ballot)).toBe('ruleBroken')
    await secretary.does('meeting.record', everyone(sitting, voters))
    await secretary.does('meeting.putMotion', ballot)
    const { motionId } = ballot
    const count = ballotsCounted(meetingId, motionId, voters)
    expect(await third.tries('meeting.countBallots', count(voters))).toBe('notTeller')
    expect(
      await secretary.tries('meeting.countHands', {
        meetingId,
        motionId,
        tallies: count(1).tallies,
      }),
    ).toBe('ruleBroken')
    const entered = await one.does('meeting.countBallots', count(voters - 1))
    expect(
      await one.tries('meeting.confirmBallots', {
        meetingId,
        motionId,
        seenVersion: entered.motion.version,
      }),
    ).toBe('ruleBroken')
    const other = await two.does('meeting.countBallots', count(voters))
    expect(
      await two.tries('meeting.confirmBallots', {
        meetingId,
        motionId,
        seenVersion: other.motion.version,
      }),
    ).toBe('ruleBroken')
    expect(
      await one.tries('meeting.confirmBallots', {
        meetingId,
        motionId,
        seenVersion: entered.motion.version,
      }),
    ).toBe('changedMeanwhile')
    const { motion } = await one.does('meeting.confirmBallots', {
      meetingId,
      motionId,
      seenVersion: other.motion.version,
    })
    expect(motion).toMatchObject({
      state: 'decided',
      outcomes: [{ subject: '钱某', passed: true }],
    })
  })

  /** What a teller enters of a ballot in which everybody voted, by how many said yes. */
  function ballotsCounted(meetingId: string, motionId: string, voters: number) {
    return (yes: number) => ({
      meetingId,
      motionId,
      issued: voters,
      returned: voters,
      invalid: 0,
      tallies: [{ yes, no: voters - yes, abstain: 0 }],
      written: [],
    })
  }

  /** A ballot of a full room, its two tellers the first two members. */
  async function ballotOf(sitting: Sitting) {
    const { meetingId } = sitting
    const voters = sitting.view.attendees.filter(({ voter }) => voter).length
    const [one, two] = members as [Person, Person]
    await secretary.does('meeting.record', everyone(sitting, voters))
    const motion = put(meetingId, {
      method: 'secretBallot',
      scrutineerId: one._id,
      counterId: two._id,
    })
    await secretary.does('meeting.putMotion', motion)
    const { motionId } = motion
    const count = ballotsCounted(meetingId, motionId, voters)
    return { motion, motionId, voters, count }
  }

  it('by secret ballot: a count is seen by the tellers and who holds the meeting until both agree', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const { voters, count } = await ballotOf(sitting)
    const [one, two, third] = members as [Person, Person, Person]
    const seenBy = async (person: Person) =>
      (await person.does('meeting.view', { meetingId })).motions[0]
    await one.does('meeting.countBallots', count(voters))
    await two.does('meeting.countBallots', count(1))
    const cast = (yes: number) => ({ tallies: count(yes).tallies })
    for (const person of [one, two, secretary])
      expect(await seenBy(person)).toMatchObject({ count: cast(1), otherCount: cast(voters) })
    const above = peopleOf(company).officer('secretary', 'org-east')
    for (const person of [third, above]) {
      expect(await seenBy(person)).toMatchObject({ state: 'counted' })
      expect(await seenBy(person)).not.toHaveProperty('count')
      expect(await seenBy(person)).not.toHaveProperty('otherCount')
    }
    // The one who was wrong enters what the other had: they agree, and what was wrong is gone.
    const { motion } = await two.does('meeting.countBallots', count(voters))
    expect(motion).toMatchObject({ state: 'decided', confirmedBy: { name: two.name } })
    expect(await seenBy(third)).toMatchObject({ state: 'decided', count: cast(voters) })
    expect(await seenBy(third)).not.toHaveProperty('otherCount')
    expect(await two.tries('meeting.countBallots', count(1))).toBe('alreadyDecided')
    expect(await one.tries('meeting.countBallots', count(1))).toBe('alreadyDecided')
  })

  it('by secret ballot: two tellers at once leave one count, and nobody far away counts', async () => {
    const sitting = await openMeeting(company, secretary, BRANCH, { mode: 'both' })
    const { meetingId } = sitting
    const { motion, motionId, voters, count } = await ballotOf(sitting)
    const [one, two, third] = members as [Person, Person, Person]
    const absent = { ...count(voters), issued: voters + 1, returned: voters + 1 }
    expect(await one.tries('meeting.countBallots', absent)).toBe('ruleBroken')
    for (const yes of [-1, 0.5, 1e9, Number.NaN])
      expect([yes, await one.tries('meeting.countBallots', count(yes))]).toEqual([yes, 'badInput'])
    const answers = await Promise.all(
      [one, two, one, two].map((teller) => teller.tries('meeting.countBallots', count(voters))),
    )
    expect(answers.filter((each) => each !== 'done' && each !== 'changedMeanwhile')).toEqual([])
    for (const teller of [one, two]) await teller.does('meeting.countBallots', count(voters))
    const { motions } = await third.does('meeting.view', { meetingId })
    expect(motions).toMatchObject([{ _id: motionId, state: 'decided' }])
    await secretary.does('meeting.correct', {
      meetingId,
      memberId: third._id,
      correctionId: freshId('far'),
      to: 'present',
      remote: true,
      reason: '电话参会',
    })
    const far = { ...motion, motionId: freshId('motion'), counterId: third._id }
    expect(await secretary.tries('meeting.putMotion', far)).toBe('ruleBroken')
    // Another meeting's id opens nothing of this one.
    const elsewhere = await openMeeting(company, secretary, BRANCH)
    expect(
      await one.tries('meeting.countBallots', { ...count(1), meetingId: elsewhere.meetingId }),
    ).toBe('notTeller')
  })

  it('admits nobody but in a general meeting, and takes no more votes than its minutes can hold', async () => {
    const [one, two] = members as [Person, Person]
    const tellers = { scrutineerId: one._id, counterId: two._id }
    const admission = {
      type: 'admission',
      method: 'secretBallot',
      candidates: ['钱某'],
      ...tellers,
    }
    const sitting = await openMeeting(company, secretary, BRANCH, { kind: 'lifeMeeting' })
    const { meetingId } = sitting
    await secretary.does('meeting.record', everyone(sitting, 100))
    expect(await secretary.call('meeting.putMotion', put(meetingId, admission))).toMatchObject({
      ok: false,
      error: { code: 'ruleBroken', detail: { reason: expect.stringContaining('支部党员大会') } },
    })
    const both = { kind: 'lifeMeeting' as const, also: ['generalMeeting' as const] }
    const general = await openMeeting(company, secretary, BRANCH, both)
    await secretary.does('meeting.record', everyone(general, 100))
    const first = put(general.meetingId, admission)
    const { motion } = await secretary.does('meeting.putMotion', first)
    const others = Array.from({ length: 49 }, (_, at) => ({
      ...motion,
      _id: `${motion._id}-${at}`,
    }))
    await company.fill('motions', others)
    expect(await secretary.tries('meeting.putMotion', put(general.meetingId))).toBe('tooMany')
    expect((await secretary.does('meeting.putMotion', first)).motion).toEqual(motion)
  })

  it('a temporary branch admits and elects nobody', async () => {
    const lead = peopleOf(company).officer('secretary', 'org-east-8')
    const { meetingId } = await openMeeting(company, lead, 'org-east-8')
    for (const [type, seats] of [
      ['election', 1],
      ['admission', 0],
    ] as const) {
      const ballot = put(meetingId, {
        type,
        method: 'secretBallot',
        candidates: ['甲', '乙'],
        seats,
        scrutineerId: lead._id,
        counterId: lead._id,
      })
      expect(await lead.call('meeting.putMotion', ballot)).toMatchObject({
        ok: false,
        error: { code: 'ruleBroken', detail: { reason: expect.stringContaining('临时党支部') } },
      })
    }
  })
})

type Field = InputOf<'minutes.amend'>['field']

describe('minutes', () => {
  let sitting: Sitting
  let text: MinutesText
  const amendmentId = 'amendment-1'
  let taskId: string
  beforeAll(async () => {
    sitting = await openMeeting(company, secretary, BRANCH, {
      also: ['partyLecture'],
      recorderId: members[4]?._id ?? '',
    })
    const { meetingId } = sitting
    const [person, away] = members as [Person, Person]
    await person.does('meeting.checkIn', scan(sitting.code()))
    await away.does('meeting.askLeave', { meetingId, reason: 'other', text: '回家探亲' })
    await secretary.does('meeting.answerLeave', {
      meetingId,
      memberId: away._id,
      agree: true,
      note: '',
    })
    taskId = taskIdOf(meetingId, 'task-1')
    expect(await secretary.tries('minutes.read', { meetingId })).toBe('notEnded')
    await secretary.does('meeting.end', { meetingId, endedAt: null })
  })

  it('are drafted from what is known', async () => {
    const { meetingId } = sitting
    const draft = await secretary.does('minutes.read', { meetingId })
    expect(draft).toMatchObject({
      state: 'draft',
      version: 0,
      may: ['save', 'approve', 'export', 'corrections'],
    })
    expect(draft.facts).toMatchObject({
      kindName: '支部党员大会',
      also: ['党课'],
      chair: secretary.name,
      present: [members[0]?.name],
    })
    expect(draft.facts.absent).toContainEqual({ name: members[1]?.name, reason: '回家探亲' })
    const outsider = peopleOf(company).plain('org-east-2')
    expect(await outsider.tries('minutes.read', { meetingId })).toBe('notExpected')
    // Editors above export minutes; who corrected whose attendance is not theirs to see, and is not offered.
    const editor = peopleOf(company).officer('editor', 'org-hq')
    expect((await editor.does('minutes.read', { meetingId })).may).toEqual(['export'])
    expect(await editor.tries('meeting.corrections', { meetingId })).toBe('forbidden')
  })

  it('are saved, approved by the chair alone, and then locked', async () => {
    const { meetingId } = sitting
    const [person] = members as [Person]
    const followUp = {
      followUpId: 'task-1',
      text: '更新学习台账',
      memberId: person._id,
      name: person.name,
      dueOn: '2099-01-31',
    }
    text = {
      speeches: [{ name: person.name, gist: '同意计划' }],
      dissent: '',
      resolution: '通过计划',
      followUps: [followUp],
    }
    const stranger = { ...followUp, memberId: peopleOf(company).plain('org-east-2')._id }
    const misnamed = { ...followUp, name: members[1]?.name ?? '' }
    // Of a day no clock knows the approval could not ask, and it would stay half done.
    const ancient = { ...followUp, dueOn: '0001-01-01' }
    for (const wrong of [[stranger], [misnamed], [ancient], [followUp, followUp]])
      expect(
        await deputy.tries('minutes.save', {
          meetingId,
          seenVersion: 0,
          text: { ...text, followUps: wrong },
        }),
      ).toBe('badInput')
    // By its recorder, who need not be an officer; by nobody else on the list.
    expect(await members[3]?.tries('minutes.save', { meetingId, seenVersion: 0, text })).toBe(
      'notRecorder',
    )
    const recorder = members[4] as Person
    expect((await recorder.does('minutes.read', { meetingId })).may).toEqual(['save'])
    const first = { ...text, dissent: '记录人起草' }
    await recorder.does('minutes.save', { meetingId, seenVersion: 0, text: first })
    const saved = await deputy.does('minutes.save', { meetingId, seenVersion: 1, text })
    expect(await deputy.does('minutes.save', { meetingId, seenVersion: 1, text })).toEqual(saved)
    expect(
      await secretary.tries('minutes.save', {
        meetingId,
        seenVersion: 1,
        text: { ...text, dissent: '有' },
      }),
    ).toBe('changedMeanwhile')
    expect(await deputy.tries('minutes.approve', { meetingId, seenVersion: 2 })).toBe('notChair')
    const approved = await secretary.does('minutes.approve', { meetingId, seenVersion: 2 })
    expect(await secretary.does('minutes.approve', { meetingId, seenVersion: 2 })).toEqual(approved)
    expect(await deputy.tries('minutes.save', { meetingId, seenVersion: 2, text })).toBe('locked')
  })

  it('ask each person for what they have to do, once', async () => {
    const [person, other] = members as [Person, Person]
    const today = await person.does('member.today', {})
    expect(today.asks).toContainEqual(
      expect.objectContaining({ kind: 'followUp', subjectId: taskId, title: '更新学习台账' }),
    )
    const done = { followUpId: taskId, note: '已更新', deviceAt: fromNow(company, 0) }
    expect(await other.tries('minutes.followUpDone', done)).toBe('notAsked')
    const receipt = await person.does('minutes.followUpDone', done)
    expect(await person.does('minutes.followUpDone', { ...done, note: '再次' })).toEqual(receipt)
    expect((await person.does('member.today', {})).asks.map((ask) => ask.subjectId)).not.toContain(
      taskId,
    )
    const view = await secretary.does('minutes.read', { meetingId: sitting.meetingId })
    expect(view.followUps).toMatchObject([{ state: 'done', note: '已更新' }])
  })

  it('give somebody else their task though another meeting gave its own the same id', async () => {
    const other = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = other
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    const { _id: memberId, name } = members[1] as Person
    const task = { followUpId: 'task-1', text: '另一项任务', dueOn: '2099-01-31' }
    const followUps = [{ ...task, memberId, name }]
    await secretary.does('minutes.save', {
      meetingId,
      seenVersion: 0,
      text: { ...text, followUps },
    })
    await secretary.does('minutes.approve', { meetingId, seenVersion: 1 })
    const today = await members[1]?.does('member.today', {})
    expect(today?.asks.map(({ title }) => title)).toContain('另一项任务')
    const statesIn = async (id: string) =>
      (await secretary.does('minutes.read', { meetingId: id })).followUps.map(({ state }) => state)
    expect(await statesIn(meetingId)).toEqual(['open'])
    expect(await statesIn(sitting.meetingId)).toEqual(['done'])
  })

  it('show corrections after the lock with who, when and why, and keep the locked text', async () => {
    const { meetingId } = sitting
    const amendment = {
      meetingId,
      amendmentId,
      field: 'resolution' as const,
      speaker: '',
      after: '一致通过计划',
      reason: '漏字',
    }
    await Promise.all([1, 2].map(() => deputy.does('minutes.amend', amendment)))
    for (const other of [{ after: '不通过' }, { reason: '改判' }, { field: 'dissent' as const }])
      expect(await deputy.tries('minutes.amend', { ...amendment, ...other })).toBe('idReused')
    company.cloud.clock.advance(1000)
    const correction = {
      meetingId,
      memberId: members[2]?._id ?? '',
      correctionId: 'late-1',
      to: 'present' as const,
      remote: false,
      reason: '手机没电',
    }
    const row = await deputy.does('meeting.correct', correction)
    expect(await deputy.does('meeting.correct', correction)).toEqual(row)
    for (const other of [{ to: 'struck' as const }, { remote: true }, { reason: '另有原因' }])
      expect(await deputy.tries('meeting.correct', { ...correction, ...other })).toBe('idReused')
    const view = await members[0]?.does('minutes.read', { meetingId })
    expect(view?.text).toEqual(text)
    expect(view?.amendments.map(({ field, by, reason }) => [field, by.name, reason])).toEqual([
      ['resolution', deputy.name, '漏字'],
      ['attendance', deputy.name, '手机没电'],
    ])
    const { corrections, ...about } = await secretary.does('meeting.corrections', { meetingId })
    expect(about).toMatchObject({ meetingTitle: sitting.view.meeting.title })
    expect(about.timeZone).toBe(sitting.view.meeting.timeZone)
    expect(corrections).toMatchObject([{ by: deputy.name, to: '已签到', reason: '手机没电' }])
    const mine = await members[2]?.does('meeting.mine', { before: null })
    expect(mine?.attended[0]).toMatchObject({
      meetingId,
      kindName: '支部党员大会',
      startsAt: sitting.view.meeting.startsAt,
      timeZone: sitting.view.meeting.timeZone,
      corrections: [{ by: deputy.name, from: '未签到', to: '已签到', reason: '手机没电' }],
    })
  })

  it('are amended part by part: each says how it read until then, and the view how it reads now', async () => {
    const { meetingId } = sitting
    const [person] = members as [Person]
    const part = (field: Field, speaker: string, after: string) => ({ field, speaker, after })
    const amend = (id: string, change: ReturnType<typeof part>) => {
      company.cloud.clock.advance(1000)
      const input = { meetingId, amendmentId: `part-${id}`, reason: '更正', ...change }
      return deputy.tries('minutes.amend', input)
    }
    expect(await amend('0', part('resolution', '', '一致通过计划'))).toBe('badInput')
    expect(await amend('0', part('resolution', person.name, '通过'))).toBe('badInput')
    expect(await amend('0', part('speeches', '', '没有说是谁'))).toBe('badInput')
    expect(await amend('0', part('dissent', '', '长'.repeat(2001)))).toBe('badInput')
    const long = '决'.repeat(4000)
    for (const [at, change] of [
      part('speeches', person.name, '同意计划，建议增加夜间巡查'),
      part('speeches', '新发言人', '补记的发言'),
      part('dissent', '', '有人建议推迟'),
      part('resolution', '', long),
      part('dissent', '', ''),
    ].entries())
      expect([at, await amend(String(at + 1), change)]).toEqual([at, 'done'])
    const view = await secretary.does('minutes.read', { meetingId })
    expect(view.text).toEqual(text)
    expect(view.current).toEqual({
      speeches: [
        { name: person.name, gist: '同意计划，建议增加夜间巡查' },
        { name: '新发言人', gist: '补记的发言' },
      ],
      dissent: '',
      resolution: long,
    })
    const before = view.amendments
      .filter(({ amendmentId: id }) => id.startsWith('part-'))
      .map((each) => each.before)
    expect(before).toEqual(['同意计划', '', '', '一致通过计划', '有人建议推迟'])
  })

  it('are exported as a Word document', async () => {
    const { name, base64 } = await secretary.does('minutes.export', {
      meetingId: sitting.meetingId,
    })
    expect(name).toMatch(/^\d{4}-\d\d-\d\d 十一月支部党员大会\.docx$/)
    expect(Buffer.from(base64, 'base64').subarray(0, 2).toString()).toBe('PK')
    const log = await company.documents<{ action: string; subjectId: string }>('audit')
    expect(
      log.filter(
        ({ action, subjectId }) => action === 'minutes.export' && subjectId === sitting.meetingId,
      ),
    ).toHaveLength(1)
  })

  it('and the year shows the meeting as both', async () => {
    const year = Number(fromNow(company, 0).slice(0, 4))
    const { rows } = (await members[0]?.does('meeting.calendar', { orgId: BRANCH, year })) ?? {
      rows: [],
    }
    for (const kind of ['generalMeeting', 'partyLecture'])
      expect(
        rows.some(
          (row) =>
            row.kind === kind && row.held.some(({ meetingId }) => meetingId === sitting.meetingId),
        ),
      ).toBe(true)
  })
})

it('a meeting put off across the turn of the year is of the year in which it was held', async () => {
  const sitting = await openMeeting(company, secretary, BRANCH)
  const { meetingId } = sitting
  await members[0]?.does('meeting.checkIn', scan(sitting.code()))
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  const held = await company.find<StoredMeeting>('meetings', meetingId)
  if (held === null) throw new Error('no meeting')
  const times = { openedAt: '2025-01-05T06:00:00.000Z', endedAt: '2025-01-05T07:00:00.000Z' }
  await company.fill('meetings', [{ ...held, ...times, startsAt: '2024-12-20T06:00:00.000Z' }])
  const daysIn = async (year: number) => {
    const { rows } = await secretary.does('meeting.calendar', { orgId: BRANCH, year })
    return rows.flatMap((row) => row.held.filter((each) => each.meetingId === meetingId))
  }
  expect((await daysIn(2025)).map(({ on }) => on)).toEqual(['2025-01-05'])
  expect(await daysIn(2024)).toEqual([])
})

it('what reaches the records after the lock is counted and shown, and changes nothing that was locked', async () => {
  const sitting = await openMeeting(company, secretary, BRANCH)
  const { meetingId } = sitting
  const [one, two, three] = members as [Person, Person, Person]
  await one.does('meeting.checkIn', scan(sitting.code()))
  const upload = proof(company, sitting, sitting.code())
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  const text = { speeches: [], dissent: '', resolution: '通过', followUps: [] }
  await deputy.does('minutes.save', { meetingId, seenVersion: 0, text })
  // As a crash leaves it after a record was changed and before it was counted.
  const ended = await company.find<StoredMeeting>('meetings', meetingId)
  if (ended?.numbers === undefined) throw new Error('no numbers')
  const stale = { ...ended, numbers: { ...ended.numbers, presentAll: 0 } }
  await company.fill('meetings', [stale])
  await secretary.does('minutes.approve', { meetingId, seenVersion: 1 })
  const shown = async () => (await one.does('meeting.view', { meetingId })).meeting.numbers
  expect(await shown()).toMatchObject({ presentAll: 1 })

  const locked = (await one.does('minutes.read', { meetingId })).facts
  await two.does('meeting.uploadProof', upload)
  await secretary.does('meeting.answerProofs', { meetingId, memberIds: [], accept: true })
  const late = { how: 'byHand' as const, at: fromNow(company, 0), remote: true, reason: '电话参会' }
  const records = [{ memberId: three._id, ...late }]
  await deputy.does('meeting.record', { meetingId, records })
  const { facts, amendments } = await one.does('minutes.read', { meetingId })
  expect(facts).toEqual(locked)
  expect(
    amendments.map(({ by, before, after, reason }) => [by.name, before, after, reason]),
  ).toEqual([
    [secretary.name, `${two.name}：未签到`, `${two.name}：已签到`, '会中离线扫码，审定后核实'],
    [
      deputy.name,
      `${three.name}：未签到`,
      `${three.name}：已签到（线上）`,
      '由主持人登记，审定后送达：电话参会',
    ],
  ])
  expect(await shown()).toMatchObject({ presentAll: 3, remote: 1 })
})

it('after the lock nothing is voted on and no leave is answered: the minutes would not say so', async () => {
  const sitting = await openMeeting(company, secretary, BRANCH)
  const { meetingId } = sitting
  const [one] = members as [Person]
  await one.does('meeting.askLeave', { meetingId, reason: 'illness', text: '门诊' })
  await secretary.does('meeting.record', everyone(sitting, 100))
  const motion = {
    meetingId,
    motionId: freshId('motion'),
    type: 'resolution' as const,
    title: '会后补决议',
    text: '',
    candidates: [],
    seats: 0,
    method: 'showOfHands' as const,
    scrutineerId: null,
    counterId: null,
  }
  const named = { meetingId, motionId: motion.motionId }
  await secretary.does('meeting.putMotion', motion)
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  const text = { speeches: [], dissent: '', resolution: '通过', followUps: [] }
  await deputy.does('minutes.save', { meetingId, seenVersion: 0, text })
  await secretary.does('minutes.approve', { meetingId, seenVersion: 1 })
  const tallies = [{ yes: 1, no: 0, abstain: 0 }]
  expect(await secretary.tries('meeting.countHands', { ...named, tallies })).toBe('locked')
  expect(await secretary.tries('meeting.dropMotion', named)).toBe('locked')
  const later = { ...motion, motionId: freshId('motion') }
  expect(await secretary.tries('meeting.putMotion', later)).toBe('locked')
  const answer = { meetingId, memberId: one._id, agree: true, note: '' }
  expect(await secretary.tries('meeting.answerLeave', answer)).toBe('locked')
  expect((await one.does('meeting.view', { meetingId })).motions).toMatchObject([
    { _id: motion.motionId, state: 'open' },
  ])
})

it('minutes being approved hold every vote that is decided: what is under way is in them or fails', async () => {
  const meeting = async () => {
    const sitting = await openMeeting(company, secretary, BRANCH)
    const { meetingId } = sitting
    const motionId = freshId('motion')
    const hands = { method: 'showOfHands', scrutineerId: null, counterId: null } as const
    const what = { type: 'resolution' as const, title: '会后计票', text: '' }
    const nobody = { candidates: [], seats: 0 }
    await members[0]?.does('meeting.askLeave', { meetingId, reason: 'illness', text: '' })
    await secretary.does('meeting.record', everyone(sitting, 100))
    await secretary.does('meeting.putMotion', {
      meetingId,
      motionId,
      ...what,
      ...nobody,
      ...hands,
    })
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    const text = { speeches: [], dissent: '', resolution: '通过', followUps: [] }
    await deputy.does('minutes.save', { meetingId, seenVersion: 0, text })
    const tallies = [{ yes: 1, no: 0, abstain: 0 }]
    const memberId = members[0]?._id ?? ''
    return {
      count: () => deputy.tries('meeting.countHands', { meetingId, motionId, tallies }),
      agree: () =>
        deputy.tries('meeting.answerLeave', { meetingId, memberId, agree: true, note: '' }),
      approve: () => secretary.tries('minutes.approve', { meetingId, seenVersion: 1 }),
      facts: async () => (await secretary.does('minutes.read', { meetingId })).facts,
    }
  }
  const holdBack = (collection: string) =>
    company.cloud.faults.add(
      [
        parsePlan({
          kind: 'latency',
          action: 'database.modifyDocument',
          collection,
          milliseconds: 700,
        }),
      ],
      1,
    )
  const struck = () => company.cloud.faults.list().some((each) => each.struck > 0)

  // The lock is on its way: nothing is decided any more.
  const locking = await meeting()
  holdBack('minutes')
  const approving = locking.approve()
  await until(struck)
  expect([await locking.count(), await locking.agree()]).toEqual(['locked', 'locked'])
  expect(await approving).toBe('done')
  company.cloud.faults.clear()
  expect((await locking.facts()).votes).toEqual([])

  // The vote, and the leave, are on their way: each is in the minutes or it fails.
  for (const [collection, of] of [
    ['motions', 'count'],
    ['leaves', 'agree'],
  ] as const) {
    const sitting = await meeting()
    holdBack(collection)
    const deciding = sitting[of]()
    await until(struck)
    expect(await sitting.approve()).toBe('done')
    const came = await deciding
    company.cloud.faults.clear()
    const { votes, absent, present } = await sitting.facts()
    const isIn =
      of === 'count' ? votes.length === 1 : [...absent].some(({ reason }) => reason === '生病')
    expect({ of, came, isIn, present: present.length > 0 }).toEqual({
      of,
      came: isIn ? 'done' : 'changedMeanwhile',
      isIn,
      present: true,
    })
  }
})

it('minutes are kept by who can read them: a recorder is an officer or on the list, at the plan and at the opening', async () => {
  const applicant = peopleOf(company).some(
    'an applicant',
    ({ stage, affiliation }) => stage === 'applicant' && affiliation.orgId === BRANCH,
  )
  const recorded = (changes: Partial<MeetingPlan>) =>
    secretary.tries('meeting.plan', {
      meetingId: freshId('meeting'),
      orgId: BRANCH,
      plan: planFor(company, secretary, changes),
      announce: false,
    })
  expect(await recorded({ recorderId: applicant._id })).toBe('ruleBroken')
  expect(await recorded({ recorderId: applicant._id, observerStages: ['applicant'] })).toBe('done')
  const [, , , , , leaver] = members as [Person, Person, Person, Person, Person, Person]
  expect(await recorded({ kind: 'committeeMeeting', recorderId: leaver._id })).toBe('ruleBroken')

  const meetingId = await planMeeting(company, secretary, BRANCH, { recorderId: leaver._id })
  const seeded = company.members.filter(({ _id }) => _id === leaver._id)
  const { affiliation, audienceKeys } = peopleOf(company).plain('org-east-2')
  await company.fill(
    'members',
    seeded.map((each) => ({ ...each, affiliation, audienceKeys })),
  )
  await secretary.does('meeting.open', { meetingId, deviceId: PHONE, openedAt: null })
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  await company.fill('members', seeded)
  const text = { speeches: [], dissent: '', resolution: '另一支部的人所写', followUps: [] }
  expect(await leaver.tries('minutes.read', { meetingId })).toBe('notExpected')
  expect(await leaver.tries('minutes.save', { meetingId, seenVersion: 0, text })).toBe(
    'notRecorder',
  )
})

it('who waits at the door, or was not let in, is shown nothing of what is held inside', async () => {
  const agenda = ['讨论处分']
  const link = 'https://meeting.example.com/1'
  const sitting = await openMeeting(company, secretary, BRANCH, { agenda, link, mode: 'both' })
  const { meetingId } = sitting
  const outsider = peopleOf(company).plain('org-east-2')
  const motion = {
    meetingId,
    motionId: freshId('motion'),
    type: 'resolution' as const,
    title: '一项决议',
    text: '内容',
    candidates: [],
    seats: 0,
    method: 'showOfHands' as const,
    scrutineerId: null,
    counterId: null,
  }
  await secretary.does('meeting.putMotion', motion)
  await outsider.does('meeting.checkIn', scan(sitting.code()))
  const inside = async () => {
    const { meeting, motions, receipt } = await outsider.does('meeting.view', { meetingId })
    expect(meeting.title).toBe(sitting.view.meeting.title)
    return { agenda: meeting.agenda, link: meeting.link, motions: motions.length, receipt }
  }
  const nothing = { agenda: [], link: '', motions: 0 }
  expect(await inside()).toMatchObject({ ...nothing, receipt: { state: 'waiting' } })
  const answer = { meetingId, memberIds: [outsider._id] }
  await secretary.does('meeting.answerObservers', { ...answer, accept: false })
  expect(await inside()).toMatchObject({ ...nothing, receipt: { state: 'declined' } })
  await secretary.does('meeting.record', {
    meetingId,
    records: [
      {
        memberId: outsider._id,
        how: 'byHand',
        at: fromNow(company, 0),
        remote: false,
        reason: '列席',
      },
    ],
  })
  await secretary.does('meeting.correct', {
    meetingId,
    memberId: outsider._id,
    correctionId: freshId('in'),
    to: 'present',
    remote: false,
    reason: '同意列席',
  })
  expect(await inside()).toMatchObject({ agenda, link, motions: 1, receipt: { state: 'present' } })
})

it('what is among officers is listed to officers only', async () => {
  const meetingId = await planMeeting(company, secretary, BRANCH, { kind: 'committeeMeeting' })
  const idsFor = async (person: Person | undefined) =>
    (await person?.does('meeting.list', { orgId: BRANCH, before: null }))?.rows.map(
      (row) => row.meetingId,
    )
  expect(await idsFor(secretary)).toContain(meetingId)
  expect(await idsFor(members[0])).not.toContain(meetingId)
  expect(await members[0]?.tries('meeting.view', { meetingId })).toBe('notExpected')
})

describe('党小组会', () => {
  it('is owed by each group: the calendar names those that have not met, however often another did', async () => {
    const groups = company.organisations.filter(({ level }) => level === 'group')
    const branchId = groups[0]?.parentId ?? ''
    const own = groups.filter(({ parentId }) => parentId === branchId)
    const find = peopleOf(company)
    const lead = find.officer('secretary', branchId)
    const leaderOf = (group: (typeof own)[number] | undefined) =>
      company.members.find(({ posts }) =>
        posts.some(({ orgId, role }) => orgId === group?._id && role === 'groupLeader'),
      )
    own.sort(
      (a, b) =>
        Number(leaderOf(b)?.openid !== undefined) - Number(leaderOf(a)?.openid !== undefined),
    )
    const first = find.officer('groupLeader', own[0]?._id ?? '')
    const month = `${Number(fromNow(company, 8 * 60 * MINUTE).slice(5, 7))}月`
    const year = Number(fromNow(company, 8 * 60 * MINUTE).slice(0, 4))
    const row = async () => {
      const { rows } = await first.does('meeting.calendar', { orgId: branchId, year })
      return rows.find(({ kind, period }) => kind === 'groupMeeting' && period === month)
    }
    const hold = async (host: Person, orgId: string, memberId = '') => {
      const kind = { kind: 'groupMeeting' as const, chosenIds: [memberId], chairId: host._id }
      const { meetingId } = await openMeeting(company, host, orgId, kind)
      const here = { memberId, how: 'hostScan' as const, remote: false, reason: '' }
      const records = [{ ...here, at: fromNow(company, 0) }]
      await host.does('meeting.record', { meetingId, records })
      await host.does('meeting.end', { meetingId, endedAt: null })
    }
    const namesOf = (some: typeof own) => some.map(({ shortName }) => shortName)
    expect((await row())?.missing?.sort()).toEqual(namesOf(own).sort())
    for (const _ of own) await hold(first, own[0]?._id ?? '', first._id)
    expect(await row()).toMatchObject({ required: own.length, state: 'due' })
    expect((await row())?.missing?.sort()).toEqual(namesOf(own.slice(1)).sort())
    // Held by the branch it is that of the groups whose leaders it names.
    await hold(lead, branchId, leaderOf(own[1])?._id)
    expect((await row())?.missing).toEqual(namesOf(own.slice(2)))
    const { templates } = await lead.does('meeting.start', { orgId: branchId })
    const template = templates.find(({ kind }) => kind === 'groupMeeting')
    expect(template?.hint).toContain(`还没有开：${own[2]?.shortName}`)
    await hold(lead, branchId, leaderOf(own[2])?._id)
    expect(await row()).toMatchObject({ state: 'done' })
  })
})

it('who has not answered is reminded of a meeting before it begins, once, and of one called off nobody', async () => {
  const TEMPLATE = 'demo-reminder'
  const [asked, excused] = members as [Person, Person]
  for (const { openid } of [asked, excused])
    company.cloud.wechat.acceptSubscription(openid, [TEMPLATE])
  for (const person of [asked, excused])
    for (const at of [1, 2])
      await person.does('notice.bankQuota', {
        results: [{ templateId: TEMPLATE, result: 'accept' }],
        clientId: freshId(`tap-${at}`),
      })
  const DAY = 24 * 60 * MINUTE
  const startsAt = fromNow(company, 3 * DAY)
  const coming = await planMeeting(company, secretary, BRANCH, { startsAt, title: '如期召开' })
  const off = await planMeeting(company, secretary, BRANCH, { startsAt, title: '不开了' })
  await excused.does('meeting.askLeave', { meetingId: coming, reason: 'travel', text: '' })
  const strikes = async (after: number) => {
    company.cloud.clock.advance(after)
    await company.cloud.timers.settled()
    await company.cloud.timers.fire('clock')
  }
  // Of these two: an earlier test's meeting may be about to begin as well.
  const reminders = ({ openid }: Person) =>
    company.cloud.wechat.outbox
      .list({ kind: 'subscribeMessage.send', openid })
      .filter((message) =>
        [coming, off].some((id) => JSON.stringify(message).includes(`id=${id}"`)),
      )
  await strikes(MINUTE)
  await secretary.does('meeting.cancel', { meetingId: off, reason: '停电' })
  expect([reminders(asked), reminders(excused)]).toEqual([[], []])
  await strikes(2 * DAY + 60 * MINUTE)
  await strikes(MINUTE)
  expect([reminders(asked).length, reminders(excused).length]).toEqual([1, 0])
  expect(JSON.stringify(reminders(asked))).toContain('如期召开')
})

it('a committee expects its officers, and can name who belongs to it itself, and nobody below', async () => {
  const orgId = 'org-east'
  const leader = peopleOf(company).officer('secretary', orgId)
  const east = company.organisations.find(({ _id }) => _id === orgId)!
  const model = (await company.find<Member>('members', members[0]!._id))!
  const affiliation = { orgId, orgName: east.name, path: east.path }
  const { openid: _, ...plain } = model
  await company.fill('members', [{ ...plain, _id: 'office', name: '沈知行', affiliation }])

  const officers = company.members
    .filter(({ posts }) => posts.some((post) => post.orgId === orgId && post.role !== 'editor'))
    .map(({ _id }) => _id)
    .sort()
  const { people: candidates, expected: sizes } = await leader.does('meeting.start', { orgId })
  const named = candidates.map(({ memberId }) => memberId)
  expect(named).toEqual(expect.arrayContaining(['office', ...officers]))
  expect(named).not.toContain(model._id)
  const sitting = await openMeeting(company, leader, orgId, { kind: 'committeeMeeting' })
  const expected = sitting.view.attendees.map(({ memberId }) => memberId)
  expect(expected).toContain(leader._id)
  for (const memberId of expected) expect(officers).toContain(memberId)
  expect(sizes.committeeMeeting?.all).toBe(expected.length)
  // A lecture is everybody's at and below, and says so before it is planned.
  const lecture = await openMeeting(company, leader, orgId, { kind: 'partyLecture' })
  expect(sizes.partyLecture).toEqual({ all: lecture.view.attendees.length, voters: 0 })
  expect(lecture.view.attendees.map(({ memberId }) => memberId)).toContain(model._id)
})

/** Resolves once it holds; the cloud is in this process and goes on meanwhile. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn()
}
