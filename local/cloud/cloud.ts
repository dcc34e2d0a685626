import { resolve } from 'node:path'
import { type Clock, createClock } from './clock'
import {
  type Caller,
  type CostedOutcome,
  callRoutes,
  type Outcome,
  timerRoutes,
} from './control/calls'
import { clockRoutes } from './control/clock'
import { openCloudIds } from './control/cloud-id'
import { dataRoutes } from './control/data'
import { operationRoutes, outboxRoutes, resetRoutes } from './control/environment'
import { faultRoutes } from './control/faults'
import { type Database, openDatabase } from './database/database'
import { ServiceError } from './errors'
import { createFaults, type Faults } from './faults/faults'
import { createFunctions } from './functions/functions'
import { createGateway } from './gateway/gateway'
import { createOpenApi, type OpenApi } from './openapi/openapi'
import { newInvocationId } from './operations/invocation'
import { createOperations, type Operations } from './operations/operations'
import { EMPTY_SCHEMA, type Schema } from './schema'
import type { Service } from './service'
import { createStorage } from './storage/storage'
import { createTimers, type Timers } from './timers/timers'

export interface CloudOptions {
  /** Folder with one folder per function. Without it there are no functions. */
  functions?: string
  /** What `cloudbaserc.json` declares (`readSchema`). */
  schema?: Schema
  /** Folder that keeps documents and files; made if missing. Without it, everything ends with `stop`. */
  data?: string
  /** 0, the default: any free port. */
  port?: number
  /** Id of the environment; default: the schema's. */
  env?: string
  /** Timers strike only when the clock is moved, so that a test does not depend on how long it takes. Default: false. */
  timersOnJumpsOnly?: boolean
  /** Calls of one function in progress before more are refused; default: as many as the service takes. */
  concurrency?: number
  /** Takes what functions print and what went wrong here, line by line. Default: nowhere. */
  log?: (line: string) => void
}

/** A running environment. */
export interface Cloud {
  /** Such as `http://127.0.0.1:1234`. */
  url: string
  port: number
  env: string
  /** Variables with which a process that uses one of the SDKs reaches this environment. */
  environment: Record<string, string>
  clock: Clock
  faults: Faults
  operations: Operations
  /** Documents in bulk, and what the database holds. */
  database: Database
  /** WeChat's servers: the outbox, and what a person or the account's owner does there. */
  wechat: OpenApi
  timers: Timers
  /** Calls a function as the WeChat client of `caller` does. Never rejects. */
  invoke(name: string, event?: unknown, caller?: Caller): Promise<CostedOutcome>
  /** Forgets everything but what the schema declares; the clock goes back to real time. */
  reset(): Promise<void>
  /** Ends all processes, cuts all connections, frees port and data folder. */
  stop(): Promise<void>
}

/** Known to both sides of this machine; no secret, as only this machine can knock. */
const CREDENTIALS = { secretId: 'local-id', secretKey: 'local-key', sessionToken: 'local' }

/**
 * Starts an environment. Several can run in one process.
 *
 * @throws Error with one sentence when the data folder is in use, damaged or from a newer version, or a
 *   function's configuration is wrong; with `code` EADDRINUSE when the port is taken
 */
export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  /** The latest first: the order in which they are stopped and reset. */
  const services: Service[] = []
  try {
    return await open(options, services)
  } catch (error) {
    for (const service of services) await service.stop?.()
    throw error
  }
}

async function open(options: CloudOptions, services: Service[]): Promise<Cloud> {
  const schema = options.schema ?? EMPTY_SCHEMA
  const env = options.env ?? schema.envId
  const log = options.log ?? (() => {})
  const directory = resolve(options.functions ?? 'no-functions')
  const folderOf = (part: string) =>
    options.data === undefined ? { memory: true } : { directory: resolve(options.data, part) }
  const clock = createClock()
  const faults = createFaults()
  const operations = createOperations()
  let url = ''

  function add<T extends Service>(service: T): T {
    services.unshift(service)
    return service
  }

  // First, because it finds out whether the folder may be used, before anything in it is touched.
  const database = add(await openDatabase({ ...folderOf('database'), schema, clock }))
  add(createStorage({ ...folderOf('storage'), clock, envId: env, endpoint: () => url }))
  const functions = add(
    createFunctions({
      directory,
      schema,
      clock,
      endpoint: () => `${url}/admin`,
      credentials: CREDENTIALS,
      envId: env,
      log,
      ...(options.concurrency === undefined
        ? {}
        : { limits: { concurrency: options.concurrency } }),
    }),
  )
  const wechat = add(
    createOpenApi({
      ...folderOf('openapi'),
      clock,
      callerOf: functions.callerOf,
      functions: { invoke: (name, event) => resultOf(functions.invoke(name, event, {})) },
    }),
  )
  const timers = add(
    createTimers({
      functions,
      clock,
      directory,
      log,
      onJumpsOnly: options.timersOnJumpsOnly ?? false,
    }),
  )

  async function invoke(
    name: string,
    event: unknown = {},
    caller: Caller = {},
  ): Promise<CostedOutcome> {
    const opened = openCloudIds(event, caller.openid, wechat)
    return costed((id) => functions.invoke(name, opened, caller, id))
  }

  async function costed(
    call: (id: { invocationId: string }) => Promise<Outcome>,
  ): Promise<CostedOutcome> {
    const invocationId = newInvocationId()
    const outcome = await call({ invocationId })
    return { ...outcome, ...operations.cost(invocationId), invocationId }
  }

  async function reset() {
    faults.clear()
    // Before the services: what the jump back would strike is forgotten with them.
    clock.set(undefined)
    for (const service of services) await service.reset?.()
    operations.reset()
  }

  const control: Service = {
    routes: [
      ...callRoutes(invoke),
      ...timerRoutes((name) => costed((id) => timers.fire(name, id)), timers),
      ...clockRoutes(clock, timers.settled),
      ...faultRoutes(faults),
      ...dataRoutes(database),
      ...outboxRoutes(wechat.outbox),
      ...operationRoutes(operations),
      ...resetRoutes(reset),
    ],
  }
  const gateway = createGateway({
    env,
    credentials: CREDENTIALS,
    clock,
    faults,
    operations,
    services: [...services, control],
    killWorker: (invocationId) => functions.kill(invocationId),
    log,
    greeting: `CloudBase environment '${env}' on this machine.\n`,
  })
  const port = await gateway.listen(options.port ?? 0)
  url = `http://127.0.0.1:${port}`

  return {
    url,
    port,
    env,
    environment: environmentOf(env, url),
    clock,
    faults,
    operations,
    database,
    wechat,
    timers,
    invoke,
    reset,
    async stop() {
      await gateway.stop()
      for (const service of services) await service.stop?.()
    },
  }
}

async function resultOf(call: Promise<Outcome>): Promise<unknown> {
  const outcome = await call
  if ('error' in outcome) throw new ServiceError(outcome.error.code, outcome.error.message)
  return outcome.result
}

function environmentOf(env: string, url: string): Record<string, string> {
  return {
    // Keeps the SDKs from looking for the metadata service of Tencent's machines at each request.
    TENCENTCLOUD: 'true',
    TCB_ENV: env,
    TCB_CONTEXT_KEYS: 'TCB_ENV',
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${url}/admin` }),
    TENCENTCLOUD_SECRETID: CREDENTIALS.secretId,
    TENCENTCLOUD_SECRETKEY: CREDENTIALS.secretKey,
    TENCENTCLOUD_SESSIONTOKEN: CREDENTIALS.sessionToken,
  }
}
