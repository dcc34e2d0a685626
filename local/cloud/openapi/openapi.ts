import * as v from 'valibot'
import type { Clock } from '../clock'
import { ServiceError } from '../errors'
import type { ActionHandler, Service, WireRequest } from '../service'
import { type Answer, type Api, Binary, type Call, type Caller } from './call'
import { openContentChecks } from './content-check'
import { localWxRoutes } from './local-routes'
import { type FunctionCaller, openMessagePush } from './message-push'
import { miniCodes } from './mini-code'
import { openOpenData } from './open-data'
import { openOutbox } from './outbox'
import { openPhoneNumbers } from './phone-number'
import type { WeChatPlayer } from './player'
import {
  decodeOpenDataRequest,
  decodeRequest,
  encodeAnswer,
  encodeError,
  encodeOpenDataReply,
} from './protocol'
import { openStore } from './store'
import { openSubscriptions } from './subscription'
import { openUpdatableMessages } from './updatable-message'
import { WxError } from './wx-error'

export interface OpenApiOptions {
  /** A folder of the open API's own, made if missing. Without it, or with `memory`, all is forgotten at `stop`. */
  directory?: string
  memory?: boolean
  clock: Clock
  appId?: string
  /** Gets what WeChat pushes to functions. */
  functions?: FunctionCaller
  /** Who made the request in this invocation. Unknown callers may call everything and see anybody's open data. */
  callerOf?: (invocationId: string) => Caller | undefined
  /** The mini-program's pages as `app.json` names them; without it any page is taken. */
  pages?: () => readonly string[]
  /** When the person was last in the mini-program, in milliseconds; without it everybody is there now. */
  lastSeen?: (openid: string) => number | undefined
}

/** WeChat's servers as cloud functions see them, and the levers behind them. */
export interface OpenApi extends Service, WeChatPlayer {}

const callParams = v.object({ apiName: v.string(), requestData: v.optional(v.unknown()) })

export function createOpenApi(options: OpenApiOptions): OpenApi {
  const { clock, functions, callerOf, pages, lastSeen, appId = 'wx0000000000000000' } = options
  const store = openStore(options.memory ? undefined : options.directory)
  const outbox = openOutbox(store, clock)
  const push = openMessagePush(store, clock, outbox, functions)
  const subscriptions = openSubscriptions(store, pages)
  const phoneNumbers = openPhoneNumbers(store, clock, appId)
  const openData = openOpenData(store, clock, appId)
  const updatableMessages = openUpdatableMessages(store, clock)
  const contentChecks = openContentChecks(store, clock, appId, push, lastSeen)

  const apis = new Map<string, Api>([
    ['subscribeMessage.send', subscriptions.send],
    ['security.msgSecCheck', contentChecks.msgSecCheck],
    ['security.mediaCheckAsync', contentChecks.mediaCheckAsync],
    ['wxacode.getUnlimited', miniCodes(pages)],
    ['phonenumber.getPhoneNumber', phoneNumbers.getPhoneNumber],
    ['updatableMessage.createActivityId', updatableMessages.createActivityId],
    ['updatableMessage.setUpdatableMsg', updatableMessages.setUpdatableMsg],
  ])

  async function perform(call: Call): Promise<Answer> {
    const api = apis.get(call.api)
    if (!api) throw new WxError(-604100, `API not found: ${call.api} is not supported here`)
    if (call.caller?.openApis && !call.caller.openApis.includes(call.api)) {
      const errmsg = `function has no permission to call this API: ${call.api} is not in its config.json`
      throw new WxError(-604101, errmsg)
    }
    const answer = await api(call)
    const { touser, openid = touser } = call.input
    const person = typeof openid === 'string' ? openid : call.caller?.openid
    outbox.add(call.api, person, call.input, describe(answer))
    return answer
  }

  function callerIn({ invocationId }: WireRequest): Caller | undefined {
    return invocationId === undefined ? undefined : callerOf?.(invocationId)
  }

  /** `cloud.openapi.*` and `cloud.getOpenData`. */
  const wxOpenApi: ActionHandler = async (request) => {
    const { apiName, requestData } = read(request)
    const caller = callerIn(request)
    const decoded = decodeRequest(requestData)
    if (decoded.kind === 'svrkit') {
      if (decoded.apiName !== 'ApiGetOpenDataByCloudId') {
        return encodeError(
          new WxError(-604100, `API not found: ${decoded.apiName} is not supported here`),
        )
      }
      const ids = decodeOpenDataRequest(decoded.bytes)
      return encodeOpenDataReply(ids.map((cloudID) => openData.resolve(cloudID, caller?.openid)))
    }
    try {
      return encodeAnswer(await perform({ api: apiName, input: decoded.input, caller }))
    } catch (error) {
      if (error instanceof WxError) return encodeError(error)
      throw error
    }
  }

  /** `cloud.callOpenAPI` and node-sdk's `callWxOpenApi`: JSON both ways, errors as values. */
  const wxApi: ActionHandler = async (request) => {
    const { apiName, requestData } = read(request)
    const call = { api: apiName, input: readJsonInput(requestData), caller: callerIn(request) }
    try {
      const answer = await perform(call)
      if (answer instanceof Binary) {
        const errmsg = `${apiName} answers with bytes: call it with cloud.openapi`
        throw new WxError(-604100, errmsg)
      }
      return { data: { responseData: JSON.stringify({ errcode: 0, errmsg: 'ok', ...answer }) } }
    } catch (error) {
      if (error instanceof WxError) return { data: { responseData: JSON.stringify(error) } }
      throw error
    }
  }

  const player: WeChatPlayer = {
    outbox,
    acceptSubscription: subscriptions.accept,
    quota: subscriptions.quota,
    registerTemplates: subscriptions.register,
    issuePhoneCode: phoneNumbers.issue,
    registerOpenData: openData.register,
    resolveCloudID: openData.resolve,
    setVerdict: contentChecks.setVerdict,
    setPushFunction: push.setFunction,
  }

  return {
    ...player,
    actions: { 'wx.openApi': wxOpenApi, 'wx.api': wxApi },
    routes: localWxRoutes(player),
    async reset() {
      await push.reset()
      for (const part of [subscriptions, phoneNumbers, openData, updatableMessages]) part.reset()
      contentChecks.reset()
      outbox.reset()
    },
    async stop() {
      await push.stop()
      await store.close()
    },
  }
}

function read(request: WireRequest): v.InferOutput<typeof callParams> {
  const params = v.safeParse(callParams, request.params)
  if (params.success) return params.output
  throw new ServiceError('INVALID_PARAM', `${request.action}: apiName must be a string`)
}

/** The JSON text of `wx.api`, its names put into the form of the HTTPS documentation. */
function readJsonInput(data: unknown): Record<string, unknown> {
  if (data === undefined || data === '') return {}
  try {
    const input: unknown = typeof data === 'string' ? JSON.parse(data) : undefined
    if (Array.isArray(input)) throw new Error('an object is expected')
    return v.parse(v.record(v.string(), v.unknown()), snakeCase(input))
  } catch (error) {
    throw new ServiceError('INVALID_PARAM', `wx.api: requestData cannot be read: ${error}`)
  }
}

/** As wx-server-sdk does for `cloud.openapi` [code, convertCase]. */
function snakeCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(snakeCase)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, field]: [string, unknown]) => [
      key.replace(/[A-Z]/g, (letter, at: number) => `${at ? '_' : ''}${letter.toLowerCase()}`),
      snakeCase(field),
    ]),
  )
}

function describe(answer: Answer): unknown {
  if (!(answer instanceof Binary)) return answer
  return { contentType: answer.contentType, size: answer.bytes.length }
}
