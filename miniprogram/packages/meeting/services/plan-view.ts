import type { MeetingMode, MeetingPlan } from '../../../../typings/meeting'
import type { Candidate } from '../../../../typings/meeting-contract'
import { clock, pickerDate } from '../../../services/time'

export const MODES: readonly { mode: MeetingMode; name: string }[] = [
  { mode: 'onSite', name: '现场' },
  { mode: 'online', name: '线上' },
  { mode: 'both', name: '现场＋线上' },
]

/** A plan as the fields of its page show it. Pure. */
export function planFields(plan: MeetingPlan, people: readonly Candidate[]) {
  const start = new Date(plan.startsAt)
  const chairs = chairsOf(people)
  return {
    title: plan.title,
    place: plan.place,
    link: plan.link,
    mode: MODES.findIndex(({ mode }) => mode === plan.mode),
    date: pickerDate(start),
    time: clock(start),
    length: String(plan.length),
    agenda: plan.agenda.join('\n'),
    chair: chairs.findIndex(({ memberId }) => memberId === plan.chairId),
    recorder: people.findIndex(({ memberId }) => memberId === plan.recorderId),
    hasFence: plan.fence !== null,
    chosen: people.map(({ memberId, name, attachedFrom }) => ({
      id: memberId,
      name: attachedFrom === undefined ? name : `${name}（${attachedFrom}）`,
      on: plan.chosenIds.includes(memberId),
    })),
  }
}

/** Only an officer of the organisation may be the chair; the server decides, this offers nobody else. */
export function chairsOf(people: readonly Candidate[]): Candidate[] {
  return people.filter(({ roles }) => roles.length > 0)
}

export function agendaOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}
