import { MOST_ATTENDEES } from '../../../../cloudfunctions/rules/meeting/attendees'
import type { MeetingMode, MeetingPlan } from '../../../../typings/meeting'
import type { Candidate, KindOffer } from '../../../../typings/meeting-contract'
import { dateWords } from '../../../services/time'
import { STAGE_NAMES } from '../../../services/words'
import { entryOf, instantIn, otherClocks } from './branch-entry'
import { onWall } from './branch-time'

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

const MOST_WITHOUT_VOTE = 20

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
  /** The date in words. */
  day: string
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

export const NO_FIELDS: PlanFields = {
  title: '',
  place: '',
  link: '',
  mode: 0,
  date: '',
  day: '',
  time: '',
  clocks: '',
  length: '60',
  agenda: '',
  chair: 0,
  recorder: 0,
  half: 0,
  hasFence: false,
  also: [],
  observers: [],
  chosen: [],
  withoutVote: [],
}

/** Fields that are typed into letter by letter, and show themselves what they hold. */
export type TextField = 'title' | 'place' | 'link' | 'length' | 'agenda'

export type TypedText = Pick<PlanFields, TextField>

export function typedText({ title, place, link, length, agenda }: PlanFields): TypedText {
  return { title, place, link, length, agenda }
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
    ...momentFields(entryOf(plan.startsAt, timeZone), timeZone, now),
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

/** A date and a time on the branch's clock, with what stands beside them. */
export function momentFields(
  { date, time }: Pick<PlanFields, 'date' | 'time'>,
  timeZone: string,
  now: Date,
): Pick<PlanFields, 'date' | 'day' | 'time' | 'clocks'> {
  const clocks = otherClocks(instantIn(date, time, timeZone), timeZone, now)
  return { date, day: dateWords(date, onWall(now, timeZone)), time, clocks }
}

/** Of several, one chosen or left out again. */
export function toggled(choices: readonly Choice[], value: string): Choice[] {
  return choices.map((each) => (each.value === value ? { ...each, on: !each.on } : each))
}

/** Who has no vote this time; one more person, once, as many as the server takes. */
export function withPerson(chosen: readonly Choice[], person: Candidate | undefined): Choice[] {
  const isFull = chosen.length >= MOST_WITHOUT_VOTE
  const isIn = chosen.some(({ value }) => value === person?.memberId)
  return person === undefined || isFull || isIn ? [...chosen] : [...chosen, choiceOf(person, true)]
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

/**
 * A plan that begins now. The server knows a second try by its being the same: one that was sent before, and of which
 * nothing was changed since, keeps its moment.
 */
export function openedAtOnce(plan: MeetingPlan, sent: MeetingPlan | null, now: Date): MeetingPlan {
  const again = { ...plan, startsAt: sent?.startsAt ?? '' }
  return JSON.stringify(again) === JSON.stringify(sent)
    ? again
    : { ...plan, startsAt: now.toISOString() }
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
