import type { MeetingPlan, PersonName } from '../../typings/meeting'
import type { Member, Organisation } from '../../typings/organisation'
import { refuse } from '../kernel/action'
import type { Database } from '../kernel/db'
import { MEMBERS } from '../kernel/members'
import { currentPosts } from '../rules/audience'
import { localDate } from '../rules/calendar'
import { attendeeFor, homeOf } from '../rules/meeting/attendees'
import { alsoAt, attendeesRule, KINDS, MEETING_OFFICERS } from '../rules/meeting/kinds'

const HOUR_MS = 3_600_000
/** A plan begins at most so long ago, when it is written while people already sit, and so far ahead [P]. */
const LATEST_START_MS = 12 * HOUR_MS
const AHEAD_MS = 400 * 24 * HOUR_MS

/**
 * Whether this organisation can hold what was planned, and with whom.
 * @throws `badInput`, `ruleBroken`
 */
export async function checkPlan(
  db: Database,
  plan: MeetingPlan,
  organisation: Organisation,
  now: Date,
): Promise<{ chair: PersonName; recorder: PersonName }> {
  checkShape(plan, organisation, now)
  const named = [...plan.chosenIds, ...plan.withoutVoteIds]
  const ids = [...new Set([plan.chairId, plan.recorderId, ...named])]
  const people = await db
    .collection<Member>(MEMBERS)
    .find({ _id: db.is.in(ids), state: 'active' }, { limit: ids.length })
  const byId = new Map(people.map((person) => [person._id, person]))
  const day = localDate(now, organisation.timeZone)
  const home = homeOf(organisation)
  const officer = (person: Member) =>
    currentPosts(person.posts, day).some(
      ({ orgId, role }) => orgId === organisation._id && MEETING_OFFICERS.includes(role),
    )
  const belongs = (person: Member) =>
    officer(person) ||
    [person.affiliation, ...person.attachments].some(({ path }) => path.includes(home))

  const chair = byId.get(plan.chairId)
  if (chair === undefined || !officer(chair))
    return refuse('ruleBroken', { reason: '主持人应当是本组织的书记、委员或党小组组长' })
  const recorder = byId.get(plan.recorderId)
  if (recorder === undefined || !belongs(recorder))
    return refuse('badInput', { field: 'plan.recorderId' })
  // Who keeps the minutes has to be able to read them.
  if (!officer(recorder) && attendeeFor(plan, organisation, recorder, day) === null)
    return refuse('ruleBroken', { reason: '记录人应当是本组织的委员，或者在参会名单上' })
  const strangers = named.filter((memberId) => {
    const person = byId.get(memberId)
    return person === undefined || !belongs(person)
  })
  if (strangers.length > 0) return refuse('badInput', { field: 'plan.chosenIds' })
  return {
    chair: { memberId: chair._id, name: chair.name },
    recorder: { memberId: recorder._id, name: recorder.name },
  }
}

function checkShape(plan: MeetingPlan, organisation: Organisation, now: Date): void {
  const { kind, also, mode, place, startsAt, chosenIds } = plan
  const { name, levels } = KINDS[kind]
  if (organisation.state === 'closed') refuse('ruleBroken', { reason: '组织已撤销，不能再开会' })
  if (!levels.includes(organisation.level))
    refuse('ruleBroken', { reason: `这一级组织不召开${name}` })
  const allowed = alsoAt(kind, organisation.level)
  if (!also.every((each) => allowed.includes(each)) || new Set(also).size < also.length)
    refuse('ruleBroken', { reason: `${name}不能与所选的活动合并` })
  if (mode !== 'online' && place === '') refuse('badInput', { field: 'plan.place' })
  const start = Date.parse(startsAt) - now.getTime()
  if (start < -LATEST_START_MS || start > AHEAD_MS) refuse('badInput', { field: 'plan.startsAt' })
  const isNamed = attendeesRule(kind, organisation.level) === 'named'
  if (isNamed !== chosenIds.length > 0) refuse('badInput', { field: 'plan.chosenIds' })
}
