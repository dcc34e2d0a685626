import { taskIdOf } from '../../cloudfunctions/rules/meeting/follow-up'
import { parsePlan } from '../../local/cloud/faults/plan'
import { withCompany } from '../cloud/company'
import {
  MINUTE,
  openMeeting,
  PHONE,
  planFor,
  planMeeting,
  proof,
  type Sitting,
  scan,
} from '../cloud/meetings/meeting'
import { freshId, fromNow } from '../cloud/notices/draft'
import { type Person, peopleOf } from '../cloud/notices/people'

/**
 * Each change of a meeting is cut off after each of its writes in turn, by a killed worker or a lost response (in the
 * full run by both), and then made again, as the phone's outbox does. What is stored must be what an undisturbed call
 * leaves.
 */

const company = withCompany()
const BRANCH = 'org-east-3'
const OTHER_PHONE = 'another-phone'
let secretary: Person
let deputy: Person
let members: [Person, Person, Person]

beforeAll(() => {
  const find = peopleOf(company)
  secretary = find.officer('secretary', BRANCH)
  deputy = find.officer('publicityOfficer', BRANCH)
  members = [find.plain(BRANCH), find.plain(BRANCH, 1), find.plain(BRANCH, 2)]
})
afterEach(() => company.cloud.faults.clear())

/** A change about to be made, and the ids by which what belongs to it is found. */
interface Change {
  ids: string[]
  make(): Promise<unknown>
}

const [KILLED, LOST] = [{ kind: 'worker-killed', when: 'after' }, { kind: 'response-lost' }]
const [INSERTS, CHANGED] = ['database.insertDocument', 'database.modifyDocument']
const FAULTS = [
  { ...KILLED, action: INSERTS },
  { ...LOST, action: CHANGED },
  ...(process.env.FAULTS_FULL === '1'
    ? [
        { ...LOST, action: INSERTS },
        { ...KILLED, action: CHANGED },
      ]
    : []),
]

const COLLECTIONS = [
  'meetings',
  'meetingRooms',
  'asks',
  'answers',
  'attendance',
  'leaves',
  'motions',
  'minutes',
  'followUps',
  'audit',
]
const INSTANT = /\d{4}-\d\d-\d\dT[\d:.]+Z|\d{4}年\d+月\d+日 \d\d:\d\d/g
const VOLATILE = new Set(['secret', 'from', 'until', 'inputHash', 'editHash', 'contentHash'])

/** What is stored about a change, without what differs from one try to the next: times, secrets, generated ids. */
async function storedAbout(ids: string[]): Promise<string[]> {
  const found: string[] = []
  for (const collection of COLLECTIONS) {
    for (const line of await company.linesWith(collection, ids)) {
      const text = JSON.stringify(JSON.parse(line), (key, value) =>
        VOLATILE.has(key) || (collection === 'audit' && key === '_id') ? '·' : value,
      )
      if (!ids.some((id) => text.includes(id))) continue
      const named = ids.reduce((all, id, at) => all.replaceAll(id, `#${at}`), text)
      found.push(`${collection} ${named.replace(INSTANT, '·')}`)
    }
  }
  return found.sort()
}

async function running(changes: object = {}): Promise<Sitting> {
  return openMeeting(company, secretary, BRANCH, changes)
}

async function held(): Promise<Sitting> {
  const sitting = await running()
  await members[0].does('meeting.checkIn', scan(sitting.code()))
  await secretary.does('meeting.end', { meetingId: sitting.meetingId, endedAt: null })
  return sitting
}

async function withProofs(): Promise<Sitting> {
  const sitting = await running()
  for (const member of members)
    await member.does('meeting.uploadProof', proof(company, sitting, sitting.code()))
  return sitting
}

async function withBallot() {
  const sitting = await running()
  const { meetingId } = sitting
  const voters = sitting.view.attendees.filter(({ voter }) => voter)
  const records = voters.map(({ memberId }) => ({
    memberId,
    how: 'hostScan' as const,
    at: fromNow(company, 0),
    remote: false,
    reason: '',
  }))
  await secretary.does('meeting.record', { meetingId, records })
  const motionId = freshId('motion')
  const motion = {
    meetingId,
    motionId,
    type: 'admission' as const,
    title: '接收预备党员',
    text: '',
    candidates: ['钱某'],
    seats: 0,
    method: 'secretBallot' as const,
    scrutineerId: members[0]._id,
    counterId: members[1]._id,
  }
  const count = {
    meetingId,
    motionId,
    issued: voters.length,
    returned: voters.length,
    invalid: 0,
    tallies: [{ yes: voters.length, no: 0, abstain: 0 }],
    written: [],
  }
  return { meetingId, motionId, motion, count, ids: [meetingId, motionId] }
}

async function withMinutes() {
  const { meetingId } = await held()
  const followUpIds = [freshId('task'), freshId('task')]
  const text = {
    speeches: [],
    dissent: '',
    resolution: '通过计划',
    followUps: followUpIds.map((followUpId, at) => ({
      followUpId,
      text: `任务${at}`,
      memberId: members[at === 0 ? 0 : 1]._id,
      name: members[at === 0 ? 0 : 1].name,
      dueOn: '2099-01-31',
    })),
  }
  const save = { meetingId, seenVersion: 0, text }
  const taskIds = followUpIds.map((followUpId) => taskIdOf(meetingId, followUpId))
  return { meetingId, save, followUpIds, taskIds, ids: [meetingId, ...followUpIds, ...taskIds] }
}

const CHANGES: Record<string, () => Promise<Change>> = {
  'meeting.plan': async () => {
    const meetingId = freshId('meeting')
    const plan = planFor(company, secretary)
    const input = { meetingId, orgId: BRANCH, plan, announce: true }
    return { ids: [meetingId], make: () => secretary.does('meeting.plan', input) }
  },
  'meeting.edit': async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const plan = planFor(company, secretary, { startsAt: fromNow(company, 60 * MINUTE) })
    const input = { meetingId, seenVersion: 1, plan, announce: true }
    return { ids: [meetingId], make: () => secretary.does('meeting.edit', input) }
  },
  'meeting.cancel': async () => {
    const { meetingId } = await running()
    const input = { meetingId, reason: '停电' }
    return { ids: [meetingId], make: () => secretary.does('meeting.cancel', input) }
  },
  'meeting.prepare': async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const input = { meetingId, deviceId: PHONE }
    return { ids: [meetingId], make: () => secretary.does('meeting.prepare', input) }
  },
  'meeting.open': async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    const input = { meetingId, deviceId: PHONE, openedAt: null }
    return { ids: [meetingId], make: () => secretary.does('meeting.open', input) }
  },
  'meeting.open of one prepared on another phone': async () => {
    const meetingId = await planMeeting(company, secretary, BRANCH)
    await secretary.does('meeting.prepare', { meetingId, deviceId: PHONE })
    const input = { meetingId, deviceId: OTHER_PHONE, openedAt: null }
    return { ids: [meetingId], make: () => deputy.does('meeting.open', input) }
  },
  'meeting.takeHost': async () => {
    const { meetingId } = await running()
    const input = { meetingId, deviceId: OTHER_PHONE }
    return { ids: [meetingId], make: () => deputy.does('meeting.takeHost', input) }
  },
  'meeting.uploadProof': async () => {
    const sitting = await running()
    const input = proof(company, sitting, sitting.code())
    return {
      ids: [sitting.meetingId],
      make: () => members[0].does('meeting.uploadProof', input),
    }
  },
  'meeting.answerProofs of all': async () => {
    const { meetingId } = await withProofs()
    const input = { meetingId, memberIds: [], accept: true }
    return { ids: [meetingId], make: () => secretary.does('meeting.answerProofs', input) }
  },
  'meeting.answerProofs after the end': async () => {
    const { meetingId } = await withProofs()
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    const input = { meetingId, memberIds: [members[0]._id], accept: true }
    return { ids: [meetingId], make: () => secretary.does('meeting.answerProofs', input) }
  },
  'meeting.correct after the end': async () => {
    const { meetingId } = await held()
    const input = {
      meetingId,
      memberId: members[0]._id,
      correctionId: 'correction-1',
      to: 'struck' as const,
      remote: false,
      reason: '代签',
    }
    return { ids: [meetingId], make: () => secretary.does('meeting.correct', input) }
  },
  'meeting.record after the end': async () => {
    const { meetingId } = await held()
    const record = { at: fromNow(company, 0), remote: false }
    const records = [
      { ...record, memberId: members[1]._id, how: 'hostScan' as const, reason: '' },
      { ...record, memberId: members[2]._id, how: 'byHand' as const, reason: '手机没电' },
    ]
    const input = { meetingId, records }
    return { ids: [meetingId], make: () => secretary.does('meeting.record', input) }
  },
  'meeting.answerObservers of all after the end': async () => {
    const sitting = await running()
    const { meetingId } = sitting
    for (const at of [0, 1])
      await peopleOf(company).plain('org-east-2', at).does('meeting.checkIn', scan(sitting.code()))
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    const input = { meetingId, memberIds: [], accept: true }
    return { ids: [meetingId], make: () => secretary.does('meeting.answerObservers', input) }
  },
  'meeting.askLeave': async () => {
    const { meetingId } = await running()
    const input = { meetingId, reason: 'duty' as const, text: '' }
    return { ids: [meetingId], make: () => members[0].does('meeting.askLeave', input) }
  },
  'meeting.withdrawLeave': async () => {
    const { meetingId } = await running()
    await members[0].does('meeting.askLeave', { meetingId, reason: 'duty', text: '' })
    return { ids: [meetingId], make: () => members[0].does('meeting.withdrawLeave', { meetingId }) }
  },
  'meeting.answerLeave after the end': async () => {
    const { meetingId } = await running()
    await members[0].does('meeting.askLeave', { meetingId, reason: 'duty', text: '' })
    await secretary.does('meeting.end', { meetingId, endedAt: null })
    const input = { meetingId, memberId: members[0]._id, agree: true, note: '' }
    return { ids: [meetingId], make: () => secretary.does('meeting.answerLeave', input) }
  },
  'meeting.end': async () => {
    const { meetingId } = await withProofs()
    const input = { meetingId, endedAt: null }
    return { ids: [meetingId], make: () => secretary.does('meeting.end', input) }
  },
  'meeting.putMotion': async () => {
    const { motion, ids } = await withBallot()
    return { ids, make: () => secretary.does('meeting.putMotion', motion) }
  },
  'meeting.dropMotion': async () => {
    const { meetingId, motionId, motion, ids } = await withBallot()
    await secretary.does('meeting.putMotion', motion)
    return { ids, make: () => secretary.does('meeting.dropMotion', { meetingId, motionId }) }
  },
  'meeting.countHands': async () => {
    const { meetingId, motionId, motion, count, ids } = await withBallot()
    const hands = { type: 'resolution', method: 'showOfHands' } as const
    const nobody = { candidates: [], scrutineerId: null, counterId: null }
    await secretary.does('meeting.putMotion', { ...motion, ...hands, ...nobody })
    const input = { meetingId, motionId, tallies: count.tallies }
    return { ids, make: () => secretary.does('meeting.countHands', input) }
  },
  'meeting.countBallots': async () => {
    const { motion, count, ids } = await withBallot()
    await secretary.does('meeting.putMotion', motion)
    return { ids, make: () => members[0].does('meeting.countBallots', count) }
  },
  'meeting.confirmBallots': async () => {
    const { meetingId, motionId, motion, count, ids } = await withBallot()
    await secretary.does('meeting.putMotion', motion)
    const { version } = (await members[0].does('meeting.countBallots', count)).motion
    const input = { meetingId, motionId, seenVersion: version }
    return { ids, make: () => members[1].does('meeting.confirmBallots', input) }
  },
  'minutes.save': async () => {
    const { save, ids } = await withMinutes()
    return { ids, make: () => deputy.does('minutes.save', save) }
  },
  'minutes.approve': async () => {
    const { meetingId, save, ids } = await withMinutes()
    await deputy.does('minutes.save', save)
    const input = { meetingId, seenVersion: 1 }
    return { ids, make: () => secretary.does('minutes.approve', input) }
  },
  'minutes.amend': async () => {
    const { meetingId, save, ids } = await withMinutes()
    await deputy.does('minutes.save', save)
    await secretary.does('minutes.approve', { meetingId, seenVersion: 1 })
    const input = {
      meetingId,
      amendmentId: 'amendment-1',
      field: 'resolution' as const,
      speaker: '',
      after: '一致通过计划',
      reason: '漏字',
    }
    return { ids, make: () => deputy.does('minutes.amend', input) }
  },
  'minutes.followUpDone': async () => {
    const { meetingId, save, taskIds, ids } = await withMinutes()
    await deputy.does('minutes.save', save)
    await secretary.does('minutes.approve', { meetingId, seenVersion: 1 })
    const input = {
      followUpId: taskIds[0] ?? '',
      note: '已办',
      deviceAt: fromNow(company, 0),
    }
    return { ids, make: () => members[0].does('minutes.followUpDone', input) }
  },
}

it.each(Object.entries(CHANGES))('%s', async (_, prepare) => {
  const undisturbed = await prepare()
  await undisturbed.make()
  const right = await storedAbout(undisturbed.ids)
  expect(right.length).toBeGreaterThan(0)
  let strikes = 0
  for (const fault of FAULTS) {
    let isStruck = true
    for (let nth = 1; isStruck; nth += 1) {
      const change = await prepare()
      company.cloud.faults.add([parsePlan({ ...fault, nth })], 1)
      await change.make().catch(() => undefined)
      isStruck = company.cloud.faults.list().some(({ struck }) => struck > 0)
      company.cloud.faults.clear()
      strikes += isStruck ? 1 : 0
      await change.make()
      expect({ fault, nth, stored: await storedAbout(change.ids) }).toEqual({
        fault,
        nth,
        stored: right,
      })
    }
  }
  expect(strikes).toBeGreaterThan(0)
})

it('an approval that was cut off before the lock has ended the votes, and is offered again', async () => {
  const { meetingId, save } = await withMinutes()
  const motionId = freshId('motion')
  const hands = { method: 'showOfHands', scrutineerId: null, counterId: null } as const
  const motion = {
    type: 'resolution' as const,
    title: '会后决议',
    text: '',
    seats: 0,
    candidates: [],
  }
  await secretary.does('meeting.putMotion', { meetingId, motionId, ...motion, ...hands })
  await deputy.does('minutes.save', save)
  const count = { meetingId, motionId, tallies: [{ yes: 1, no: 0, abstain: 0 }] }
  const tries = () => deputy.tries('meeting.countHands', count)
  expect(await tries()).toBe('ruleBroken')
  const input = { meetingId, seenVersion: 1 }
  for (const collection of ['motions', 'minutes']) {
    const plan = { kind: 'worker-killed', action: CHANGED, collection, when: 'before' }
    company.cloud.faults.add([parsePlan(plan)], 1)
    await secretary.does('minutes.approve', input).catch(() => undefined)
    expect(company.cloud.faults.list().map(({ struck }) => struck)).toEqual([1])
    company.cloud.faults.clear()
    const { state, may } = await secretary.does('minutes.read', { meetingId })
    expect([collection, state, may.includes('approve'), await tries()]).toEqual([
      collection,
      'draft',
      true,
      'locked',
    ])
  }
  await secretary.does('minutes.approve', input)
  const { state, facts } = await secretary.does('minutes.read', { meetingId })
  expect([state, facts.votes]).toEqual(['approved', []])
})

it('an approval that was cut off is offered again, and asks everybody then', async () => {
  const { meetingId, save, followUpIds } = await withMinutes()
  await deputy.does('minutes.save', save)
  const input = { meetingId, seenVersion: 1 }
  company.cloud.faults.add(
    [parsePlan({ kind: 'worker-killed', collection: 'followUps', when: 'before' })],
    1,
  )
  await secretary.does('minutes.approve', input).catch(() => undefined)
  company.cloud.faults.clear()
  const view = await secretary.does('minutes.read', { meetingId })
  expect(view).toMatchObject({ state: 'approved', version: 1 })
  expect(view.may).toContain('approve')
  expect(view.may).not.toContain('save')
  await secretary.does('minutes.approve', input)
  const after = await secretary.does('minutes.read', { meetingId })
  expect(after.may).not.toContain('approve')
  expect(after.followUps.map(({ followUpId, state }) => [followUpId, state])).toEqual(
    followUpIds.map((id) => [id, 'open']),
  )
})
