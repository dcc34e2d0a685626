import * as v from 'valibot'
import { action } from '../../kernel/action'
import type { Database } from '../../kernel/db'
import { messageSettings } from '../../kernel/message-settings'
import { once } from '../../kernel/once'
import { bankQuota as bank, QUOTAS, type QuotaRecord, quotaId } from '../../kernel/quota'
import { id, nothing } from '../../kernel/schema'

/** WeChat asks for at most five templates at a tap. */
const TEMPLATES = 5
const templateId = v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/))

/** What may be asked at the next tap: the page asks nothing while two are left or within 30 days of a refusal. */
export const quota = action('notice.quota', {
  input: nothing,
  async run({ session, db }) {
    return { quota: await quotaOfMember(db, session.memberId) }
  },
})

/** Banks what the person accepted at a tap: one message per accepted template, each tap once. */
export const bankQuota = action('notice.bankQuota', {
  input: v.strictObject({
    results: v.pipe(
      v.array(
        v.strictObject({ templateId, result: v.picklist(['accept', 'reject', 'ban', 'filter']) }),
      ),
      v.minLength(1),
      v.maxLength(TEMPLATES),
    ),
    clientId: id,
  }),
  async run({ session, db, now, refuse }, input) {
    const { reminder } = await messageSettings(db)
    if (input.results.some((each) => each.templateId !== reminder.templateId)) {
      return refuse('badInput', { field: 'results' })
    }
    const call = { session, action: 'notice.bankQuota', clientId: input.clientId, input, now }
    return once(db, call, async (key) => {
      for (const result of input.results) await bank(db, session.memberId, result, key, now)
      return { quota: await quotaOfMember(db, session.memberId) }
    })
  },
})

async function quotaOfMember(db: Database, memberId: string) {
  const { reminder } = await messageSettings(db)
  const kept = await db.collection<QuotaRecord>(QUOTAS).get(quotaId(memberId, reminder.templateId))
  return [
    {
      templateId: reminder.templateId,
      left: kept?.left ?? 0,
      refusedAt: kept?.refusedAt ?? null,
    },
  ]
}
