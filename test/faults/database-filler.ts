import { openClient } from '../cloud/database/harness'
import { SCHEMAS } from './database-starter'

/*
 * Writes to the database in the folder given until a write is refused, and prints as JSON what was acknowledged and
 * what can be read then. Started by database-starts.test.ts, with a limit on the size of files.
 */

async function main(directory: string): Promise<void> {
  const db = await openClient(SCHEMAS[0], directory)
  let acknowledged = 0
  let refused = ''
  const text = 'x'.repeat(20_000)
  while (refused === '')
    try {
      await db.add('texts', { _id: `text ${acknowledged}`, number: acknowledged, text })
      acknowledged++
    } catch (error) {
      refused = error instanceof Error ? error.message : String(error)
    }
  const seen = await db.count('texts')
  const [first] = await db.get('texts', { number: 0 })
  const afterwards = first === undefined ? 'nothing is read' : 'the first is read'
  console.log(JSON.stringify({ acknowledged, refused, seen, afterwards }))
  await db.database.stop()
}

main(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})
