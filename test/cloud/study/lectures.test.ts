import { withCompany } from '../company'
import { MINUTE, PHONE, planMeeting, sittingOf } from '../meetings/meeting'
import { peopleOf } from '../notices/people'

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

async function tick(): Promise<void> {
  company.cloud.clock.advance(MINUTE)
  const answer = await fetch(`${company.cloud.url}/_local/timers/clock`, { method: 'POST' })
  expect(answer.ok).toBe(true)
}
