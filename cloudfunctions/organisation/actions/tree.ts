import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import type { OrganisationRow } from '../../../typings/organisation-contract'
import { action, documentIn } from '../../kernel/action'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { advice } from '../../rules/organisation'
import { ORGANISATIONS, subjectOf } from '../stored'

/** Children of one organisation; the largest real one has fewer. */
const CHILDREN = 500

/** One organisation and its children, with what the rules say of it. */
export const tree = action('organisation.tree', {
  input: v.strictObject({ orgId: id }),
  target: documentIn<Organisation>(ORGANISATIONS)(({ orgId }) => orgId),
  subjects: (_, { target }) => [subjectOf(target)],
  async run({ db, may }, { orgId }, { target }) {
    const members = db.collection<Member>(MEMBERS)
    const here = { 'affiliation.path': orgId, state: 'active' }
    const [children, full, probationary] = await Promise.all([
      db
        .collection<Organisation>(ORGANISATIONS)
        .find({ parentId: orgId }, { orderBy: [['order', 'asc']], limit: CHILDREN }),
      members.count({ ...here, stage: 'full' }),
      members.count({ ...here, stage: 'probationary' }),
    ])
    return {
      organisation: rowOf(target),
      children: children.map(rowOf),
      advice:
        target.state === 'closed' ? [] : advice(target, { members: full + probationary, full }),
      mayEdit: may('organisation.update', subjectOf(target)),
    }
  },
})

function rowOf({ path: _, ...row }: Organisation): OrganisationRow {
  return row
}
