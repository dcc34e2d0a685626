import * as v from 'valibot'
import { ROLES } from '../rules/roles'
import { id, line, text } from './schema'

/** Schemas of what is published, whatever the feature. Limits [P]; the text check takes 2,500 characters at a time. */
const MAX_PARAGRAPHS = 60
export const MAX_NAMED = 200
export const MAX_ORGANISATIONS = 100
const MAX_FILES = 9
const MAX_FILE_BYTES = 20 * 1024 * 1024

const STAGES = ['applicant', 'activist', 'candidate', 'probationary', 'full'] as const
export const audience = v.strictObject({
  orgIds: v.pipe(v.array(id), v.maxLength(MAX_ORGANISATIONS)),
  stages: v.pipe(v.array(v.picklist(STAGES)), v.maxLength(STAGES.length)),
  roles: v.pipe(v.array(v.picklist(ROLES)), v.maxLength(ROLES.length)),
  memberIds: v.pipe(v.array(id), v.maxLength(MAX_NAMED)),
})

const paragraph = v.variant('kind', [
  v.strictObject({ kind: v.picklist(['heading', 'text']), text: text(2000) }),
  v.strictObject({
    kind: v.literal('list'),
    items: v.pipe(v.array(text(500)), v.minLength(1), v.maxLength(30)),
  }),
])

export const body = v.pipe(v.array(paragraph), v.maxLength(MAX_PARAGRAPHS))

const file = v.strictObject({
  fileId: v.pipe(
    v.string(),
    v.maxLength(300),
    v.regex(/^cloud:\/\/[\w.-]+\/notice-files\/[^\s]+$/),
  ),
  name: line(120),
  size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_FILE_BYTES)),
  kind: v.picklist(['pdf', 'word', 'excel', 'image']),
})

export const files = v.pipe(v.array(file), v.maxLength(MAX_FILES))
