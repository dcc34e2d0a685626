import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Document } from '../../local/cloud/ejson'
import { type Client, openClient } from '../cloud/database/harness'
import { hashOf, SCHEMA } from './database-writer'

const ROUNDS = process.env.FAULTS_FULL === '1' ? 20 : 3
/** The kill comes with one of so many first acknowledgements. */
const MOST_ACKNOWLEDGED = 3000

const writer = require.resolve('./database-writer.ts')

let directory: string
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'database-crash-'))
})
afterAll(() => rmSync(directory, { recursive: true, force: true }))

// All rounds write to one folder: each begins with what the kill before it left.
test.each(Array.from({ length: ROUNDS }, (_, round) => round))(
  'round %i: killed under load, it has lost nothing that was acknowledged and kept nothing half',
  async (round) => {
    const acknowledged = await writeUntilKilled(round)
    const db = await openClient(SCHEMA, directory)
    try {
      await expectAcknowledged(db, acknowledged)
      await expectWhole(db)
    } finally {
      await db.database.stop()
    }
  },
)

/** Lets a process write, kills it at a random moment, and returns what it had acknowledged. */
async function writeUntilKilled(round: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, directory, `${round}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<string | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  )
  const lines: string[] = []
  const last = 1 + Math.floor(Math.random() * MOST_ACKNOWLEDGED)
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (lines.length === last) child.kill('SIGKILL')
  }
  expect(await ended).toBe('SIGKILL')
  return lines
}

async function expectAcknowledged(db: Client, lines: string[]): Promise<void> {
  const all = new Map<string, Document[]>()
  for (const name of ['texts', 'counters', 'halves']) all.set(name, await everything(db, name))
  const texts = new Set(all.get('texts')!.map(({ _id }) => _id))
  const halves = new Set(all.get('halves')!.map(({ _id }) => _id))
  const counters = new Map(all.get('counters')!.map(({ _id, value }) => [_id, Number(value)]))
  const removed = new Set(all.get('halves')!.map(({ move }) => `${move}a`))

  const lost = lines.filter((line) => {
    const [what, ...ids] = line.split(' ')
    if (what === 'add') return !texts.has(ids[0])
    // The first of several may have been removed by a move that was not acknowledged any more.
    if (what === 'several') return !ids.every((id) => texts.has(id) || removed.has(id))
    if (what === 'raise') return !(counters.get(ids[0])! >= Number(ids[1]))
    return !(
      halves.has(`${ids[0]}-left`) &&
      halves.has(`${ids[0]}-right`) &&
      !texts.has(`${ids[0]}a`)
    )
  })
  expect(lost).toEqual([])
}

/** Of documents, of requests with several, of transactions and of indexes. */
async function expectWhole(db: Client): Promise<void> {
  const texts = await everything(db, 'texts')
  const halves = await everything(db, 'halves')
  const ids = new Set(texts.map(({ _id }) => String(_id)))
  const moves = new Set(halves.map(({ move }) => String(move)))

  expect(texts.filter(({ body, hash }) => hashOf(String(body)) !== hash)).toEqual([])
  expect(halves).toHaveLength(2 * moves.size)
  for (const move of moves) expect([move, ids.has(`${move}a`)]).toEqual([move, false])
  for (const id of ids)
    if (id.endsWith('b')) expect([id, ids.has(`${id.slice(0, -1)}c`)]).toEqual([id, true])

  for (const { _id, hash, writer: by } of texts.slice(0, 200)) {
    expect(await db.get('texts', { hash })).toMatchObject([{ _id }])
    expect(await db.count('texts', { writer: by })).toBe(
      texts.filter((other) => other.writer === by).length,
    )
  }
  expect(await db.count('texts', { writer: { $gte: 0 } })).toBe(texts.length)
  for (const move of [...moves].slice(0, 200)) expect(await db.count('halves', { move })).toBe(2)
}

async function everything(db: Client, collection: string): Promise<Document[]> {
  const documents: Document[] = []
  for await (const line of db.database.exportLines(collection))
    documents.push(JSON.parse(line, unwrapped) as Document)
  return documents
}

/** Numbers of canonical EJSON as numbers. */
function unwrapped(_key: string, value: unknown): unknown {
  const text = (value as { $numberInt?: string } | null)?.$numberInt
  return text === undefined ? value : Number(text)
}
