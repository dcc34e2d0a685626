import { watch } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { showInBrowser } from '../browser/show'
import type { Problem } from '../bundle'
import { compile } from '../compile/compile'
import { formatProblem } from '../compile/problems'
import { cloudOf, miniprogramOf } from '../project'
import { ordinaryPhone } from './line'
import { startPhones } from './server'

const HELP = `Opens any mini-program on a phone in the browser.

  npm run phone -- FOLDER [options]

FOLDER holds an app.json, or a project.config.json that names where it is. What runs is what ships: JavaScript and
miniprogram_npm, as WeChat DevTools would upload it. With a cloudbaserc.json, wx.cloud has a cloud in memory.

  --check        only say what WeChat would refuse, and end (1 when there is an error)
  --port N       address (default: a free one)
  --person ID    openid of who holds the phone (default: o-phone)
  --no-open      do not open the browser
  --help         this text

Edit a file and the phone reloads on the page it shows. Ctrl-C stops it.`

/** A pause in which an editor writes its files, in milliseconds. */
const QUIET = 150

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      check: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      person: { type: 'string', default: 'o-phone' },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [folder, ...more] = positionals
  if (values.help || folder === undefined || more.length > 0) {
    console.log(HELP)
    process.exitCode = values.help ? 0 : 2
    return
  }
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'.`)
  }
  const project = resolve(folder)
  const miniprogram = miniprogramOf(project)
  if (values.check) process.exitCode = tell((await compile(miniprogram)).problems) ? 1 : 0
  else await open(project, miniprogram, { port, openid: values.person, show: !values['no-open'] })
}

async function open(
  project: string,
  miniprogram: string,
  options: { port: number; openid: string; show: boolean },
): Promise<void> {
  const cloud = await cloudOf(project)
  const phones = await startPhones({
    miniprogram,
    cloudUrl: cloud?.url,
    port: options.port,
    compile,
  })
  phones.line({ ...ordinaryPhone('phone'), person: { openid: options.openid } })
  tell(phones.problems)
  const address = phones.standUrl('phone')
  console.log(`\n${address} · automator ${phones.automatorUrl('phone')} · Ctrl-C stops it`)
  if (options.show) showInBrowser(address)

  let timer: NodeJS.Timeout | undefined
  const watcher = watch(miniprogram, { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void phones.reload().then(tell, fail), QUIET)
  })
  const stop = async () => {
    clearTimeout(timer)
    watcher.close()
    await phones.close()
    await cloud?.stop()
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop())
}

/** @returns whether one of them is an error */
function tell(problems: readonly Problem[]): boolean {
  for (const problem of problems) console.log(formatProblem(problem))
  const errors = problems.filter(({ severity }) => severity === 'error').length
  console.log(`${errors} errors, ${problems.length - errors} warnings`)
  return errors > 0
}

function fail(error: unknown): void {
  const { code, message } = error as { code?: string; message?: string }
  console.error(code === 'EADDRINUSE' ? 'The port is in use.' : (message ?? String(error)))
  process.exitCode = 1
}

main().catch(fail)
