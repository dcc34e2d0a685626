import type { OutputOf } from '../../../../typings/contract'
import type { MeetingPlan } from '../../../../typings/meeting'
import type { Kept } from '../../../services/draft-store'
import { dateWords, momentWords } from '../../../services/time'
import type { TypedPlan } from './plan-draft'
import { chairsOf, choiceOf, sizeWords } from './plan-view'

/** What a meeting can be begun with, and what its kind says of it. Pure. */

export type Start = OutputOf<'meeting.start'>

export interface Offered {
  id: string
  name: string
  note: string
}

/** Templates, and meetings that can be held again. */
export function offered({ organisation, templates, recent }: Start, now: Date) {
  return {
    orgName: organisation.name,
    templates: templates.map(
      ({ kind, kindName, hint }): Offered => ({ id: kind, name: kindName, note: hint }),
    ),
    recent: recent.map(
      ({ meetingId, heldOn, plan }): Offered => ({
        id: meetingId,
        name: plan.title,
        note: `${dateWords(heldOn, now)}开过`,
      }),
    ),
  }
}

/** A new plan that was typed here and never sent. */
export function unsentRow(kept: Kept<TypedPlan> | null, now: Date): Offered | null {
  if (kept === null) return null
  const { meetingId, plan, typed } = kept.text
  const name = typed.title.trim() === '' ? plan.title || '未写名称的会议' : typed.title.trim()
  return { id: meetingId, name, note: `${momentWords(kept.at, now)}写的，还没有通知` }
}

/** What the kind of a plan brings with it: who is counted, what it votes, whom one can choose. */
export function kindShown(start: Start | null, { kind }: MeetingPlan) {
  const people = start?.people ?? []
  const template = start?.templates.find((each) => each.kind === kind)
  const offer = template?.offer
  const counted = start?.expected[kind]
  const isNamed = offer?.attendees === 'named'
  return {
    ...(template === undefined ? {} : { kindName: template.kindName }),
    expected: counted === undefined || isNamed ? '' : sizeWords(counted),
    remoteWhy: offer?.remoteWhy ?? '',
    isNamed,
    votes: offer?.votes ?? false,
    chairs: chairsOf(people).map(({ name }) => name),
    people: people.map((person) => choiceOf(person, false).name),
  }
}
