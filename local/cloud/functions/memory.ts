import { readFileSync } from 'node:fs'

const INTERVAL = 100

/**
 * Calls `onExceeded` once when a process occupies more than `megabytes`, looked up ten times a second.
 * Works where /proc exists; elsewhere only the limit of the JavaScript heap holds. Returns the undo.
 */
export function watchMemory(pid: number, megabytes: number, onExceeded: () => void): () => void {
  const timer = setInterval(() => {
    const resident = residentMegabytes(pid)
    if (resident === undefined || resident <= megabytes) return
    clearInterval(timer)
    onExceeded()
  }, INTERVAL)
  timer.unref()
  return () => clearInterval(timer)
}

function residentMegabytes(pid: number): number | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
  } catch {
    return undefined // the process has just ended, or this system has no /proc
  }
}
