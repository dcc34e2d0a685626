import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import tcb from '@cloudbase/node-sdk'

/** An environment in a process of its own, with its data on disk. */
export interface Server {
  url: string
  /** Milliseconds from the start of the process until it said that it is ready. */
  readyAfter: number
  stop(): Promise<void>
}

/** Starts `npm run cloud` with these arguments. */
export async function startServer(...args: string[]): Promise<Server> {
  const began = performance.now()
  const child = spawn(
    process.execPath,
    [
      '--import',
      require.resolve('tsx'),
      resolve(__dirname, '../../../local/cloud/main.ts'),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const line = await firstLine(child)
  const url = /http:\/\/[\d.:]+/.exec(line)?.[0]
  if (url === undefined) throw new Error(`The environment said: ${line}`)
  return {
    url,
    readyAfter: performance.now() - began,
    stop: () =>
      new Promise((done) => {
        child.once('close', () => done())
        child.kill('SIGTERM')
      }),
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((done, fail) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end !== -1) done(text.slice(0, end))
    })
    child.once('close', (code) => fail(new Error(`The environment ended with ${code}.`)))
  })
}

/** A folder that `remove` deletes. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'bench-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Writes a `cloudbaserc.json` into the folder. */
export function writeSchema(folder: string, schema: object): string {
  const file = join(folder, 'cloudbaserc.json')
  writeFileSync(file, JSON.stringify({ envId: 'bench-test', ...schema }))
  return file
}

/** The SDK as a process outside a function uses it. */
export function connect(server: Server): ReturnType<typeof tcb.init> {
  // Without these the SDK asks for Tencent's machines before each request, and warns of slow requests.
  process.env.TENCENTCLOUD = 'true'
  process.env.SILENCE = 'true'
  return tcb.init({
    env: 'bench-test',
    secretId: 'local-id',
    secretKey: 'local-key',
    serviceUrl: `${server.url}/admin`,
  })
}

/** Brings documents into a collection, one JSON text a line. */
export async function importLines(
  server: Pick<Server, 'url'>,
  collection: string,
  lines: Iterable<string>,
): Promise<void> {
  const answer = await fetch(`${server.url}/_local/import?collection=${collection}`, {
    method: 'POST',
    body: [...lines].join('\n'),
  })
  if (!answer.ok) throw new Error(await answer.text())
}
