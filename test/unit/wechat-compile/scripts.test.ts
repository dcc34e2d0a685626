import { compile } from '../../../local/wechat/compile/compile'
import { checkScript } from '../../../local/wechat/compile/script-check'
import { copyOf, load, problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const home = (text: string) => problemsOf({ 'pages/home/home.js': text })
const messages = (source: string) => checkScript(source).errors.map((error) => error.message)

describe('what a phone does not have', () => {
  test.each([
    'window',
    'document',
    'localStorage',
    'navigator',
    'fetch',
    'XMLHttpRequest',
    'process',
  ])('%s', async (name) => {
    expect(await home(`Page({})\nconst x = ${name}.y`)).toEqual([
      `pages/home/home.js:2:11 error: "${name}" does not exist in WeChat's script environment (it is undefined on a phone)`,
    ])
  })

  test('a name of one’s own is not the browser’s', () => {
    expect(
      messages(`
        function f(window) { return window.a }
        const { location } = f({})
        class A { get document() { return this.navigator } }
        module.exports = { history: 1, location, self: A.prototype.screen }
        try { f() } catch (top) { console.log(top) }
        { const fetch = () => 1; fetch() }`),
    ).toEqual([])
  })

  test('… only where it is declared', () => {
    expect(checkScript('{ const fetch = 1 }\nfetch("x")').errors).toMatchObject([
      { line: 2, column: 1 },
    ])
  })

  test.each([
    'var root = typeof window !== "undefined" ? window : {}',
    'if (typeof document === "object") { document.body }',
    'var ok = typeof window != "undefined" && window.x',
    'typeof self === "undefined" || self.x',
    'var w = typeof window < "u" ? window : 0',
    '!function(a,b){"object"==typeof exports&&"undefined"!=typeof module?module.exports=b():"function"==typeof define&&define.amd?define(b):(a="undefined"!=typeof globalThis?globalThis:a||self).x=b()}(this,function(){})',
  ])('asking first is fine: %s', (source) => {
    expect(messages(source)).toEqual([])
  })

  test.each([
    'if (typeof wx !== "undefined") { window.x }',
    'var w = typeof window === "undefined" ? window : 0',
    'if (typeof window !== "undefined") {} else { window.x }',
  ])('asking something else is not: %s', (source) => {
    expect(messages(source)).toHaveLength(1)
  })
})

describe('code made at run time', () => {
  test.each([
    ['eval', 'var a = 1\neval("a")', 'eval is not supported: WeChat runs no code made at run time'],
    [
      'new Function',
      'var a = 1\nnew Function("return 1")',
      'new Function is not supported: WeChat runs no code made at run time',
    ],
    [
      'Function()',
      'var a = 1\nFunction("a", "return a")',
      'new Function is not supported: WeChat runs no code made at run time',
    ],
  ])('%s', async (_, source, message) => {
    const [problem] = await home(source)
    expect(problem).toMatch(/^pages\/home\/home\.js:2:\d error: /)
    expect(problem).toContain(message)
  })

  test('WeChat’s one exception is allowed', () => {
    expect(messages('var root = new Function("return this")()')).toEqual([])
  })

  test('a check of a type is no call', () => {
    expect(messages('x instanceof Function; module.exports = { eval: 1 }')).toEqual([])
  })
})

describe('require', () => {
  test('of a module that is not there', async () => {
    expect(await home("Page({})\nrequire('../gone')")).toEqual([
      "pages/home/home.js:2:9 error: module 'pages/gone.js' is not defined, require args is '../gone'",
    ])
  })

  test('of an absolute path', async () => {
    expect(await home("require('/services/greet')")).toEqual([
      'pages/home/home.js:1:9 error: require("/services/greet"): 不支持绝对路径 (use a relative path)',
    ])
  })

  test('of something that is only known later', async () => {
    expect(await home('const name = "x"\nrequire("./" + name)')).toEqual([
      'pages/home/home.js:2:1 error: require() needs a path written as a string',
    ])
  })

  test('of JSON', async () => {
    expect(await home("require('./home.json')")).toEqual([
      'pages/home/home.js:1:9 error: require("./home.json"): only scripts can be required',
    ])
  })

  test('the main package may not require a file of a subpackage', async () => {
    expect(await home("require('../../packages/b/pages/two/two')")).toEqual([
      'pages/home/home.js:1:9 error: require("../../packages/b/pages/two/two"): the main package cannot use a file of the subpackage "packages/b"',
    ])
  })

  test('a subpackage may not require a file of another', async () => {
    expect(
      await problemsOf({
        'packages/b/pages/two/two.js': "Page({})\n\nrequire('../../../a/components/own/own')",
      }),
    ).toEqual([
      'packages/b/pages/two/two.js:3:9 error: require("../../../a/components/own/own"): the subpackage "packages/b" cannot use a file of the subpackage "a"',
    ])
  })

  test('an independent subpackage may not require the main package', async () => {
    const [problem] = await problemsOf({
      'app.json': JSON.stringify({
        pages: ['pages/home/home'],
        subpackages: [
          { root: 'packages/a', name: 'a', pages: ['pages/one/one'], independent: true },
        ],
      }),
      'pages/home/home.wxml': '<view />',
      'packages/a/pages/one/one.json': '{}',
      'packages/a/pages/one/one.wxml': '<view />',
    })
    expect(problem).toBe(
      'packages/a/pages/one/one.js:1:27 error: require("../../../../services/greet"): the independent subpackage "a" cannot use files of the main package',
    )
  })

  test('require.async reaches into another package', async () => {
    const bundle = await compile(
      copyOf('shipped', {
        'pages/home/home.js': "Page({ go: () => require.async('../../packages/b/lib') })",
        'packages/b/lib.js': 'module.exports = 1',
      }),
    )
    expect(bundle.problems).toEqual([])
    const { packages } = load(bundle)
    expect(packages['']!.modules['pages/home/home']!.dependencies).toEqual({
      '../../packages/b/lib': 'packages/b/lib',
    })
    expect(Object.keys(packages['packages/b']!.modules)).toContain('packages/b/lib')
  })

  test('a folder, a suffix and a package from npm', async () => {
    const bundle = await compile(
      copyOf('shipped', {
        'pages/home/home.js':
          "Page([require('../../lib'), require('../../lib/index.js'), require('kit'), require('kit/more')])",
        'lib/index.js': 'module.exports = "lib"',
        'miniprogram_npm/kit/index.js': 'module.exports = "kit"',
        'miniprogram_npm/kit/more.js': 'module.exports = require("inner")',
        'miniprogram_npm/kit/miniprogram_npm/inner/index.js': 'module.exports = "inner"',
      }),
    )
    expect(bundle.problems).toEqual([])
    const loaded = load(bundle)
    loaded.require('pages/home/home')
    expect(loaded.registered).toEqual([['lib', 'lib', 'kit', 'inner']])
  })
})

describe('syntax', () => {
  test('newer than WeChat’s', async () => {
    expect(await home('const a = {}\nconst b = a?.b')).toEqual([
      'pages/home/home.js:2:13 error: Unexpected token: a shipped script has the syntax of ECMAScript 2018 at most',
    ])
  })

  test('of modules that were not translated', async () => {
    expect(await home("import a from './a'")).toEqual([
      "pages/home/home.js:1:1 error: 'import' and 'export' may appear only with 'sourceType: module': a shipped script is a CommonJS module",
    ])
  })
})

test('app.js is missing', async () => {
  expect(await problemsOf({ 'app.js': null })).toEqual(['app.js error: 未找到 app.js 文件'])
})

describe('size', () => {
  const heavy = (bytes: number) => Buffer.alloc(bytes)

  test('a main package above 2 MB', async () => {
    expect(await problemsOf({ 'images/big.png': heavy(2 * 1024 * 1024) })).toEqual([
      'app.json error: main package: source size 2052KB exceed max limit 2MB',
    ])
  })

  test('a subpackage above 2 MB', async () => {
    expect(await problemsOf({ 'packages/b/big.png': heavy(2 * 1024 * 1024 + 1) })).toEqual([
      'app.json error: subpackage "packages/b": source size 2049KB exceed max limit 2MB',
    ])
  })

  test('2 MB are shared by nobody: each package has its own', async () => {
    const most = heavy(1.9 * 1024 * 1024)
    expect(await problemsOf({ 'big.png': most, 'packages/b/big.png': most })).toEqual([])
  })
})
