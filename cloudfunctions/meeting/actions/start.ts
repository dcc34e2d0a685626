import * as v from 'valibot'
import type { DutyRow, MeetingKind, MeetingPlan } from '../../../typings/meeting'
import type { Candidate, KindOffer } from '../../../typings/meeting-contract'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { Member, Organisation, OrganisationLevel } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { isBranch } from '../../kernel/people-at'
import { id } from '../../kernel/schema'
import { currentPosts } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { attendeesOf, homeOf } from '../../rules/meeting/attendees'
import { alsoAt, attendeesRule, KINDS, MEETING_OFFICERS } from '../../rules/meeting/kinds'
import { plansFor } from '../../rules/meeting/templates'
import { candidatesFor, membersUnder } from '../roster'
import { planOf } from '../shown'
import { yearOf } from '../year'

const RECENT = 10
const ORDER = ['overdue', 'due', 'ahead', 'done', 'exempt'] as const

/** What a new meeting can start from. The kinds that are most due come first. */
export const start = action('meeting.start', {
  input: v.strictObject({ orgId: id }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ session, db, now }, _, { target: organisation }) {
    const { _id: orgId, name, timeZone, level } = organisation
    const day = localDate(now, timeZone)
    const [members, under, { duties, meetings }] = await Promise.all([
      candidatesFor(db, organisation, now),
      isBranch(organisation) ? null : membersUnder(db, organisation),
      yearOf(db, organisation, Number(day.slice(0, 4)), now),
    ])
    const people = members
      .map((person) => candidateOf(person, organisation, day))
      .sort((a, b) => a.name.localeCompare(b.name, 'zh'))
    const officers = people.filter(({ roles }) =>
      roles.some((role) => MEETING_OFFICERS.includes(role)),
    )
    const mine = officers.find(({ memberId }) => memberId === session.memberId)
    const secretary = officers.find(({ roles }) => roles.includes('secretary'))
    const chair = secretary ?? mine ?? officers[0]
    const recorder =
      officers.find(({ roles }) => roles.includes('publicityOfficer')) ??
      officers.find((each) => each !== chair) ??
      chair
    const own = meetings.filter((meeting) => meeting.orgId === orgId)
    const places = own.map(({ place }) => place).filter((place) => place !== '')
    const plans = plansFor(
      level,
      {
        chairId: chair?.memberId ?? session.memberId,
        recorderId: recorder?.memberId ?? session.memberId,
        place: places[0] ?? '会议室',
      },
      now,
    )
    const templates = plans.map((plan) => {
      const duty = dutyNow(duties, plan.kind, day)
      const rank = duty === undefined ? ORDER.length : ORDER.indexOf(duty.state)
      const { kind } = plan
      const offer = offerOf(kind, level)
      return { kind, kindName: KINDS[kind].name, hint: hintOf(duty), plan, offer, rank }
    })
    return {
      organisation: { orgId, name, timeZone },
      templates: templates
        .sort((a, b) => a.rank - b.rank)
        .map(({ rank: _rank, ...template }) => template),
      recent: own
        .filter(({ state }) => state !== 'cancelled')
        .slice(0, RECENT)
        .map((meeting) => ({
          meetingId: meeting._id,
          heldOn: localDate(new Date(meeting.openedAt ?? meeting.startsAt), timeZone),
          plan: again(meeting, plans, people, officers),
        })),
      people,
      expected: Object.fromEntries(plans.map((plan) => [plan.kind, sizeOf(plan)])),
      at: now.toISOString(),
    }

    function sizeOf(plan: MeetingPlan): { all: number; voters: number } {
      // Nothing is put to the vote where everybody below a superior organisation comes together.
      if (under !== null && attendeesRule(plan.kind, level) === 'members')
        return { all: under, voters: 0 }
      const list = attendeesOf(plan, organisation, members, day)
      return { all: list.length, voters: list.filter(({ voter }) => voter).length }
    }
  },
})

/**
 * An earlier meeting as a plan for today: with who is still here. Who had no vote then was decided for then, so that is
 * not taken over.
 */
function again(
  meeting: StoredMeeting,
  plans: readonly MeetingPlan[],
  people: readonly Candidate[],
  officers: readonly Candidate[],
): MeetingPlan {
  const earlier = planOf(meeting)
  const template = plans.find(({ kind }) => kind === meeting.kind) ?? plans[0]
  const here = (some: readonly Candidate[], memberId: string) =>
    some.some((each) => each.memberId === memberId)
  const { chairId, recorderId, startsAt } = template ?? earlier
  return {
    ...earlier,
    startsAt,
    materials: [],
    withoutVoteIds: [],
    chosenIds: earlier.chosenIds.filter((each) => here(people, each)),
    chairId: here(officers, earlier.chairId) ? earlier.chairId : chairId,
    recorderId: here(people, earlier.recorderId) ? earlier.recorderId : recorderId,
  }
}

/** What the page has to know of a kind. */
function offerOf(kind: MeetingKind, level: OrganisationLevel): KindOffer {
  const { voters, remoteCounts, remoteWhy } = KINDS[kind]
  return {
    also: alsoAt(kind, level).map((each) => ({ kind: each, kindName: KINDS[each].name })),
    attendees: attendeesRule(kind, level),
    votes: voters !== 'nobody',
    remoteCounts,
    remoteWhy,
  }
}

/** The duty of this kind in the period we are in, or the one that was missed last. */
function dutyNow(duties: readonly DutyRow[], kind: MeetingKind, day: string): DutyRow | undefined {
  return duties.find((row) => row.kind === kind && row.from <= day && day <= row.until)
}

function hintOf(duty: DutyRow | undefined): string {
  if (duty === undefined) return ''
  const period = duty.period === '全年' ? '今年' : duty.period
  switch (duty.state) {
    case 'done':
      return `${period}已开${duty.held.length}次`
    case 'due':
    case 'overdue':
      return duty.required > 1 ? `${period}${progressOf(duty)}` : `${period}还没有开`
    case 'ahead':
      return duty.note
    case 'exempt':
      return duty.note
  }
}

function progressOf({ missing, held, required }: DutyRow): string {
  return missing === undefined
    ? `已开${held.length}次，应开${required}次`
    : `还没有开：${missing.join('、')}`
}

function candidateOf(person: Member, organisation: Organisation, day: string): Candidate {
  const isGuest = !person.affiliation.path.includes(homeOf(organisation))
  return {
    memberId: person._id,
    name: person.name,
    stage: person.stage,
    roles: currentPosts(person.posts, day)
      .filter(({ orgId }) => orgId === organisation._id)
      .map(({ role }) => role),
    ...(isGuest ? { attachedFrom: person.affiliation.orgName } : {}),
  }
}
