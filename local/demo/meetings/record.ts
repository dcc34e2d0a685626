import { answerId } from '../../../cloudfunctions/rules/ask'
import { localDate } from '../../../cloudfunctions/rules/calendar'
import { takenFrom } from '../../../cloudfunctions/rules/meeting/amendment'
import { taskOf } from '../../../cloudfunctions/rules/meeting/follow-up'
import { draftText, factsOf } from '../../../cloudfunctions/rules/meeting/minutes'
import { hindrance, outcomesOf } from '../../../cloudfunctions/rules/meeting/quorum'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { Count, Motion } from '../../../typings/meeting'
import type { FollowUp, Minutes, MinutesText, StoredFollowUp } from '../../../typings/minutes'
import type { Instant } from '../../../typings/organisation'
import { toDate, toDay } from '../day'
import type { Random } from '../random'
import type { Sitting } from './meeting'
import { DISSENT, RESOLUTIONS, SPEECHES, TASKS } from './words'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** The show of hands of a general meeting that may vote, counted shortly before its end. */
export function motionOf({ meeting }: Sitting, random: Random): Motion | null {
  const { _id: meetingId, orgId, path, kind, numbers, chair } = meeting
  if (kind !== 'generalMeeting' || numbers === undefined) return null
  if (hindrance(meeting, 'resolution', numbers) !== null) return null
  const { presentVoters } = numbers
  const end = Date.parse(meeting.endedAt ?? meeting.startsAt)
  const abstain = random.chance(0.3) ? Math.min(1, presentVoters) : 0
  const count: Count = {
    tallies: [{ yes: presentVoters - abstain, no: 0, abstain }],
    issued: presentVoters,
    returned: presentVoters,
    invalid: 0,
    written: [],
    enteredBy: chair,
    enteredAt: new Date(end - 5 * MINUTE_MS).toISOString(),
  }
  const motion: Motion = {
    _id: `${meetingId}-vote`,
    meetingId,
    orgId,
    path,
    type: 'resolution',
    title: '下季度工作计划',
    text: '同意支部委员会提出的下季度工作计划。',
    candidates: [],
    seats: 0,
    method: 'showOfHands',
    tellers: [],
    state: 'decided',
    count,
    numbers,
    outcomes: [],
    createdAt: new Date(end - 12 * MINUTE_MS).toISOString(),
    version: 2,
  }
  return { ...motion, outcomes: outcomesOf(motion, numbers, count) }
}

/** Minutes saved on the day and approved on the next. */
export function minutesOf(
  { meeting, room, rows, leaves }: Sitting,
  motions: readonly Motion[],
  random: Random,
): Minutes {
  const facts = factsOf({ meeting, attendees: room.attendees, rows, leaves, motions })
  const draft = draftText(facts)
  const first = random.int(0, SPEECHES.length - 1)
  const speakers = rows.filter(({ voter }) => voter).slice(0, 4)
  const followUps = meeting.kind === 'generalMeeting' ? followUpsOf(meeting, speakers, random) : []
  const text: MinutesText = {
    speeches: speakers.map(({ name }, at) => ({
      name,
      gist: SPEECHES[(first + at) % SPEECHES.length] ?? '',
    })),
    dissent: meeting.kind === 'generalMeeting' && random.chance(0.3) ? DISSENT : '',
    resolution: [draft.resolution, meeting.kind === 'talk' ? '' : random.pick(RESOLUTIONS)]
      .filter((line) => line !== '')
      .join('\n'),
    followUps,
  }
  const end = Date.parse(meeting.endedAt ?? meeting.startsAt)
  return {
    _id: meeting._id,
    orgId: meeting.orgId,
    path: meeting.path,
    text,
    state: 'approved',
    version: 2,
    savedBy: meeting.recorder,
    savedAt: new Date(end + 2 * HOUR_MS).toISOString(),
    facts,
    approvedBy: meeting.chair,
    approvedAt: new Date(end + 20 * HOUR_MS).toISOString(),
    taken: takenFrom(rows),
    amendments: [],
  }
}

function followUpsOf(
  { _id, endedAt, startsAt, timeZone }: Sitting['meeting'],
  people: readonly { memberId: string; name: string }[],
  random: Random,
): FollowUp[] {
  const day = toDay(localDate(new Date(endedAt ?? startsAt), timeZone))
  return people.slice(1, 3).map(({ memberId, name }, at) => ({
    followUpId: `${_id}-task${at + 1}`,
    text: random.pick(TASKS),
    memberId,
    name,
    dueOn: toDate(day + 14 + 10 * at),
  }))
}

/** What each person was given to do, and that it is asked of them; done in time where the day is past. */
export function tasksOf(
  { meeting, rows }: Sitting,
  { text, approvedAt }: Minutes,
  now: Date,
): { task: StoredFollowUp; ask: Ask; answer: AnswerRecord | null }[] {
  return text.followUps.map((followUp) => {
    const { task, ask } = taskOf(meeting, followUp, approvedAt ?? meeting.startsAt)
    const due = Date.parse(ask.deadline ?? ask.publishAt)
    const person = rows.find((row) => row.memberId === followUp.memberId)
    if (due >= now.getTime() || person === undefined) return { task, ask, answer: null }
    const doneAt = new Date(due - 30 * HOUR_MS).toISOString()
    return { task: { ...task, doneAt, note: '已完成' }, ask, answer: answerOf(ask, person, doneAt) }
  })
}

/** What one person answered to an ask: a task done, a leave asked for. */
export function answerOf(
  ask: Ask,
  { memberId, orgId, path }: { memberId: string; orgId: string; path: string[] },
  at: Instant,
): AnswerRecord {
  const { _id: askId, kind, version } = ask
  return {
    _id: answerId(askId, version, memberId),
    askId,
    kind,
    version,
    memberId,
    orgId,
    path,
    answeredAt: at,
    changedAt: at,
    closesAt: ask.closesAt,
  }
}
