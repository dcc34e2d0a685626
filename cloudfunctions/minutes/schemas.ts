import * as v from 'valibot'
import { day, id, line, optionalText, text } from '../kernel/schema'

export const minutesText = v.strictObject({
  speeches: v.pipe(v.array(v.strictObject({ name: line(30), gist: text(1000) })), v.maxLength(60)),
  dissent: optionalText(2000),
  resolution: optionalText(4000),
  followUps: v.pipe(
    v.array(
      v.strictObject({
        followUpId: id,
        text: text(200),
        memberId: id,
        name: line(30),
        dueOn: day,
      }),
    ),
    v.maxLength(30),
  ),
})
