import { request } from 'node:http'
import type { Page } from 'playwright-core'
import { type StartedBrowser, startBrowser } from '../../../local/wechat/browser/start'
import {
  askedAgain,
  copyOfProject,
  endOf,
  eventually,
  type Held,
  held,
  PATIENCE,
  type Project,
  type Running,
} from './preview'

/** What somebody does who runs `npm start` to see the product. */
describe('the preview', () => {
  let project: Project
  let running: Running
  let browser: StartedBrowser
  let page: Page
  let first: Held
  const complaints: string[] = []

  beforeAll(async () => {
    project = copyOfProject()
    ;[running, browser] = await Promise.all([
      project.start('--port', '0', '--no-open'),
      startBrowser({ packedFirst: true }),
    ])
    const window = await browser.browser.newContext({
      viewport: { width: 1440, height: 1100 },
      timezoneId: 'Asia/Shanghai',
    })
    page = await window.newPage()
    page.setDefaultTimeout(PATIENCE)
    page.on('pageerror', (error) => complaints.push(String(error)))
    await page.goto(running.url)
    first = held(page, 'a')
  })
  afterAll(async () => {
    await browser?.close()
    project?.remove()
  })

  it('shows a phone, and says in Chinese that is drawn, not boxes, what it is', async () => {
    await first.app.getByText('关于组织学习安全生产重要部署的通知').waitFor()
    await page.getByRole('heading', { name: '网上支部 · 预览' }).waitFor()
    const shipped = await page.evaluate(
      `document.fonts.ready.then(() => [...document.fonts].some((font) => font.status === 'loaded'))`,
    )
    expect(shipped).toBe(true)
    expect(complaints).toEqual([])
  })

  it('is held by whom one chooses: a stranger sees no notice', async () => {
    await first.holdAs(/陌生人/)
    await first.app.getByText('关于组织学习安全生产重要部署的通知').waitFor({ state: 'hidden' })
    await first.holdAs(/云溪隧道 · 党员/)
    await first.app.getByText('关于组织学习安全生产重要部署的通知').waitFor()
  })

  it('changes size, type size, look and network at once', async () => {
    // Another screen starts the phone anew; what is chosen meanwhile must not be lost.
    for (const [screen, look, theme] of [
      ['320', '深色', 'dark'],
      ['375', '浅色', 'light'],
      ['320', '深色', 'dark'],
    ] as const) {
      await first.choose(screen)
      await first.choose(look)
      await page.locator(`iframe[title="手机 a"][width="${screen}"]`).waitFor()
      await first.shell.locator(`html[data-theme="${theme}"]`).waitFor()
    }
    const title = first.app.getByText('关于组织学习安全生产重要部署的通知')
    const sizeOf = async () => Number.parseFloat(await askedAgain(() => title.evaluate(fontSizeOf)))
    const before = await sizeOf()
    await first.choose('大')
    await eventually(async () => (await sizeOf()) / before, 1.4)
    await first.choose('断网')
    await first.shell.getByText('无网络').waitFor()
    await first.choose('弱')
    await first.shell.locator('[data-drawn="weak"]').waitFor()
    await first.choose('电脑')
    await page.locator('iframe[title="手机 a"][width="1024"]').waitFor()
    await title.waitFor()
    for (const usual of ['正常', '标准', '浅色', '375']) await first.choose(usual)
    await first.shell.locator('html[data-theme="light"]').waitFor()
  })

  it('moves the clock of the cloud and of the phones together', async () => {
    await page.getByRole('button', { name: '+7 天' }).click()
    await page.getByText('已调快').waitFor()
    await page.getByRole('button', { name: '回到现在' }).click()
    await page.getByText('已调快').waitFor({ state: 'hidden' })
  })

  it('is driven by its own page and by no other of the same browser', async () => {
    const { host, hostname, port } = new URL(running.url)
    const answers = (path: string, method: string, headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve, reject) => {
        request({ hostname, port, path, method, headers }, (response) => {
          resolve(response.statusCode)
          response.destroy()
        })
          .on('error', reject)
          .end(JSON.stringify({ do: 'realTime' }))
      })
    const rebound = { host: `evil.example:${port}`, origin: `http://evil.example:${port}` }
    expect(await answers('/do', 'POST', rebound)).toBe(403)
    expect(await answers('/do', 'POST', { origin: 'https://evil.example' })).toBe(403)
    expect(await answers('/do', 'POST', { origin: 'http://127.0.0.1:1' })).toBe(400)
    expect(await answers('/do', 'POST', {})).toBe(400)
    expect(await answers('/events', 'GET', { host: rebound.host })).toBe(403)
    expect(await answers('/do', 'POST', { origin: `http://${host}` })).toBe(200)
  })

  it('carries a card from one person through the group chat to another, on phones side by side', async () => {
    await page.getByRole('button', { name: '打开第二部手机' }).click()
    const second = held(page, 'b')
    await second.holdAs(/青岚大桥 · 党员/)
    await first.app.getByText('关于组织学习安全生产重要部署的通知').click()
    await first.app.getByText('结合本项目风险清单讨论').waitFor()
    await first.shell.getByLabel('更多').click()
    await first.shell.getByText('转发').click()
    await first.shell.getByText('发送', { exact: true }).click()
    await page.getByText(/王远洋 分享/).waitFor()
    await page.getByRole('button', { name: /周海辉打开/ }).click()
    await second.app.getByText('结合本项目风险清单讨论').waitFor()
  })

  it('says when the other phone shows no code', async () => {
    await first.box.getByRole('button', { name: '扫码' }).click()
    await first.box.getByText('旁边的手机上没有看到码').waitFor()
    await page.getByRole('button', { name: '收起第二部手机' }).click()
  })

  it('shows the reminder that a member allowed and the secretary sent', async () => {
    await page.getByRole('button', { name: '打开第二部手机' }).click()
    const second = held(page, 'b')
    await second.holdAs(/云溪隧道 · 书记/)
    await first.holdAs(/云溪隧道 · 党员/)
    // The phone starts anew: what is tapped before Today is there is tapped on the page that is about to go.
    await first.app.getByText('本周五题：党史').waitFor()
    await first.app.getByText('关于组织学习安全生产重要部署的通知').click()
    await first.app.getByText('我知道了', { exact: true }).click()
    await first.shell.getByRole('button', { name: '允许' }).click()
    await first.app.getByText('已确认收到').waitFor()
    await second.app.getByText('征求明年党员教育培训需求').last().click()
    await second.app.getByText('王远洋').click()
    await second.app.getByText('提醒所选 1 人').click()
    const messages = page.locator('section', { hasText: '发出的消息' })
    await messages.getByText(/^订阅消息 · 王远洋 · \d\d:\d\d$/).waitFor()
    await messages.getByText(/征求明年党员教育培训需求/).waitFor()
    await page.getByRole('button', { name: '收起第二部手机' }).click()
  })

  it('lists what WeChat was asked to do since it runs, and not what filled the company', async () => {
    await first.shell.getByLabel('返回').click()
    await first.app.getByText('征求明年党员教育培训需求').last().click()
    await first.app.getByRole('textbox', { name: '回复' }).fill('隧道通风检测')
    await first.app.getByText('发送回复').click()
    const requests = page.locator('section', { hasText: '微信收到的请求' })
    await requests.getByText(/^文字内容检查 · 王远洋/).waitFor()
    await requests.getByText(/隧道通风检测/).waitFor()
    expect(await requests.textContent()).not.toMatch(/\{|罗晓平/)
  })

  it('reloads an edited page where it was, and covers the phone when the source is wrong', async () => {
    await first.app.getByText('隧道通风检测').waitFor()
    const file = 'miniprogram/packages/notice/pages/open/open.wxml'
    const wrong = '<view class="edited">改过了</vie>'
    project.edit(file, '<', `${wrong}<`)
    await page
      .getByRole('alert')
      .getByText(/packages\/notice\/pages\/open\/open\.wxml:1:/)
      .first()
      .waitFor()
    await first.shell
      .getByText(/open\.wxml:1:/)
      .first()
      .waitFor()
    project.edit(file, wrong, '<view class="edited">改过了</view>')
    await first.app.getByText('改过了').waitFor()
    await page.getByRole('alert').waitFor({ state: 'hidden' })
  })

  it('keeps what the company did until --reset, and ends on Ctrl-C', async () => {
    await first.holdAs(/青岚大桥 · 党员/)
    await first.app
      .getByText(/青岚大桥项目党支部/)
      .first()
      .waitFor()
    await first.app.getByText('十二月主题党日安排').click()
    await first.app.getByText(/不便到场的同志/).waitFor()
    await first.shell.getByLabel('返回').click()
    const unread = first.app.getByText('未读')
    // The one read here, and before it the one from the card.
    await eventually(() => unread.count(), 1)
    await expect(project.start('--port', '0', '--no-open', '--reset')).rejects.toThrow(
      /data folder .* is in use by process/,
    )
    expect(await running.stop()).toBe(0)
    running = await project.start('--port', '0', '--no-open')
    await page.goto(running.url)
    await first.holdAs(/青岚大桥 · 党员/)
    await first.app.getByText('征求明年党员教育培训需求').waitFor()
    await eventually(() => unread.count(), 1)
    expect(await running.stop()).toBe(0)
    running = await project.start('--port', '0', '--no-open', '--reset')
    await page.goto(running.url)
    await first.holdAs(/青岚大桥 · 党员/)
    await first.app.getByText('征求明年党员教育培训需求').waitFor()
    await eventually(() => unread.count(), 3)
    expect(await running.stop()).toBe(0)
  })
})

describe('the command', () => {
  it('explains itself', async () => {
    const { code, said } = await endOf('--help')
    expect(code).toBe(0)
    for (const option of ['--port', '--reset', '--no-open', '--help'])
      expect(said).toContain(option)
  })

  it.each([
    [['--port', 'many'], '--port takes a number'],
    [['--colour'], "Unknown option '--colour'"],
  ])('refuses %j in one sentence', async (args, sentence) => {
    const { code, said } = await endOf(...args)
    expect(code).toBe(1)
    expect(said).toContain(sentence)
    expect(said).not.toContain('    at ')
  })
})

// Runs in the phone's page.
function fontSizeOf(element: unknown): string {
  const { getComputedStyle } = globalThis as unknown as {
    getComputedStyle(of: unknown): { fontSize: string }
  }
  return getComputedStyle(element).fontSize
}
