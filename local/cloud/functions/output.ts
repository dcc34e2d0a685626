import type { Readable } from 'node:stream'
import { END_OF_OUTPUT } from './messages'

/** Cuts a process's output into lines. `onEnd` tells that all output of the present call has been seen. */
export function readLines(stream: Readable, onLine: (line: string) => void, onEnd: () => void) {
  let rest = ''
  stream.setEncoding('utf8')
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
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
