import * as v from 'valibot'
import { action } from '../../kernel/action'
import { findOrganisations } from '../../kernel/find-organisations'
import { id, line } from '../../kernel/schema'

/** Finds organisations at or below one by a part of their name. */
export const search = action('organisation.search', {
  input: v.strictObject({ orgId: id, words: line(30) }),
  subjects: ({ orgId }) => [orgId],
  run: ({ db }, { orgId, words }) => findOrganisations(db, { path: orgId }, words),
})
