import { parseArgs } from 'node:util'

export const HELP = `Runs the whole product on this machine: a cloud with the demo company, and phones in the browser.

  npm start -- [options]

  --port N     address of the preview's page (default 5180; the phones take the next; 0: any free ports)
  --reset      forget what the demo company did and begin anew
  --no-open    do not open the browser
  --help       this text

Edit a source file and the phones reload on the page they show. Ctrl-C stops everything.`

export interface PreviewOptions {
  port: number
  reset: boolean
  open: boolean
}

const DEFAULT_PORT = 5180

/** The command line; `undefined` when only help is wanted. Throws one sentence when it does not make sense. */
export function readOptions(args: string[]): PreviewOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: String(DEFAULT_PORT) },
      reset: { type: 'boolean', default: false },
      'no-open': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535) {
    throw new Error(`--port takes a number from 0 to 65535, not '${values.port}'.`)
  }
  return { port, reset: values.reset, open: !values['no-open'] }
}
