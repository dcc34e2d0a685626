import type { Clock } from '../clock'
import type { Service } from '../service'
import { readTrigger, type Trigger } from './triggers'
import { watchFolders } from './watch'

/** How a call of a function ended. */
type Outcome = { result: unknown } | { error: { code: string; message: string } }

export interface TimersOptions {
  functions: {
    list(): readonly { name: string }[]
    invoke(
      name: string,
      event: unknown,
      identity: { source: string },
      options?: { invocationId?: string },
    ): Promise<Outcome>
  }
  clock: Clock
  /** Folder with one folder per function; its `config.json` declares the trigger. */
  directory: string
  /** Takes what is worth knowing, line by line. */
  log: (line: string) => void
  /** Time that merely passes strikes nothing, only a jump of the clock or `fire` does. Default: false. */
  onJumpsOnly?: boolean
}

interface TimerSummary {
  functionName: string
  name: string
  /** The cron expression. */
  config: string
  /** ISO 8601, UTC; nothing if it will not strike again. */
  next: string | undefined
}

export interface Timers extends Service {
  list(): TimerSummary[]
  /**
   * Lets a function's timer strike now.
   * @param options `invocationId` names the call
   */
  fire(functionName: string, options?: { invocationId?: string }): Promise<Outcome>
  /** Settles when all calls that a jump of the clock set off have ended. */
  settled(): Promise<void>
  /** Drops what a jump has set off and not yet begun. */
  reset(): void
  stop(): void
}

interface Strike {
  trigger: Trigger
  strike: number
}

/**
 * Strikes of one trigger made up for after one jump of the clock. A jump over more of them leaves out the
 * earliest: they would all see the same time, and a year of minutes would take an hour.
 */
export const MOST_PER_JUMP = 100

/** `TCB_SOURCE` of a call by a timer [doc]. */
const SOURCE = 'wx_trigger'

/** Longest delay a timer of Node takes. */
const LONGEST_DELAY = 2 ** 31 - 1

/**
 * Calls functions when their timers strike on the environment's clock: as real time passes, without waiting for the
 * call before, as the service does; and after a jump, everything that was due in between, in order, one
 * after the other (at most `MOST_PER_JUMP` of each trigger). Follows changes of the `config.json` files.
 *
 * @throws an Error that names the function whose `config.json` is wrong. One that turns wrong later is logged.
 */
export function createTimers(options: TimersOptions): Timers {
  const { functions, clock, directory, log, onJumpsOnly = false } = options
  let triggers = functions.list().flatMap(({ name }) => readTrigger(directory, name) ?? [])
  /** Up to here all strikes have been seen to. */
  let seen = clock.now()
  let timer: NodeJS.Timeout | undefined
  let catchingUp = Promise.resolve()
  let generation = 0

  function reload() {
    triggers = functions.list().flatMap(({ name }) => {
      try {
        return readTrigger(directory, name) ?? []
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
        return []
      }
    })
  }

  /** Sleeps until the next strike of any trigger. */
  function sleep() {
    clearTimeout(timer)
    if (onJumpsOnly) return
    const strikes = triggers.flatMap(({ schedule }) => schedule.next(seen) ?? [])
    if (strikes.length === 0) return
    const delay = Math.max(0, Math.min(...strikes) - clock.now())
    timer = setTimeout(wake, Math.min(delay, LONGEST_DELAY)).unref()
  }

  function wake() {
    const now = clock.now()
    const strikes = due(seen, now)
    seen = now
    sleep()
    // More than one of the same trigger are due only if this machine was asleep or very busy.
    if (strikes.length > triggers.length) catchUp(strikes)
    else for (const { trigger, strike } of strikes) void call(trigger, strike)
  }

  /** What strikes after `from` and not after `to`, in the order of time. */
  function due(from: number, to: number): Strike[] {
    return triggers
      .flatMap((trigger) =>
        trigger.schedule.latest(from, to, MOST_PER_JUMP).map((strike) => ({ trigger, strike })),
      )
      .sort((a, b) => a.strike - b.strike)
  }

  function jump({ to }: { to: number }) {
    reload()
    const strikes = due(seen, to)
    seen = to
    sleep()
    catchUp(strikes)
  }

  function catchUp(strikes: Strike[]) {
    const mine = generation
    catchingUp = catchingUp.then(async () => {
      for (const { trigger, strike } of strikes) {
        if (mine === generation) await call(trigger, strike)
      }
    })
  }

  async function call(trigger: Trigger, strike: number, options?: { invocationId?: string }) {
    const event = {
      Type: 'Timer',
      TriggerName: trigger.name,
      Time: new Date(strike).toISOString().replace(/\.\d+Z$/, 'Z'),
      Message: '',
    }
    const outcome = await functions.invoke(
      trigger.functionName,
      event,
      { source: SOURCE },
      options ?? {},
    )
    if ('error' in outcome) {
      const { code, message } = outcome.error
      log(`timer '${trigger.name}' of function '${trigger.functionName}': ${code} ${message}`)
    }
    return outcome
  }

  const stopFollowingClock = clock.onJump(jump)
  const stopWatching = watchFolders(directory, () => {
    reload()
    sleep()
  })
  sleep()

  return {
    list() {
      reload()
      return triggers.map(({ functionName, name, expression, schedule }) => {
        const next = schedule.next(clock.now())
        return {
          functionName,
          name,
          config: expression,
          next: next === undefined ? undefined : new Date(next).toISOString(),
        }
      })
    },
    async fire(functionName, options) {
      reload()
      const trigger = triggers.find((each) => each.functionName === functionName)
      if (trigger !== undefined) return call(trigger, clock.now(), options)
      return {
        error: { code: 'INVALID_PARAM', message: `Function '${functionName}' has no timer.` },
      }
    },
    settled: () => catchingUp,
    reset() {
      generation += 1
    },
    stop() {
      generation += 1
      clearTimeout(timer)
      stopFollowingClock()
      stopWatching()
    },
  }
}
