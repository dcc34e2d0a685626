import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startBrowser } from '../browser/start'
import { compile } from '../compile/compile'
import { formatProblem } from '../compile/problems'
import { ordinaryPhone } from '../phone/line'
import { startPhones } from '../phone/server'
import { cloudOf, miniprogramOf } from '../project'

const HELP = `cli auto --project DIR --auto-port N [--auto-account OPENID] [--trust-project]

Opens a mini-program on a phone without a window and answers miniprogram-automator at ws://127.0.0.1:N, as the
command line of WeChat DevTools does. Ends with Tool.close, or when nobody was connected for half a minute.`

/** Half a minute without a client, in milliseconds: whoever started this is gone. */
const ALONE = 30_000
const LOOK_AGAIN = 1_000

main().catch((error: unknown) => {
  const { code, message } = error as { code?: string; message?: string }
  console.error(code === 'EADDRINUSE' ? 'The port is in use.' : (message ?? String(error)))
  process.exit(1)
})

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      project: { type: 'string' },
      'auto-port': { type: 'string', default: '9420' },
      'auto-account': { type: 'string' },
      ticket: { type: 'string' },
      'trust-project': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help || positionals[0] !== 'auto' || !values.project) {
    console.log(HELP)
    process.exit(values.help ? 0 : 2)
  }
  await open(resolve(values.project), Number(values['auto-port']), values['auto-account'])
}

async function open(project: string, port: number, openid = 'o-automator'): Promise<void> {
  const settings = { ...ordinaryPhone('automator'), person: { openid } }
  const { width, height } = settings.screen
  const miniprogram = miniprogramOf(project)
  // The browser first: the client connects as soon as the port answers, and expects a phone there.
  const [cloud, started] = await Promise.all([cloudOf(project), startBrowser()])
  const phones = await startPhones({ miniprogram, cloudUrl: cloud?.url, port, compile })
  for (const problem of phones.problems) console.error(formatProblem(problem))
  console.log(`${miniprogram} answers at ${phones.automatorUrl(settings.id)}`)
  phones.line(settings)
  const page = await started.browser.newPage({ viewport: { width, height }, hasTouch: true })
  let ending = false

  async function end(): Promise<void> {
    if (ending) return
    ending = true
    await started.close()
    await phones.close()
    await cloud?.stop()
    process.exit(0)
  }
  phones.lend(settings.id, {
    tap: (x, y) => page.touchscreen.tap(x, y),
    screenshot: () => page.screenshot(),
    close: end,
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void end())
  let lastSeen = Date.now()
  setInterval(() => {
    if (phones.clients > 0) lastSeen = Date.now()
    else if (Date.now() - lastSeen > ALONE) void end()
  }, LOOK_AGAIN)
  await page.goto(phones.pageUrl(settings.id))
}
