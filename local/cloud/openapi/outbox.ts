import type { Clock } from '../clock'
import type { Store } from './store'

/** Something WeChat accepted from a function, or pushed to one. */
export interface Sent {
  /** Counts up from 1. */
  id: number
  /** Milliseconds since the epoch on the environment's clock. */
  at: number
  /** The call, such as `subscribeMessage.send`, or `push.<Event>` for what WeChat sent to a function. */
  kind: string
  /** The person it was for or about, where there is one. */
  openid?: string
  request: unknown
  /** What was answered; bytes are given as `{contentType, size}`. */
  reply: unknown
}

export interface Outbox {
  /** Oldest first. */
  list(filter?: { kind?: string; openid?: string }): Sent[]
}

export function openOutbox(store: Store, clock: Clock) {
  const shelf = store.shelf<Sent>('outbox')
  let last = shelf.values().at(-1)?.id ?? 0

  return {
    list: ({ kind, openid } = {}) =>
      shelf
        .values()
        .filter((sent) => kind === undefined || sent.kind === kind)
        .filter((sent) => openid === undefined || sent.openid === openid),
    add(kind: string, openid: string | undefined, request: unknown, reply: unknown) {
      last += 1
      const sent = { id: last, at: clock.now(), kind, ...(openid && { openid }), request, reply }
      shelf.set(String(last).padStart(12, '0'), sent)
    },
    reset() {
      shelf.clear()
      last = 0
    },
  } satisfies Outbox & Record<string, unknown>
}
