import { statSync } from 'node:fs'
import { join } from 'node:path'
import { describeCloudEnv } from '../../../local/wechat/build/cloud-env'
import { compile } from '../../../local/wechat/compile/compile'
import { sourceStack } from '../../../local/wechat/compile/stack'
import { change, load, removeCopies } from '../wechat-compile/fixture'
import { buildAgain, buildProject, filesIn } from './project'

afterEach(removeCopies)

test('what ships, and nothing for developers', async () => {
  const { files, problems } = await buildProject({
    'miniprogram/services/wx.d.ts': 'declare const x: number',
    'miniprogram/pages/home/README.md': '# Home',
    'miniprogram/.DS_Store': 'x',
  })
  expect(problems).toEqual([])
  expect(files).toEqual([
    'app.js',
    'app.json',
    'packages/a/pages/one/one.js',
    'packages/a/pages/one/one.json',
    'packages/a/pages/one/one.wxml',
    'packages/b/pages/one/one.js',
    'packages/b/pages/one/one.json',
    'packages/b/pages/one/one.wxml',
    'pages/home/home.js',
    'pages/home/home.wxml',
    'services/name.js',
  ])
})

test('what ships compiles and runs', async () => {
  const { options } = await buildProject()
  const bundle = await compile(options.out)
  expect(bundle.problems).toEqual([])
  const loaded = load(bundle)
  loaded.require('pages/home/home')
  expect(loaded.registered).toEqual([{ data: { text: '李明' } }])
})

describe('the cloud environment', () => {
  const source = {
    'miniprogram/app.js': 'App({ env: CLOUD_ENV, twice: [CLOUD_ENV, typeof CLOUD_ENV] })',
  }
  afterEach(() => {
    delete process.env.CLOUD_ENV
  })

  test.each([
    ['what the variable says', 'shop-prod', '{ "envId": "shop-test" }', '"shop-prod"'],
    ['else what the project says', undefined, '{ "envId": "shop-test" }', '"shop-test"'],
    ['else none', undefined, '{}', '""'],
  ])('is %s', async (_, variable, settings, expected) => {
    if (variable !== undefined) process.env.CLOUD_ENV = variable
    const { text, problems } = await buildProject({ ...source, 'cloudbaserc.json': settings })
    expect(problems).toEqual([])
    expect(text('app.js').replace(/\s+/g, ' ')).toContain(
      `env: ${expected}, twice: [ ${expected}, typeof ${expected} ]`,
    )
  })
})

test.each([
  [{ id: 'shop-prod', from: 'CLOUD_ENV' }, /calls the cloud environment shop-prod \(CLOUD_ENV\)$/],
  [
    { id: 'shop-test', from: 'cloudbaserc.json' },
    /shop-test \(envId of cloudbaserc\.json\); for another: CLOUD_ENV=/,
  ],
  [{ id: '', from: 'cloudbaserc.json' }, /none/],
])('a build says whom it will call, and who said so: %j', (env, line) => {
  expect(describeCloudEnv(env)).toMatch(line)
})

describe('scripts', () => {
  test('have the syntax of 2018', async () => {
    const { options } = await buildProject({
      'miniprogram/services/name.ts': `
        class Name {
          static count = 0
          readonly parts = ['a']
          #secret = 1
          first?: { text?: string }
          text(): string { return (this.first?.text ?? 'none') + this.#secret }
        }
        export const fullName = (_: unknown): string => {
          try { return new Name().text() } catch { return '' }
        }
        export const total = 1_000
        export const many = async function* () { yield { ...{ total } } }`,
    })
    const bundle = await compile(options.out)
    expect(bundle.problems).toEqual([])
    const { fullName } = load(bundle).require('services/name') as { fullName(): string }
    expect(fullName()).toBe('none1')
  })

  test('a syntax error has its place, and the rest is built', async () => {
    const { problems, files } = await buildProject({
      'miniprogram/services/name.ts': 'export const a = 1\nexport const b = ;',
    })
    expect(problems).toContain('services/name.ts:2:18 error: Expression expected.')
    expect(files).toContain('pages/home/home.js')
  })

  test('types leave nothing behind', async () => {
    const { text } = await buildProject()
    expect(text('pages/home/home.js')).not.toContain('typings')
    expect(text('services/name.js')).not.toContain('typings')
  })

  test('a value from typings is refused', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts': "import '../typings/person'\nApp({})",
    })
    expect(problems).toEqual([
      'app.ts:1:8 error: "../typings/person": typings/ holds types only; use "import type"',
    ])
  })

  test('a file from elsewhere is refused', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts': "App({})\nimport { x } from '../ops/x'\nx()",
      'ops/x.ts': 'export const x = () => 1',
    })
    expect(problems).toEqual([
      'app.ts:2:19 error: "../ops/x" lies outside the mini-program; only cloudfunctions/rules can be shared',
    ])
  })

  test('a module of Node is refused', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts': "import { readFileSync } from 'node:fs'\nApp({ readFileSync })",
    })
    expect(problems).toEqual([
      'app.ts:1:30 error: "node:fs" is a module of Node, which WeChat does not have',
    ])
  })

  test('a require that is only known later is refused', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts': 'App({})\nconst name: string = "x"\n\nrequire("./" + name)',
    })
    expect(problems).toEqual(['app.ts:4:1 error: require() needs a path written as a string'])
  })

  test('a dynamic import is refused', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts': "App({})\nexport const later = () => import('./services/name')",
    })
    expect(problems).toEqual([
      'app.ts:2:28 error: import() is not supported by WeChat; use require.async()',
    ])
  })

  test('a browser’s global is refused where it stands in the source', async () => {
    const { problems } = await buildProject({
      'miniprogram/app.ts':
        "interface Long {\n  a: string\n}\nApp({})\nexport const x: Long = { a: localStorage.getItem('a') }",
    })
    expect(problems).toEqual([
      'app.ts:5:29 error: "localStorage" does not exist in WeChat\'s script environment (it is undefined on a phone)',
    ])
  })
})

test('an error at run time names the line of the source', async () => {
  const { options } = await buildProject({
    'miniprogram/services/name.ts': `interface Person {
  given: string
}

export function fullName(person: Person): string {
  type Word = string
  const word: Word = person.given
  throw new Error(word)
}`,
  })
  const bundle = await compile(options.out)
  const { fullName } = load(bundle).require('services/name') as { fullName(x: unknown): void }
  const thrown = () => {
    try {
      fullName({ given: 'broken' })
    } catch (error) {
      return String((error as Error).stack)
    }
    return ''
  }
  expect(sourceStack(bundle.packages)(thrown())).toContain('services/name.ts:8:')
})

test('the compiler’s problems are told in terms of the source', async () => {
  const { options } = await buildProject()
  change(options.source, {
    'services/name.ts':
      'interface A {\n  b: string\n}\nexport const fullName = (a: A) => a.b\n\nrequire("../gone")',
  })
  const { problems } = await buildAgain(options)
  expect(problems).toEqual([
    "services/name.ts:6:9 error: module 'gone.js' is not defined, require args is '../gone'",
  ])
})

describe('JSON', () => {
  test('that cannot be read has its place', async () => {
    const { problems } = await buildProject({
      'miniprogram/packages/a/pages/one/one.json': '{\n  "usingComponents": {},\n}',
    })
    expect(problems).toEqual([
      'packages/a/pages/one/one.json:3:1 error: packages/a/pages/one/one.json: not valid JSON: property name expected',
      'packages/a/pages/one/one.json:3:1 error: packages/a/pages/one/one.json: not valid JSON: value expected',
    ])
  })
})

test('a file WeChat would not upload is a warning', async () => {
  const { problems, files } = await buildProject({ 'miniprogram/theme/t.woff': 'x' })
  expect(problems).toEqual([
    'theme/t.woff warning: WeChat does not upload files of type ".woff"; not shipped',
  ])
  expect(files).not.toContain('theme/t.woff')
})

describe('the output', () => {
  test('is the same for the same source', async () => {
    const first = await buildProject()
    const second = await buildProject()
    expect(second.files).toEqual(first.files)
    for (const file of first.files) expect(second.text(file)).toBe(first.text(file))
    const maps = `${first.options.out}.maps`
    expect(filesIn(`${second.options.out}.maps`)).toEqual(filesIn(maps))
  })

  test('keeps nothing of an earlier build', async () => {
    const { options, root } = await buildProject({ 'miniprogram/old/old.ts': 'export const a = 1' })
    expect(filesIn(options.out)).toContain('old/old.js')
    change(root, { 'miniprogram/old/old.ts': null, 'dist/miniprogram/stray.txt': 'x' })
    const { files, report } = await buildAgain(options)
    expect(files.filter((file) => file.startsWith('old') || file === 'stray.txt')).toEqual([])
    expect(report.removed.sort()).toEqual(['old/old.js', 'stray.txt'])
    expect(() => statSync(join(options.out, 'old'))).toThrow('ENOENT')
  })

  test('touches only what changed', async () => {
    const { options, root } = await buildProject()
    change(root, { 'miniprogram/pages/home/home.wxml': '<view>new</view>' })
    const { report } = await buildAgain(options)
    expect(report.written).toEqual(['pages/home/home.wxml'])
  })
})

describe('sizes', () => {
  test('are those of what ships, a package each', async () => {
    const { report, options } = await buildProject()
    const bytes = (prefix: string) =>
      filesIn(options.out)
        .filter((file) => file.startsWith(prefix))
        .reduce((sum, file) => sum + statSync(join(options.out, file)).size, 0)
    expect(report.packages).toEqual([
      {
        name: '',
        bytes: bytes('') - bytes('packages/'),
        budget: 400 * 1024,
      },
      { name: 'a', bytes: bytes('packages/a/'), budget: 500 * 1024 },
      { name: 'b', bytes: bytes('packages/b/'), budget: 500 * 1024 },
    ])
  })

  test('above the budget are an error', async () => {
    const { problems } = await buildProject({
      'miniprogram/big.png': Buffer.alloc(400 * 1024),
      'miniprogram/packages/b/big.png': Buffer.alloc(501 * 1024),
    })
    expect(problems).toEqual([
      'app.json error: the main package has 400.9 KB, its budget is 400.0 KB',
      'app.json error: the subpackage "b" has 501.0 KB, its budget is 500.0 KB',
    ])
  })
})
