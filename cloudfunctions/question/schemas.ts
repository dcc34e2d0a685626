import * as v from 'valibot'
import { line, optionalText, text } from '../kernel/schema'

/** Limits of what is written into a bank [P]. */
const MOST_OPTIONS = 8
const MOST_BLANKS = 20
const MOST_TEXTS = 20

export const kind = v.picklist(['single', 'multiple', 'trueFalse', 'fill'])
export const subject = line(30)

const whole = (most: number) => v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(most))

const key = v.union([
  v.strictObject({
    choices: v.pipe(v.array(whole(MOST_OPTIONS - 1)), v.maxLength(MOST_OPTIONS)),
  }),
  v.strictObject({
    blanks: v.pipe(
      v.array(v.pipe(v.array(text(200)), v.maxLength(MOST_TEXTS))),
      v.maxLength(MOST_BLANKS),
    ),
  }),
])

/** A question as typed. Whether it is whole is decided by the rules, which name what is missing. */
export const questionText = v.strictObject({
  kind,
  stem: text(1000),
  options: v.pipe(v.array(text(300)), v.maxLength(MOST_OPTIONS)),
  key,
  explanation: optionalText(2000),
})
