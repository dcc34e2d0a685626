import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sdk, send } from './door'

const ROOT = resolve(__dirname, '../../..')

let folder: string
const running = new Set<ChildProcess>()

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'command-line-test-'))
})
afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

interface Ended {
  code: number | null
  out: string
  err: string
}

/** Runs the command; gives its first line as soon as it is there, and how it ended. */
function run(...args: string[]): {
  child: ChildProcess
  ready: Promise<string>
  ended: Promise<Ended>
} {
  const child = spawn(
    process.execPath,
    ['--import', require.resolve('tsx'), join(ROOT, 'local/cloud/main.ts'), ...args],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  running.add(child)
  let out = ''
  let err = ''
  child.stderr?.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise<Ended>((done) =>
    child.on('close', (code) => {
      running.delete(child)
      done({ code, out, err })
    }),
  )
  const ready = new Promise<string>((done, fail) => {
    child.stdout?.on('data', (chunk) => {
      out += chunk
      const end = out.indexOf('\n')
      if (end !== -1) done(out.slice(0, end))
    })
    void ended.then(() => fail(new Error(`ended before it was ready: ${err}`)))
  })
  ready.catch(() => undefined)
  return { child, ready, ended }
}

function portIn(line: string): number {
  return Number(/http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1])
}

test('--help says what there is', async () => {
  const { code, out } = await run('--help').ended
  expect(code).toBe(0)
  for (const option of ['functions', 'schema', 'data', 'memory', 'port', 'env'])
    expect(out).toContain(`--${option} `)
})

test('serves the folders it is given, says so in one line, and keeps the data', async () => {
  mkdirSync(join(folder, 'built', 'hello'), { recursive: true })
  writeFileSync(
    join(folder, 'built', 'hello', 'index.js'),
    'exports.main = (e) => { console.log("noted"); return e.name }',
  )
  const schema = { functionRoot: 'built', collections: [{ collectionName: 'people' }] }
  writeFileSync(join(folder, 'cloudbaserc.json'), JSON.stringify(schema))

  const first = run('--env', 'door-test', '--data', 'kept')
  const line = await first.ready
  expect(line).toMatch(
    /^door-test at http:\/\/127\.0\.0\.1:\d+ · functions from built · data in kept$/,
  )
  const key = { secretId: 'local-id', secretKey: 'local-key' }
  await sdk(portIn(line), key).database().collection('people').add({ _id: 'li' })
  const answer = await send(portIn(line), { path: '/_local/functions/hello' }, '{"name":"li"}')
  expect(JSON.parse(answer.text)).toEqual({ result: 'li' })
  first.child.kill('SIGTERM')
  const { code, out, err } = await first.ended
  expect({ code, err }).toEqual({ code: 0, err: '' })
  expect(out).toMatch(/\[hello \w+\] noted/)

  const second = run('--env', 'door-test', '--data', 'kept')
  const port = portIn(await second.ready)
  const people = sdk(port, key).database().collection('people')
  expect((await people.doc('li').get()).data).toEqual([{ _id: 'li' }])
  second.child.kill('SIGINT')
  expect((await second.ended).code).toBe(0)
})

describe('says in a sentence what is wrong, and ends with 1:', () => {
  async function complaint(...args: string[]): Promise<string> {
    const { code, out, err } = await run(...args).ended
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).not.toContain('    at ')
    return err
  }

  test('a port in use', async () => {
    const server = createServer()
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as { port: number }
    expect(await complaint('--memory', '--port', String(port))).toBe(
      `Port ${port} is in use; choose another with --port.\n`,
    )
    await new Promise((done) => server.close(done))
  })

  test('a data folder in use', async () => {
    const { child, ready, ended } = run('--data', 'kept')
    await ready
    expect(await complaint('--data', 'kept')).toMatch(/^The data folder .*kept.* is in use .*\.\n$/)
    child.kill('SIGTERM')
    await ended
  })

  test('a data folder from a newer version', async () => {
    const { child, ready, ended } = run('--data', 'kept')
    await ready
    child.kill('SIGTERM')
    await ended
    const file = join(folder, 'kept', 'database', 'format.json')
    const { format } = JSON.parse(readFileSync(file, 'utf8'))
    writeFileSync(file, JSON.stringify({ format: format + 1 }))
    expect(await complaint('--data', 'kept')).toMatch(/^The data folder .* newer version .*\.\n$/)
  })

  test.each([
    [['--port', '99999'], /^--port 99999 is not a port: .*\.\n$/],
    [['--port', 'eighty'], /^--port eighty is not a port: .*\.\n$/],
    [['--memory', '--data', 'x'], /^Either --memory or --data, not both\.\n$/],
    [['--functions', 'nowhere'], /^The functions folder .*nowhere does not exist\.\n$/],
    [['--schema', 'nowhere.json'], /^The schema .*nowhere\.json cannot be read: .*\.\n$/],
    [['--colour'], /^Unknown option '--colour'/],
  ])('%j', async (args, expected) => {
    expect(await complaint(...args)).toMatch(expected)
  })
})
