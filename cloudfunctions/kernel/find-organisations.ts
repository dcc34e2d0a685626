import type { Organisation } from '../../typings/organisation'
import type { FoundOrganisation } from '../../typings/organisation-contract'
import type { Database, Filter } from './db'
import { holds } from './words'

const SHOWN = 20

/** Organisations by a part of their name, 20 at most: of 8,000 nobody knows where each one hangs. */
export async function findOrganisations(
  db: Database,
  among: Filter,
  words: string,
): Promise<{ found: FoundOrganisation[]; more: boolean }> {
  const organisations = db.collection<Organisation>('organisations')
  const matches = await organisations.find({ ...among, name: holds(words) }, { limit: SHOWN + 1 })
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
    found: shown.map(({ _id, name, level, kind, state, parentId }) => ({
      orgId: _id,
      name,
      level,
      ...(kind === undefined ? {} : { kind }),
      state,
      above: names.get(parentId ?? '') ?? '',
    })),
    more: matches.length > SHOWN,
  }
}
