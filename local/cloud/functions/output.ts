import type { Readable } from 'node:stream'
import { END_OF_OUTPUT } from './messages'

/** Characters after which a line that has not ended is cut: output without an end must not fill the memory. */
const LONGEST_LINE = 64 * 1024

/** Cuts a process's output into lines. `onEnd` tells that all output of the present call has been seen. */
export function readLines(stream: Readable, onLine: (line: string) => void, onEnd: () => void) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) {
      // What may be the beginning of the mark stays.
      const cut = rest.length - END_OF_OUTPUT.length
      lines.push(rest.slice(0, cut))
      rest = rest.slice(cut)
    }
    for (const line of lines) {
      const text = line.replace(END_OF_OUTPUT, '')
      const ended = text.length < line.length
      if (!ended || text !== '') onLine(text)
      if (ended) onEnd()
    }
  })
  stream.on('end', () => {
    if (rest !== '') onLine(rest)
    rest = ''
  })
}
