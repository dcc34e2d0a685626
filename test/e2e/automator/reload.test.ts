/** Edit a source file: the phones load it and stay on their page, or say what is wrong and where. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { type StartedBrowser, startBrowser } from '../../../local/wechat/browser/start'
import { compile } from '../../../local/wechat/compile/compile'
import { ordinaryPhone } from '../../../local/wechat/phone/line'
import { type Phones, startPhones } from '../../../local/wechat/phone/server'

/** Milliseconds; a busy machine needs some. */
const LIMIT = 90_000

let folder: string
let phones: Phones
let started: StartedBrowser
let page: Page

beforeAll(async () => {
  started = await startBrowser({ packedFirst: true })
})
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reload-'))
  cpSync(join(__dirname, '../../data/mini-programs/automator'), folder, { recursive: true })
  phones = await startPhones({ miniprogram: folder, compile })
  page = await (await started.browser.newContext()).newPage()
})
afterEach(async () => {
  await page.context().close()
  await phones.close()
  rmSync(folder, { recursive: true, force: true })
})
afterAll(() => started.close())

function edit(file: string, from: string, to: string): Promise<unknown> {
  const path = join(folder, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
  return phones.reload()
}

test('a change is shown on the page that was open, on each of two phones in one window', async () => {
  const lines = ['a', 'b'].map((id) => phones.line(ordinaryPhone(id)))
  // Any page of the server's origin will do as the window's own.
  await page.goto(phones.url)
  await page.setContent(
    ['a', 'b']
      .map(
        (id) =>
          `<iframe name="${id}" width="375" height="812" src="${phones.pageUrl(id)}"></iframe>`,
      )
      .join(''),
  )
  await Promise.all(lines.map((line) => line.whenReady(LIMIT)))
  await lines[0]!.call('App.callWxMethod', {
    method: 'navigateTo',
    args: [{ url: '/pages/detail/detail?name=left' }],
  })
  const began = performance.now()
  await edit('pages/detail/detail.wxml', '{{name}}', '改过 {{name}}')
  await Promise.all(lines.map((line) => line.whenReady(LIMIT)))
  console.log(`edit → both phones show it again: ${(performance.now() - began).toFixed(0)} ms`)
  const paths = await Promise.all(lines.map((line) => line.call('App.getCurrentPage', {})))
  expect(paths).toMatchObject([
    { path: 'pages/detail/detail', query: { name: 'left' } },
    { path: 'pages/list/list' },
  ])
  await page.frameLocator('[name=a]').frameLocator('iframe').getByText('改过 left').waitFor()
})

test('an error covers the phone with file and line until it is mended', async () => {
  const line = phones.line(ordinaryPhone('a'))
  await page.goto(phones.pageUrl('a'))
  await line.whenReady(LIMIT)
  await edit('pages/list/list.wxml', '<view id="said">', '<view id="said"')
  const cover = page.getByRole('alert')
  await cover.waitFor()
  await expect(cover.textContent()).resolves.toMatch(
    /编译没有通过.*pages\/list\/list\.wxml:\d+:\d+/,
  )
  // A phone opened meanwhile says the same instead of running half an app.
  const late = await page.context().newPage()
  phones.line(ordinaryPhone('late'))
  await late.goto(phones.pageUrl('late'))
  await late.getByRole('alert').waitFor()

  await edit('pages/list/list.wxml', '<view id="said"', '<view id="said">')
  await line.whenReady(LIMIT)
  expect(await cover.count()).toBe(0)
})

test('errors of a build cover the phones as well', async () => {
  const line = phones.line(ordinaryPhone('a'))
  await page.goto(phones.pageUrl('a'))
  await line.whenReady(LIMIT)
  const problem = { file: 'app.ts', line: 3, column: 1, message: 'Unexpected "}"' }
  phones.refuse([{ severity: 'error', ...problem }])
  await page.getByText('app.ts:3:1').waitFor()
  await phones.reload()
  await line.whenReady(LIMIT)
  expect(await page.getByRole('alert').count()).toBe(0)
})

test('what is asked of a phone while it loads reaches the app: a switch, an answer, a call', async () => {
  const line = phones.line(ordinaryPhone('a'))
  const loaded = page.goto(phones.pageUrl('a'))
  while (!line.connected) await turn()
  line.change({ network: 'offline' })
  line.answer({ sheet: 'modal', confirm: true })
  const question = { method: 'showModal', args: [{ title: '删除', content: '删吗' }] }
  await Promise.all([
    expect(line.call('App.callWxMethod', question)).resolves.toMatchObject({
      result: { confirm: true },
    }),
    loaded,
    page.getByText('无网络').waitFor(),
  ])
})

test('a second window takes the phone over, the first says so', async () => {
  const line = phones.line(ordinaryPhone('a'))
  await page.goto(phones.pageUrl('a'))
  await line.whenReady(LIMIT)
  const second = await page.context().newPage()
  line.expectReload()
  await second.goto(phones.pageUrl('a'))
  await line.whenReady(LIMIT)
  await page.getByText('这部手机已经在另一个窗口里打开。').waitFor()
})

test('what is not from here is not let in', async () => {
  phones.line(ordinaryPhone('a'))
  await page.goto('about:blank')
  expect(await status('/app/../package.json')).toBe(404)
  expect(await status('/app/%2e%2e%2fpackage.json')).toBe(404)
  expect(await status('/phone/nobody')).toBe(404)
  expect(await status('/cloud/clock')).toBe(502)
  const refused = page.evaluate(
    `new Promise((done) => { const s = new WebSocket(${JSON.stringify(phones.automatorUrl('a'))}); s.onopen = () => done('open'); s.onerror = () => done('refused') })`,
  )
  expect(await refused).toBe('refused')
})

async function status(path: string): Promise<number> {
  return (await fetch(`${phones.url}${path}`)).status
}
