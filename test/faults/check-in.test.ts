import { parsePlan } from '../../local/cloud/faults/plan'
import type { Attendance } from '../../typings/meeting'
import type { Member } from '../../typings/organisation'
import { type Caller, withCompany } from '../cloud/company'
import { openMeeting, PHONE, proof, type Sitting, scan } from '../cloud/meetings/meeting'
import { peopleOf } from '../cloud/notices/people'

const company = withCompany()
const BRANCH = 'org-east-3'
const PEOPLE = process.env.FAULTS_FULL === '1' ? 300 : 100
/** A phone does not give up; a test does, when something can never succeed. */
const MOST_TRIES = 40

const FAULTS = [
  { kind: 'latency', action: 'database.*', times: 'always', milliseconds: [0, 15] },
  { kind: 'error', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'response-lost', action: 'database.*', times: 'always', probability: 0.05 },
  { kind: 'worker-killed', collection: 'attendance', times: 6, probability: 0.05, when: 'after' },
  { kind: 'worker-killed', collection: 'attendance', times: 6, probability: 0.05, when: 'before' },
]

/**
 * As the phone does: scans again after an answer that is none, and after one that says that the code grew old; then
 * hands in what it scanned.
 */
async function arrive(person: Caller, sitting: Sitting) {
  for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
    const answer = await person.call('meeting.checkIn', scan(sitting.code())).catch(() => undefined)
    if (answer?.ok) return { at: answer.data.at, state: answer.data.state, tries }
    const isOld = answer?.error.code === 'codeStale'
    if (answer !== undefined && !answer.error.retry && !isOld) throw new Error(answer.error.code)
  }
  throw new Error(`${person.openid} got no receipt in ${MOST_TRIES} tries`)
}

/** Puts `count` people more into the branch, all with a WeChat. */
async function fillBranch(count: number): Promise<Member[]> {
  const model = company.members.find(
    ({ affiliation, posts, openid, stage }) =>
      affiliation.orgId === BRANCH &&
      posts.length === 0 &&
      openid !== undefined &&
      stage === 'full',
  )
  if (model === undefined) throw new Error('the branch has nobody')
  const sessions = await company.documents<{ _id: string }>('sessions')
  const session = sessions.find(({ _id }) => _id === model.openid)
  const members = Array.from({ length: count }, (_, at): Member => {
    const _id = `crowd-${at}`
    const audienceKeys = model.audienceKeys.map((key) =>
      key.startsWith('person:') ? `person:${_id}` : key,
    )
    return { ...model, _id, name: `到会${at}`, openid: `wx-${_id}`, audienceKeys }
  })
  await company.fill('members', members)
  await company.fill(
    'sessions',
    members.map(({ _id, name, openid, audienceKeys }) => ({
      ...session,
      _id: openid,
      memberId: _id,
      name,
      audienceKeys,
    })),
  )
  return members
}

describe(`${PEOPLE} people check in at the same moment, each twice`, () => {
  let sitting: Sitting
  let people: Member[]
  let receipts: { memberId: string; at: string; state: string; tries: number }[]

  beforeAll(async () => {
    const secretary = peopleOf(company).officer('secretary', BRANCH)
    people = await fillBranch(PEOPLE)
    sitting = await openMeeting(company, secretary, BRANCH)
    company.cloud.faults.add(FAULTS.map(parsePlan), 1)
    receipts = await Promise.all(
      people.flatMap((member) =>
        [1, 2].map(async () => ({
          memberId: member._id,
          ...(await arrive(company.as(member.openid ?? ''), sitting)),
        })),
      ),
    )
  })
  afterEach(() => company.cloud.faults.clear())

  it('meets every kind of fault', () => {
    expect(company.cloud.faults.list().filter(({ struck }) => struck === 0)).toEqual([])
    expect(receipts.some(({ tries }) => tries > 1)).toBe(true)
  })

  it('writes each once, and every receipt is of that record', async () => {
    const all = await company.documents<Attendance>('attendance')
    const stored = all.filter(({ meetingId }) => meetingId === sitting.meetingId)
    expect(stored).toHaveLength(PEOPLE)
    const told = new Set(receipts.map(({ memberId, at, state }) => `${memberId} ${at} ${state}`))
    expect([...told].sort()).toEqual(
      stored.map(({ memberId, at }) => `${memberId} ${at} present`).sort(),
    )
  })

  it('leaves the host a list that is right', async () => {
    const secretary = peopleOf(company).officer('secretary', BRANCH)
    const live = { meetingId: sitting.meetingId, deviceId: PHONE, since: null }
    const { rows } = await secretary.does('meeting.live', live)
    expect(rows.map(({ memberId }) => memberId).sort()).toEqual(people.map(({ _id }) => _id).sort())
    const { numbers } = await secretary.does('meeting.end', {
      meetingId: sitting.meetingId,
      endedAt: null,
    })
    expect(numbers.presentAll).toBe(PEOPLE)
    // What an outbox still had finds the record that is there.
    const [first] = people
    const upload = proof(company, sitting, sitting.code())
    const receipt = await company.as(first?.openid ?? '').does('meeting.uploadProof', upload)
    expect(receipt).toMatchObject({ state: 'present', how: 'scan' })
  })
})
