import { compile } from '../../../local/wechat/compile/compile'
import { type Changes, load, removeCopies } from '../wechat-compile/fixture'
import { buildProject, npmPackage } from './project'

afterEach(removeCopies)

/** A component library as WeChat's npm support knows it, with a file nobody uses. */
const KIT = npmPackage(
  'kit',
  {
    'dist/button/button.json': '{"component":true,"usingComponents":{"icon":"../icon/icon"}}',
    'dist/button/button.js': 'import { name } from "../common/name"; Component({ data: { name } })',
    'dist/button/button.wxml':
      '<wxs src="../common/a.wxs" module="a" /><import src="./part.wxml"/><icon />{{a.x}}<image src="./b.png" />',
    'dist/button/button.wxss': '@import "../common/base.wxss";\n.button{color:red}',
    'dist/button/part.wxml': '<template name="part"><view /></template>',
    'dist/button/b.png': 'png',
    'dist/icon/icon.json': '{"component":true}',
    'dist/icon/icon.js': 'Component({})',
    'dist/icon/icon.wxml': '<view />',
    'dist/common/name.js': 'export const name = "button"',
    'dist/common/a.wxs': 'var b = require("./b.wxs"); module.exports = { x: b.x }',
    'dist/common/b.wxs': 'module.exports = { x: 1 }',
    'dist/common/base.wxss': '.base{color:blue}',
    'dist/unused/unused.js': 'module.exports = 1',
  },
  { miniprogram: 'dist' },
)

const useKit = (page: string): Changes => ({
  [`miniprogram/${page}.json`]: '{ "usingComponents": { "kit-button": "kit/button/button" } }',
  [`miniprogram/${page}.wxml`]: '<kit-button />',
})

const npmFiles = (files: string[]) => files.filter((file) => file.includes('miniprogram_npm/'))

test('a component brings all it reaches, and nothing else, to the package that uses it', async () => {
  const { files, problems, options } = await buildProject({
    ...KIT,
    ...useKit('packages/a/pages/one/one'),
  })
  expect(problems).toEqual([])
  expect(
    npmFiles(files).map((file) => file.replace('packages/a/miniprogram_npm/kit/', '')),
  ).toEqual([
    'button/b.png',
    'button/button.js',
    'button/button.json',
    'button/button.wxml',
    'button/button.wxss',
    'button/part.wxml',
    'common/a.wxs',
    'common/b.wxs',
    'common/base.wxss',
    'common/name.js',
    'icon/icon.js',
    'icon/icon.json',
    'icon/icon.wxml',
  ])
  const bundle = await compile(options.out)
  expect(bundle.problems).toEqual([])
  const loaded = load(bundle)
  loaded.require('packages/a/miniprogram_npm/kit/button/button')
  expect(loaded.registered).toEqual([{ data: { name: 'button' } }])
})

test('two subpackages that use it get a copy each', async () => {
  const { files } = await buildProject({
    ...KIT,
    ...useKit('packages/a/pages/one/one'),
    ...useKit('packages/b/pages/one/one'),
  })
  const copies = files.filter((file) => file.endsWith('kit/button/button.js'))
  expect(copies).toEqual([
    'packages/a/miniprogram_npm/kit/button/button.js',
    'packages/b/miniprogram_npm/kit/button/button.js',
  ])
})

test('a subpackage makes do with what the main package has', async () => {
  const { files } = await buildProject({
    ...KIT,
    ...useKit('pages/home/home'),
    ...useKit('packages/b/pages/one/one'),
  })
  expect(files.filter((file) => file.endsWith('kit/button/button.js'))).toEqual([
    'miniprogram_npm/kit/button/button.js',
  ])
})

test('a subpackage that needs more than the main package has gets a whole copy', async () => {
  const { files, problems, options } = await buildProject({
    ...KIT,
    'miniprogram/pages/home/home.json': '{ "usingComponents": { "i": "kit/icon/icon" } }',
    ...useKit('packages/b/pages/one/one'),
  })
  expect(problems).toEqual([])
  expect(files.filter((file) => file.endsWith('kit/icon/icon.js'))).toEqual([
    'miniprogram_npm/kit/icon/icon.js',
    'packages/b/miniprogram_npm/kit/icon/icon.js',
  ])
  expect((await compile(options.out)).problems).toEqual([])
})

test('a package kept out of the main package is refused there, with the place', async () => {
  const { problems, files } = await buildProject(
    { ...KIT, ...useKit('pages/home/home') },
    { subpackageOnly: ['kit'] },
  )
  expect(problems).toEqual([
    'pages/home/home.json:1:38 error: "kit/button/button": kit is for subpackages only, it would weigh on the main package',
  ])
  expect(npmFiles(files)).toEqual([])
})

test('TDesign is such a package unless said otherwise', async () => {
  const { problems } = await buildProject({
    ...npmPackage(
      'tdesign-miniprogram',
      { 'dist/toast/index.js': 'export default () => 1' },
      { miniprogram: 'dist' },
    ),
    'miniprogram/app.ts': "import toast from 'tdesign-miniprogram/toast/index'\nApp({ toast })",
  })
  expect(problems).toEqual([
    'app.ts:1:19 error: "tdesign-miniprogram/toast/index": tdesign-miniprogram is for subpackages only, it would weigh on the main package',
  ])
})

describe('an ordinary package', () => {
  const CLOCK = npmPackage(
    'clock',
    {
      'lib/clock.cjs': 'exports.now = require("./tick").now',
      'lib/tick.js': 'exports.now = () => 7',
      'plugin/zone.js': 'module.exports = function () { return require("small") }',
      'test/all.js': 'require("fs")',
    },
    { main: 'lib/clock.cjs' },
  )
  const SMALL = npmPackage('small', { 'index.js': 'module.exports = "small"' })
  const USE: Changes = {
    'miniprogram/packages/a/pages/one/one.ts':
      "import { now } from 'clock'\nimport zone from 'clock/plugin/zone'\nPage({ data: { now: now(), zone: zone() } })",
  }

  test('is found by its main file and by path, and brings its own', async () => {
    const { files, problems, options } = await buildProject({ ...CLOCK, ...SMALL, ...USE })
    expect(problems).toEqual([])
    expect(npmFiles(files)).toEqual([
      'packages/a/miniprogram_npm/clock/lib/clock.js',
      'packages/a/miniprogram_npm/clock/lib/tick.js',
      'packages/a/miniprogram_npm/clock/plugin/zone.js',
      'packages/a/miniprogram_npm/small/index.js',
    ])
    const bundle = await compile(options.out)
    expect(bundle.problems).toEqual([])
    const loaded = load(bundle)
    loaded.require('packages/a/pages/one/one')
    expect(loaded.registered).toEqual([{ data: { now: 7, zone: 'small' } }])
  })

  test('that is not installed', async () => {
    const { problems } = await buildProject({ ...CLOCK, ...USE })
    expect(problems).toEqual([
      'node_modules/clock/plugin/zone.js:1:47 error: the package "small" is not installed',
    ])
  })

  test('that needs Node is refused, in its own file', async () => {
    const { problems } = await buildProject({
      ...npmPackage('server', {
        'index.js': '"use strict"\nvar fs = require("fs")\nmodule.exports = fs',
      }),
      'miniprogram/app.ts': "import * as server from 'server'\nApp({ server })",
    })
    expect(problems).toEqual([
      'node_modules/server/index.js:2:18 error: "fs" is a module of Node, which WeChat does not have',
    ])
  })

  test('that needs a browser is refused, in its own file', async () => {
    const { problems } = await buildProject({
      ...npmPackage('dom', {
        'index.js': '/* a long\n   comment */\nexport const title = () =>\n  document.title',
      }),
      'miniprogram/app.ts': "import { title } from 'dom'\nApp({ title })",
    })
    expect(problems).toEqual([
      'node_modules/dom/index.js:4:3 error: "document" does not exist in WeChat\'s script environment (it is undefined on a phone)',
    ])
  })

  test('may ask whether it is in a browser', async () => {
    const { problems } = await buildProject({
      ...npmPackage('careful', {
        'index.js': 'exports.inBrowser = typeof document !== "undefined" && !!document.title',
      }),
      'miniprogram/app.ts': "import { inBrowser } from 'careful'\nApp({ inBrowser })",
    })
    expect(problems).toEqual([])
  })
})
