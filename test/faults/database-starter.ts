import { writeSync } from 'node:fs'
import { createClock } from '../../local/cloud/clock'
import { openDatabase } from '../../local/cloud/database/database'
import { clientOf, schemaOf } from '../cloud/database/harness'

/*
 * Opens the database in the folder given, in turn with and without an index, imports, resets and closes it, without
 * end, and prints what was acknowledged, a line each: `opened` · `imported` · `reset` · `closed`.
 *
 * Started and killed by database-starts.test.ts: `database-starter.ts FOLDER`.
 */

const IMPORTED = 12_000

export const SCHEMAS = [
  schemaOf({ texts: { number: '!number' } }),
  schemaOf({ texts: { number: '!number', group: 'group' } }),
] as const

function* lines(): Iterable<string> {
  for (let number = 0; number < IMPORTED; number++)
    yield JSON.stringify({ _id: `text ${number}`, number, group: number % 7 })
}

async function main(directory: string): Promise<never> {
  // A line is in the pipe when this returns, so a kill cannot take it back.
  const say = (line: string) => writeSync(1, `${line}\n`)
  for (let turn = 0; ; turn++) {
    const clock = createClock()
    const schema = SCHEMAS[turn % 2 === 0 ? 0 : 1]
    const db = clientOf(await openDatabase({ directory, schema, clock }), clock)
    say('opened')
    await db.database.importLines('texts', lines())
    say('imported')
    if (turn % 3 === 2) {
      db.database.reset()
      say('reset')
    }
    await db.database.stop()
    say('closed')
  }
}

if (require.main === module)
  main(process.argv[2] ?? '').catch((error: unknown) => {
    console.error(error)
    process.exit(1)
  })
