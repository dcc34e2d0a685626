import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { load, spread, timed } from '../measure'
import { type Row, rounded, type Section } from '../section'
import { type Server, startServer, temporaryFolder, writeSchema } from './server'

const CODE = `
const cloud = require('wx-server-sdk')
cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
exports.main = async ({ read }) => read && cloud.database().collection('people').limit(1).get()
`
const COLD_CALLS = 5
const WARM_CALLS = 1000

/** How long a call of a cloud function takes, the way over HTTP included. */
export const functions: Section = {
  name: 'functions',
  title: 'Calls of cloud functions that use wx-server-sdk',
  async run() {
    const folder = temporaryFolder()
    const names = Array.from({ length: 2 * COLD_CALLS }, (_, i) => `function${i}`)
    for (const name of names) {
      mkdirSync(join(folder.path, name))
      writeFileSync(join(folder.path, name, 'index.js'), CODE)
    }
    const schema = writeSchema(folder.path, { collections: [{ collectionName: 'people' }] })
    const server = await startServer('--schema', schema, '--functions', folder.path, '--memory')
    try {
      const spared: number[] = []
      for (const name of names.slice(0, COLD_CALLS)) {
        // Until the environment has a process ready for the next function, as it has after any pause.
        await wait(1500)
        spared.push(await timed(() => call(server, name)))
      }
      await call(server, names[COLD_CALLS] ?? '')
      const unspared: number[] = []
      for (const name of names.slice(COLD_CALLS + 1))
        unspared.push(await timed(() => call(server, name)))

      const rows: Row[] = [
        { what: 'cold, a process waiting', 'median ms': rounded(spread(spared).median) },
        { what: 'cold, one after the other', 'median ms': rounded(spread(unspared).median) },
      ]
      for (const [what, event] of [
        ['warm, doing nothing', {}],
        ['warm, one read', { read: true }],
      ] as const) {
        await load(1, 100, () => call(server, 'function0', event))
        const { perSecond, median, p99 } = await load(1, WARM_CALLS, () =>
          call(server, 'function0', event),
        )
        rows.push({
          what,
          'median ms': rounded(median),
          'p99 ms': rounded(p99),
          'per second': Math.round(perSecond),
        })
      }
      return rows
    } finally {
      await server.stop()
      folder.remove()
    }
  },
}

async function call(server: Server, name: string, event: object = {}): Promise<void> {
  const answer = await fetch(`${server.url}/_local/functions/${name}`, {
    method: 'POST',
    body: JSON.stringify(event),
  })
  const text = await answer.text()
  if (!text.startsWith('{"result"')) throw new Error(text)
}
