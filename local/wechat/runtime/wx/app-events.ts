import type { AppEventMap, AppEvents } from '../parts'
import { Listeners } from './listeners'

/** Events of the app as a whole; one list per name. A listener that throws is reported and disturbs no other. */
export function createAppEvents(reportError: (error: unknown) => void): AppEvents {
  const lists = new Map<string, Listeners<unknown>>()
  const listOf = (name: string) => {
    const known = lists.get(name)
    if (known) return known
    const made = new Listeners<unknown>(reportError)
    lists.set(name, made)
    return made
  }
  return {
    on: (name, listener) => listOf(name).on(listener),
    off: (name, listener) => listOf(name).off(listener),
    emit: <K extends keyof AppEventMap>(name: K, event: AppEventMap[K]) => listOf(name).emit(event),
  }
}
