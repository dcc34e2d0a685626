import { runInNewContext } from 'node:vm'
import { compile } from '../../../local/wechat/compile/compile'
import { transformWxs } from '../../../local/wechat/compile/wxs'
import { WXS_SCRIPT } from '../../../local/wechat/compile/wxs-script'
import { copyOf, problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

/** Exports of a WXS module, as a template would find them. */
function run(source: string, argument?: unknown): unknown {
  const { code, errors } = transformWxs(source)
  expect(errors).toEqual([])
  const script = `(function () { ${WXS_SCRIPT} var module = { exports: {} }; ${code}; return module.exports(argument) })()`
  return runInNewContext(script, { argument })
}

describe('what means something else than in JavaScript', () => {
  test.each([
    ['[1]', 'Array'],
    ['({})', 'Object'],
    ['"a"', 'String'],
    ['1.5', 'Number'],
    ['true', 'Boolean'],
    ['getDate(0)', 'Date'],
    ['getRegExp("a")', 'RegExp'],
    ['(function () {})', 'Function'],
  ])('%s.constructor is "%s"', (expression, type) => {
    expect(run(`module.exports = function () { return ${expression}.constructor }`)).toBe(type)
  })

  test('constructor of what a function gives, in brackets, and nested', () => {
    const source = `
      function list() { return [[1]] }
      module.exports = function () {
        return [list()[0].constructor, list()['constructor'], list()[0].constructor.length, list().constructor.constructor]
      }`
    expect(run(source)).toEqual(['Array', 'Array', 5, 'String'])
  })

  test('a property named constructor in an object literal is only a name', () => {
    expect(run('module.exports = function () { return { constructor: 1 }.constructor }')).toBe(1)
  })

  test('constructor of nothing is an error', () => {
    expect(() => run('module.exports = function (x) { return x.constructor }')).toThrow(
      "Cannot read property 'constructor' of undefined",
    )
  })

  test('the pattern of getRegExp keeps its backslashes, single or double', () => {
    const source = (pattern: string) =>
      `module.exports = function () { return getRegExp(${pattern}, 'g').source }`
    expect(run(source(String.raw`'\d+\.\d'`))).toBe(String.raw`\d+\.\d`)
    expect(run(source(String.raw`"\\d+"`))).toBe(String.raw`\d+`)
    expect(run(source(String.raw`'it\'s'`))).toBe("it's")
  })

  test('a name that is only assigned is the module’s own, not the browser’s', () => {
    const source = `module.exports = function () { count = 1; var before = location; location = 2; return [before, location, count] }`
    expect(run(source)).toEqual([undefined, 2, 1])
  })

  test('`this` is the object of a method, and never the window', () => {
    const source = `
      function alone() { return this }
      module.exports = function () {
        var text = { words: 'a', read: function () { return this.words } }
        return [alone(), text.read()]
      }`
    expect(run(source)).toEqual([undefined, 'a'])
  })

  test('words in texts and comments stay', () => {
    const source = `// a.constructor and getRegExp('\\d')
      module.exports = function () { return "x.constructor getRegExp('\\\\d')" }`
    expect(run(source)).toBe("x.constructor getRegExp('\\d')")
  })
})

describe('what WXS does not have', () => {
  test.each([
    ['Math = 1\nmodule = {}', 1, 1, '"Math" of WXS cannot be assigned to'],
    ['var a = 1\nwindow.a = a', 2, 1, '"window" is not defined in WXS'],
    ['var a = Function("return this")', 1, 9, '"Function" is not defined in WXS'],
    [
      'var a = 1\nlet b = 2',
      2,
      1,
      '`let` is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    [
      'var f = (x) => x',
      1,
      9,
      'an arrow function is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    [
      'var a = `x`',
      1,
      9,
      'a template string is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    [
      'function f(a = 1) {}',
      1,
      12,
      'a default value is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    [
      'var a = { b() {} }',
      1,
      11,
      'a short form of a property is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    [
      'var a = [...[1]]',
      1,
      10,
      '`...` is not supported in WXS, which has the syntax of ECMAScript 5',
    ],
    ['var a = b?.c', 1, 11, 'Unexpected token'],
    [
      'var d =\n  new Date()',
      2,
      3,
      '`new` is not supported in WXS; use getDate() for a date and getRegExp() for a pattern',
    ],
    [
      'var r = /\\d/',
      1,
      9,
      'a regular expression literal is not supported in WXS; use getRegExp()',
    ],
    ['try { var a = 1 } catch (e) {}', 1, 1, '`try` is not supported in WXS'],
    ['throw "x"', 1, 1, '`throw` is not supported in WXS'],
    [
      'var o = {}\nfor (var k in o) { }',
      2,
      1,
      '`for … in` is not supported in WXS; loop over an index',
    ],
    ['var a = 1 in [1]', 1, 9, '`in` is not supported in WXS'],
    ['var a = [] instanceof Array', 1, 9, '`instanceof` is not supported in WXS'],
    ['var a = Object.keys({})', 1, 9, '"Object" is not defined in WXS'],
    ['wx.request()', 1, 1, '"wx" is not defined in WXS'],
    ['var n = "a"\nvar m = require(n)', 2, 17, 'require() in WXS needs a path written as a string'],
  ])('%s', (source, line, column, message) => {
    expect(transformWxs(source).errors[0]).toMatchObject({ line, column, message })
  })

  test('the base library is there', () => {
    const source = `var a = [Math.PI, JSON.stringify({}), Number.MAX_VALUE, Date.now(), parseInt('1'), isNaN(1), encodeURIComponent('a'), Infinity, NaN, undefined]
      console.log(arguments)
      module.exports = function () { return arguments.length }`
    expect(transformWxs(source).errors).toEqual([])
  })
})

test('a mistake in a WXS file is placed there', async () => {
  expect(await problemsOf({ 'services/format.wxs': 'var a = 1\nconst b = 2' })).toEqual([
    'services/format.wxs:2:1 error: `const` is not supported in WXS, which has the syntax of ECMAScript 5',
  ])
})

test('a module required by a module is compiled too', async () => {
  const { packages, problems } = await compile(
    copyOf('shipped', {
      'services/money.wxs': "module.exports = { yuan: require('./none.wxs').fixed }",
    }),
  )
  expect(packages[0]!.code).not.toContain('toFixed')
  expect(problems).toMatchObject([
    {
      file: 'services/money.wxs',
      line: 1,
      column: 34,
      message: '"./none.wxs" not found from "services/money.wxs"',
    },
  ])
  const sound = await compile(copyOf('shipped'))
  expect(sound.packages[0]!.code).toContain('toFixed')
})
