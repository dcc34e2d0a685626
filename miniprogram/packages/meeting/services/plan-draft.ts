import type { MeetingPlan } from '../../../../typings/meeting'
import { draftStore } from '../../../services/draft-store'
import type { TypedText } from './plan-view'

/** A plan as it stood when the last letter was typed. */
export interface TypedPlan {
  meetingId: string
  plan: MeetingPlan
  /** As typed, also where it is no plan yet: `时长` without a number, a line that is empty. */
  typed: TypedText
  /** As it was sent to open at once, without an answer so far. */
  opening: MeetingPlan | null
}

/** Plans as they are being typed: a new one by its organisation, one that is changed by its meeting. */
export const planDraft = draftStore<TypedPlan>('plan')

/**
 * Changes of a planned meeting that were typed here and never saved; `null` when there are none. Typed over another
 * version than stands now they would undo what somebody else changed: they are gone then.
 */
export function changesTyped(meetingId: string, version: number): TypedPlan | 'overtaken' | null {
  const kept = planDraft.unsaved(meetingId)
  if (kept === null) return null
  if (kept.version === version) return kept.text
  planDraft.forget(meetingId)
  return 'overtaken'
}
