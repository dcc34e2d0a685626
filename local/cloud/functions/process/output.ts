import { END_OF_OUTPUT } from '../messages'

const write = process.stdout.write.bind(process.stdout)

/**
 * Sends standard error through standard output, so that lines stay in the order in which they were printed.
 * Writing to a pipe is synchronous: what a dying process printed is not lost.
 */
export function joinOutput() {
  process.stderr.write = process.stdout.write.bind(process.stdout) as typeof process.stderr.write
}

/** Marks that all output of the present call has been written. */
export function endOutput() {
  write(`${END_OF_OUTPUT}\n`)
}
