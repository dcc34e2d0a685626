import type { Clock } from '../clock'
import { ServiceError } from '../errors'
import { childInvocationId, depthOfInvocation, newInvocationId } from '../operations/invocation'
import type { Schema } from '../schema'
import type { Service, WireReply, WireRequest } from '../service'
import { type FunctionDefinition, functionNames, readDefinition } from './definition'
import {
  contextOfCall,
  environmentOfCall,
  environmentOfInstance,
  type Identity,
} from './environment'
import {
  calledTooDeep,
  eventTooLarge,
  executionFailed,
  type Failure,
  invalidEvent,
  notFound,
} from './failure'
import { FunctionProcess } from './function-process'
import { createLifeline } from './lifeline'
import { DEFAULT_LIMITS, DEFAULT_MEMORY, type FunctionLimits } from './limits'
import { createPool, type Pool } from './pool'
import { buildProcessCode, PACKAGE_ROOT, type ProcessCode } from './process-code'
import { createSpares } from './spares'

export interface FunctionsOptions {
  /** Folder with one folder per function, each with `index.js`. */
  directory: string
  schema: Schema
  clock: Clock
  /** Address of the gateway, such as `http://127.0.0.1:1234/admin`; asked at each call. */
  endpoint: () => string
  credentials: { secretId: string; secretKey: string }
  envId: string
  /** Takes what functions print, line by line: `[name requestId] text`. */
  log: (line: string) => void
  /** Instead of the service's limits, for tests. */
  limits?: Partial<FunctionLimits>
  /** Processes kept ready for cold calls; default 1. */
  spares?: number
}

/** What a caller of a function gets. */
type InvocationResult = { result: unknown } | { error: Failure }

/** Who stands behind a request that an SDK makes in a function. */
interface RunningCall {
  functionName: string
  openid: string | undefined
  /** `permissions.openapi` of the function's config.json: what of `cloud.openapi` it may call. */
  openApis: readonly string[]
}

interface FunctionSummary {
  name: string
  /** Seconds. */
  timeout: number
  /** Megabytes. */
  memorySize: number
  /** Processes running or warm. */
  instances: number
  /** Calls running or waiting. */
  calls: number
}

export interface Functions extends Service {
  /**
   * Calls a function as the WeChat client does and waits for its end. Never rejects: what goes wrong is in `error`.
   * @param event anything JSON can carry; nothing is `{}`
   * @param options `invocationId` names the call (default: a new id) in its log lines and in every request
   *   that its SDK makes
   */
  invoke(
    name: string,
    event: unknown,
    identity: Identity,
    options?: { invocationId?: string },
  ): Promise<InvocationResult>
  list(): FunctionSummary[]
  /** The call with that id while it runs; those made by `callFunction` have ids of their own. */
  callerOf(invocationId: string): RunningCall | undefined
  /** Kills the process that runs this call, as a crash of the machine would. False if it is not running. */
  kill(invocationId: string): boolean
  readonly actions: NonNullable<Service['actions']>
  /** Kills all instances, so that no module state outlives the data it was made from. */
  reset(): void
  stop(): Promise<void>
}

/** Runs cloud functions, each instance in a process of its own. Processes end with this one, however it ends. */
export function createFunctions(options: FunctionsOptions): Functions {
  const { directory, schema, clock, envId, log } = options
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const pools = new Map<string, Pool>()
  const running = new Map<string, { identity: Identity; definition: FunctionDefinition }>()
  const processes = new Set<FunctionProcess>()
  const lifeline = createLifeline()
  let stopped = false

  let code: ProcessCode | undefined
  const prepared = buildProcessCode().then((built) => {
    code = built
    if (!stopped) spares.prepare(schema.functions[0]?.memorySize ?? DEFAULT_MEMORY)
  })
  prepared.catch(() => undefined) // reported to each caller of invoke

  const spares = createSpares(options.spares ?? 1, (memorySize) => {
    if (code === undefined)
      throw new Error('a function is called before its process can be started')
    const started = new FunctionProcess({
      code,
      packageRoot: PACKAGE_ROOT,
      memorySize,
      limits,
      onLine: (line, call) => log(call ? `[${call.name} ${call.requestId}] ${line}` : line),
    })
    processes.add(started)
    lifeline.add(started.pid)
    started.setClock(clock.offset)
    void started.ended.then(() => {
      processes.delete(started)
      lifeline.remove(started.pid)
    })
    return started
  })

  const stopFollowingClock = clock.onJump(() => {
    for (const each of processes) each.setClock(clock.offset)
  })

  function poolOf(name: string): Pool {
    const known = pools.get(name)
    if (known !== undefined) return known
    const pool = createPool(limits, (definition) => {
      const instance = spares.take(definition.memorySize)
      instance.assign(definition, environmentOfInstance(options, definition))
      return instance
    })
    pools.set(name, pool)
    return pool
  }

  async function invoke(
    name: string,
    event: unknown,
    identity: Identity,
    invocationId: string,
    nested: boolean,
  ): Promise<{ json: string } | { failure: Failure }> {
    const definition = definitionOf(name)
    if ('failure' in definition) return definition
    const text = eventText(event, identity)
    if (typeof text !== 'string') return { failure: text }
    const size = Buffer.byteLength(text)
    if (size > limits.event) return { failure: eventTooLarge(size, limits.event) }
    await prepared
    if (stopped) return { failure: executionFailed('the local cloud has stopped') }
    const environment = environmentOfCall(options, identity, invocationId)
    const context = contextOfCall(definition, envId, environment, invocationId)
    running.set(invocationId, { identity, definition })
    try {
      const outcome = await poolOf(name).run(definition, {
        invocation: { event: text, context, environment },
        requestId: invocationId,
        nested,
      })
      // What was loaded may have been half written, by a build that is done now.
      const isStale = 'notLoaded' in outcome && definition.version !== versionNow(name)
      return isStale ? await invoke(name, event, identity, invocationId, nested) : outcome
    } finally {
      running.delete(invocationId)
    }
  }

  function versionNow(name: string): string | undefined {
    const definition = definitionOf(name)
    return 'version' in definition ? definition.version : undefined
  }

  function definitionOf(name: string): FunctionDefinition | { failure: Failure } {
    try {
      return readDefinition(directory, name, schema) ?? { failure: notFound() }
    } catch (error) {
      return { failure: executionFailed(`${name}: ${error}`) }
    }
  }

  /** `callFunction` of an SDK; inside a function, the caller's identity goes with it. */
  async function invokeFunction({ params, invocationId }: WireRequest): Promise<WireReply> {
    const { function_name: name, request_data: data } = params
    if (typeof name !== 'string')
      throw new ServiceError('INVALID_PARAM', 'function_name is missing')
    const caller = invocationId === undefined ? undefined : running.get(invocationId)?.identity
    const source = caller === undefined ? 'scf' : `${caller.source ?? 'wx_client'},scf`
    const event = typeof data === 'string' && data !== '' ? new JsonText(data) : {}
    const id = childInvocationId(invocationId)
    if (depthOfInvocation(id) > limits.nesting) {
      const { code, message } = calledTooDeep(limits.nesting)
      throw new ServiceError(code, message)
    }
    const outcome = await invoke(name, event, { ...caller, source }, id, caller !== undefined)
    if ('failure' in outcome) throw new ServiceError(outcome.failure.code, outcome.failure.message)
    return { data: { response_data: outcome.json } }
  }

  return {
    async invoke(name, event, identity, { invocationId = newInvocationId() } = {}) {
      const outcome = await invoke(name, event, identity, invocationId, false)
      if ('failure' in outcome) return { error: outcome.failure }
      return { result: JSON.parse(outcome.json) as unknown }
    },
    list: () =>
      functionNames(directory).flatMap((name) => {
        const definition = definitionOf(name)
        if ('failure' in definition) return []
        const { timeout, memorySize } = definition
        const pool = pools.get(name)
        return [
          { name, timeout, memorySize, instances: pool?.instances ?? 0, calls: pool?.calls ?? 0 },
        ]
      }),
    callerOf(invocationId) {
      const call = running.get(invocationId)
      if (call === undefined) return undefined
      const { name, openApis } = call.definition
      return { functionName: name, openid: call.identity.openid, openApis }
    },
    kill: (invocationId) => [...pools.values()].some((pool) => pool.kill(invocationId)),
    actions: { 'functions.invokeFunction': invokeFunction },
    reset() {
      for (const pool of pools.values()) pool.reset()
    },
    async stop() {
      stopped = true
      stopFollowingClock()
      spares.stop()
      const ending = [...processes]
      for (const each of ending) each.kill()
      await Promise.all(ending.map((each) => each.ended))
      lifeline.stop()
    },
  }
}

/** An event that already is JSON text. */
class JsonText {
  constructor(readonly text: string) {}
}

/** JSON text of an event, as the platform hands it to a function. */
function eventText(event: unknown, identity: Identity): string | Failure {
  try {
    if (event instanceof JsonText) {
      JSON.parse(event.text)
      return event.text
    }
    return (
      JSON.stringify(withUserInfo(event ?? {}, identity)) ?? invalidEvent('the event is no JSON')
    )
  } catch (error) {
    return invalidEvent(`the event is no JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** What a WeChat client sends reaches a function with `userInfo` added [3p, seen in many posted logs]. */
function withUserInfo(event: unknown, { openid, appid, source = 'wx_client' }: Identity): unknown {
  const fromClient = source === 'wx_client' && openid !== undefined
  if (!fromClient || typeof event !== 'object' || Array.isArray(event)) return event
  return { ...event, userInfo: { openId: openid, appId: appid } }
}
