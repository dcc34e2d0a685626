/**
 * The fast gates: types, lint and format, layering, dead code and unused dependencies.
 * All run even when one fails, two at a time; the exit code is 1 if any failed.
 */
import { spawn } from 'node:child_process'

const gates = [
  ['types', 'tsc', ['-p', 'tsconfig.json']],
  ['types of the mini-program', 'tsc', ['-p', 'miniprogram/tsconfig.json']],
  ['types of the browser runtime', 'tsc', ['-p', 'local/wechat/runtime/tsconfig.json']],
  ['lint and format', 'biome', ['check', '.']],
  [
    'layering',
    'depcruise',
    [
      '--config',
      '.dependency-cruiser.cjs',
      'cloudfunctions',
      'local',
      'miniprogram',
      'ops',
      'test',
      'typings',
    ],
  ],
  ['dead code and unused dependencies', 'knip', []],
]

const started = Date.now()
const waiting = [...gates]
let failed = 0

async function worker() {
  for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
    const [name, command, args] = gate
    const { code, output } = await run(command, args)
    if (code !== 0) failed += 1
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`)
    if (code !== 0) console.log(output.trimEnd())
  }
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    child.stderr.on('data', (chunk) => {
      output += chunk
    })
    child.on('error', (error) => resolve({ code: 1, output: `${command}: ${error.message}` }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

await Promise.all([worker(), worker()])
console.log(
  `check: ${failed === 0 ? 'all gates pass' : `${failed} of ${gates.length} gates fail`} (${((Date.now() - started) / 1000).toFixed(1)} s)`,
)
process.exit(failed === 0 ? 0 : 1)
