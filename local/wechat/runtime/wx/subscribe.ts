import { ApiFailure } from './apis'
import type { WxContext } from './context'

/** Templates per call. */
const MOST_TEMPLATES = 5

type Decision = 'accept' | 'reject' | 'ban'

/** `wx.requestSubscribeMessage`; what is accepted adds one message to the cloud's ledger. */
export function defineSubscribe({ apis, shell, cloud, permissions }: WxContext): void {
  async function decide(templateIds: string[]): Promise<Record<string, Decision>> {
    const kept = templateIds.map((id) => [id, permissions.subscription(id)] as const)
    const open = kept.filter(([, decision]) => decision === undefined).map(([id]) => id)
    const decided: Record<string, Decision> = {}
    for (const [id, decision] of kept) if (decision) decided[id] = decision
    if (open.length === 0) return decided
    const { result, always = false } = await shell.sheets.subscribe(open)
    for (const id of open) {
      const decision = typeof result === 'string' ? result : (result[id] ?? 'reject')
      decided[id] = decision
      if (always && decision !== 'ban') permissions.keepSubscription(id, decision)
    }
    return decided
  }

  apis.async('requestSubscribeMessage', {
    required: { tmplIds: 'Array' },
    run: async ({ tmplIds }, { fromTap }) => {
      const templateIds = tmplIds.map(String)
      if (templateIds.length === 0) {
        throw new ApiFailure("TmplIds can't be empty", { errCode: 10_001 })
      }
      if (templateIds.length > MOST_TEMPLATES) {
        throw new ApiFailure('Templates count out of max bounds', { errCode: 20_003 })
      }
      if (!fromTap)
        throw new ApiFailure('can only be invoked by user TAP gesture.', { errCode: -1 })
      const decided = await decide([...new Set(templateIds)])
      const accepted = Object.keys(decided).filter((id) => decided[id] === 'accept')
      if (accepted.length > 0) {
        await cloud.ask('subscriptions', { templateIds: accepted }).catch((error: unknown) => {
          if (!(error instanceof ApiFailure)) throw error
          throw new ApiFailure('network error', { errCode: 10_002 })
        })
      }
      return decided
    },
  })
}
