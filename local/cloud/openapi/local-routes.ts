import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import * as v from 'valibot'
import type { Route } from '../service'
import type { WeChatPlayer } from './player'

const id = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))
const suggest = v.picklist(['pass', 'review', 'risky'])

const acceptBody = v.object({ openid: id, templateIds: v.array(id) })
const templatesBody = v.object({
  templates: v.array(v.object({ id, title: v.string(), fields: v.record(id, v.string()) })),
})
const phoneBody = v.object({
  openid: id,
  phoneNumber: v.pipe(v.string(), v.regex(/^\d{4,15}$/)),
  countryCode: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/))),
})
const openDataBody = v.object({ openid: id, data: v.record(v.string(), v.unknown()) })
const verdictBody = v.object({
  text: v.exactOptional(suggest),
  media: v.exactOptional(suggest),
  words: v.exactOptional(v.record(v.pipe(v.string(), v.nonEmpty()), suggest)),
})
const pushBody = v.record(id, id)

/** What a person does in WeChat and an account's owner in its console, for the preview and tests (README). */
export function localWxRoutes(player: WeChatPlayer): Route[] {
  return [
    post('/_local/wx/subscriptions', acceptBody, ({ openid, templateIds }) => ({
      quota: player.acceptSubscription(openid, templateIds),
    })),
    {
      method: 'GET',
      prefix: '/_local/wx/subscriptions',
      handle: (_request, response, url) =>
        reply(response, 200, { quota: player.quota(url.searchParams.get('openid') ?? '') }),
    },
    post('/_local/wx/templates', templatesBody, ({ templates }) => {
      player.registerTemplates(templates)
      return { templates: templates.length }
    }),
    post('/_local/wx/phone-codes', phoneBody, ({ openid, phoneNumber, countryCode }) => ({
      code: player.issuePhoneCode(openid, phoneNumber, countryCode),
    })),
    post('/_local/wx/open-data', openDataBody, ({ openid, data }) => ({
      cloudID: player.registerOpenData(openid, data),
    })),
    post('/_local/wx/verdicts', verdictBody, (change) => player.setVerdict(change)),
    post('/_local/wx/message-push', pushBody, (functions) => {
      for (const [event, name] of Object.entries(functions)) player.setPushFunction(event, name)
      return functions
    }),
  ]
}

function post<T extends v.GenericSchema>(
  prefix: string,
  schema: T,
  act: (body: v.InferOutput<T>) => object,
): Route {
  async function handle(request: IncomingMessage, response: ServerResponse) {
    const body = v.safeParse(schema, await json(request).catch(() => undefined))
    if (body.success) return reply(response, 200, act(body.output))
    const [issue] = body.issues
    const message = `${v.getDotPath(issue) ?? 'the body'}: ${issue.message}`
    reply(response, 400, { error: { code: 'INVALID_PARAM', message } })
  }
  return { method: 'POST', prefix, handle }
}

function reply(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' })
  response.end(JSON.stringify(body))
}
