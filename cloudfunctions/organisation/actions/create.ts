import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { id } from '../../kernel/schema'
import { kindRule, placeRule } from '../../rules/organisation'
import { ORGANISATIONS, obey, subjectOf, written } from '../stored'

/** Sets an organisation up below another (ORG-15: what the superior has approved is entered here). */
export const create = action('organisation.create', {
  input: v.strictObject({
    ...written,
    orgId: id,
    parentId: id,
    level: v.picklist(['committee', 'generalBranch', 'branch', 'group']),
  }),
  target: documentIn<Organisation>(ORGANISATIONS)(({ parentId }) => parentId),
  subjects: (_, { target }) => [subjectOf(target)],
  async run({ session, db, now, refuse }, { orgId, ...fields }, { target: parent }) {
    obey(placeRule(fields.level, parent.level))
    obey(kindRule(fields.level, fields.kind))
    if (parent.state === 'closed') obey({ rule: 'ORG-17', text: '上级组织已撤销' })
    const organisations = db.collection<Organisation>(ORGANISATIONS)
    const document: Organisation = {
      ...fields,
      _id: orgId,
      path: [...parent.path, orgId],
      state: 'open',
      version: 1,
    }
    const inserted = await organisations.insert(document)
    if (inserted.state === 'exists') {
      const { name, parentId, level } = inserted.existing
      if (name !== fields.name || parentId !== fields.parentId || level !== fields.level)
        return refuse('idReused')
    }
    await Promise.all([
      followParent(),
      audit(db, {
        actor: session,
        action: 'organisation.create',
        about: subjectOf(document),
        subjectId: orgId,
        summary: `在${parent.name}下设立${fields.name}`,
        now,
        once: [orgId],
      }),
    ])
    return { version: inserted.state === 'exists' ? inserted.existing.version : 1 }

    /** The superior may have been moved between the reading and the writing. */
    async function followParent(): Promise<void> {
      const current = await organisations.get(parent._id)
      if (current === null || current.path.join() === parent.path.join()) return
      const path = db.is.set([...current.path, orgId])
      await organisations.updateWhere({ _id: orgId, parentId: parent._id }, { path })
    }
  },
})
