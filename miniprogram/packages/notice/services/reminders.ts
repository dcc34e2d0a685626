import type { TemplateQuota } from '../../../../typings/notice'
import * as cache from '../../../services/cache'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import { newId } from '../../../services/new-id'
import * as session from '../../../services/session'

/**
 * Reminders cost the person's consent, one message each. It is asked for only at a natural tap, and not at all
 * while two are left or within 30 days of a refusal.
 */
const ENOUGH = 2
const REST_AFTER_REFUSAL = 30 * 86_400_000

/** The kept ledger is asked for anew when it is older. */
const DAY = 86_400_000
const KEY = 'quota'

let known: TemplateQuota[] = []

/**
 * Learns beforehand what may be asked, because the tap itself cannot wait for an answer. The ledger changes by the
 * person's own taps, which bring it along, and by reminders sent, which make it smaller: a day late is early enough.
 */
export async function prepare(now: Date): Promise<void> {
  const owner = session.me()?.memberId
  if (owner === undefined) return
  const kept = cache.read<TemplateQuota[]>(owner, KEY)
  if (kept !== null && Math.abs(now.getTime() - kept.at) < DAY) {
    known = kept.data
    return
  }
  try {
    known = (await call('notice.quota', {})).quota
    cache.write(owner, KEY, known, now.getTime())
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    known = []
  }
}

/**
 * Asks and banks the answer. To be called first thing in a tap's handler: WeChat opens its sheet only there.
 * Never stands in the way of what the tap was for; an answer that cannot be banked is one reminder less.
 */
export function askAtTap(now: Date): void {
  const tmplIds = known
    .filter(({ left, refusedAt }) => {
      const resting =
        refusedAt !== null && now.getTime() - Date.parse(refusedAt) < REST_AFTER_REFUSAL
      return left < ENOUGH && !resting
    })
    .map(({ templateId }) => templateId)
  known = []
  if (tmplIds.length > 0) void ask(tmplIds)
}

async function ask(tmplIds: string[]): Promise<void> {
  try {
    const answer = await wx.requestSubscribeMessage({ tmplIds })
    const results = tmplIds.flatMap((templateId) => {
      const result = answer[templateId]
      return isResult(result) ? [{ templateId, result }] : []
    })
    const clientId = newId('q-')
    if (results.length === 0) return
    const { quota } = await call('notice.bankQuota', { results, clientId })
    const owner = session.me()?.memberId
    if (owner !== undefined) cache.write(owner, KEY, quota)
  } catch (error) {
    console.info('reminders: not banked', error)
  }
}

function isResult(result: unknown): result is 'accept' | 'reject' | 'ban' | 'filter' {
  return ['accept', 'reject', 'ban', 'filter'].some((each) => each === result)
}
