import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { credentials, readNamed, runCommand, UsageError } from '../../../ops/command'

/** What an operator sees, and the code a script gets, when a command cannot do what it was asked. */

const before = { argv: process.argv, env: process.env, exitCode: process.exitCode }
let printed: string[] = []
beforeEach(() => {
  printed = []
  for (const where of ['log', 'error'] as const)
    jest
      .spyOn(console, where)
      .mockImplementation((...line: unknown[]) => void printed.push(line.join(' ')))
})
afterEach(() => {
  Object.assign(process, before)
  jest.restoreAllMocks()
})

async function ended(work: () => Promise<void>, ...options: string[]): Promise<[unknown, string]> {
  process.argv = ['node', 'command', ...options]
  process.exitCode = 0
  printed = []
  let started: Promise<void> = Promise.resolve()
  runCommand('USAGE', () => {
    started = work()
    return started
  })
  await started.catch(() => undefined)
  const code = process.exitCode
  process.exitCode = before.exitCode
  return [code, printed.join('|')]
}

test('--help says how it is used and does nothing', async () => {
  const work = jest.fn(async () => undefined)
  expect(await ended(work, '--env', 'x', '--help')).toEqual([0, 'USAGE'])
  expect(work).not.toHaveBeenCalled()
})

test('what is missing or misspelt is said, with how it is used', async () => {
  const missing = async () => {
    throw new UsageError('请用 --env 写明环境。')
  }
  expect(await ended(missing)).toEqual([2, '请用 --env 写明环境。|\nUSAGE'])
  const misspelt = async () =>
    void parseArgs({ args: ['--evn', 'x'], options: { env: { type: 'string' } } })
  expect(await ended(misspelt)).toEqual([
    2,
    expect.stringMatching(/^不认识的选项：.*--evn.*\|\nUSAGE$/),
  ])
})

test('what goes wrong is said in one sentence, without a stack', async () => {
  const broken = async () => {
    throw new Error('没有找到组织')
  }
  expect(await ended(broken)).toEqual([1, '没有找到组织'])
})

test('a file that is not there, or a folder, is called by its name', () => {
  const folder = mkdtempSync(join(tmpdir(), 'named-'))
  writeFileSync(join(folder, 'a.csv'), 'x')
  expect(readNamed(join(folder, 'a.csv')).toString()).toBe('x')
  expect(() => readNamed(join(folder, 'b.csv'))).toThrow(/^没有找到文件.*b\.csv/)
  expect(() => readNamed(folder)).toThrow(/^这是一个文件夹/)
})

test('secrets come from the environment, both of them', () => {
  process.env = { TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: '' }
  expect(() => credentials()).toThrow(/TENCENTCLOUD_SECRETKEY/)
  process.env = { TENCENTCLOUD_SECRETID: 'a', TENCENTCLOUD_SECRETKEY: 'b' }
  expect(credentials()).toEqual({ secretId: 'a', secretKey: 'b' })
})
