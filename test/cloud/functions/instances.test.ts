import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { openSandbox, type Sandbox } from './sandbox'

/** Polls, so that no test waits longer than it has to; fails by the test's own timeout. */
async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}

function isRunning(pid: number) {
  if (!existsSync(`/proc/${pid}/stat`)) return false
  return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

/** Ids of the function processes that this process has started. */
function functionProcesses() {
  return readdirSync('/proc/self/task')
    .flatMap((thread) => readFileSync(`/proc/self/task/${thread}/children`, 'utf8').split(' '))
    .filter((pid) => pid !== '' && isRunning(Number(pid)))
    .filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('function-process'))
    .map(Number)
}

const COUNTER = `
  let calls = 0
  exports.main = async ({ wait = 0 }) => {
    await new Promise((resolve) => setTimeout(resolve, wait))
    return { pid: process.pid, calls: ++calls }
  }`

interface Counted {
  pid: number
  calls: number
}

describe('instances', () => {
  let sandbox: Sandbox | undefined

  async function open(...options: Parameters<typeof openSandbox>) {
    sandbox = await openSandbox(...options)
    return sandbox
  }
  afterEach(async () => {
    await sandbox?.close()
    sandbox = undefined
  })

  async function count(event = {}): Promise<Counted> {
    const answer = await sandbox!.call('counter', event)
    if ('error' in answer) throw new Error(answer.error.message)
    return answer.result as Counted
  }

  test('a warm instance is used again and keeps what its module holds', async () => {
    await open({ counter: COUNTER })
    const first = await count()
    const second = await count()
    expect(second).toEqual({ pid: first.pid, calls: 2 })
  })

  test('50 calls at a time share 4 instances, each of which runs one at a time', async () => {
    await open({
      counter: `
        let running = 0
        exports.main = async ({ number }) => {
          const together = ++running
          await new Promise((resolve) => setTimeout(resolve, 5))
          running--
          return { pid: process.pid, number, together }
        }`,
    })
    const calls = Array.from({ length: 50 }, (_, number) => count({ number }))
    const answers = (await Promise.all(calls)) as unknown as {
      pid: number
      number: number
      together: number
    }[]
    expect(answers.map((answer) => answer.number)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    expect(new Set(answers.map((answer) => answer.pid)).size).toBe(4)
    expect(answers.every((answer) => answer.together === 1)).toBe(true)
  })

  test('calls beyond the limit are refused, those within it are answered', async () => {
    await open({ counter: COUNTER }, { limits: { instances: 1, concurrency: 3 } })
    const answers = await Promise.all([1, 2, 3, 4].map(() => sandbox!.call('counter')))
    expect(answers.slice(0, 3)).toEqual([1, 2, 3].map(() => ({ result: expect.anything() })))
    expect(answers[3]).toEqual({
      error: { code: 'EXCEED_CONCURRENT_REQUEST_LIMIT', message: expect.any(String) },
    })
  })

  test('functions that call functions do not wait for one another for ever', async () => {
    await open(
      {
        outer: `
          const cloud = require('wx-server-sdk')
          cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
          exports.main = async ({ depth }) => depth === 0 ? 'deep'
            : (await cloud.callFunction({ name: 'outer', data: { depth: depth - 1 } })).result`,
      },
      { limits: { instances: 2 } },
    )
    const answers = await Promise.all([1, 2, 3, 4].map(() => sandbox!.call('outer', { depth: 2 })))
    expect(answers).toEqual([1, 2, 3, 4].map(() => ({ result: 'deep' })))
  })

  test('what one instance does to its environment no other one sees', async () => {
    await open({
      environment: `
        exports.main = async ({ set }) => {
          if (set) { process.env.MARK = set; global.mark = set; Object.prototype.mark = set }
          await new Promise((resolve) => setTimeout(resolve, 100))
          return [process.env.MARK, global.mark, {}.mark].map(String)
        }`,
    })
    const [marked, other] = await Promise.all([
      sandbox!.call('environment', { set: 'here' }),
      sandbox!.call('environment'),
    ])
    expect(marked).toEqual({ result: ['here', 'here', 'here'] })
    expect(other).toEqual({ result: ['undefined', 'undefined', 'undefined'] })
    expect([process.env.MARK, ({} as { mark?: string }).mark]).toEqual([undefined, undefined])
  })

  test('an instance without work retires', async () => {
    await open({ counter: COUNTER }, { limits: { idle: 20 } })
    const { pid } = await count()
    await until(() => !isRunning(pid))
    expect(sandbox!.functions.list()).toMatchObject([{ name: 'counter', instances: 0 }])
    expect((await count()).calls).toBe(1)
  })

  test('an instance that dies while it has no work is replaced', async () => {
    await open({ counter: COUNTER })
    const { pid } = await count()
    process.kill(pid, 'SIGKILL')
    await until(() => sandbox!.functions.list()[0]?.instances === 0)
    expect((await count()).pid).not.toBe(pid)
  })

  test('a cold call takes the spare process, and another one takes its place', async () => {
    await open({ counter: COUNTER }, { spares: 1 })
    await until(() => functionProcesses().length === 1)
    const [spare] = functionProcesses()
    expect((await count()).pid).toBe(spare)
    await until(() => functionProcesses().length === 2)
  })

  test('the clock of the environment is seen at once, by warm instances and in mid-call', async () => {
    await open({
      now: `
        exports.main = async ({ until }) => {
          while (until && Date.now() < until) await new Promise((go) => setTimeout(go, 5))
          return [Date.now(), new Date().getTime(), Date.parse(Date()), new Date(0).getTime(),
            new Date() instanceof Date, new Date().constructor === Date,
            new (class extends Date {})().getTime(), Date.UTC(1970, 0, 2)]
        }`,
    })
    const look = async (event = {}) =>
      ((await sandbox!.call('now', event)) as { result: (number | boolean)[] }).result
    await look()
    const new2030 = Date.UTC(2030, 0, 1)
    sandbox!.clock.set(new2030)
    const [now, date, text, epoch, isDate, constructed, subclass, utc] = await look()
    for (const seen of [now, date, text, subclass]) {
      expect(Math.abs(Number(seen) - new2030)).toBeLessThan(90_000)
    }
    expect([epoch, isDate, constructed, utc]).toEqual([0, true, true, 86_400_000])

    const waiting = look({ until: new2030 + 86_400_000 })
    await until(() => sandbox!.functions.list()[0]?.calls === 1)
    sandbox!.clock.advance(86_400_000)
    expect(Number((await waiting)[0])).toBeGreaterThanOrEqual(new2030 + 86_400_000)

    sandbox!.clock.set(undefined)
    expect(Math.abs(Number((await look())[0]) - Date.now())).toBeLessThan(90_000)
  })

  test('new code is used by the next call, while a running one ends on the old', async () => {
    const version = (text: string) => `
      const part = require('./lib/part')
      exports.main = async ({ wait = 0 }) => {
        await new Promise((resolve) => setTimeout(resolve, wait))
        return '${text} ' + part
      }`
    const files = (text: string) => ({
      'index.js': version(text),
      'lib/part.js': `module.exports = '${text}'`,
    })
    await open({ versioned: files('old') })
    expect(await sandbox!.call('versioned')).toEqual({ result: 'old old' })
    const running = sandbox!.call('versioned', { wait: 300 })
    await until(() => sandbox!.functions.list()[0]?.calls === 1)
    sandbox!.write('versioned', files('new'))
    expect(await sandbox!.call('versioned')).toEqual({ result: 'new new' })
    expect(await running).toEqual({ result: 'old old' })
    sandbox!.write('versioned', { 'lib/part.js': 'module.exports = "newer"' })
    expect(await sandbox!.call('versioned')).toEqual({ result: 'new newer' })
    sandbox!.write('added', 'exports.main = () => "added"')
    expect(await sandbox!.call('added')).toEqual({ result: 'added' })
  })

  test('killing a call ends its process; others and the next call go on', async () => {
    await open({ counter: COUNTER })
    const doomed = sandbox!.functions.invoke(
      'counter',
      { wait: 60_000 },
      {},
      { invocationId: 'doomed' },
    )
    const other = count({ wait: 300 })
    await until(() => sandbox!.functions.kill('doomed'))
    expect(await doomed).toEqual({
      error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: '137 code exit unexpected' },
    })
    expect((await other).calls).toBe(1)
    expect(await count()).toEqual({ pid: (await other).pid, calls: 2 })
    expect(sandbox!.functions.kill('doomed')).toBe(false)
  })

  test('a reset forgets warm instances and ends running calls', async () => {
    await open({ counter: COUNTER })
    const { pid } = await count()
    const running = sandbox!.call('counter', { wait: 60_000 })
    await until(() => sandbox!.functions.list()[0]?.calls === 1)
    sandbox!.functions.reset()
    expect(await running).toMatchObject({ error: { code: 'FUNCTIONS_EXECUTE_FAIL' } })
    const after = await count()
    expect(after.calls).toBe(1)
    expect(after.pid).not.toBe(pid)
  })

  test('after stop no process is left and no call is taken', async () => {
    await open({ counter: COUNTER }, { spares: 1 })
    const { pid } = await count()
    const running = sandbox!.call('counter', { wait: 60_000 })
    await until(() => sandbox!.functions.list()[0]?.calls === 1)
    await sandbox!.functions.stop()
    expect(isRunning(pid)).toBe(false)
    expect(await running).toMatchObject({ error: { code: 'FUNCTIONS_EXECUTE_FAIL' } })
    expect(await sandbox!.call('counter')).toMatchObject({ error: expect.anything() })
  })

  test('when the parent is killed, its processes end, even one in an endless loop', async () => {
    await open({
      loop: 'exports.main = () => { console.log(process.pid); while (true) {} }',
      idle: 'exports.main = () => { console.log(process.pid) }',
    })
    const parent = path.resolve(__dirname, '../../../local/cloud')
    const script = `
      const { createFunctions } = require('${parent}/functions/functions.ts')
      const { createClock } = require('${parent}/clock.ts')
      const functions = createFunctions({
        directory: '${sandbox!.directory}', clock: createClock(), envId: 'e', log: console.log, spares: 0,
        schema: { envId: 'e', functionRoot: '', collections: [], functions: [
          { name: 'loop', handler: 'index.main', timeout: 60, memorySize: 256, envVariables: {} }] },
        endpoint: () => '', credentials: { secretId: '', secretKey: '' } })
      functions.invoke('idle', {}, {}).then(() => functions.invoke('loop', {}, {}))`
    const child = spawn(process.execPath, ['--require', 'tsx/cjs', '--eval', script], {
      cwd: parent,
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
    })
    const pids = () => [...output.matchAll(/\[\w+ \w+\] (\d+)/g)].map((match) => Number(match[1]))
    await until(() => pids().length === 2)
    expect(pids().every(isRunning)).toBe(true)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await until(() => !pids().some(isRunning))
  })

  test('what a function has started ends with its instance', async () => {
    await open(
      {
        starts: `
          const { spawn } = require('node:child_process')
          exports.main = ({ wait }) => {
            const { pid } = spawn('sleep', ['1000'], { stdio: 'inherit' })
            console.log(pid)
            return wait ? new Promise(() => undefined) : pid
          }`,
      },
      { schema: [{ name: 'starts', timeout: 1 }], limits: { instances: 2 } },
    )
    const answer = (await sandbox!.call('starts')) as { result: number }
    expect(isRunning(answer.result)).toBe(true)
    const timedOut = await sandbox!.call('starts', { wait: true })
    expect(timedOut).toMatchObject({ error: { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED' } })
    const pids = sandbox!.lines.map((line) => Number(line.split(' ').pop()))
    expect(pids).toHaveLength(2)
    await until(() => !pids.some(isRunning))
  })

  test('a function that calls itself without end is refused at some depth, and others go on', async () => {
    await open(
      {
        endless: `
          const cloud = require('wx-server-sdk')
          cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
          exports.main = async ({ depth }) => {
            try {
              return (await cloud.callFunction({ name: 'endless', data: { depth: depth + 1 } })).result
            } catch (error) {
              return [depth, error.errMsg ?? error.message]
            }
          }`,
        counter: COUNTER,
      },
      { schema: [{ name: 'endless', timeout: 60 }], limits: { nesting: 3 } },
    )
    const [deep, other] = await Promise.all([sandbox!.call('endless', { depth: 0 }), count()])
    expect(deep).toEqual({ result: [3, expect.stringContaining('more than 3 functions wait')] })
    expect(other.calls).toBe(1)
  })

  test('200 calls at a time, and new code in the middle of them: each is answered by one version', async () => {
    const version = (number: number) =>
      `exports.main = async () => { await new Promise(setImmediate); return ${number} }`
    await open({ counter: version(0) })
    const answers: Promise<unknown>[] = []
    for (let number = 0; number <= 4; number++) {
      sandbox!.write('counter', version(number))
      for (let call = 0; call < 40; call++) answers.push(sandbox!.call('counter'))
      await Promise.race(answers.slice(-40))
    }
    const results = (await Promise.all(answers)).map(
      (answer) => (answer as { result: number }).result,
    )
    results.forEach((result, call) => {
      // Never older code than there was when the call came.
      expect(result).toBeGreaterThanOrEqual(Math.floor(call / 40))
      expect(result).toBeLessThanOrEqual(4)
    })
    expect(await sandbox!.call('counter')).toEqual({ result: 4 })
  })
})

describe('what functions print', () => {
  let sandbox: Sandbox
  beforeAll(async () => {
    sandbox = await openSandbox({
      talks: `exports.main = async ({ lines, die }) => {
        for (let i = 0; i < lines; i++) (i % 2 ? console.error : console.log)('line ' + i)
        process.stdout.write('no newline at the end')
        if (die) process.exit(3)
      }`,
      throws: 'exports.main = () => { throw new Error("seen in the log") }',
      objects: 'exports.main = () => { console.log("党员", { a: [1] }); console.warn("careful") }',
    })
  })
  afterAll(() => sandbox.close())
  beforeEach(() => {
    sandbox.lines.length = 0
  })

  test.each([{ die: false }, { die: true }])(
    'every line, in order, tagged, before the call ends (%j)',
    async ({ die }) => {
      const call = { invocationId: die ? 'dying' : 'living' }
      await sandbox.functions.invoke('talks', { lines: 500, die }, {}, call)
      expect(sandbox.lines).toEqual(
        [...Array.from({ length: 500 }, (_, i) => `line ${i}`), 'no newline at the end'].map(
          (line) => `[talks ${call.invocationId}] ${line}`,
        ),
      )
    },
  )

  test('lines of calls that run together carry their own call', async () => {
    const ids = ['a', 'b', 'c']
    await Promise.all(
      ids.map((invocationId) =>
        sandbox.functions.invoke('talks', { lines: 50 }, {}, { invocationId }),
      ),
    )
    for (const id of ids) {
      expect(sandbox.lines.filter((line) => line.startsWith(`[talks ${id}] line`))).toHaveLength(50)
    }
  })

  test('an error that a function throws is logged', async () => {
    await sandbox.functions.invoke('throws', {}, {}, { invocationId: 'id' })
    expect(sandbox.lines[0]).toBe('[throws id] Error: seen in the log')
  })

  test('output without end fills neither the log nor the memory, and the call ends at its timeout', async () => {
    const limits = { output: 100_000 }
    const loud = await openSandbox(
      {
        lines: `exports.main = async () => {
          while (true) await new Promise((go) => process.stdout.write('x'.repeat(999) + '\\n', go))
        }`,
        line: `exports.main = async () => {
          while (true) await new Promise((go) => process.stdout.write('x'.repeat(9999), go))
        }`,
        after: 'exports.main = ({ n }) => { process.stdout.write("y".repeat(n)); return "said" }',
      },
      { schema: ['lines', 'line'].map((name) => ({ name, timeout: 1 })), limits },
    )
    try {
      for (const name of ['lines', 'line']) {
        loud.lines.length = 0
        expect(await loud.call(name)).toMatchObject({
          error: { code: 'FUNCTIONS_TIME_LIMIT_EXCEEDED' },
        })
        expect(loud.lines.join('').length).toBeLessThan(300_000)
        expect(loud.lines.at(-1)).toContain('more than 100000 characters: the rest is left out')
      }
      // The mark at the end of a call's output is found wherever a long line is cut.
      for (const n of [0, 65_531, 65_532, 65_535, 65_536, 65_537, 200_000])
        expect(await loud.call('after', { n })).toEqual({ result: 'said' })
    } finally {
      await loud.close()
    }
  })

  test('all of console works as in Node', async () => {
    await sandbox.functions.invoke('objects', {}, {}, { invocationId: 'id' })
    expect(sandbox.lines).toEqual(['[objects id] 党员 { a: [ 1 ] }', '[objects id] careful'])
  })
})
