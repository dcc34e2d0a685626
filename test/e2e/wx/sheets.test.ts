import { join } from 'node:path'
import { type Phone, withCloud } from '../fixture'
import { call, failure, inApp, openCalls, outcome, tapToCall, ZHANG } from './calls'

declare function getCurrentPages(): { listenForConsent(): void; setData(data: object): void }[]

const FUNCTIONS = join(__dirname, '../../cloud/sample-functions')
const UNDECLARED = join(__dirname, '../../data/mini-programs/conformance')
const UNDESCRIBED = join(__dirname, '../../data/mini-programs/tab-bar')

/** What WeChat asks the person, and what the app hears when they refuse. */
describe('sheets', () => {
  const stage = withCloud({ functions: FUNCTIONS })
  let phone: Phone
  beforeEach(async () => {
    phone = await openCalls()
  })

  async function quota(): Promise<Record<string, number>> {
    const answer = await fetch(`${stage.cloud.url}/_local/wx/subscriptions?openid=o-zhang`)
    return ((await answer.json()) as { quota: Record<string, number> }).quota
  }

  describe('requestSubscribeMessage', () => {
    it('works only from a tap', async () => {
      const options = { tmplIds: ['t1'] }
      const refused = 'requestSubscribeMessage:fail can only be invoked by user TAP gesture.'
      expect(await failure(phone, 'requestSubscribeMessage', options)).toBe(refused)
      await tapToCall(phone, 'requestSubscribeMessage', options, 'later')
      expect((await outcome(phone)).errMsg).toBe(refused)
    })

    it('asks for every template and adds what was accepted to the quota', async () => {
      await tapToCall(phone, 'requestSubscribeMessage', { tmplIds: ['提醒甲', '提醒乙'] })
      await phone.tap('提醒乙')
      await phone.tap('允许')
      expect(await outcome(phone)).toEqual({
        errMsg: 'requestSubscribeMessage:ok',
        提醒甲: 'accept',
        提醒乙: 'reject',
      })
      expect(await quota()).toMatchObject({ 提醒甲: 1 })
      expect(await quota()).not.toHaveProperty('提醒乙')
    })

    it('does not ask again after 总是保持', async () => {
      const options = { tmplIds: ['总是'] }
      await tapToCall(phone, 'requestSubscribeMessage', options)
      await phone.tap('总是保持以上选择，不再询问')
      await phone.tap('允许')
      await outcome(phone)
      await tapToCall(phone, 'requestSubscribeMessage', options)
      expect(await outcome(phone)).toMatchObject({ 总是: 'accept' })
      expect(await quota()).toMatchObject({ 总是: 2 })
    })

    it.each([
      [[], "requestSubscribeMessage:fail TmplIds can't be empty"],
      [[...'甲乙丙丁戊己'], 'requestSubscribeMessage:fail Templates count out of max bounds'],
    ])('refuses %j', async (tmplIds, refusal) => {
      await tapToCall(phone, 'requestSubscribeMessage', { tmplIds })
      expect((await outcome(phone)).errMsg).toBe(refusal)
    })
  })

  describe('phone number', () => {
    it('becomes a code after privacy consent and permission', async () => {
      await phone.tap('手机号')
      await phone.tap('同意')
      await phone.see('13800138000')
      await phone.tap('允许')
      const detail = await outcome(phone, 'phone')
      expect(detail.errMsg).toBe('getPhoneNumber:ok')
      expect(detail.code).toMatch(/^[0-9a-f]{64}$/)
    })

    it('is refused by the person', async () => {
      phone.willAnswer({ sheet: 'privacy', agree: true })
      await phone.tap('手机号')
      await phone.tap('不允许')
      expect((await outcome(phone, 'phone')).errMsg).toBe('getPhoneNumber:fail user deny')
    })
  })

  describe('privacy', () => {
    it('is asked once, and a refusal fails the call', async () => {
      phone.willAnswer({ sheet: 'privacy', agree: false })
      expect(await call(phone, 'chooseMessageFile', { count: 1 })).toEqual({
        errMsg: 'chooseMessageFile:fail privacy permission is not authorized',
        errno: 104,
      })
      expect(await call(phone, 'getPrivacySetting')).toMatchObject({ needAuthorization: true })
      phone.willAnswer({ sheet: 'privacy', agree: true })
      expect(await failure(phone, 'requirePrivacyAuthorize')).toBe('requirePrivacyAuthorize:ok')
      expect(await call(phone, 'getPrivacySetting')).toMatchObject({ needAuthorization: false })
      phone.willAnswer({ sheet: 'file', files: null })
      expect(await failure(phone, 'chooseMessageFile', { count: 1 })).toBe(
        'chooseMessageFile:fail cancel',
      )
    })

    it('can be read first', async () => {
      await call(phone, 'openPrivacyContract')
      await phone.see(/公众平台上填写的隐私保护指引/)
      await phone.tap('关闭', { within: '.mp-document' })
      await phone.gone(/公众平台上填写的隐私保护指引/)
    })

    it('can be asked by the app, if the person taps its agree button', async () => {
      await inApp(phone, () => getCurrentPages().at(-1)?.listenForConsent())
      await tapToCall(phone, 'requirePrivacyAuthorize', {})
      await phone.tap('没有真正同意')
      expect((await outcome(phone)).errMsg).toBe(
        'requirePrivacyAuthorize:fail privacy permission is not authorized',
      )
      await tapToCall(phone, 'requirePrivacyAuthorize', {})
      await phone.tap('同意隐私指引')
      expect((await outcome(phone)).errMsg).toBe('requirePrivacyAuthorize:ok')
    })
  })

  describe('location', () => {
    beforeEach(() => phone.willAnswer({ sheet: 'privacy', agree: true }))

    it('is where the person puts the phone', async () => {
      await tapToCall(phone, 'getLocation', { type: 'gcj02' })
      await phone.see('用于判断是否在会场附近')
      await phone.tap('信号很差（误差 900 米）')
      await phone.tap('允许')
      expect(await outcome(phone)).toMatchObject({
        errMsg: 'getLocation:ok',
        latitude: 23.1291,
        longitude: 113.3636,
        accuracy: 900,
      })
    })

    it('is refused, and stays refused until the settings are changed', async () => {
      await tapToCall(phone, 'getLocation', {})
      await phone.tap('拒绝')
      expect((await outcome(phone)).errMsg).toBe('getLocation:fail auth deny')
      expect(await failure(phone, 'getLocation', {})).toBe('getLocation:fail auth deny')
      expect(await failure(phone, 'openSetting')).toBe(
        'openSetting:fail can only be invoked by user TAP gesture.',
      )
      await tapToCall(phone, 'openSetting', {})
      await phone.tap('位置信息')
      await phone.tap('完成')
      expect(await outcome(phone)).toMatchObject({ authSetting: { 'scope.userLocation': true } })
    })

    it('needs a declaration in app.json, and words that say what for', async () => {
      const other = await openCalls(ZHANG, { miniprogram: UNDECLARED })
      expect(await failure(other, 'getLocation', {})).toBe(
        'getLocation:fail the api need to be declared in the requiredPrivateInfos field in app.json/ext.json',
      )
      const silent = await openCalls(ZHANG, { miniprogram: UNDESCRIBED })
      expect(await failure(silent, 'getLocation', {})).toBe(
        'getLocation:fail require permission desc',
      )
    })
  })

  describe('scanCode', () => {
    it('takes the text of a code', async () => {
      await tapToCall(phone, 'scanCode', { onlyFromCamera: true })
      await phone.type('码的内容', 'meeting:42:abcdef')
      await phone.tap('确定')
      expect(await outcome(phone)).toMatchObject({
        errMsg: 'scanCode:ok',
        result: 'meeting:42:abcdef',
        scanType: 'QR_CODE',
      })
    })

    it('tells the path of the app’s own code', async () => {
      phone.willAnswer({ sheet: 'scan', code: 'pages/plain/plain?id=3' })
      expect(await call(phone, 'scanCode')).toMatchObject({
        path: 'pages/plain/plain?id=3',
        scanType: 'WX_CODE',
      })
    })

    it('can be cancelled, and there is no camera on a PC', async () => {
      phone.willAnswer({ sheet: 'scan', code: null })
      expect(await failure(phone, 'scanCode')).toBe('scanCode:fail cancel')
      const desktop = await openCalls(ZHANG, { screen: 'pc' })
      expect(await failure(desktop, 'scanCode')).toBe('scanCode:fail not support')
    })
  })

  it('chooses pictures', async () => {
    const { readFile } = await import('node:fs/promises')
    const base64 = await readFile(
      join(__dirname, '../../data/mini-programs/wx-api/images/tab.png'),
      'base64',
    )
    phone.willAnswer({ sheet: 'privacy', agree: true })
    phone.willAnswer({ sheet: 'media', files: [{ name: '现场.png', base64 }] })
    expect(await call(phone, 'chooseMedia', { count: 1, mediaType: ['image'] })).toMatchObject({
      type: 'image',
      tempFiles: [{ width: 81, height: 81, fileType: 'image' }],
    })
    phone.willAnswer({ sheet: 'media', files: null })
    expect(await failure(phone, 'chooseMedia', {})).toBe('chooseMedia:fail cancel')
  })

  it('calls, copies, and puts dates into the calendar', async () => {
    await tapToCall(phone, 'makePhoneCall', { phoneNumber: '02012345678' })
    await phone.tap('取消')
    expect((await outcome(phone)).errMsg).toBe('makePhoneCall:fail cancel')
    phone.willAnswer({ sheet: 'privacy', agree: true })
    await call(phone, 'setClipboardData', { data: '链接' })
    await phone.see('内容已复制')
    expect(await call(phone, 'getClipboardData')).toMatchObject({ data: '链接' })
    phone.willAnswer({ sheet: 'authorize', allow: false })
    const meeting = { title: '支部党员大会', startTime: 1_767_225_600 }
    expect(await failure(phone, 'addPhoneCalendar', meeting)).toBe(
      'addPhoneCalendar:fail auth deny',
    )
    expect(await failure(phone, 'vibrateShort', { type: 'gentle' })).toBe(
      'vibrateShort:fail style is not support',
    )
  })

  it('tells the test what no screen shows', async () => {
    phone.willAnswer({ sheet: 'privacy', agree: true })
    phone.willAnswer({ sheet: 'authorize', allow: true })
    const meeting = { title: '支部党员大会', startTime: 1_767_225_600, endTime: 1_767_229_200 }
    await call(phone, 'addPhoneCalendar', { ...meeting, location: '项目部', alarmOffset: 3600 })
    await call(phone, 'addPhoneCalendar', { ...meeting, alarm: false })
    await call(phone, 'vibrateShort', { type: 'light' })
    await call(phone, 'setKeepScreenOn', { keepScreenOn: true })
    await call(phone, 'setClipboardData', { data: '链接' })
    const entry = { effect: 'calendar', ...meeting, allDay: false, description: '' }
    expect(phone.effects).toEqual([
      { ...entry, location: '项目部', alarmOffset: 3600 },
      { ...entry, location: '' },
      { effect: 'vibration', kind: 'light' },
      { effect: 'keepScreenOn', on: true },
      { effect: 'clipboard', text: '链接' },
    ])
    const inMilliseconds = { ...meeting, startTime: Date.now() }
    expect(await failure(phone, 'addPhoneCalendar', inMilliseconds)).toContain('in seconds')
  })

  it('sends a card from a button and from the menu', async () => {
    await phone.tap('把通知发到群里')
    await phone.see('请看通知')
    await phone.tap('取消')
    expect(phone.cards).toHaveLength(0)
    await phone.tap('把通知发到群里')
    await phone.tap('发送')
    await phone.card(0)
    const card = await phone.share()
    expect(card).toMatchObject({
      title: '从菜单转发',
      path: '/pages/plain/plain?id=7',
      imageUrl: '/app/images/tab.png',
    })
    expect(phone.cards.map(({ title }) => title)).toEqual(['请看通知', '从菜单转发'])
  })

  it('waits for a card that is promised, and sends the page itself when none is', async () => {
    await call(phone, 'reLaunch', { url: '/pages/calls/calls?week=7' })
    const returns = (what: 'a promise' | 'a broken promise' | 'nothing') =>
      inApp(
        phone,
        ((kind: string) => {
          const answers: Record<string, () => object | undefined> = {
            'a promise': () => ({
              title: '先有的',
              promise: Promise.resolve({ title: '后来的', path: '/pages/plain/plain?id=8' }),
            }),
            'a broken promise': () => ({ title: '先有的', promise: Promise.reject(new Error()) }),
            nothing: () => undefined,
          }
          Object.assign(getCurrentPages().at(-1) ?? {}, { onShareAppMessage: answers[kind] })
        }) as never,
        what,
      )
    await returns('a promise')
    expect(await phone.share()).toMatchObject({ title: '后来的', path: '/pages/plain/plain?id=8' })
    const itself = '/pages/calls/calls?week=7'
    await returns('a broken promise')
    expect(await phone.share()).toMatchObject({ title: '先有的', path: itself })
    await returns('nothing')
    const card = await phone.share()
    expect(card).toMatchObject({ title: expect.stringMatching(/./), path: itself })
    expect(card).not.toHaveProperty('imageUrl')
  })
})
