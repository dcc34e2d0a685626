import type { CallFate, PhoneSettings } from '../../phone'
import { ApiFailure } from './apis'

/** A weak network: every call waits this long, in milliseconds … */
const WEAK_LATENCY = 2_000
/** … and this share of the calls is lost. */
const WEAK_LOSS = 0.3

/** What Android's WeChat reports without a network (cronet), and after a time-out. */
const OFFLINE = 'errcode:-106 cronet_error_code:-106 error_msg:net::ERR_INTERNET_DISCONNECTED'
const TIMED_OUT = 'timeout'
/** What was under way when the network went. */
const CUT_OFF = 'errcode:-21 cronet_error_code:-21 error_msg:net::ERR_NETWORK_CHANGED'

/** mulberry32: small, seeded and good enough to lose calls by, so that a run can be repeated. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function seedOf(text: string): number {
  let seed = 0
  for (const letter of text) seed = (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) | 0
  return seed
}

/** The phone's radio. Every API that talks to a server goes through it. */
export class Network {
  readonly #random: () => number
  readonly #fates: CallFate[] = []
  readonly #underWay = new Set<(failure: ApiFailure) => void>()

  constructor(
    private readonly phone: () => PhoneSettings,
    private readonly monotonicDelay: (milliseconds: number) => Promise<void> = (milliseconds) =>
      new Promise((resolve) => setTimeout(resolve, milliseconds)),
  ) {
    this.#random = seededRandom(seedOf(phone().id))
  }

  /** Decides beforehand what becomes of the next calls on a weak network. */
  decide(fates: readonly CallFate[]): void {
    this.#fates.push(...fates)
  }

  /** To be called when the phone's network changed: what is under way does not outlive it. */
  changed(): void {
    if (this.type !== 'none') return
    for (const fail of this.#underWay) fail(new ApiFailure(CUT_OFF, { errno: 600_001 }))
  }

  get type(): 'wifi' | 'none' {
    return this.phone().network === 'offline' ? 'none' : 'wifi'
  }

  get weak(): boolean {
    return this.phone().network === 'weak'
  }

  /**
   * Sends something. On a weak network half of the lost calls are lost on the way there, and half on the way
   * back, after the server did what was asked.
   * @throws ApiFailure with WeChat's words when it does not come through
   */
  async send<T>(call: () => Promise<T>): Promise<T> {
    this.refuseOffline()
    let fail: ((failure: ApiFailure) => void) | undefined
    const cut = new Promise<never>((_, reject) => {
      fail = reject
      this.#underWay.add(reject)
    })
    try {
      return await Promise.race([cut, this.weak ? this.slowly(call) : this.received(call)])
    } finally {
      if (fail) this.#underWay.delete(fail)
    }
  }

  private async slowly<T>(call: () => Promise<T>): Promise<T> {
    const fate = this.nextFate()
    await this.monotonicDelay(WEAK_LATENCY)
    this.refuseOffline()
    if (fate === 'lostThere') throw new ApiFailure(TIMED_OUT, { errno: 5 })
    const answer = await this.received(call)
    if (fate === 'lostBack') throw new ApiFailure(TIMED_OUT, { errno: 5 })
    return answer
  }

  private nextFate(): CallFate {
    const decided = this.#fates.shift()
    if (decided) return decided
    const isLost = this.#random() < WEAK_LOSS
    const onTheWayBack = this.#random() < 0.5
    if (!isLost) return 'through'
    return onTheWayBack ? 'lostBack' : 'lostThere'
  }

  private refuseOffline(): void {
    if (this.phone().network === 'offline') throw new ApiFailure(OFFLINE, { errno: 600_001 })
  }

  private async received<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } catch (error) {
      if (error instanceof TypeError) {
        // fetch: no connection could be made.
        throw new ApiFailure(
          `errcode:-102 cronet_error_code:-102 error_msg:net::ERR_CONNECTION_REFUSED`,
          {
            errno: 600_001,
          },
        )
      }
      throw error
    }
  }
}
