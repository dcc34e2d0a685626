import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildFunctions, type FunctionsBuild } from '../../../ops/build-functions'

/** Polls, so that no test waits longer than it has to; fails by the test's own timeout. */
async function until(condition: () => boolean) {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10))
}

describe('building the cloud functions', () => {
  let root: string
  let build: FunctionsBuild | undefined

  const write = (file: string, text: string) => {
    const target = path.join(root, file)
    mkdirSync(path.dirname(target), { recursive: true })
    writeFileSync(target, text)
  }
  const built = (file: string) => path.join(root, 'dist/cloudfunctions', file)
  const read = (file: string) => readFileSync(built(file), 'utf8')
  const folders = () => readdirSync(built('.')).sort()

  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'build-'))
    const packages = { 'node_modules/wx-server-sdk': { version: '9.8.7' } }
    write('package-lock.json', JSON.stringify({ packages }))
    write('cloudfunctions/kernel/greet.ts', `export const greet = (name: string) => '你好 ' + name`)
    write('cloudfunctions/kernel/index.ts', `export * from './greet'`)
    write(
      'cloudfunctions/a/index.ts',
      `import * as cloud from 'wx-server-sdk'
       import { greet } from '../kernel/greet'
       export const main = async (event: { name: string }) => greet(event.name) + typeof cloud.init`,
    )
  })
  afterEach(async () => {
    await build?.stop()
    build = undefined
    rmSync(root, { recursive: true, force: true })
  })

  test('each function becomes code, package.json and config.json', async () => {
    build = await buildFunctions({ root })
    expect(build.functions).toEqual([{ name: 'a', size: statSync(built('a/index.js')).size }])
    expect(folders()).toEqual(['a'])
    expect(readdirSync(built('a')).sort()).toEqual(['config.json', 'index.js', 'package.json'])
    expect(JSON.parse(read('a/package.json'))).toEqual({
      name: 'a',
      private: true,
      main: 'index.js',
      dependencies: { 'wx-server-sdk': '9.8.7' },
    })
    expect(JSON.parse(read('a/config.json'))).toEqual({
      permissions: { openapi: [] },
      triggers: [],
    })
  })

  test('the code stands alone, but for the SDK', async () => {
    build = await buildFunctions({ root })
    const module = { exports: {} as { main(event: object): Promise<string> } }
    const required: string[] = []
    const load = new Function('module', 'exports', 'require', read('a/index.js'))
    load(module, module.exports, (name: string) => {
      required.push(name)
      return { init: () => undefined }
    })
    expect(required).toEqual(['wx-server-sdk'])
    expect(await module.exports.main({ name: '党员' })).toBe('你好 党员function')
  })

  test('the config.json of a function is taken over', async () => {
    const triggers = [{ name: 'tick', type: 'timer', config: '0 * * * * * *' }]
    write('cloudfunctions/a/config.json', JSON.stringify({ triggers }))
    build = await buildFunctions({ root })
    expect(JSON.parse(read('a/config.json'))).toEqual({ permissions: { openapi: [] }, triggers })
  })

  test('a project without functions builds nothing and leaves nothing', async () => {
    write('dist/cloudfunctions/old/index.js', '')
    rmSync(path.join(root, 'cloudfunctions/a'), { recursive: true })
    build = await buildFunctions({ root })
    expect(build.functions).toEqual([])
    expect(folders()).toEqual([])
  })

  test('what is stale is removed, what has not changed is not written again', async () => {
    await buildFunctions({ root })
    const before = statSync(built('a/index.js')).mtimeMs
    write('dist/cloudfunctions/a/left-over.js', '')
    write('dist/cloudfunctions/gone/index.js', '')
    build = await buildFunctions({ root })
    expect(statSync(built('a/index.js')).mtimeMs).toBe(before)
    expect(existsSync(built('a/left-over.js'))).toBe(false)
    expect(folders()).toEqual(['a'])
  })

  test('the same sources give the same bytes, wherever they are', async () => {
    await buildFunctions({ root })
    const first = read('a/index.js')
    const other = mkdtempSync(path.join(tmpdir(), 'build-elsewhere-'))
    for (const file of [
      'package-lock.json',
      'cloudfunctions/kernel/greet.ts',
      'cloudfunctions/a/index.ts',
    ]) {
      const text = readFileSync(path.join(root, file), 'utf8')
      mkdirSync(path.dirname(path.join(other, file)), { recursive: true })
      writeFileSync(path.join(other, file), text)
    }
    await buildFunctions({ root: other })
    expect(readFileSync(path.join(other, 'dist/cloudfunctions/a/index.js'), 'utf8')).toBe(first)
    rmSync(other, { recursive: true })
  })

  test.each([
    ['cloudfunctions/a/index.ts', 'export const main = (', /cloudfunctions\/a\/index\.ts:1:21/],
    ['cloudfunctions/a/index.ts', `import './missing'`, /Could not resolve "\.\/missing"/],
    ['cloudfunctions/a/config.json', '{', /a\/config\.json: .*JSON/],
  ])('%s: %s', async (file, text, message) => {
    write(file, text)
    await expect(buildFunctions({ root })).rejects.toThrow(message)
  })

  test('watching: changes, new and removed functions, and errors that pass', async () => {
    const lines: string[] = []
    build = await buildFunctions({ root, watch: true, log: (line) => lines.push(line) })
    expect(lines).toEqual([expect.stringMatching(/^cloudfunctions\/a: \d+\.\d KB$/)])

    write('cloudfunctions/kernel/greet.ts', `export const greet = (name: string) => '再见 ' + name`)
    await until(() => read('a/index.js').includes('再见'))

    write('cloudfunctions/b/index.ts', 'export const main = () => 1')
    await until(() => existsSync(built('b/config.json')))
    expect(build.functions.map(({ name }) => name)).toEqual(['a', 'b'])

    lines.length = 0
    write('cloudfunctions/b/index.ts', 'export const main = (')
    await until(() => lines.some((line) => line.includes('b/index.ts')))
    expect(read('b/index.js')).toContain('main = () => 1')
    write('cloudfunctions/b/index.ts', 'export const main = () => 2')
    await until(() => read('b/index.js').includes('main = () => 2'))

    write('cloudfunctions/b/config.json', '{"triggers":[{}]}')
    await until(() => read('b/config.json').includes('{}'))

    rmSync(path.join(root, 'cloudfunctions/b'), { recursive: true })
    await until(() => !existsSync(built('b')))
    expect(folders()).toEqual(['a'])
  })
})
