import * as v from 'valibot'
import { id, instant, line, optionalLine } from '../kernel/schema'
import { MEETING_KINDS } from '../rules/meeting/kinds'

/** Limits of a plan [P]. */
const MOST_CHOSEN = 200
const MAX_FILE_BYTES = 20 * 1024 * 1024

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))
const between = (least: number, most: number) =>
  v.pipe(v.number(), v.minValue(least), v.maxValue(most))

const kind = v.picklist(MEETING_KINDS)

const file = v.strictObject({
  fileId: v.pipe(
    v.string(),
    v.maxLength(300),
    v.regex(/^cloud:\/\/[\w.-]+\/meeting-files\/[^\s]+$/),
  ),
  name: line(120),
  size: whole(1, MAX_FILE_BYTES),
  kind: v.picklist(['pdf', 'word', 'excel']),
})

const fence = v.strictObject({
  latitude: between(-90, 90),
  longitude: between(-180, 180),
  radius: whole(50, 2000),
})

export const plan = v.strictObject({
  kind,
  also: v.pipe(v.array(kind), v.maxLength(4)),
  title: line(60),
  startsAt: instant,
  length: whole(10, 720),
  mode: v.picklist(['onSite', 'online', 'both']),
  place: optionalLine(60),
  link: optionalLine(300),
  agenda: v.pipe(v.array(line(100)), v.maxLength(20)),
  materials: v.pipe(v.array(file), v.maxLength(9)),
  chairId: id,
  recorderId: id,
  chosenIds: v.pipe(v.array(id), v.maxLength(MOST_CHOSEN)),
  withoutVoteIds: v.pipe(v.array(id), v.maxLength(20)),
  observerStages: v.pipe(
    v.array(v.picklist(['applicant', 'activist', 'candidate'])),
    v.maxLength(3),
  ),
  fence: v.nullable(fence),
  half: v.picklist(['halfIsEnough', 'moreThanHalf']),
})

/** Made once by a phone and kept. */
export const deviceId = v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/))

export const placeHint = v.nullable(v.picklist(['inside', 'near', 'far', 'refused']))

/** Ids named in a tap; none means all. */
export const someIds = v.pipe(v.array(id), v.maxLength(200))

export const votes = whole(0, 500)

export const tallies = v.pipe(
  v.array(v.strictObject({ yes: votes, no: votes, abstain: votes })),
  v.maxLength(30),
)
