import { resolve } from 'node:path'
import { showInBrowser } from '../browser/show'
import { browserProgram } from '../phone/programs'
import { createDesk } from './desk'
import { HELP, readOptions } from './options'
import { servePage } from './page-server'
import { startWorld } from './world'

/** `npm start`: the whole product on this machine. */
async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) {
    console.log(HELP)
    return
  }
  const script = await browserProgram(resolve(__dirname, '../runtime/preview/main.ts'))
  const world = await startWorld(
    process.cwd(),
    { reset: options.reset, phonesPort: options.port === 0 ? 0 : options.port + 1 },
    (line) => console.log(line),
  )
  const page = await servePage(createDesk(world), script, options.port).catch(
    async (error: unknown) => {
      await world.close()
      throw error
    },
  )
  console.log(`\n网上支部 runs at ${page.url}`)
  console.log(
    `cloud ${world.cloud.url} · automator ${world.phones.automatorUrl('a')} · Ctrl-C stops it\n`,
  )
  if (options.open) showInBrowser(page.url)

  const stop = () => {
    page.close()
    world.close().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
}

main().catch((error: unknown) => {
  const { code, message } = error as { code?: string; message?: string }
  console.error(
    code === 'EADDRINUSE'
      ? 'The port, or the next one, which the phones take, is in use. Choose others: npm start -- --port 6180'
      : (message ?? String(error)),
  )
  process.exit(1)
})
