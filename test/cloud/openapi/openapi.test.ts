import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tcb from '@cloudbase/node-sdk'
import wx from 'wx-server-sdk'
import { type Clock, createClock } from '../../../local/cloud/clock'
import {
  createOpenApi,
  type OpenApi,
  type OpenApiOptions,
} from '../../../local/cloud/openapi/openapi'
import { pointSdkTo, serveService } from '../storage/serve-service'

const ENV = 'local-test'
const MINUTE = 60_000

let clock: Clock
let openApi: OpenApi
let endpoint: string
const running: (() => Promise<void>)[] = []

async function start(options: Partial<OpenApiOptions> = {}) {
  const served = await serveService(() => {
    openApi = createOpenApi({ clock, ...options })
    return openApi
  })
  running.push(served.stop)
  endpoint = served.endpoint
  pointSdkTo(endpoint, ENV)
  wx.init({ env: ENV })
}

async function stop() {
  await Promise.all(running.splice(0).map((end) => end()))
}

beforeEach(() => {
  clock = createClock()
})

afterEach(stop)

/** `cloud.openapi` without the typings that lag behind the calls. */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's own type of it
const api = wx.openapi as any

const refused = (errCode: number, errMsg: string) => ({
  errCode,
  errMsg: expect.stringContaining(errMsg),
})

describe('subscribeMessage.send', () => {
  const message = {
    touser: 'li',
    templateId: 'meeting',
    page: 'pages/today/today?id=7',
    data: { thing1: { value: '支部党员大会' }, time2: { value: '2025年7月1日 15:00' } },
    miniprogramState: 'formal',
  }

  it('uses what the person accepted, one message each, then answers 43101', async () => {
    await start()
    await expect(api.subscribeMessage.send(message)).rejects.toMatchObject(
      refused(43101, 'openapi.subscribeMessage.send:fail user refuse to accept the msg'),
    )
    openApi.acceptSubscription('li', ['meeting', 'notice'])
    expect(openApi.acceptSubscription('li', ['meeting'])).toEqual({ meeting: 2, notice: 1 })

    expect(await api.subscribeMessage.send(message)).toMatchObject({ errCode: 0 })
    await api.subscribeMessage.send(message)
    await expect(api.subscribeMessage.send(message)).rejects.toMatchObject({ errCode: 43101 })
    await expect(
      api.subscribeMessage.send({ ...message, touser: 'wang', templateId: 'notice' }),
    ).rejects.toMatchObject({ errCode: 43101 })
    expect(openApi.quota('li')).toEqual({ notice: 1 })
    expect(openApi.outbox.list({ kind: 'subscribeMessage.send', openid: 'li' })).toHaveLength(2)
    expect(openApi.outbox.list()[0]).toMatchObject({
      id: 1,
      openid: 'li',
      request: { template_id: 'meeting', page: 'pages/today/today?id=7', data: message.data },
    })
  })

  it('never gives out more than was accepted, also under many at once', async () => {
    await start()
    for (let i = 0; i < 5; i++) openApi.acceptSubscription('li', ['meeting'])
    const all = await Promise.allSettled(
      Array.from({ length: 20 }, () => api.subscribeMessage.send(message)),
    )
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  it.each([
    ['thing1', '二十个字正好可以发出去再多一个就不可以了', true],
    ['thing1', '二十一个字已经超过了微信所允许的字数而不行呀', false],
    ['thing1', '两\n行', false],
    ['thing1', '', false],
    ['number1', '12.50', true],
    ['number1', 12, true],
    ['number1', '1'.repeat(33), false],
    ['number1', '十二', false],
    ['letter1', 'ABC', true],
    ['letter1', 'A1', false],
    ['symbol1', '￥%…', true],
    ['symbol1', '!!!!!!', false],
    ['character_string1', 'No.2025-07', true],
    ['character_string1', '编号7', false],
    ['time1', '15:01', true],
    ['time1', '2025年7月1日 15:01~2025年7月1日 16:00', true],
    ['time1', '2025-07-01 15:01:02', true],
    ['time1', '明天下午', false],
    ['date1', '2025年7月1日', true],
    ['date1', '1/7', false],
    ['amount1', '¥29.90', true],
    ['amount1', '29.9元', true],
    ['amount1', '二十', false],
    ['phone_number1', '+86-0766-66888866', true],
    ['phone_number1', '无', false],
    ['car_number1', '粤A8Z888挂', true],
    ['car_number1', '粤A8Z888挂挂挂', false],
    ['name1', '张三', true],
    ['name1', '尼加提·阿不都', true],
    ['name1', 'Li Lei', true],
    ['name1', '用户410774', false],
    ['name1', '一二三四五六七八九十一', false],
    ['phrase1', '已通过', true],
    ['phrase1', '配送中请等候', false],
    ['thing1', undefined, false],
    ['mystery1', '什么', false],
  ])('checks %s: %s', async (field, value, accepted) => {
    await start()
    openApi.acceptSubscription('li', ['meeting'])
    const sending = api.subscribeMessage.send({ ...message, data: { [field]: { value } } })
    if (accepted) await expect(sending).resolves.toMatchObject({ errCode: 0 })
    else await expect(sending).rejects.toMatchObject(refused(47003, `data.${field}.value`))
    expect(openApi.quota('li')).toEqual(accepted ? {} : { meeting: 1 })
  })

  it('knows the registered templates and their fields', async () => {
    await start({ pages: () => ['pages/today/today'] })
    openApi.registerTemplates([
      { id: 'meeting', title: '会议通知', fields: { thing1: '会议', time2: '时间' } },
    ])
    openApi.acceptSubscription('li', ['meeting', 'unknown'])
    const send = (change: object) => api.subscribeMessage.send({ ...message, ...change })
    await expect(send({ templateId: 'unknown' })).rejects.toMatchObject(
      refused(40037, 'invalid template_id'),
    )
    await expect(send({ data: { thing1: { value: '会议' } } })).rejects.toMatchObject(
      refused(47003, 'data.time2.value is emtpy'),
    )
    await expect(send({ data: { thing1: '会议', time2: '15:00' } })).rejects.toMatchObject({
      errCode: 47003,
    })
    await expect(send({ page: 'pages/gone/gone' })).rejects.toMatchObject(
      refused(41030, 'invalid page'),
    )
    await expect(send({ touser: '' })).rejects.toMatchObject(refused(40003, 'invalid openid'))
    await expect(send({ miniprogramState: 'secret' })).rejects.toMatchObject({ errCode: 47001 })
    await expect(send({ touser: 'x'.repeat(5000) })).rejects.toMatchObject({ errCode: 40003 })
    expect(openApi.outbox.list()).toEqual([])
    await expect(send({})).resolves.toMatchObject({ errCode: 0 })
  })
})

describe('security.msgSecCheck', () => {
  const check = (change: object = {}) =>
    api.security.msgSecCheck({ version: 2, openid: 'li', scene: 2, content: '今天开会', ...change })

  it('passes unless a test says otherwise', async () => {
    await start()
    expect(await check()).toMatchObject({
      errCode: 0,
      result: { suggest: 'pass', label: 100 },
      detail: expect.arrayContaining([
        expect.objectContaining({ strategy: 'content_model', prob: 90 }),
      ]),
      traceId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/),
    })
    openApi.setVerdict({ words: { 赌博: 'risky', 加微信: 'review' } })
    expect((await check({ content: '请加微信' })).result).toEqual({
      suggest: 'review',
      label: 20006,
    })
    expect((await check({ content: '加微信赌博' })).result.suggest).toBe('risky')
    expect((await check({ title: '赌博' })).result.suggest).toBe('risky')
    expect((await check()).result.suggest).toBe('pass')
    openApi.setVerdict({ text: 'review' })
    expect((await check()).result.suggest).toBe('review')
    expect((await check({ content: '赌博' })).result.suggest).toBe('risky')
  })

  it.each([
    [{ openid: undefined }, 40003],
    [{ openid: '' }, 40003],
    [{ scene: 5 }, 40097],
    [{ version: 1 }, 47001],
    [{ content: '' }, 44004],
    [{ content: '字'.repeat(2501) }, 45002],
  ])('refuses %j', async (change, errCode) => {
    await start()
    await expect(check(change)).rejects.toMatchObject({ errCode })
  })

  it('takes 2,500 characters, surrogate pairs counted once', async () => {
    await start()
    await expect(check({ content: '😀'.repeat(2500) })).resolves.toMatchObject({ errCode: 0 })
  })

  it('wants a person who was here within two hours', async () => {
    const seen = new Map([['li', clock.now()]])
    await start({ lastSeen: (openid) => seen.get(openid) })
    await expect(check({ openid: 'stranger' })).rejects.toMatchObject({ errCode: 61010 })
    clock.advance(119 * MINUTE)
    await expect(check()).resolves.toMatchObject({ errCode: 0 })
    clock.advance(2 * MINUTE)
    await expect(check()).rejects.toMatchObject({ errCode: 61010 })
  })
})

describe('security.mediaCheckAsync', () => {
  const check = (mediaUrl = 'http://127.0.0.1/a.png') =>
    api.security.mediaCheckAsync({ version: 2, openid: 'li', scene: 3, mediaType: 2, mediaUrl })

  /** A function that keeps the events it gets. */
  function inbox() {
    const events: [string, Record<string, unknown>][] = []
    const waiting: (() => void)[] = []
    return {
      events,
      async invoke(name: string, event: unknown) {
        events.push([name, event as Record<string, unknown>])
        for (const wake of waiting.splice(0)) wake()
        return 'success'
      },
      next: () => new Promise<void>((resolve) => waiting.push(resolve)),
    }
  }

  it('tells the named function later, on the clock', async () => {
    const functions = inbox()
    await start({ functions })
    openApi.setPushFunction('wxa_media_check', 'content')
    openApi.setVerdict({ words: { 不雅: 'risky' } })
    const good = await check()
    const bad = await check(`http://127.0.0.1/${encodeURIComponent('不雅')}.png`)
    clock.advance(3_000)
    expect(functions.events).toEqual([])
    clock.advance(3_000)
    expect(functions.events.map(([name, event]) => [name, event.trace_id, event.result])).toEqual(
      expect.arrayContaining([
        ['content', good.traceId, { suggest: 'pass', label: 100 }],
        ['content', bad.traceId, { suggest: 'risky', label: 20006 }],
      ]),
    )
    expect(functions.events[0]![1]).toMatchObject({
      MsgType: 'event',
      Event: 'wxa_media_check',
      FromUserName: 'li',
      CreateTime: Math.floor(clock.now() / 1000),
      version: 2,
      errcode: 0,
      detail: [expect.objectContaining({ strategy: 'content_model' })],
    })
    clock.advance(MINUTE)
    expect(functions.events).toHaveLength(2)
  })

  it('tells without anybody moving the clock, too', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] })
    try {
      const functions = inbox()
      const alone = createOpenApi({ clock: createClock(), functions })
      alone.setPushFunction('wxa_media_check', 'content')
      const event = functions.next()
      await alone.actions!['wx.api']!(
        {
          action: 'wx.api',
          params: {
            apiName: 'security.mediaCheckAsync',
            requestData: JSON.stringify({
              version: 2,
              openid: 'li',
              scene: 3,
              mediaType: 2,
              mediaUrl: 'http://127.0.0.1/a.png',
            }),
          },
          requestId: '',
          invocationId: undefined,
        },
        { documentsExamined: 0, documentsReturned: 0 },
      )
      jest.advanceTimersByTime(5_000)
      await event
      expect(functions.events).toHaveLength(1)
      await alone.stop?.()
    } finally {
      jest.useRealTimers()
    }
  })

  it('says in the outbox what became of it', async () => {
    const functions = { invoke: async () => Promise.reject(new Error('it crashed')) }
    await start({ functions })
    await check()
    clock.advance(MINUTE)
    openApi.setPushFunction('wxa_media_check', 'content')
    await check()
    clock.advance(MINUTE)
    await new Promise((resolve) => setImmediate(resolve))
    const replies = openApi.outbox.list({ kind: 'push.wxa_media_check', openid: 'li' })
    expect(replies.map(({ reply }) => reply)).toEqual([
      { error: 'no function is named for this event' },
      { function: 'content', error: 'it crashed' },
    ])
  })

  it('survives a restart', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'openapi-test-'))
    try {
      const functions = inbox()
      await start({ directory, functions })
      openApi.setPushFunction('wxa_media_check', 'content')
      const { traceId } = await check()
      await stop()
      clock.advance(MINUTE)
      expect(functions.events).toEqual([])
      await start({ directory, functions })
      expect(functions.events.map(([, event]) => event.trace_id)).toEqual([traceId])
      await stop()
      await start({ directory, functions })
      expect(functions.events).toHaveLength(1)
    } finally {
      await stop()
      rmSync(directory, { recursive: true, force: true })
    }
  })
})

describe('phonenumber.getPhoneNumber', () => {
  it('changes a code into the number once, within five minutes', async () => {
    await start()
    const code = openApi.issuePhoneCode('li', '10012345678')
    expect(await api.phonenumber.getPhoneNumber({ code })).toMatchObject({
      errCode: 0,
      phoneInfo: {
        phoneNumber: '10012345678',
        purePhoneNumber: '10012345678',
        countryCode: '86',
        watermark: { timestamp: Math.floor(clock.now() / 1000), appid: expect.any(String) },
      },
    })
    const invalid = refused(40029, 'invalid code')
    await expect(api.phonenumber.getPhoneNumber({ code })).rejects.toMatchObject(invalid)
    await expect(api.phonenumber.getPhoneNumber({ code: 'made-up' })).rejects.toMatchObject(invalid)
    await expect(api.phonenumber.getPhoneNumber({})).rejects.toMatchObject(invalid)

    const late = openApi.issuePhoneCode('li', '10012345678')
    clock.advance(5 * MINUTE)
    await expect(api.phonenumber.getPhoneNumber({ code: late })).rejects.toMatchObject(invalid)
  })

  it('gives the country with a foreign number, and nothing to another person', async () => {
    await start()
    const code = openApi.issuePhoneCode('li', '501234567', '971')
    const { phoneInfo } = await api.phonenumber.getPhoneNumber({ code, openid: 'li' })
    expect(phoneInfo).toMatchObject({ phoneNumber: '+971501234567', countryCode: '971' })
    const other = openApi.issuePhoneCode('li', '501234567', '971')
    await expect(
      api.phonenumber.getPhoneNumber({ code: other, openid: 'wang' }),
    ).rejects.toMatchObject({ errCode: 40029 })
  })
})

describe('open data', () => {
  it('is given for a fresh cloudID of the calling person only', async () => {
    const callers = new Map([['inv', { openid: 'li' }]])
    await start({ callerOf: (id) => callers.get(id) })
    const cloudID = openApi.registerOpenData('li', { opengid: 'g1', chat_type: 3 })
    const watermark = { appid: expect.any(String), timestamp: Math.floor(clock.now() / 1000) }
    const opened = { cloudID, data: { opengid: 'g1', chat_type: 3, watermark } }
    expect(openApi.resolveCloudID(cloudID, 'li')).toEqual(opened)
    expect(openApi.resolveCloudID(cloudID, 'wang')).toMatchObject({ cloudID, errCode: -601007 })
    expect(openApi.resolveCloudID('43_x', 'li')).toMatchObject({ errCode: -601005 })
    expect(openApi.resolveCloudID('x'.repeat(10_000), 'li')).toMatchObject({ errCode: -601005 })

    const foreign = openApi.registerOpenData('wang', {})
    const { list } = await wx.getOpenData({ list: [cloudID, 'unknown', foreign] })
    expect(list).toEqual([opened, expect.objectContaining({ errCode: -601005 }), expect.anything()])

    clock.advance(5 * MINUTE)
    expect(openApi.resolveCloudID(cloudID, 'li')).toMatchObject({ errCode: -601006 })
  })
})

describe('updatableMessage', () => {
  const parameters = (values: Record<string, string>) => ({
    parameterList: Object.entries(values).map(([name, value]) => ({ name, value })),
  })
  const joining = parameters({ member_count: '12', room_limit: '20' })
  const begun = parameters({ path: 'pages/today/today', version_type: 'release' })
  const set = (activityId: string, targetState: number, templateInfo: object) =>
    api.updatableMessage.setUpdatableMsg({ activityId, targetState, templateInfo })

  it('goes from joining to begun within a day', async () => {
    await start()
    const { activityId, expirationTime } = await api.updatableMessage.createActivityId({})
    expect(expirationTime).toBe(Math.floor((clock.now() + 24 * 60 * MINUTE) / 1000))
    await set(activityId, 0, joining)
    await set(activityId, 0, joining)
    await expect(set(activityId, 1, joining)).rejects.toMatchObject(
      refused(47001, 'path is missing'),
    )
    await expect(
      set(activityId, 1, parameters({ path: '', version_type: 'beta' })),
    ).rejects.toMatchObject({ errCode: 47503 })
    await set(activityId, 1, begun)
    await expect(set(activityId, 0, joining)).rejects.toMatchObject({ errCode: 47502 })
    expect(openApi.outbox.list({ kind: 'updatableMessage.setUpdatableMsg' })).toHaveLength(3)

    const { activityId: old } = await api.updatableMessage.createActivityId({})
    clock.advance(24 * 60 * MINUTE)
    await expect(set(old, 0, joining)).rejects.toMatchObject({ errCode: 47504 })
    await expect(set('unknown', 0, joining)).rejects.toMatchObject({ errCode: 47501 })
    await expect(set(old, 2, joining)).rejects.toMatchObject({ errCode: 47502 })
  })
})

describe('the calls themselves', () => {
  it('names an API that is not played here', async () => {
    await start()
    await expect(api.customerServiceMessage.send({ touser: 'li' })).rejects.toMatchObject(
      refused(-604100, 'customerServiceMessage.send is not supported here'),
    )
  })

  it('refuses what the function’s config.json does not declare', async () => {
    await start({ callerOf: () => ({ openid: 'li', openApis: ['security.msgSecCheck'] }) })
    const call = (apiName: string) =>
      openApi.actions!['wx.api']!(
        {
          action: 'wx.api',
          params: { apiName, requestData: '{}' },
          requestId: '',
          invocationId: 'inv',
        },
        { documentsExamined: 0, documentsReturned: 0 },
      )
    const errcode = (reply: unknown) =>
      JSON.parse((reply as { data: { responseData: string } }).data.responseData).errcode
    expect(errcode(await call('updatableMessage.createActivityId'))).toBe(-604101)
    expect(errcode(await call('security.msgSecCheck'))).toBe(47001)
  })

  it('answers node-sdk and callOpenAPI in JSON, errors as values', async () => {
    await start()
    openApi.acceptSubscription('li', ['meeting'])
    const requestData = { touser: 'li', templateId: 'meeting', data: { thing1: { value: '会' } } }
    const call = () =>
      tcb
        .init({ env: ENV })
        .callWxOpenApi({ apiName: 'subscribeMessage.send', requestData } as never)
    expect(await call()).toMatchObject({ result: { errcode: 0, errmsg: 'ok' } })
    expect(await call()).toMatchObject({ result: { errcode: 43101 } })
    const data = { ...requestData, template_id: 'meeting' }
    // biome-ignore lint/suspicious/noExplicitAny: missing from the typings
    expect(await (wx as any).callOpenAPI({ api: 'subscribeMessage.send', data })).toMatchObject({
      result: { errcode: 43101 },
    })
    const code = { apiName: 'wxacode.getUnlimited', requestData: { scene: 'a' } } as never
    expect(await tcb.init({ env: ENV }).callWxOpenApi(code)).toMatchObject({
      result: { errcode: -604100 },
    })
  })

  it.each([
    ['wx.openApi', { apiName: 'a', requestData: Buffer.from('not protobuf') }],
    ['wx.openApi', { apiName: 'a', requestData: 'text' }],
    ['wx.openApi', { requestData: Buffer.alloc(0) }],
    ['wx.api', { apiName: 'a', requestData: '{' }],
    ['wx.api', { apiName: 'a', requestData: '[]' }],
    ['wx.api', { apiName: 'a', requestData: {} }],
  ])('refuses malformed input to %s: %j', async (action, params) => {
    await start()
    const call = async () =>
      openApi.actions![action]!(
        { action, params, requestId: '', invocationId: undefined },
        { documentsExamined: 0, documentsReturned: 0 },
      )
    await expect(call()).rejects.toMatchObject({ code: 'INVALID_PARAM' })
  })
})

describe('what is remembered', () => {
  it('survives a restart on the same folder, and reset forgets all but the account’s set-up', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'openapi-test-'))
    const message = { touser: 'li', templateId: 'meeting', data: { thing1: { value: '会' } } }
    try {
      await start({ directory })
      openApi.registerTemplates([{ id: 'meeting', title: '会议', fields: { thing1: '会议' } }])
      openApi.acceptSubscription('li', ['meeting', 'meeting'])
      const code = openApi.issuePhoneCode('li', '10012345678')
      const cloudID = openApi.registerOpenData('li', { a: 1 })
      await api.subscribeMessage.send(message)
      await stop()

      await start({ directory })
      expect(openApi.quota('li')).toEqual({ meeting: 1 })
      expect(openApi.resolveCloudID(cloudID, 'li')).toMatchObject({ data: { a: 1 } })
      await api.phonenumber.getPhoneNumber({ code })
      expect(openApi.outbox.list().map(({ id, kind }) => [id, kind])).toEqual([
        [1, 'subscribeMessage.send'],
        [2, 'phonenumber.getPhoneNumber'],
      ])

      await openApi.reset?.()
      expect(openApi.outbox.list()).toEqual([])
      expect(openApi.quota('li')).toEqual({})
      expect(openApi.resolveCloudID(cloudID, 'li')).toMatchObject({ errCode: -601005 })
      openApi.acceptSubscription('li', ['meeting', 'other'])
      await expect(
        api.subscribeMessage.send({ ...message, templateId: 'other' }),
      ).rejects.toMatchObject({ errCode: 40037 })
    } finally {
      await stop()
      rmSync(directory, { recursive: true, force: true })
    }
  })
})

describe('the control routes', () => {
  const post = async (path: string, body: unknown) => {
    const response = await fetch(`${endpoint}/_local/wx/${path}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return [response.status, await response.json()] as [number, Record<string, unknown>]
  }

  it('do what a person or the account’s owner does', async () => {
    await start()
    expect(await post('subscriptions', { openid: 'li', templateIds: ['a', 'a', 'b'] })).toEqual([
      200,
      { quota: { a: 2, b: 1 } },
    ])
    const quota = await fetch(`${endpoint}/_local/wx/subscriptions?openid=li`)
    expect(await quota.json()).toEqual({ quota: { a: 2, b: 1 } })

    const [, { code }] = await post('phone-codes', { openid: 'li', phoneNumber: '10012345678' })
    expect(await api.phonenumber.getPhoneNumber({ code })).toMatchObject({ errCode: 0 })

    const [, { cloudID }] = await post('open-data', { openid: 'li', data: { opengid: 'g' } })
    expect(openApi.resolveCloudID(String(cloudID), 'li')).toMatchObject({ data: { opengid: 'g' } })

    expect(await post('verdicts', { words: { 坏: 'risky' } })).toEqual([
      200,
      { text: 'pass', media: 'pass', words: { 坏: 'risky' } },
    ])
    expect(await post('message-push', { wxa_media_check: 'content' })).toEqual([
      200,
      { wxa_media_check: 'content' },
    ])
    const templates = [{ id: 'a', title: '甲', fields: { thing1: '事' } }]
    expect(await post('templates', { templates })).toEqual([200, { templates: 1 }])
  })

  it.each([
    ['subscriptions', { openid: '', templateIds: [] }],
    ['subscriptions', '{'],
    ['phone-codes', { openid: 'li', phoneNumber: 'secret' }],
    ['open-data', { openid: 'li' }],
    ['verdicts', { text: 'maybe' }],
    ['templates', {}],
  ])('refuse a wrong %s: %j', async (path, body) => {
    await start()
    expect(await post(path, body)).toEqual([
      400,
      { error: { code: 'INVALID_PARAM', message: expect.any(String) } },
    ])
  })
})
