import * as v from 'valibot'
import type { AuditEntry } from '../../../typings/audit'
import { action } from '../../kernel/action'
import { id, instant } from '../../kernel/schema'

const PAGE = 50

/** The audit log of an organisation and everything below it, newest first: of a kind, a person, a period. */
export const auditLog = action('member.audit', {
  input: v.strictObject({
    orgId: id,
    action: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z]+\.[A-Za-z]+$/), v.maxLength(40))),
    actorId: v.exactOptional(id),
    since: v.exactOptional(instant),
    before: v.exactOptional(instant),
    after: v.exactOptional(v.strictObject({ at: instant, id })),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId, action: name, actorId, since = '', before = '9999', after }) {
    const { is } = db
    const entries = db.collection<AuditEntry>('audit')
    const chosen = {
      path: orgId,
      ...(name === undefined ? {} : { action: name }),
      ...(actorId === undefined ? {} : { actorId }),
    }
    const end = after === undefined || after.at > before ? before : after.at
    const limit = PAGE + 1
    // Many entries can be of one instant: the rest of it, then what is older.
    const [rest, older] = await Promise.all([
      after === undefined || after.at >= before || after.at < since
        ? []
        : entries.find(
            { ...chosen, at: after.at, _id: is.lt(after.id) },
            { orderBy: [['_id', 'desc']], limit },
          ),
      entries.find(
        { ...chosen, at: is.and(is.gte(since), is.lt(end)) },
        {
          orderBy: [
            ['at', 'desc'],
            ['_id', 'desc'],
          ],
          limit,
        },
      ),
    ])
    const found = [...rest, ...older]
    const page = found.slice(0, PAGE)
    const last = page.at(-1)
    const next = found.length > PAGE && last !== undefined ? { at: last.at, id: last._id } : null
    return { entries: page, next }
  },
})
