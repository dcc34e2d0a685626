import type { Database } from './db'

/**
 * The ledger of subscription messages: one accepted message of WeChat is one message that may be sent, for ever
 * (developers.weixin.qq.com, “订阅消息”). `_id` is `member:template`.
 */
export interface QuotaRecord {
  _id: string
  memberId: string
  templateId: string
  left: number
  /** When the person last said no, or WeChat did for them. Not asked again for 30 days. */
  refusedAt?: string
  /** Keys of the taps already counted, newest last. */
  counted: string[]
  version: number
  at: string
}

export const QUOTAS = 'quotas'
/** More is never needed: nobody is asked while two are left. */
const MOST_KEPT = 10
const KEYS_KEPT = 10
const ROUNDS = 5

export function quotaId(memberId: string, templateId: string): string {
  return `${memberId}:${templateId}`
}

/** How many messages each of these people may still be sent, by member id; people without any are absent. */
export async function quotaOf(
  db: Database,
  memberIds: readonly string[],
  templateId: string,
): Promise<Map<string, number>> {
  if (memberIds.length === 0) return new Map()
  const ids = memberIds.map((memberId) => quotaId(memberId, templateId))
  const found = await db
    .collection<QuotaRecord>(QUOTAS)
    .find({ _id: db.is.in(ids), left: db.is.gt(0) }, { limit: ids.length })
  return new Map(found.map(({ memberId, left }) => [memberId, left]))
}

/** Takes one message out of the ledger; false when none was left. */
export function takeQuota(
  db: Database,
  memberId: string,
  templateId: string,
  now: Date,
): Promise<boolean> {
  return change(db, memberId, templateId, now, (before) =>
    before.left > 0 ? { left: before.left - 1 } : null,
  )
}

/** Puts a message back that was not used, because nothing was sent. */
export function returnQuota(
  db: Database,
  memberId: string,
  templateId: string,
  now: Date,
): Promise<boolean> {
  return change(db, memberId, templateId, now, ({ left }) => ({
    left: Math.min(left + 1, MOST_KEPT),
  }))
}

/** WeChat says there is none (43101) or the person switched messages off (20004): the ledger follows. */
export function emptyQuota(
  db: Database,
  memberId: string,
  templateId: string,
  now: Date,
): Promise<boolean> {
  return change(db, memberId, templateId, now, () => ({ left: 0, refusedAt: now.toISOString() }))
}

/** Banks what the person answered at one tap; the same tap (`key`) counts once. */
export function bankQuota(
  db: Database,
  memberId: string,
  { templateId, result }: { templateId: string; result: 'accept' | 'reject' | 'ban' | 'filter' },
  key: string,
  now: Date,
): Promise<boolean> {
  return change(db, memberId, templateId, now, (before) => {
    if (result === 'filter' || before.counted.includes(key)) return null
    const counted = [...before.counted, key].slice(-KEYS_KEPT)
    if (result === 'accept') return { left: Math.min(before.left + 1, MOST_KEPT), counted }
    const refusedAt = now.toISOString()
    return result === 'ban' ? { left: 0, refusedAt, counted } : { refusedAt, counted }
  })
}

/** Compare and set, tried again when another call changed the same line. False when there was nothing to change. */
async function change(
  db: Database,
  memberId: string,
  templateId: string,
  now: Date,
  decide: (before: QuotaRecord) => Partial<QuotaRecord> | null,
): Promise<boolean> {
  const quotas = db.collection<QuotaRecord>(QUOTAS)
  const _id = quotaId(memberId, templateId)
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = await quotas.get(_id)
    const from = before ?? { _id, memberId, templateId, left: 0, counted: [], version: 0, at: '' }
    const decided = decide(from)
    if (decided === null) return false
    const changes = { ...decided, version: from.version + 1, at: now.toISOString() }
    if (before === null) {
      if ((await quotas.insert({ ...from, ...changes })).state === 'inserted') return true
      continue
    }
    const { counted, ...plain } = changes
    const saved = await quotas.updateWhere(
      { _id, version: from.version },
      counted === undefined ? plain : { ...plain, counted: db.is.set(counted) },
    )
    if (saved === 1) return true
  }
  throw new Error(`quota ${_id} changes faster than it can be written`)
}
