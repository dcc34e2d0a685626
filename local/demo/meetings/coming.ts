import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { OutputOf } from '../../../typings/contract'
import type { MeetingKind, MeetingPlan } from '../../../typings/meeting'
import { toDate, toDay } from '../day'
import { instantOf } from './meeting'

/** What the secretaries people try the preview as have planned: one meeting today, to be opened, one tomorrow. */
export const HOLDERS: readonly string[] = ['org-east-2', 'org-east-3', 'org-overseas-2']

type Start = OutputOf<'meeting.start'>

const QUARTER_HOUR_MS = 15 * 60_000

/** Plans made from the templates the product offers on that day. Ids are one per organisation and day. */
export function comingMeetings(
  { organisation, templates }: Start,
  now: Date,
): { meetingId: string; plan: MeetingPlan }[] {
  const { orgId, timeZone } = organisation
  const today = localDate(now, timeZone)
  const tomorrow = toDate(toDay(today) + 1)
  const soon = Math.ceil((now.getTime() + QUARTER_HOUR_MS) / QUARTER_HOUR_MS) * QUARTER_HOUR_MS
  const month = Number(today.slice(5, 7))
  const plan = (kind: MeetingKind, changes: Partial<MeetingPlan>) =>
    templates.flatMap((template) =>
      template.kind === kind ? [{ ...template.plan, ...changes }] : [],
    )
  const life: Partial<MeetingPlan> = {
    title: '年度组织生活会和民主评议党员',
    also: ['democraticReview'],
    startsAt: instantOf(tomorrow, '09:30', timeZone),
  }
  const general: Partial<MeetingPlan> = { startsAt: instantOf(tomorrow, '14:00', timeZone) }
  return [
    ...plan('partyLecture', {
      title: '党课：守住安全生产底线',
      startsAt: new Date(soon).toISOString(),
      mode: 'both',
      link: '腾讯会议 100 200 300',
    }).map((each) => ({ meetingId: `demo-${orgId}-${today}-coming`, plan: each })),
    ...(month >= 10 ? plan('lifeMeeting', life) : plan('generalMeeting', general)).map((each) => ({
      meetingId: `demo-${orgId}-${tomorrow}-coming`,
      plan: each,
    })),
  ]
}
