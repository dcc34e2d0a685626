import type { FollowUp, MinutesText, MinutesView, Speech } from '../../../../typings/minutes'
import { newId } from '../../../services/new-id'
import { pickerDate } from '../../../services/time'

/** What is in the fields of the minutes at this moment. Pure but for the ids it makes. */

const DAY_MS = 86_400_000
/** Somebody who was given something to do has so many days, unless told otherwise [P]. */
const USUAL_DAYS = 14

/** A speech with a name of its own in the list, so that what is typed stays in its row when another is removed. */
export interface TypedSpeech extends Speech {
  key: string
}

export interface Typed extends Omit<MinutesText, 'speeches'> {
  speeches: TypedSpeech[]
}

export const NOTHING_TYPED: Typed = { speeches: [], dissent: '', resolution: '', followUps: [] }

export function asTyped(text: MinutesText): Typed {
  return { ...text, speeches: text.speeches.map(typedSpeech) }
}

export function asText({ speeches, ...others }: Typed): MinutesText {
  return { ...others, speeches: speeches.map(({ name, gist }) => ({ name, gist })) }
}

export function typedSpeech({ name, gist }: Speech): TypedSpeech {
  return { key: newId('s-'), name, gist }
}

/** To be filled in: the first on the list, in two weeks. */
export function newFollowUp(
  { memberId, name }: MinutesView['people'][number],
  now: Date,
): FollowUp {
  const dueOn = pickerDate(new Date(now.getTime() + USUAL_DAYS * DAY_MS))
  return { followUpId: newId('f-'), text: '', memberId, name, dueOn }
}

/** A list with one row changed; the others stay the rows they were. */
export function withRow<Row>(rows: readonly Row[], index: number, part: Partial<Row>): Row[] {
  return rows.map((row, at) => (at === index ? { ...row, ...part } : row))
}

export function withoutRow<Row>(rows: readonly Row[], index: number): Row[] {
  return rows.filter((_, at) => at !== index)
}

export function isSameText(a: MinutesText, b: MinutesText): boolean {
  const parts = ({ speeches, dissent, resolution, followUps }: MinutesText) => [
    speeches.map(({ name, gist }) => [name, gist]),
    dissent,
    resolution,
    followUps.map(({ followUpId, text, memberId, dueOn }) => [followUpId, text, memberId, dueOn]),
  ]
  return JSON.stringify(parts(a)) === JSON.stringify(parts(b))
}
