import { createHash } from 'node:crypto'
import { writeSync } from 'node:fs'
import { createClock } from '../../local/cloud/clock'
import { openDatabase } from '../../local/cloud/database/database'
import { clientOf, schemaOf } from '../cloud/database/harness'

/*
 * Writes without end to the database in the folder given, 20 writers at once, and prints what was
 * acknowledged, a line each:
 *
 *     add ID · several ID ID ID · raise ID VALUE · move NUMBER
 *
 * Started and killed by database-crash.test.ts: `database-writer.ts FOLDER ROUND`.
 */

const WRITERS = 20

export const SCHEMA = schemaOf({
  texts: { writer: 'writer', hash: '!hash' },
  counters: {},
  halves: { move: 'move' },
})

/** A text that a part of it would betray: its hash is kept beside it. */
function text(id: string): { _id: string; body: string; hash: string } {
  const body = `${id} ${'text '.repeat(20 + (id.length % 7) * 200)}`
  return { _id: id, body, hash: hashOf(body) }
}

export function hashOf(body: string): string {
  return createHash('sha256').update(body).digest('hex')
}

async function main(directory: string, round: string): Promise<void> {
  const clock = createClock()
  const db = clientOf(await openDatabase({ directory, schema: SCHEMA, clock }), clock)
  // A line is in the pipe when this returns, so a kill cannot take it back.
  const acknowledge = (line: string) => writeSync(1, `${line}\n`)

  async function write(writer: number): Promise<never> {
    const counter = `counter-${round}-${writer}`
    await db.set('counters', counter, { value: 0 })
    for (let step = 1; ; step++) {
      const id = `${round}-${writer}-${step}`
      await db.add('texts', { ...text(id), writer })
      acknowledge(`add ${id}`)

      const several = ['a', 'b', 'c'].map((letter) => `${id}${letter}`)
      await db.add('texts', ...several.map((one) => ({ ...text(one), writer })))
      acknowledge(`several ${several.join(' ')}`)

      await db.update('counters', { _id: counter }, { $inc: { value: 1 } })
      acknowledge(`raise ${counter} ${step}`)

      const inside = await db.begin()
      await db.set('halves', `${id}-left`, { move: id, amount: -step }, inside)
      await db.set('halves', `${id}-right`, { move: id, amount: step }, inside)
      await db.remove('texts', { _id: `${id}a` }, inside)
      await db.commit(inside)
      acknowledge(`move ${id}`)
    }
  }
  await Promise.all(Array.from({ length: WRITERS }, (_, writer) => write(writer)))
}

if (require.main === module) {
  const [directory, round] = process.argv.slice(2)
  main(directory!, round!).catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
}
