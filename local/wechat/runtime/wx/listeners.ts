/** The listeners of one `wx.onX` / `wx.offX` pair. */
export class Listeners<T> {
  readonly #listeners = new Set<(event: T) => void>()

  constructor(private readonly reportError: (error: unknown) => void) {}

  readonly on = (listener: unknown): void => {
    if (typeof listener === 'function') this.#listeners.add(listener as (event: T) => void)
  }

  /** Without a listener all of them go. */
  readonly off = (listener?: unknown): void => {
    if (listener === undefined) this.#listeners.clear()
    else this.#listeners.delete(listener as (event: T) => void)
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event)
      } catch (error) {
        this.reportError(error)
      }
    }
  }
}
