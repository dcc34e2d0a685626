import type { FunctionDefinition } from './definition'
import { tooManyCalls } from './failure'
import type { FunctionProcess } from './function-process'
import type { FunctionLimits } from './limits'
import type { Invocation } from './messages'
import type { Outcome } from './pending-call'

interface Job {
  invocation: Omit<Invocation, 'kind'>
  requestId: string
  /**
   * Called from inside a function. Such calls go first and may start more instances than others: if all
   * instances were waiting for a call that itself waits for an instance, nobody would ever be answered.
   */
  nested: boolean
}

/** The instances of one function: who runs a call, who waits, who is sent home. */
export interface Pool {
  run(definition: FunctionDefinition, job: Job): Promise<Outcome>
  readonly instances: number
  readonly calls: number
  /** Kills the process that runs this call; false if none does. */
  kill(requestId: string): boolean
  /** Kills all instances. Calls in progress fail. */
  reset(): void
}

/** Instances beyond the limit that calls from other functions may start. */
const NESTED_FACTOR = 4

/** @param start gives a process that has been made an instance of the function */
export function createPool(
  limits: FunctionLimits,
  start: (definition: FunctionDefinition) => FunctionProcess,
): Pool {
  interface Waiting {
    job: Job
    resolve(outcome: Outcome): void
  }
  const busy = new Map<FunctionProcess, string>()
  /** Longest unused first. */
  const idle = new Map<FunctionProcess, NodeJS.Timeout>()
  const waiting: Waiting[] = []
  let current: FunctionDefinition | undefined

  function assignWork() {
    for (let next = waiting[0]; next !== undefined; next = waiting[0]) {
      const instance = instanceFor(next.job)
      if (instance === undefined) return
      waiting.shift()
      void serve(instance, next)
    }
  }

  function instanceFor(job: Job): FunctionProcess | undefined {
    const warm = [...idle.keys()].filter((instance) => instance.alive).pop()
    if (warm !== undefined) {
      clearTimeout(idle.get(warm))
      idle.delete(warm)
      return warm
    }
    const most = job.nested ? limits.instances * NESTED_FACTOR : limits.instances
    return current !== undefined && busy.size < most ? start(current) : undefined
  }

  async function serve(instance: FunctionProcess, { job, resolve }: Waiting) {
    const definition = current
    busy.set(instance, job.requestId)
    const outcome = await instance.run(job.invocation, job.requestId)
    busy.delete(instance)
    if (instance.alive && definition === current) rest(instance)
    else instance.kill()
    resolve(outcome)
    assignWork()
  }

  function rest(instance: FunctionProcess) {
    idle.set(instance, setTimeout(retire, limits.idle, instance).unref())
    void instance.ended.then(() => forget(instance))
  }

  function retire(instance: FunctionProcess) {
    forget(instance)
    instance.kill()
  }

  function forget(instance: FunctionProcess) {
    clearTimeout(idle.get(instance))
    idle.delete(instance)
  }

  return {
    run(definition, job) {
      if (definition.version !== current?.version) {
        current = definition
        for (const instance of idle.keys()) retire(instance)
      }
      if (busy.size + waiting.length >= limits.concurrency) {
        return Promise.resolve({ failure: tooManyCalls(limits.concurrency) })
      }
      return new Promise((resolve) => {
        if (job.nested) waiting.unshift({ job, resolve })
        else waiting.push({ job, resolve })
        assignWork()
      })
    },
    get instances() {
      return busy.size + idle.size
    },
    get calls() {
      return busy.size + waiting.length
    },
    kill(requestId) {
      const instance = [...busy].find(([, running]) => running === requestId)?.[0]
      instance?.kill()
      return instance !== undefined
    },
    reset() {
      for (const instance of idle.keys()) retire(instance)
      for (const instance of busy.keys()) instance.kill()
    },
  }
}
