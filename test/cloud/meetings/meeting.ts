import { fullCode, stepAt, typedCode } from '../../../cloudfunctions/rules/meeting/code'
import type { HostView, MeetingPlan } from '../../../typings/meeting'
import type { Caller, Company } from '../company'
import { freshId, fromNow } from '../notices/draft'
import type { Person } from '../notices/people'

export const PHONE = 'phone-of-the-host'
export const SECOND = 1000
export const MINUTE = 60 * SECOND

/** A general meeting of a branch, about to begin, in the room and on line. */
export function planFor(
  company: Company,
  chair: Person,
  changes: Partial<MeetingPlan> = {},
): MeetingPlan {
  return {
    kind: 'generalMeeting',
    also: [],
    title: '十一月支部党员大会',
    startsAt: fromNow(company, MINUTE),
    length: 60,
    mode: 'onSite',
    place: '项目部会议室',
    link: '',
    agenda: ['学习', '讨论预备党员转正'],
    materials: [],
    chairId: chair._id,
    recorderId: chair._id,
    chosenIds: [],
    withoutVoteIds: [],
    observerStages: [],
    fence: null,
    half: 'halfIsEnough',
    ...changes,
  }
}

export async function planMeeting(
  company: Company,
  secretary: Person,
  orgId: string,
  changes: Partial<MeetingPlan> = {},
): Promise<string> {
  const meetingId = freshId('meeting')
  const plan = planFor(company, secretary, changes)
  await secretary.does('meeting.plan', { meetingId, orgId, plan, announce: true })
  return meetingId
}

/** A meeting that goes on, and what its host's phone shows. */
export interface Sitting {
  meetingId: string
  view: HostView
  /** The code on the host's phone, so many milliseconds from now by the cloud's clock. */
  code(after?: number): string
  digits(after?: number): string
}

export function sittingOf(company: Company, view: HostView): Sitting {
  const { pass, meeting } = view
  if (pass === null) throw new Error('this phone is not the host')
  const step = (after: number) => stepAt(company.cloud.clock.now() + after)
  return {
    meetingId: meeting._id,
    view,
    code: (after = 0) => fullCode(pass.secret, meeting._id, step(after)),
    digits: (after = 0) => typedCode(pass.secret, meeting._id, step(after)),
  }
}

export async function openMeeting(
  company: Company,
  secretary: Person,
  orgId: string,
  changes: Partial<MeetingPlan> = {},
): Promise<Sitting> {
  const meetingId = await planMeeting(company, secretary, orgId, changes)
  const opening = { meetingId, deviceId: PHONE, openedAt: null }
  return sittingOf(company, await secretary.does('meeting.open', opening))
}

export const scan = (code: string, meetingId: string | null = null) => ({
  meetingId,
  code,
  remote: false,
  placeHint: null,
})

/** As the outbox sends what was scanned without network. */
export function proof(company: Company, sitting: Sitting, code: string, scannedAgo = 0) {
  return {
    meetingId: sitting.meetingId,
    code,
    scannedAt: fromNow(company, -scannedAgo),
    sentAt: fromNow(company, 0),
    remote: false,
    placeHint: null,
  }
}

/** Names by state, as the host's screen has them. */
export async function statesOf(host: Caller, { meetingId }: { meetingId: string }) {
  const { rows } = await host.does('meeting.live', { meetingId, deviceId: PHONE, since: null })
  return new Map(rows.map((row) => [row.memberId, row.state]))
}
