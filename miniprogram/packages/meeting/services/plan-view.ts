import { MOST_ATTENDEES } from '../../../../cloudfunctions/rules/meeting/attendees'
import type { MeetingMode, MeetingPlan } from '../../../../typings/meeting'
import type { Candidate, KindOffer } from '../../../../typings/meeting-contract'
import { STAGE_NAMES } from '../../../services/words'
import { entryOf, instantIn, otherClocks } from './branch-entry'

/** A plan as the fields of its page, and the fields as a plan. Pure. */

export const MODES: readonly { mode: MeetingMode; name: string }[] = [
  { mode: 'onSite', name: '现场' },
  { mode: 'online', name: '线上' },
  { mode: 'both', name: '现场＋线上' },
]

/** How this meeting reads 半数以上 when it asks whether it may vote. */
export const HALVES: readonly { half: MeetingPlan['half']; name: string }[] = [
  { half: 'halfIsEnough', name: '到一半即可' },
  { half: 'moreThanHalf', name: '必须超过一半' },
]

const OBSERVERS: readonly MeetingPlan['observerStages'][number][] = [
  'applicant',
  'activist',
  'candidate',
]

/** One of several that can be chosen. */
export interface Choice {
  value: string
  name: string
  on: boolean
}

/** What the page of a plan shows and changes. */
export interface PlanFields {
  title: string
  place: string
  link: string
  mode: number
  date: string
  time: string
  /** The same moment on other clocks; empty where they agree. */
  clocks: string
  /** Minutes, as typed. */
  length: string
  /** One item a line. */
  agenda: string
  chair: number
  recorder: number
  half: number
  hasFence: boolean
  also: Choice[]
  observers: Choice[]
  chosen: Choice[]
  withoutVote: Choice[]
}

/** What the page was told beside the plan. */
export interface PlanSetting {
  people: readonly Candidate[]
  offer: KindOffer | undefined
  timeZone: string
}

export function planFields(
  plan: MeetingPlan,
  { people, offer, timeZone }: PlanSetting,
  now: Date,
): PlanFields {
  return {
    title: plan.title,
    place: plan.place,
    link: plan.link,
    mode: MODES.findIndex(({ mode }) => mode === plan.mode),
    ...entryOf(plan.startsAt, timeZone),
    clocks: otherClocks(plan.startsAt, timeZone, now),
    length: String(plan.length),
    agenda: plan.agenda.join('\n'),
    chair: chairsOf(people).findIndex(({ memberId }) => memberId === plan.chairId),
    recorder: people.findIndex(({ memberId }) => memberId === plan.recorderId),
    half: HALVES.findIndex(({ half }) => half === plan.half),
    hasFence: plan.fence !== null,
    also: (offer?.also ?? []).map(({ kind, kindName }) => ({
      value: kind,
      name: kindName,
      on: plan.also.includes(kind),
    })),
    observers: OBSERVERS.map((stage) => ({
      value: stage,
      name: STAGE_NAMES[stage],
      on: plan.observerStages.includes(stage),
    })),
    chosen:
      offer?.attendees === 'named'
        ? people.map((person) => choiceOf(person, plan.chosenIds.includes(person.memberId)))
        : [],
    withoutVote: people
      .filter(({ memberId }) => plan.withoutVoteIds.includes(memberId))
      .map((person) => choiceOf(person, true)),
  }
}

export function choiceOf({ memberId, name, attachedFrom }: Candidate, on: boolean): Choice {
  return {
    value: memberId,
    name: attachedFrom === undefined ? name : `${name}（${attachedFrom}）`,
    on,
  }
}

/** The plan that was begun with, and what the fields say now. */
export function planOf(
  begun: MeetingPlan,
  fields: PlanFields,
  { people, offer, timeZone }: PlanSetting,
): MeetingPlan {
  const on = (choices: readonly Choice[]) =>
    choices.filter((choice) => choice.on).map(({ value }) => value)
  const half = HALVES[fields.half]?.half ?? begun.half
  const also = (offer?.also ?? []).map(({ kind }) => kind)
  return {
    ...begun,
    title: fields.title.trim(),
    place: fields.place.trim(),
    link: fields.mode === 0 ? '' : fields.link.trim(),
    mode: MODES[fields.mode]?.mode ?? begun.mode,
    startsAt: instantIn(fields.date, fields.time, timeZone),
    length: Number(fields.length),
    agenda: agendaOf(fields.agenda),
    chairId: chairsOf(people)[fields.chair]?.memberId ?? '',
    recorderId: people[fields.recorder]?.memberId ?? '',
    half,
    also: also.filter((kind) => on(fields.also).includes(kind)),
    observerStages: OBSERVERS.filter((stage) => on(fields.observers).includes(stage)),
    chosenIds: on(fields.chosen),
    withoutVoteIds: on(fields.withoutVote),
  }
}

/** Only an officer of the organisation may be the chair; the server decides, this offers nobody else. */
export function chairsOf(people: readonly Candidate[]): Candidate[] {
  return people.filter(({ roles }) => roles.length > 0)
}

function agendaOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** How many are expected, as far as one meeting can hold them. */
export function sizeWords({ all, voters }: { all: number; voters: number }): string {
  if (all > MOST_ATTENDEES) return `应到超过 ${MOST_ATTENDEES} 人，一场装不下，请由下级组织分场召开`
  return voters === 0 ? `应到 ${all} 人` : `应到 ${all} 人，其中有表决权 ${voters} 人`
}
