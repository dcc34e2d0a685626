import { withCompany } from '../company'
import { MINUTE, openMeeting, PHONE, planMeeting, proof, sittingOf } from '../meetings/meeting'
import { DAY, fromNow } from '../notices/draft'
import { type Person, peopleOf } from '../notices/people'

/** Hours of an attended lecture: given at its end, traceable to the meeting, corrected with the attendance. */
const BRANCH = 'org-east-3'
const company = withCompany()

test('who attended a lecture has its hours, once; a corrected attendance corrects them, the entries stay', async () => {
  const find = peopleOf(company)
  const secretary = find.officer('secretary', BRANCH)
  const [came, stayedAway] = [find.plain(BRANCH), find.plain(BRANCH, 1)]
  const year = Number(new Date(company.cloud.clock.now() + 8 * 3_600_000).getUTCFullYear())
  const also = ['partyLecture'] as const
  const meetingId = await planMeeting(company, secretary, BRANCH, { also: [...also] })
  const opened = await secretary.does('meeting.open', {
    meetingId,
    deviceId: PHONE,
    openedAt: null,
  })
  const sitting = sittingOf(company, opened)
  const code = sitting.code()
  await came.does('meeting.checkIn', { meetingId, code, remote: false, placeHint: null })
  company.cloud.clock.advance(90 * MINUTE)
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  await tick()
  await tick()

  const credits = () => came.does('study.credits', { year })
  expect((await credits()).entries).toMatchObject([
    { source: 'lecture', recordId: meetingId, hours: 1.5 },
  ])
  expect((await stayedAway.does('study.credits', { year })).entries).toEqual([])

  const strike = {
    meetingId,
    memberId: came._id,
    correctionId: 'c-struck-1',
    to: 'struck' as const,
    remote: false,
    reason: '替人扫码',
  }
  await secretary.does('meeting.correct', strike)
  await tick()
  expect(await credits()).toMatchObject({
    hours: 0,
    entries: expect.arrayContaining([
      expect.objectContaining({ source: 'correction', hours: -1.5, reason: '替人扫码' }),
      expect.objectContaining({ source: 'lecture', hours: 1.5 }),
    ]),
  })
  await tick()
  expect((await credits()).entries).toHaveLength(2)
})

test('whoever is entered, however late, has the hours with who says so and why; struck out they are taken back', async () => {
  const find = peopleOf(company)
  const secretary = find.officer('secretary', BRANCH)
  const [marked, corrected, proven] = [2, 3, 4].map((at) => find.plain(BRANCH, at)) as [
    Person,
    Person,
    Person,
  ]
  const year = Number(new Date(company.cloud.clock.now() + 8 * 3_600_000).getUTCFullYear())
  const sitting = await openMeeting(company, secretary, BRANCH, { also: ['partyLecture'] })
  const { meetingId } = sitting
  await proven.does('meeting.uploadProof', proof(company, sitting, sitting.code()))
  company.cloud.clock.advance(60 * MINUTE)
  await secretary.does('meeting.end', { meetingId, endedAt: null })
  const entries = async (person: Person) =>
    (await person.does('study.credits', { year })).entries.filter(
      ({ recordId }) => recordId === meetingId,
    )
  const nothing = async () => {
    for (const person of [marked, corrected, proven]) expect(await entries(person)).toEqual([])
  }
  // Ten days on, long after hours were settled for the last time by themselves.
  for (let day = 0; day < 10; day += 1) await tick(DAY)
  await nothing()

  const records = [
    {
      memberId: marked._id,
      how: 'byHand' as const,
      at: fromNow(company, 0),
      remote: false,
      reason: '纸质签到表补录',
    },
  ]
  await secretary.does('meeting.record', { meetingId, records })
  const correct = (person: Person, correctionId: string, to: 'present' | 'struck') =>
    secretary.does('meeting.correct', {
      meetingId,
      memberId: person._id,
      correctionId,
      to,
      remote: false,
      reason: `更正${to}`,
    })
  // The same id for two people, and one that names another occasion: each is settled all the same.
  await correct(corrected, 'end', 'present')
  await secretary.does('meeting.answerProofs', { meetingId, memberIds: [], accept: true })
  await tick()
  const byName = secretary.name
  expect(await entries(marked)).toMatchObject([
    { source: 'lecture', hours: 1, reason: '纸质签到表补录', byName },
  ])
  expect(await entries(corrected)).toMatchObject([
    { source: 'lecture', hours: 1, reason: '更正present', byName },
  ])
  expect(await entries(proven)).toMatchObject([{ source: 'lecture', hours: 1 }])
  const { rows } = await secretary.does('meeting.calendar', { orgId: BRANCH, year })
  const held = rows.flatMap((row) => (row.kind === 'partyLecture' ? row.held : []))
  expect(held.map((each) => each.meetingId)).toContain(meetingId)

  await tick(30 * DAY)
  await secretary.does('meeting.record', { meetingId, records })
  for (const person of [marked, corrected]) await correct(person, 'again', 'struck')
  await tick()
  for (const person of [marked, corrected])
    expect((await entries(person)).map(({ hours }) => hours).sort()).toEqual([-1, 1])
  await correct(marked, 'back', 'present')
  await tick()
  await tick()
  expect((await entries(marked)).map(({ hours }) => hours).sort()).toEqual([-1, 1, 1])
})

async function tick(after = MINUTE): Promise<void> {
  company.cloud.clock.advance(after)
  const answer = await fetch(`${company.cloud.url}/_local/timers/clock`, { method: 'POST' })
  expect(answer.ok).toBe(true)
}
