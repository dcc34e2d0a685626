import type { Attendance } from '../../../typings/meeting'
import { withCompany } from '../company'
import { DAY, HOUR } from '../notices/draft'
import { peopleOf } from '../notices/people'
import { openMeeting, proof, scan } from './meeting'

const company = withCompany()
const BRANCH = 'org-east-3'

async function strikes() {
  company.cloud.clock.advance(2 * HOUR)
  await company.cloud.timers.settled()
  await company.cloud.timers.fire('clock')
}

it('secrets go when no proof can come any more, the hint of place after a year, the attendance stays', async () => {
  const find = peopleOf(company)
  const secretary = find.officer('secretary', BRANCH)
  const member = find.plain(BRANCH)
  const sitting = await openMeeting(company, secretary, BRANCH)
  const { meetingId } = sitting
  await member.does('meeting.checkIn', { ...scan(sitting.code()), placeHint: 'near' })
  const late = proof(company, sitting, sitting.code())
  const roomNow = () => company.find<{ turns?: unknown }>('meetingRooms', meetingId)
  const rowNow = () => company.find<Attendance>('attendance', `${meetingId}:${member._id}`)
  await secretary.does('meeting.end', { meetingId, endedAt: null })

  company.cloud.clock.advance(3 * DAY)
  await strikes()
  expect(await roomNow()).toHaveProperty('turns')
  company.cloud.clock.advance(2 * DAY)
  await strikes()
  expect(await roomNow()).toMatchObject({ state: 'ended', attendees: sitting.view.attendees })
  expect(await roomNow()).not.toHaveProperty('turns')
  const second = find.plain(BRANCH, 1)
  const upload = { ...late, sentAt: late.scannedAt }
  expect(await second.tries('meeting.uploadProof', upload)).toBe('proofTooLate')
  expect(await rowNow()).toMatchObject({ placeHint: 'near' })

  company.cloud.clock.advance(366 * DAY)
  await strikes()
  expect(await rowNow()).toMatchObject({ memberId: member._id, state: 'present' })
  expect(await rowNow()).not.toHaveProperty('placeHint')
})
