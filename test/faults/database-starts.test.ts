import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'
import { openClient } from '../cloud/database/harness'
import { SCHEMAS } from './database-starter'

const ROUNDS = process.env.FAULTS_FULL === '1' ? 20 : 4
/** What an import takes in at once. */
const BLOCK = 5000
const IMPORTED = 12_000

const starter = require.resolve('./database-starter.ts')

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'database-starts-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

// All rounds work in one folder: each begins with what the kill before it left.
test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  'round %i: killed while it starts, imports, resets or closes, the folder opens with whole blocks',
  async (round) => {
    const last = await runUntilKilled(round)
    const db = await openClient(SCHEMAS[1], directory)
    try {
      const count = await db.count('texts')
      expect([0, BLOCK, 2 * BLOCK, IMPORTED]).toContain(count)
      if (last === 'imported') expect([0, IMPORTED]).toContain(count)
      // The index that may have been half built holds all, and only what is there.
      expect(await db.count('texts', { group: { $gte: 0 } })).toBe(count)
      expect(await db.count('texts', { number: { $gte: 0 } })).toBe(count)
    } finally {
      await db.database.stop()
    }
  },
)

/**
 * Kills it some time after one of its steps, in odd rounds again at once while it starts. Returns the last step that
 * it had done.
 */
async function runUntilKilled(round: number): Promise<string | undefined> {
  const steps = await killed(1 + Math.floor(Math.random() * 9), Math.random() * 300)
  return round % 2 === 0
    ? steps.at(-1)
    : ((await killed(0, Math.random() * 600)).at(-1) ?? steps.at(-1))
}

async function killed(afterSteps: number, thenMilliseconds: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', starter, directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<string | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  )
  const kill = () => delay(thenMilliseconds).then(() => child.kill('SIGKILL'))
  const steps: string[] = []
  if (afterSteps === 0) void kill()
  for await (const line of createInterface({ input: child.stdout })) {
    steps.push(line)
    if (steps.length === afterSteps) void kill()
  }
  expect(await ended).toBe('SIGKILL')
  return steps
}

test('a full disk refuses the write, loses nothing before it, and reads go on', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'database-full-'))
  const filler = require.resolve('./database-filler.ts')
  // As on a full disk, no file can grow; 512 or 1,024 bytes a unit, as the shell has it.
  const child = spawn(
    '/bin/sh',
    ['-c', 'ulimit -f 3000; exec "$@"', 'sh', process.execPath, '--import', 'tsx', filler, folder],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  try {
    let out = ''
    for await (const chunk of child.stdout) out += chunk
    const { acknowledged, refused, seen, afterwards } = JSON.parse(out)
    expect(refused).toMatch(/is the disk full\?/)
    expect(seen).toBe(acknowledged)
    expect(afterwards).toBe('the first is read')

    const db = await openClient(SCHEMAS[0], folder)
    expect(await db.count('texts')).toBe(acknowledged)
    expect(await db.count('texts', { number: { $gte: 0 } })).toBe(acknowledged)
    await db.add('texts', { number: -1 })
    await db.database.stop()
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
