/** Sends again and again, but seldom. */
export interface Pace {
  /** Something new is there: it goes at once if nothing went lately, else with what comes until then. */
  soon(): void
  /** It goes now, whatever went before: the page is left, or the network is back. */
  now(): void
}

/**
 * Calls `send` at most once in `everyMs` milliseconds however often something new comes, and never loses the last of
 * it. A phone whose clock is set back meanwhile waits no longer for it.
 */
export function paced(everyMs: number, send: () => void): Pace {
  let sentAt = Number.NEGATIVE_INFINITY
  let waiting: ReturnType<typeof setTimeout> | null = null
  const now = () => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    sentAt = Date.now()
    send()
  }
  return {
    now,
    soon() {
      if (waiting !== null) return
      const since = Math.max(0, Date.now() - sentAt)
      waiting = setTimeout(now, Math.max(0, everyMs - since))
    },
  }
}
