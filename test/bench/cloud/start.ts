import { resolve } from 'node:path'
import { startCloud } from '../../../local/cloud/cloud'
import { readSchema } from '../../../local/cloud/schema'
import { generateCompany } from '../../../local/demo/company'
import { documentsOf } from '../../../local/demo/documents'
import { spread, timed } from '../measure'
import { type Row, rounded, type Section } from '../section'
import { importLines, startServer, temporaryFolder } from './server'

const SCHEMA = resolve(__dirname, '../../../cloudbaserc.json')
const REPEATS = 7

/** How long it takes until an environment answers. */
export const start: Section = {
  name: 'start',
  title: 'Start of an environment with this product’s schema',
  async run() {
    const empty = temporaryFolder()
    const full = temporaryFolder()
    try {
      const rows = [
        await measured('in memory'),
        await measured('on disk, empty', (repeat) => `${empty.path}/data${repeat}`),
      ]
      const { documents, seconds } = await fillWithCompany(full.path)
      rows.push({
        ...(await measured('on disk, the full-size company', () => full.path)),
        documents,
        'import s': rounded(seconds),
      })
      return rows
    } finally {
      empty.remove()
      full.remove()
    }
  },
}

/** Both as a test starts it and as the command does, which has to load its code first. */
async function measured(what: string, data?: (repeat: number) => string): Promise<Row> {
  const schema = readSchema(SCHEMA)
  const inProcess: number[] = []
  const asCommand: number[] = []
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    const folder = data?.(repeat)
    let stop: (() => Promise<void>) | undefined
    inProcess.push(
      await timed(async () => {
        stop = (await startCloud({ schema, ...(folder !== undefined && { data: folder }) })).stop
      }),
    )
    await stop?.()
    const server = await startServer(
      '--schema',
      SCHEMA,
      ...(folder === undefined ? ['--memory'] : ['--data', folder]),
    )
    asCommand.push(server.readyAfter)
    await server.stop()
  }
  return {
    what,
    'startCloud ms': rounded(spread(inProcess).median),
    'npm run cloud ms': rounded(spread(asCommand).median),
  }
}

async function fillWithCompany(folder: string): Promise<{ documents: number; seconds: number }> {
  const today = '2026-11-23'
  const company = generateCompany({ size: 'full', today })
  const lines = new Map<string, string[]>()
  function linesOf(collection: string): string[] {
    const known = lines.get(collection) ?? []
    lines.set(collection, known)
    return known
  }
  for (const { collection, document } of documentsOf(company, { today, everyNthNotJoined: 6 }))
    linesOf(collection).push(JSON.stringify(document))
  const server = await startServer('--schema', SCHEMA, '--data', folder)
  let documents = 0
  const milliseconds = await timed(async () => {
    for (const [collection, all] of lines) {
      documents += all.length
      await importLines(server, collection, all)
    }
  })
  await server.stop()
  return { documents, seconds: milliseconds / 1000 }
}
