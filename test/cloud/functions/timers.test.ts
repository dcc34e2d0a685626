import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Clock, createClock } from '../../../local/cloud/clock'
import { createTimers, MOST_PER_JUMP, type Timers } from '../../../local/cloud/timers/timers'
import { openSandbox } from './sandbox'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}+08:00`)
const trigger = (config: unknown, name = 'tick') =>
  JSON.stringify({ triggers: [{ name, type: 'timer', config }] })

/** Polls, so that no test waits longer than it has to; fails by the test's own timeout. */
async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5))
}

describe('timers', () => {
  let directory: string
  let clock: Clock
  let timers: Timers
  let names: string[]
  let calls: { name: string; time: string; source: string }[]
  let lines: string[]
  /** Called for each call before it ends. */
  let during: (name: string) => Promise<unknown>

  function write(name: string, config: string) {
    if (!names.includes(name)) names.push(name)
    mkdirSync(path.join(directory, name), { recursive: true })
    writeFileSync(path.join(directory, name, 'config.json'), config)
  }

  function start(configs: Record<string, string>, now = '2026-11-23 10:00:30') {
    for (const [name, config] of Object.entries(configs)) write(name, config)
    clock.set(at(now))
    timers = createTimers({
      clock,
      directory,
      log: (line) => lines.push(line),
      functions: {
        list: () => names.map((name) => ({ name })),
        async invoke(name, event, { source }) {
          const { Time: time } = event as { Time: string }
          calls.push({ name, time, source })
          await during(name)
          return name === 'fails'
            ? { error: { code: 'FUNCTIONS_EXECUTE_FAIL', message: 'went wrong' } }
            : { result: null }
        },
      },
    })
  }

  beforeEach(() => {
    directory = mkdtempSync(path.join(tmpdir(), 'timers-'))
    clock = createClock()
    names = []
    calls = []
    lines = []
    during = () => Promise.resolve()
  })
  afterEach(() => {
    timers?.stop()
    rmSync(directory, { recursive: true, force: true })
  })

  const times = (name: string) => calls.filter((call) => call.name === name).map(({ time }) => time)

  test('strike as real time passes', async () => {
    start({ a: trigger('0 * * * * * *') }, '2026-11-23 10:00:59')
    expect(timers.list()).toEqual([
      {
        functionName: 'a',
        name: 'tick',
        config: '0 * * * * * *',
        next: '2026-11-23T02:01:00.000Z',
      },
    ])
    await until(() => calls.length > 0)
    expect(calls).toEqual([{ name: 'a', time: '2026-11-23T02:01:00Z', source: 'wx_trigger' }])
    expect(clock.now()).toBeGreaterThanOrEqual(at('2026-11-23 10:01:00'))
  })

  test('a slow call does not keep the next one waiting as real time passes', async () => {
    let end: (() => void) | undefined
    during = () =>
      new Promise<void>((resolve) => {
        end = resolve
      })
    start({ a: trigger('* * * * * * *') })
    await until(() => calls.length > 1)
    end?.()
  })

  test('after a jump everything due is made up for, in order, once, one after the other', async () => {
    let running = 0
    let most = 0
    during = async () => {
      most = Math.max(most, ++running)
      await new Promise((resolve) => setImmediate(resolve))
      running--
    }
    start({ minute: trigger('0 * * * * * *'), five: trigger('30 */5 * * * * *'), never: '{}' })
    clock.advance(10 * MINUTE)
    await timers.settled()
    expect(calls.map(({ name, time }) => `${time.slice(14, 19)} ${name}`)).toEqual([
      '01:00 minute',
      '02:00 minute',
      '03:00 minute',
      '04:00 minute',
      '05:00 minute',
      '05:30 five',
      '06:00 minute',
      '07:00 minute',
      '08:00 minute',
      '09:00 minute',
      '10:00 minute',
      '10:30 five',
    ])
    expect(most).toBe(1)
  })

  test('two jumps in a row leave nothing out and repeat nothing', async () => {
    start({ a: trigger('0 * * * * * *') })
    clock.advance(MINUTE)
    clock.set(at('2026-11-23 10:03:00'))
    await timers.settled()
    expect(times('a').map((time) => time.slice(14, 19))).toEqual(['01:00', '02:00', '03:00'])
  })

  test('a jump back strikes nothing, and that time then counts again', async () => {
    start({ a: trigger('0 0 * * * * *') })
    clock.set(at('2026-11-23 11:30:00'))
    clock.set(at('2026-11-23 10:30:00'))
    await timers.settled()
    expect(times('a')).toEqual(['2026-11-23T03:00:00Z'])
    clock.set(at('2026-11-23 11:30:00'))
    await timers.settled()
    expect(times('a')).toEqual(['2026-11-23T03:00:00Z', '2026-11-23T03:00:00Z'])
  })

  test('a long jump makes up for the latest strikes of each trigger only', async () => {
    start({ second: trigger('* * * * * * *'), daily: trigger('0 0 8 * * * *') })
    clock.set(at('2027-11-23 10:00:30'))
    await timers.settled()
    expect(times('second')).toHaveLength(MOST_PER_JUMP)
    expect(times('second').at(-1)).toBe('2027-11-23T02:00:30Z')
    expect(times('daily')).toHaveLength(MOST_PER_JUMP)
    expect(times('daily').at(-1)).toBe('2027-11-23T00:00:00Z')
  })

  test('a reset drops what has not begun', async () => {
    start({ a: trigger('0 * * * * * *') })
    during = () => Promise.resolve(timers.reset?.())
    clock.advance(10 * MINUTE)
    await timers.settled()
    expect(calls).toHaveLength(1)
    clock.advance(MINUTE)
    await timers.settled()
    expect(calls).toHaveLength(2)
  })

  test('after stop nothing strikes', async () => {
    start({ a: trigger('0 * * * * * *') })
    timers.stop?.()
    clock.advance(DAY)
    await timers.settled()
    expect(calls).toEqual([])
  })

  test('fire strikes now', async () => {
    start({ a: trigger('0 0 0 1 1 * 2099'), plain: '{"permissions":{"openapi":[]}}' })
    expect(await timers.fire('a')).toEqual({ result: null })
    expect(calls).toEqual([{ name: 'a', time: '2026-11-23T02:00:30Z', source: 'wx_trigger' }])
    for (const name of ['plain', 'missing']) {
      expect(await timers.fire(name)).toEqual({
        error: { code: 'INVALID_PARAM', message: `Function '${name}' has no timer.` },
      })
    }
  })

  test('a failing call is logged with timer and function, and keeps nothing else from striking', async () => {
    start({ fails: trigger('0 * * * * * *') })
    clock.advance(2 * MINUTE)
    await timers.settled()
    expect(lines).toEqual(
      [1, 2].map(() => `timer 'tick' of function 'fails': FUNCTIONS_EXECUTE_FAIL went wrong`),
    )
  })

  test('changes of config.json are followed', async () => {
    start({ a: trigger('0 0 0 1 1 * 2099') })
    write('a', trigger('* * * * * * *'))
    await until(() => calls.length > 0)
    write('a', '{"triggers":[]}')
    write('b', trigger('0 0 12 * * * *'))
    expect(timers.list().map(({ functionName }) => functionName)).toEqual(['b'])
    calls.length = 0
    clock.advance(DAY)
    await timers.settled()
    expect(calls.map(({ name }) => name)).toEqual(['b'])
  })

  test('a file that turns wrong is logged, and the other timers go on', async () => {
    start({ a: trigger('0 0 12 * * * *'), b: trigger('0 0 13 * * * *') })
    write('a', trigger('0 0 25 * * * *'))
    clock.advance(DAY)
    await timers.settled()
    expect(times('b')).toHaveLength(1)
    expect(times('a')).toEqual([])
    expect(lines[0]).toMatch(/config\.json of function 'a': .*hour field does not take '25'/)
  })

  test.each([
    [trigger('0 0 25 * * * *'), /triggers\[0\]\.config: the hour field does not take '25'/],
    [trigger('0 * * * *'), /has 5 fields instead of 7/],
    [trigger(5), /triggers\[0\]\.config is no text/],
    [trigger('0 0 0 * * * *', '1st'), /triggers\[0\]\.name is no name/],
    [trigger('0 0 0 * * * *', ''), /triggers\[0\]\.name/],
    ['{"triggers":[{"name":"a","type":"cos","config":""}]}', /triggers\[0\]\.type is not 'timer'/],
    ['{"triggers":[{},{}]}', /takes one/],
    ['{"triggers":{}}', /triggers is no list/],
    ['{"triggers":[null]}', /triggers\[0\] is no object/],
    ['[]', /the file is no object/],
    ['{', /JSON/],
  ])('%s is refused at the start, naming the function', (config, message) => {
    expect(() => start({ wrong: config })).toThrow(/^config\.json of function 'wrong': /)
    expect(() => start({ wrong: config })).toThrow(message)
  })
})

test('a function finds out that a timer calls it', async () => {
  const sandbox = await openSandbox({
    timed: {
      'index.js': `
        const cloud = require('wx-server-sdk')
        cloud.init({ env: cloud.DYNAMIC_CURRENT_ENV })
        const calls = []
        exports.main = async (event) => {
          calls.push({ event, context: cloud.getWXContext(), trigger: process.env.TRIGGER_SRC,
            token: typeof process.env.WX_TRIGGER_API_TOKEN_V0, now: new Date().toISOString() })
          return calls
        }`,
      'config.json': trigger('0 0 8 * * * *', 'morning'),
    },
  })
  const { clock, functions, directory } = sandbox
  clock.set(at('2026-11-23 07:59:00'))
  const timers = createTimers({ functions, clock, directory, log: () => undefined })
  await functions.invoke('timed', {}, { openid: 'o-1', appid: 'wx-1' })
  clock.set(at('2026-11-23 08:01:00'))
  await timers.settled()
  const { result } = (await timers.fire('timed')) as { result: Record<string, unknown>[] }
  timers.stop?.()
  await sandbox.close()

  expect(result).toHaveLength(3)
  expect(result[1]).toEqual({
    event: { Type: 'Timer', TriggerName: 'morning', Time: '2026-11-23T00:00:00Z', Message: '' },
    context: { ENV: 'sandbox', SOURCE: 'wx_trigger' },
    trigger: 'timer',
    token: 'string',
    now: expect.stringMatching(/^2026-11-23T00:01:0/),
  })
})
