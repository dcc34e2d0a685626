import * as v from 'valibot'
import { audience, body, files } from '../kernel/published'
import { id, instant, line } from '../kernel/schema'

/** Limits of what is written and answered [P]. */
export const MOST_EXAM_QUESTIONS = 100
export const MOST_SHORT_QUESTIONS = 10
const MOST_BLANKS = 20
const MOST_BLANK_TEXT = 200
const MOST_CHOICES = 8
const MOST_TAPS = 1_000_000

const whole = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most))

const kind = v.picklist(['single', 'multiple', 'trueFalse', 'fill'])
export const subject = line(30)
export const attemptNumber = whole(1, 10)
export const position = whole(0, MOST_EXAM_QUESTIONS - 1)
export const year = whole(2000, 2100)

/** A text as it is typed into a blank: kept as it is, whatever spaces it has. */
const blank = v.pipe(v.string(), v.maxLength(MOST_BLANK_TEXT), v.regex(/^[^\p{Cc}]*$/u))

export const given = v.union([
  v.strictObject({
    choices: v.pipe(v.array(whole(0, MOST_CHOICES - 1)), v.maxLength(MOST_CHOICES)),
  }),
  v.strictObject({ texts: v.pipe(v.array(blank), v.maxLength(MOST_BLANKS)) }),
])

/** Of each question at most one, so that what stands does not depend on their order. */
export const answers = v.pipe(
  v.array(v.strictObject({ position, given, seq: whole(1, MOST_TAPS) })),
  v.maxLength(MOST_EXAM_QUESTIONS),
  v.check((all) => new Set(all.map((each) => each.position)).size === all.length),
)

const choice = v.union([
  v.strictObject({
    rules: v.pipe(
      v.array(v.strictObject({ subject, kind, count: whole(1, MOST_EXAM_QUESTIONS) })),
      v.minLength(1),
      v.maxLength(40),
    ),
  }),
  v.strictObject({
    questionIds: v.pipe(
      v.array(id),
      v.minLength(1),
      v.maxLength(MOST_EXAM_QUESTIONS),
      v.check((ids) => new Set(ids).size === ids.length),
    ),
  }),
])

const common = {
  title: line(60),
  audience,
  publishAt: v.nullable(instant),
  closesAt: instant,
  choice,
}

const link = v.strictObject({
  title: line(60),
  url: v.pipe(v.string(), v.maxLength(500), v.regex(/^https?:\/\/[^\s\p{Cc}]+$/u)),
})

/** Images of notices are shown after WeChat has looked at them; units take documents only. */
const documents = v.pipe(
  files,
  v.check((all) => all.every((file) => file.kind !== 'image')),
)

const points = whole(1, 100)

export const quiz = v.variant('kind', [
  v.strictObject({ ...common, kind: v.literal('weekly') }),
  v.strictObject({
    ...common,
    kind: v.literal('unit'),
    material: v.strictObject({ body, files: documents, link: v.nullable(link) }),
    hours: v.pipe(v.number(), v.minValue(0), v.maxValue(40), v.multipleOf(0.5)),
  }),
  v.strictObject({
    ...common,
    kind: v.literal('exam'),
    terms: v.strictObject({
      minutes: whole(1, 300),
      attempts: attemptNumber,
      passMark: whole(1, 100),
      rated: v.boolean(),
      points: v.strictObject({ single: points, multiple: points, trueFalse: points, fill: points }),
      papers: whole(1, 32),
    }),
  }),
])
