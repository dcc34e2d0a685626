import { randomInt } from 'node:crypto'
import * as v from 'valibot'
import { type Api, idParameter, readInput } from './call'
import { checkPage } from './page'
import type { Store } from './store'
import { checkFields, type Template } from './template'
import { WxError } from './wx-error'

/** How many messages may still be sent, by template. */
export type Quota = Record<string, number>

const sendInput = v.object({
  touser: idParameter,
  template_id: idParameter,
  page: v.optional(v.string()),
  data: v.record(v.string(), v.unknown()),
  miniprogram_state: v.optional(v.picklist(['developer', 'trial', 'formal'])),
  lang: v.optional(v.picklist(['zh_CN', 'en_US', 'zh_HK', 'zh_TW'])),
})

/**
 * One-time subscription messages: each acceptance adds one to what may be sent to that person from that template,
 * each message uses one, and none is left without an end date [doc].
 */
export function openSubscriptions(store: Store, pages: (() => readonly string[]) | undefined) {
  const ledger = store.shelf<{ openid: string; templateId: string; left: number }>('subscriptions')
  const templates = store.shelf<Template>('templates')
  const keyOf = (openid: string, templateId: string) => `${openid} ${templateId}`
  const left = (openid: string, templateId: string) =>
    ledger.get(keyOf(openid, templateId))?.left ?? 0
  const setLeft = (openid: string, templateId: string, count: number) =>
    ledger.set(keyOf(openid, templateId), { openid, templateId, left: count })

  function quota(openid: string): Quota {
    const entries = ledger.values().filter((entry) => entry.openid === openid && entry.left > 0)
    return Object.fromEntries(entries.map((entry) => [entry.templateId, entry.left]))
  }

  /** Which check comes first on the real service is not known [mem]; a refused message uses nothing. */
  const send: Api = (call) => {
    const input = readInput(sendInput, call, {
      touser: [40003, 'invalid openid'],
      template_id: [40037, 'invalid template_id'],
      data: [47003, 'argument invalid! data is emtpy'],
    })
    const template = templates.get(input.template_id)
    if (!template && templates.keys().length > 0) throw new WxError(40037, 'invalid template_id')
    checkFields(input.data, template)
    if (input.page !== undefined) checkPage(input.page.split('?')[0] ?? '', pages)
    const remaining = left(input.touser, input.template_id)
    if (remaining === 0) throw new WxError(43101, 'user refuse to accept the msg')
    setLeft(input.touser, input.template_id, remaining - 1)
    return { msgid: randomInt(1, 2 ** 47) }
  }

  return {
    send,
    quota,
    /** The person tapped 允许 for these templates. Gives what may now be sent to them. */
    accept(openid: string, templateIds: readonly string[]): Quota {
      for (const templateId of templateIds)
        setLeft(openid, templateId, left(openid, templateId) + 1)
      return quota(openid)
    },
    /** From the first one on, a template that was not registered is unknown (40037). */
    register(list: readonly Template[]) {
      for (const template of list) templates.set(template.id, template)
    },
    reset: () => ledger.clear(),
  }
}
