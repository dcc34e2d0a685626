import { Listeners } from './listeners'

interface Progress {
  progress: number
  totalBytesSent: number
  totalBytesExpectedToSend: number
  totalBytesWritten: number
  totalBytesExpectedToWrite: number
}

/** The task object of an upload or a download: abort, progress, headers. */
export function transferTask(reportError: (error: unknown) => void) {
  const abort = new AbortController()
  const progressed = new Listeners<Progress>(reportError)
  const headers = new Listeners<{ header: Record<string, string> }>(reportError)
  return {
    signal: abort.signal,
    headersReceived: (header: Record<string, string>) => headers.emit({ header }),
    progress(done: number, total: number) {
      progressed.emit({
        progress: total === 0 ? 100 : Math.round((done / total) * 100),
        totalBytesSent: done,
        totalBytesExpectedToSend: total,
        totalBytesWritten: done,
        totalBytesExpectedToWrite: total,
      })
    },
    handle: {
      abort: () => abort.abort(),
      onProgressUpdate: progressed.on,
      offProgressUpdate: progressed.off,
      onHeadersReceived: headers.on,
      offHeadersReceived: headers.off,
    },
  }
}

/** Reads a response's body and tells how far it is. */
export async function readWithProgress(
  response: Response,
  progress: (received: number, total: number) => void,
): Promise<Uint8Array> {
  const total = Number(response.headers.get('content-length') ?? 0)
  const chunks: Uint8Array[] = []
  let received = 0
  const reader = response.body?.getReader()
  for (;;) {
    const next = await reader?.read()
    if (!next || next.done) break
    chunks.push(next.value)
    received += next.value.length
    progress(received, Math.max(total, received))
  }
  const bytes = new Uint8Array(received)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}
