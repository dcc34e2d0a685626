/** The channel between a page and the page it opened (`wx.navigateTo({ events })`, `getOpenerEventChannel`). */
export interface EventChannel {
  on(name: string, listener: Listener): void
  once(name: string, listener: Listener): void
  off(name: string, listener?: Listener): void
  emit(name: string, ...args: unknown[]): void
}

type Listener = (...args: unknown[]) => void

/** @param report receives what a listener throws, so that one listener cannot silence the next. */
export function createEventChannel(report: (error: unknown) => void): EventChannel {
  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  const add = (name: string, listener: Listener, once: boolean) => {
    listeners.set(name, [...(listeners.get(name) ?? []), { listener, once }])
  }
  return {
    on: (name, listener) => add(name, listener, false),
    once: (name, listener) => add(name, listener, true),
    off(name, listener) {
      if (!listener) listeners.delete(name)
      else
        listeners.set(
          name,
          (listeners.get(name) ?? []).filter((entry) => entry.listener !== listener),
        )
    },
    emit(name, ...args) {
      const current = listeners.get(name) ?? []
      listeners.set(
        name,
        current.filter((entry) => !entry.once),
      )
      for (const { listener } of current) {
        try {
          listener(...args)
        } catch (error) {
          report(error)
        }
      }
    },
  }
}
