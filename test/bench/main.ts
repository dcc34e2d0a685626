import { parseArgs } from 'node:util'
import { functions } from './cloud/functions'
import { queries } from './cloud/queries'
import { requests } from './cloud/requests'
import { start } from './cloud/start'
import { company } from './company/company'
import { type Row, type Section, table } from './section'

const SECTIONS: Section[] = [requests, queries, functions, start, company]

const HELP = `Measures. Prints tables, or JSON with --json.

  npm run bench -- [--json] [SECTION …]

Sections: ${SECTIONS.map(({ name }) => name).join(', ')}; all of them when none is named.`

main().catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  const unknown = positionals.filter((name) => !SECTIONS.some((section) => section.name === name))
  if (values.help || unknown.length > 0) {
    console.log(HELP)
    process.exit(values.help ? 0 : 1)
  }
  const results: Record<string, Row[]> = {}
  for (const section of SECTIONS) {
    if (positionals.length > 0 && !positionals.includes(section.name)) continue
    const rows = await section.run()
    results[section.name] = rows
    if (!values.json) console.log(`${section.title}\n\n${table(rows)}\n`)
  }
  if (values.json) console.log(JSON.stringify(results, undefined, 2))
  // The SDK's connections would keep the process for some seconds.
  process.exit(0)
}
