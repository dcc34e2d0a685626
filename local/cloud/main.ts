import { existsSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Cloud, type CloudOptions, startCloud } from './cloud'
import { EMPTY_SCHEMA, readSchema } from './schema'

const HELP = `Serves a CloudBase environment on this machine.

  npm run cloud -- [options]

  --functions DIR   folder with one folder per function (default: the schema's functionRoot)
  --schema FILE     collections, indexes and limits (default: cloudbaserc.json)
  --data DIR        where documents and files are kept (default: .data/cloud)
  --memory          keep nothing: everything ends with the process
  --port N          default: any free port
  --env ID          id of the environment (default: the schema's envId)
  --help            this text

The address is printed when it answers. Ctrl-C stops it.`

const DEFAULT_SCHEMA = 'cloudbaserc.json'
const DEFAULT_DATA = '.data/cloud'

main().catch((error: unknown) => {
  console.error(sentenceOf(error))
  process.exit(1)
})

async function main() {
  const options = readOptions(process.argv.slice(2))
  if (options === undefined) {
    console.log(HELP)
    return
  }
  const cloud = await startCloud(options)
  const kept = options.data === undefined ? 'in memory' : `in ${here(options.data)}`
  const functions = here(options.functions ?? '')
  console.log(`${cloud.env} at ${cloud.url} · functions from ${functions} · data ${kept}`)
  stopOnSignal(cloud)
}

/** The command line as options; `undefined` when only help is wanted. */
function readOptions(args: string[]): CloudOptions | undefined {
  const { values } = parseArgs({
    args,
    options: {
      functions: { type: 'string' },
      schema: { type: 'string' },
      data: { type: 'string' },
      memory: { type: 'boolean', default: false },
      port: { type: 'string', default: '0' },
      env: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return undefined
  if (values.memory && values.data !== undefined)
    throw new Error('Either --memory or --data, not both.')
  const port = Number(values.port)
  if (!/^\d+$/.test(values.port) || port > 65_535)
    throw new Error(`--port ${values.port} is not a port: a number up to 65535 is needed.`)

  const file = resolve(values.schema ?? DEFAULT_SCHEMA)
  const schema =
    values.schema !== undefined || existsSync(file) ? readSchema(file) : { ...EMPTY_SCHEMA }
  const functions = resolve(values.functions ?? resolve(dirname(file), schema.functionRoot))
  if (values.functions !== undefined && !existsSync(functions))
    throw new Error(`The functions folder ${functions} does not exist.`)
  return {
    schema,
    functions,
    port,
    ...(values.memory ? {} : { data: resolve(values.data ?? DEFAULT_DATA) }),
    ...(values.env === undefined ? {} : { env: values.env }),
    log: (line) => console.log(line),
  }
}

function stopOnSignal(cloud: Cloud) {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (stopping) return
      stopping = true
      cloud.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(sentenceOf(error))
          process.exit(1)
        },
      )
    })
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code, port } = error as { code?: string; port?: number }
  if (code === 'EADDRINUSE') return `Port ${port} is in use; choose another with --port.`
  if (code === 'EACCES' && port !== undefined)
    return `Port ${port} may not be used by this user; choose one above 1023.`
  if (code?.startsWith('ERR_PARSE_ARGS')) return `${error.message}\n\n${HELP}`
  return error.message
}

function here(path: string): string {
  return relative('', path) || '.'
}
