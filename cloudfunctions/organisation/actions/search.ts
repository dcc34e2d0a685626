import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import type { FoundOrganisation } from '../../../typings/organisation-contract'
import { action } from '../../kernel/action'
import { id, text } from '../../kernel/schema'
import { holds } from '../../kernel/words'
import { ORGANISATIONS } from '../stored'

const SHOWN = 20

/** Finds organisations by a part of their name: of 8,000 nobody knows where each one hangs. */
export const search = action('organisation.search', {
  input: v.strictObject({ orgId: id, words: text(30) }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId, words }) {
    const organisations = db.collection<Organisation>(ORGANISATIONS)
    const matches = await organisations.find(
      { path: orgId, name: holds(words) },
      { limit: SHOWN + 1 },
    )
    const shown = matches.slice(0, SHOWN)
    const superiors = [...new Set(shown.flatMap(({ parentId }) => parentId ?? []))]
    const above =
      superiors.length === 0
        ? []
        : await organisations.find(
            { _id: db.is.in(superiors) },
            { limit: superiors.length, fields: ['name'] },
          )
    const names = new Map(above.map(({ _id, name }) => [_id, name]))
    return {
      found: shown.map(
        ({ _id, name, level, kind, state, parentId }): FoundOrganisation => ({
          orgId: _id,
          name,
          level,
          ...(kind === undefined ? {} : { kind }),
          state,
          above: names.get(parentId ?? '') ?? '',
        }),
      ),
      more: matches.length > SHOWN,
    }
  },
})
