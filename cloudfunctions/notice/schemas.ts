import * as v from 'valibot'
import { audience, body, files } from '../kernel/published'
import { instant, line, optionalLine } from '../kernel/schema'

const shared = {
  body,
  files,
  audience,
  mode: v.picklist(['read', 'confirm', 'reply']),
  deadline: v.nullable(instant),
  publishAt: v.nullable(instant),
  pinned: v.boolean(),
}

/** What is published: complete. */
export const notice = v.strictObject({
  ...shared,
  title: line(60),
  body: v.pipe(body, v.minLength(1)),
})

/** A draft is kept as it is typed: the title may still be missing. */
export const draft = v.strictObject({ ...shared, title: optionalLine(60) })
