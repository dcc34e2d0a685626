import { messageOf, plain } from './values'

const TYPES = ['log', 'info', 'warn', 'error', 'debug'] as const

/** Sends what the app writes to the console as `App.logAdded {type, args}` and writes it as ever. */
export function listenToConsole(
  emit: (method: string, params: Record<string, unknown>) => void,
): void {
  for (const type of TYPES) {
    const write = console[type]
    console[type] = (...args: unknown[]) => {
      write.apply(console, args)
      emit('App.logAdded', { type, args: args.map(logged) })
    }
  }
}

/** What `App.exceptionThrown` carries for an uncaught error. */
export function exceptionOf(error: unknown): Record<string, unknown> {
  const stack = error instanceof Error ? (error.stack ?? '') : ''
  return { exception: { message: messageOf(error), stack } }
}

function logged(value: unknown): unknown {
  if (value instanceof Error) return value.stack ?? value.message
  try {
    return plain(value) ?? String(value)
  } catch {
    // Cyclic, or a DOM node: its name is all a log can show.
    return Object.prototype.toString.call(value)
  }
}
