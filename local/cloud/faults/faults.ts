import { createHash } from 'node:crypto'
import type { FaultPlan } from './plan'

/** What faults look at in a request. */
export interface Target {
  action: string
  collection: string | undefined
  /** Whether the request is part of a transaction. */
  inTransaction: boolean
  /** Whether it was made by a function, so that there is a worker to kill. */
  inFunction: boolean
}

/** A plan together with what it has done so far. */
export interface Fault extends FaultPlan {
  id: number
  seed: number
  /** Requests it looked at that matched. */
  matched: number
  /** Requests it struck. */
  struck: number
  /** Which of the matching requests were struck, counted from 1: the latest thousand. */
  struckAt: number[]
}

/** What is to be done to one request, all plans taken together. */
export interface Strike {
  /** Milliseconds to hold the request back. */
  delay: number
  /** Refused in place of being carried out. */
  refuse: { code: string; message: string } | 'conflict' | undefined
  /** The connection is cut after the request was carried out. */
  loseResponse: boolean
  killWorker: 'before' | 'after' | undefined
}

export interface Faults {
  /** Adds plans that draw their chances from `seed`. */
  add(plans: readonly FaultPlan[], seed: number): Fault[]
  list(): Fault[]
  clear(): void
  /** Decides about one request. `undefined`: nothing happens to it. */
  strike(target: Target): Strike | undefined
}

const STRUCK_AT_KEPT = 1000

/**
 * Faults on demand. Whether a request is struck depends on the seed, the place of the plan among those
 * added with it, and the number of matching requests before; so the same requests in the same order
 * meet the same faults.
 */
export function createFaults(): Faults {
  let faults: (Fault & { place: number })[] = []
  let lastId = 0

  return {
    add(plans, seed) {
      const added = plans.map((plan, place) => {
        lastId += 1
        return { ...plan, id: lastId, seed, place, matched: 0, struck: 0, struckAt: [] }
      })
      faults = [...faults, ...added]
      return added.map(withoutPlace)
    },
    list: () => faults.map(withoutPlace),
    clear() {
      faults = []
    },
    strike(target) {
      let strike: Strike | undefined
      for (const fault of faults) {
        if (!matches(fault, target)) continue
        fault.matched += 1
        if (!isDue(fault)) continue
        fault.struck += 1
        fault.struckAt = [...fault.struckAt, fault.matched].slice(-STRUCK_AT_KEPT)
        strike ??= { delay: 0, refuse: undefined, loseResponse: false, killWorker: undefined }
        apply(fault, strike)
      }
      return strike
    },
  }
}

function withoutPlace({ place: _, ...fault }: Fault & { place: number }): Fault {
  return { ...fault, struckAt: [...fault.struckAt] }
}

function matches(fault: FaultPlan, target: Target): boolean {
  if (fault.kind === 'conflict' && !target.inTransaction) return false
  if (fault.kind === 'worker-killed' && !target.inFunction) return false
  if (fault.collection !== undefined && fault.collection !== target.collection) return false
  const { action = '*' } = fault
  return action.endsWith('*')
    ? target.action.startsWith(action.slice(0, -1))
    : target.action === action
}

function isDue(fault: Fault & { place: number }): boolean {
  if (fault.matched < fault.nth) return false
  if (fault.times !== 'always' && fault.struck >= fault.times) return false
  return fault.probability === 1 || chance(fault, 'struck') < fault.probability
}

function apply(fault: Fault & { place: number }, strike: Strike): void {
  switch (fault.kind) {
    case 'latency': {
      const [least, most] = fault.milliseconds
      strike.delay += least + (most - least) * chance(fault, 'delay')
      break
    }
    case 'error':
      strike.refuse ??= { code: fault.code, message: fault.message }
      break
    case 'conflict':
      strike.refuse ??= 'conflict'
      break
    case 'response-lost':
      strike.loseResponse = true
      break
    case 'worker-killed':
      strike.killWorker ??= fault.when
      break
  }
}

/** A number from 0 up to but not including 1 that only the seed, the plan's place and the count decide. */
function chance({ seed, place, matched }: Fault & { place: number }, purpose: string): number {
  const digest = createHash('sha256').update(`${seed}/${place}/${matched}/${purpose}`).digest()
  return digest.readUInt32BE(0) / 2 ** 32
}
