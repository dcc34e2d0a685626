import { join } from 'node:path'
import { toDataURL } from 'qrcode'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { readSchema } from '../../../local/cloud/schema'
import { type StartedBrowser, startBrowser } from '../../../local/wechat/browser/start'
import { compile } from '../../../local/wechat/compile/compile'
import { type Phones, startPhones } from '../../../local/wechat/phone/server'
import { createDesk, type Desk } from '../../../local/wechat/preview/desk'
import { PATIENCE } from './preview'

const ROOT = join(__dirname, '../../..')
const PEOPLE = ['甲', '乙', '丙', '丁', '戊'].map((name) => ({
  openid: `o-${name}`,
  name,
  label: '党员',
  phoneNumber: '',
}))

/** What the preview does with its phones, for any mini-program; each phone in a window of its own. */
describe('the desk of the preview', () => {
  let cloud: Cloud
  let phones: Phones
  let desk: Desk
  let browser: StartedBrowser

  beforeEach(async () => {
    cloud = await startCloud({
      functions: join(ROOT, 'test/cloud/sample-functions'),
      schema: readSchema(join(ROOT, 'cloudbaserc.json')),
      timersOnJumpsOnly: true,
    })
    const miniprogram = join(ROOT, 'test/data/mini-programs/wx-api')
    phones = await startPhones({ miniprogram, cloudUrl: cloud.url, compile })
    browser = await startBrowser({ packedFirst: true })
    const close = async () => undefined
    const onProblems = () => undefined
    desk = createDesk({ cloud, phones, people: PEOPLE, company: '1', onProblems, close })
    await desk.act({ do: 'secondPhone', shown: true })
    for (const { url } of desk.state().phones) {
      const window = await browser.browser.newContext()
      await (await window.newPage()).goto(url)
    }
    await Promise.all(['a', 'b'].map((id) => phones.lineOf(id)?.whenReady(PATIENCE)))
  })
  afterEach(async () => {
    await browser.close()
    await phones.close()
    await cloud.stop()
  })

  async function showOn(id: string, code: string): Promise<void> {
    const line = phones.lineOf(id)!
    await line.call('App.callWxMethod', {
      method: 'reLaunch',
      args: [{ url: '/pages/code/code' }],
    })
    const { pageId } = (await line.call('App.getCurrentPage', {})) as { pageId: number }
    await line.call('Page.setData', { pageId, data: { picture: await toDataURL(code) } })
  }

  async function scanUntil(done: () => boolean): Promise<void> {
    const end = Date.now() + PATIENCE
    while (!done() && Date.now() < end) await desk.act({ do: 'scan', phone: 'b' })
  }

  it('opens the mini-code that the other phone shows, with its scene, as the scanner of WeChat does', async () => {
    await showOn('a', 'wxacode:///pages/plain/plain?scene=m%3D42&env_version=release')
    await scanUntil(() => desk.state().phones[1]?.starts === 1)
    expect(desk.state().phones[1]).toMatchObject({
      starts: 1,
      note: '',
      settings: {
        launch: { path: 'pages/plain/plain', query: { scene: 'm%3D42' }, scene: 1047 },
      },
    })
  })

  it('says that another code is to be scanned inside the mini-program', async () => {
    await showOn('a', 'meeting:42')
    await scanUntil(() => desk.state().phones[1]?.note.includes('请在小程序里扫') ?? false)
    expect(desk.state().phones[1]).toMatchObject({
      starts: 0,
      note: expect.stringContaining('请在小程序里扫'),
    })
  })

  it('lists in words what the phones did', async () => {
    const line = phones.lineOf('a')
    line?.answer({ sheet: 'privacy', agree: true })
    line?.answer({ sheet: 'authorize', allow: true })
    await line?.call('App.callWxMethod', {
      method: 'addPhoneCalendar',
      args: [{ title: '党员大会', startTime: 1_767_225_600 }],
    })
    expect(desk.state().messages[0]).toMatchObject({
      kind: '加入手机日历',
      to: '戊',
      text: expect.stringMatching(/^党员大会 · 2026\/1\/1/),
    })
  })

  it('lists what WeChat was asked to do since it began', async () => {
    await cloud.invoke('messages', { action: 'code', scene: 'm=1' }, { openid: 'o-戊' })
    const [request, ...others] = desk.state().requests
    expect(request).toMatchObject({ kind: '小程序码', text: '' })
    expect(others).toEqual([])
    const close = async () => undefined
    const later = createDesk({
      cloud,
      phones,
      people: PEOPLE,
      company: '1',
      onProblems: () => undefined,
      close,
    })
    expect(later.state().requests).toEqual([])
  })

  it('lists a subscription message once the person has accepted one, apart from what else was asked', async () => {
    const remind = () =>
      cloud.invoke(
        'messages',
        { action: 'remind', templateId: 'meeting', title: '支部党员大会' },
        { openid: 'o-戊' },
      )
    await remind()
    expect(desk.state().messages).toEqual([])
    cloud.wechat.acceptSubscription('o-戊', ['meeting'])
    await remind()
    expect(desk.state()).toMatchObject({
      messages: [{ kind: '订阅消息', to: '戊', text: expect.stringContaining('支部党员大会') }],
      requests: [],
    })
  })
})
