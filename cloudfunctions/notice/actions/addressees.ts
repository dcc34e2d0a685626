import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { MAX_NAMED, MAX_ORGANISATIONS } from '../../kernel/published'
import { id, optionalLine } from '../../kernel/schema'
import { beginsWith } from '../../kernel/words'

/** Found at once; whoever is not among them types more. */
const FOUND = 30

/**
 * People a publisher can name, at or below their organisation, by the beginning of their name; and the names of
 * what a draft names by id, which is all that a draft keeps. Nobody's phone.
 */
export const addressees = action('notice.addressees', {
  input: v.strictObject({
    orgId: id,
    name: optionalLine(20),
    orgIds: v.pipe(v.array(id), v.maxLength(MAX_ORGANISATIONS)),
    memberIds: v.pipe(v.array(id), v.maxLength(MAX_NAMED)),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId, name, orgIds, memberIds }) {
    const members = db.collection<Member>('members')
    const fields = ['name', 'affiliation']
    const here = { 'affiliation.path': orgId, state: 'active' }
    const [organisations, found, named] = await Promise.all([
      orgIds.length === 0
        ? []
        : db
            .collection<Organisation>('organisations')
            .find(
              { _id: db.is.in(orgIds), path: orgId },
              { limit: MAX_ORGANISATIONS, fields: ['name', 'level'] },
            ),
      name === ''
        ? []
        : members.find({ ...here, name: beginsWith(name) }, { limit: FOUND, fields }),
      memberIds.length === 0
        ? []
        : members.find({ ...here, _id: db.is.in(memberIds) }, { limit: MAX_NAMED, fields }),
    ])
    return {
      organisations: organisations.map(({ _id, name, level }) => ({ orgId: _id, name, level })),
      found: found.map(rowOf),
      named: named.map(rowOf),
    }
  },
})

function rowOf({ _id, name, affiliation }: Member) {
  return { memberId: _id, name, orgName: affiliation.orgName }
}
