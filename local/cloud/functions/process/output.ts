import { END_OF_OUTPUT } from '../messages'

const write = process.stdout.write.bind(process.stdout)

/**
 * Sends standard error through standard output, so that lines stay in the order in which they were printed. Writes
 * wait until they are taken: a socket that is full (some 280 short lines) would keep the rest in this process, and
 * `process.exit` would lose it.
 */
export function joinOutput() {
  const { _handle: handle } = process.stdout as { _handle?: { setBlocking?(on: boolean): void } }
  handle?.setBlocking?.(true)
  process.stderr.write = process.stdout.write.bind(process.stdout) as typeof process.stderr.write
}

/** Marks that all output of the present call has been written. */
export function endOutput() {
  write(`${END_OF_OUTPUT}\n`)
}
