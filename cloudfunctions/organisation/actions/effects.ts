import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { ORGANISATIONS } from '../stored'

/** How many people and organisations a change reaches, so that it can be said before it is made. */
export const effects = action('organisation.effects', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId }) {
    const members = db.collection<Member>(MEMBERS)
    const [organisations, people, peopleHere] = await Promise.all([
      db
        .collection<Organisation>(ORGANISATIONS)
        .count({ path: orgId, _id: db.is.neq(orgId), state: db.is.neq('closed') }),
      members.count({ 'affiliation.path': orgId, state: 'active' }),
      members.count({ 'affiliation.orgId': orgId, state: 'active' }),
    ])
    return { organisations, people, peopleHere }
  },
})
