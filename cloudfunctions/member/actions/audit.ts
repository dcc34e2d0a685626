import * as v from 'valibot'
import type { AuditEntry } from '../../../typings/audit'
import { action } from '../../kernel/action'
import { id, instant } from '../../kernel/schema'

const PAGE = 50

/** The audit log of an organisation and everything below it, newest first. */
export const auditLog = action('member.audit', {
  input: v.strictObject({
    orgId: id,
    action: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z]+\.[A-Za-z]+$/), v.maxLength(40))),
    actorId: v.exactOptional(id),
    before: v.exactOptional(instant),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId, action: name, actorId, before }) {
    const entries = await db.collection<AuditEntry>('audit').find(
      {
        path: orgId,
        at: db.is.lt(before ?? '9999'),
        ...(name === undefined ? {} : { action: name }),
        ...(actorId === undefined ? {} : { actorId }),
      },
      { orderBy: [['at', 'desc']], limit: PAGE },
    )
    return { entries }
  },
})
