/** Asks again and again while a page is in front; never in the background, and never two at once. */
export interface Poll {
  start(): void
  stop(): void
  /** The next question comes after a pause from now. */
  again(): void
}

/** @param pause milliseconds until the next question; `null` while there is nothing to ask */
export function pollOf(ask: () => Promise<void>, pause: () => number | null): Poll {
  let isOn = false
  let isAsking = false
  let waiting: ReturnType<typeof setTimeout> | undefined
  const again = (): void => {
    if (waiting !== undefined) clearTimeout(waiting)
    const wait = isOn && !isAsking ? pause() : null
    waiting = wait === null ? undefined : setTimeout(() => void once(), wait)
  }
  async function once(): Promise<void> {
    isAsking = true
    try {
      await ask()
    } finally {
      isAsking = false
      again()
    }
  }
  return {
    start() {
      isOn = true
      again()
    },
    stop() {
      isOn = false
      again()
    },
    again,
  }
}
