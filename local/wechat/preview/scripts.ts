import { spawn } from 'node:child_process'

/**
 * Runs one of the project's own scripts (TypeScript) in a process of its own, because the tools of `local/` know
 * no project. Resolves with what it printed; rejects with what it complained about.
 */
export function runScript(script: string, args: string[] = []): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', script, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let printed = ''
    let complained = ''
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString()
    })
    child.stderr.on('data', (chunk: Buffer) => {
      complained += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(printed)
      else reject(new Error(`${script} ended with ${code}:\n${complained || printed}`))
    })
  })
}
