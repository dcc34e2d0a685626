import * as v from 'valibot'
import { action } from '../../kernel/action'
import { derivedId } from '../../kernel/ids'
import { id, instant } from '../../kernel/schema'

const MAX_CHANGES = 50
const MAX_BYTES = 20_000

interface LateChange {
  _id: string
  memberId: string
  orgId: string
  path: string[]
  change: unknown
  at: string
}

/**
 * What a leaver's phone still had in its outbox. Kept for the secretary to look at, never run, and answered with
 * nothing but a count: the caller is out.
 */
export const lateOutbox = action('member.lateOutbox', {
  input: v.strictObject({
    changes: v.pipe(
      v.array(
        v.strictObject({
          action: v.pipe(v.string(), v.regex(/^[a-z]+\.[A-Za-z]+$/), v.maxLength(40)),
          input: v.record(v.pipe(v.string(), v.maxLength(40)), v.unknown()),
          at: instant,
          clientId: id,
        }),
      ),
      v.maxLength(MAX_CHANGES),
    ),
  }),
  async run({ session, db, now, refuse }, { changes }) {
    if (JSON.stringify(changes).length > MAX_BYTES) return refuse('tooMany', { limit: MAX_CHANGES })
    const late = db.collection<LateChange>('lateChanges')
    await Promise.all(
      changes.map((change) =>
        late.insert({
          _id: derivedId('late', session.memberId, change.clientId),
          memberId: session.memberId,
          orgId: session.affiliation.orgId,
          path: session.affiliation.path,
          // As text: what a phone sent is never stored as operators or field names.
          change: JSON.stringify(change),
          at: now.toISOString(),
        }),
      ),
    )
    return { received: changes.length }
  },
})
