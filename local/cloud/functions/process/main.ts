/** Runs one instance of one cloud function: loads its code once, then answers one call after the other. */
import path from 'node:path'
import type { Assignment, FromProcess, Invocation, ToProcess } from '../messages'
import { loadBundle } from './bundle'
import { callHandler, describe, serializeResult } from './call'
import { installClock, setClockOffset } from './clock'
import { endOutput, joinOutput } from './output'
import { installResolver } from './resolve'

const channel = process.send?.bind(process)
if (channel === undefined) throw new Error('a function process is started with an IPC channel')
Reflect.deleteProperty(process, 'send') // the cloud has none, and user code must not speak in our name

let run: ((invocation: Invocation) => Promise<void>) | undefined
let environmentOfCall: Readonly<Record<string, string>> = {}

function send(message: FromProcess, sent?: () => void) {
  channel?.(message, undefined, undefined, sent)
}

joinOutput()
installClock()
let keepCompiled = preload()

process.on('message', (message: ToProcess) => {
  if (message.kind === 'clock') setClockOffset(message.offset)
  else if (message.kind === 'assign') assign(message)
  else void run?.(message)
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
process.on('uncaughtException', (error) => {
  process.stderr.write(`${describe(error)}\n`)
  fail(describe(error), true)
})

/** The SDK is in memory before the process knows its function. */
function preload(): (() => void) | undefined {
  const [, , stands, file] = process.argv
  return stands === undefined || file === undefined ? undefined : loadBundle({ stands, file })
}

function assign(assignment: Assignment) {
  process.chdir(assignment.directory)
  Object.assign(process.env, assignment.environment)
  installResolver(assignment.directory, assignment.dependencies, assignment.packageRoot)

  let handler: Parameters<typeof callHandler>[0] | undefined
  let reason = ''
  try {
    handler = load(assignment)
  } catch (error) {
    reason = describe(error)
    process.stderr.write(`${reason}\n`)
  }

  run = async (invocation) => {
    useEnvironment(invocation.environment)
    if (handler === undefined) return fail(reason, true)
    send({ kind: 'running' })
    try {
      const value = await callHandler(handler, JSON.parse(invocation.event), invocation.context)
      const result = serializeResult(value, assignment.resultLimit)
      if ('reason' in result) return fail(result.reason, false)
      endOutput()
      send({ kind: 'result', json: result.json })
      keepCompiled?.()
      keepCompiled = undefined
    } catch (error) {
      process.stderr.write(`${describe(error)}\n`)
      fail(describe(error), false)
    }
  }
}

function load({ directory, file, exportName }: Assignment) {
  const module = require(path.join(directory, `${file}.js`)) as Record<string, unknown>
  const handler = module[exportName]
  if (typeof handler !== 'function') {
    throw new Error(`${file}.js does not export a function named ${exportName}`)
  }
  return handler as Parameters<typeof callHandler>[0]
}

function useEnvironment(environment: Readonly<Record<string, string>>) {
  for (const name of Object.keys(environmentOfCall)) {
    if (!(name in environment)) delete process.env[name]
  }
  Object.assign(process.env, environment)
  environmentOfCall = environment
}

function fail(message: string, fatal: boolean) {
  endOutput()
  send({ kind: 'failure', message, fatal }, () => {
    if (fatal) process.exit(1)
  })
}
