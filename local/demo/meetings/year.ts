import { localDate } from '../../../cloudfunctions/rules/calendar'
import { countsAs } from '../../../cloudfunctions/rules/meeting/kinds'
import { lectureHours } from '../../../cloudfunctions/rules/study/lecture'
import type { Member, Organisation } from '../../../typings/organisation'
import type { CreditEntry } from '../../../typings/study'
import { createRandom, type Random } from '../random'
import type { CompanyMember } from '../record'
import { type Sitting, sittingOf } from './meeting'
import { answerOf, minutesOf, motionOf, tasksOf } from './record'
import { heldBy } from './schedule'

const DAY_MS = 86_400_000
/** Records of meetings younger than this are still being written. */
const WRITTEN_MS = 12 * DAY_MS

/** One document of the database, as `POST /_local/import` takes it. */
export interface MeetingDocument {
  collection:
    | 'meetings'
    | 'meetingRooms'
    | 'attendance'
    | 'leaves'
    | 'motions'
    | 'minutes'
    | 'followUps'
    | 'asks'
    | 'answers'
    | 'credits'
  document: { _id: string }
}

export interface DemoCompany {
  organisations: readonly Organisation[]
  members: readonly Member[]
  /** The same people as the generator knows them. */
  known: ReadonlyMap<string, CompanyMember>
  /** Organisations where phones have no network. */
  withoutNetwork: ReadonlySet<string>
}

/**
 * The last twelve months of the demo company's meetings, as the product would have stored them: what was held, who
 * was there and how, votes, approved minutes, tasks, hours of lectures. The rules make every number in them.
 */
export function* meetingsOfTheYear(company: DemoCompany, now: Date): Generator<MeetingDocument> {
  const { organisations, members, known, withoutNetwork } = company
  const joined = new Set(members.filter(({ openid }) => openid !== undefined).map(({ _id }) => _id))
  for (const [order, organisation] of organisations.entries()) {
    const site = { hasNetwork: !withoutNetwork.has(organisation._id), joined }
    for (const [at, held] of heldBy(organisation, order, now).entries()) {
      const random = createRandom(order, at)
      const sitting = sittingOf(held, organisation, { members, known }, site, random)
      if (sitting !== null) yield* documentsOf(sitting, now, random)
    }
  }
}

function* documentsOf(sitting: Sitting, now: Date, random: Random): Generator<MeetingDocument> {
  const { room, ask, rows, leaves } = sitting
  const motion = motionOf(sitting, random)
  const motions = motion === null ? [] : [motion]
  const isWritten = now.getTime() - Date.parse(sitting.meeting.startsAt) > WRITTEN_MS
  const meeting = { ...sitting.meeting, minutesState: isWritten ? 'approved' : 'none' }
  yield { collection: 'meetings', document: meeting }
  yield { collection: 'meetingRooms', document: room }
  yield { collection: 'asks', document: ask }
  for (const document of rows) yield { collection: 'attendance', document }
  for (const document of leaves) {
    yield { collection: 'leaves', document }
    yield { collection: 'answers', document: answerOf(ask, document, document.askedAt) }
  }
  for (const document of motions) yield { collection: 'motions', document }
  for (const document of creditsOf(sitting)) yield { collection: 'credits', document }
  if (!isWritten) return
  const minutes = minutesOf(sitting, motions, random)
  yield { collection: 'minutes', document: minutes }
  for (const { task, ask: asked, answer } of tasksOf(sitting, minutes, now)) {
    yield { collection: 'followUps', document: task }
    yield { collection: 'asks', document: asked }
    if (answer !== null) yield { collection: 'answers', document: answer }
  }
}

/** 学时 of a lecture for everybody who was there. */
function* creditsOf({ meeting, rows }: Sitting) {
  const { _id: recordId, title, orgName, openedAt, endedAt } = meeting
  if (!countsAs(meeting).includes('partyLecture') || !openedAt || !endedAt) return
  for (const { memberId, orgId, path } of rows) {
    const entry: Omit<CreditEntry, 'entryId'> = {
      source: 'lecture',
      recordId,
      title: `${title}（${orgName}）`.slice(0, 60),
      hours: lectureHours(openedAt, endedAt),
      at: endedAt,
    }
    const year = Number(localDate(new Date(endedAt)).slice(0, 4))
    yield { ...entry, _id: `credit-${recordId}-${memberId}`, memberId, orgId, path, year }
  }
}
