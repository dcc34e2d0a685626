import { statSync } from 'node:fs'
import { join } from 'node:path'
import { compile } from '../../../local/wechat/compile/compile'
import { change, copyOf, load, removeCopies } from './fixture'

afterEach(removeCopies)

test('a sound mini-program compiles without a problem into one script a package', async () => {
  const bundle = await compile(copyOf('shipped'))
  expect(bundle.problems).toEqual([])
  expect(bundle.packages.map((item) => item.name)).toEqual(['', 'a', 'packages/b'])
  expect(bundle.config.pages).toEqual([
    'pages/home/home',
    'pages/second/second',
    'packages/a/pages/one/one',
    'packages/b/pages/two/two',
  ])
})

test('each package holds its own templates, styles and modules', async () => {
  const { config, packages } = load(await compile(copyOf('shipped')))
  expect(config?.theme?.dark).toEqual({ bar: '#111111', barText: 'white' })
  expect(Object.keys(packages['']!.modules).sort()).toEqual([
    'app',
    'components/badge/badge',
    'components/card/card',
    'pages/home/home',
    'pages/second/second',
    'services/greet',
  ])
  expect(Object.keys(packages.a!.modules).sort()).toEqual([
    'packages/a/components/own/own',
    'packages/a/pages/one/one',
  ])
  // A subpackage carries what it imports from the main package, which may not be asked again.
  expect(Object.keys(packages.a!.templates)).toContain('templates/row')
  expect(Object.keys(packages['']!.styles)).toContain('app')
})

test('components are resolved by relative and absolute path, and app.json’s are everyone’s', async () => {
  const { config } = await compile(copyOf('shipped'))
  expect(config.components['packages/a/pages/one/one']).toMatchObject({
    isPage: true,
    package: 'a',
    json: {
      usingComponents: {
        badge: '/components/badge/badge',
        own: '/packages/a/components/own/own',
        card: '/components/card/card',
      },
    },
  })
})

test('modules find each other, and nothing of the browser', async () => {
  const loaded = load(await compile(copyOf('shipped')))
  loaded.require('packages/a/pages/one/one')
  expect(loaded.registered).toEqual([{ data: { text: 'hello one' } }])
  expect(loaded.require('services/greet')).toMatchObject({
    seen: 'undefined,undefined,undefined,undefined',
  })
})

test('a module may give a name of its own to what WeChat lacks', async () => {
  const root = copyOf('shipped', {
    'services/greet.js': 'const location = { city: "成都" }\nexports.greet = () => location.city',
  })
  const bundle = await compile(root)
  expect(bundle.problems).toEqual([])
  const { greet } = load(bundle).require('services/greet') as { greet: () => string }
  expect(greet()).toBe('成都')
})

test('shipped bytes are those of the files', async () => {
  const root = copyOf('shipped')
  const { packages } = await compile(root)
  const files = ['pages/two/two.wxml', 'pages/two/two.js']
  const expected = files.map((file) => statSync(join(root, 'packages/b', file)).size)
  expect(packages[2]!.shippedBytes).toBe(expected[0]! + expected[1]!)
})

test('a rebuild gives what a first build would', async () => {
  const root = copyOf('shipped')
  const first = await compile(root)
  change(root, {
    'pages/home/home.wxml': '<view class="new">{{text}}</view>',
    'services/greet.js': 'exports.greet = (name) => name + "!"',
    'app.wxss': 'page { color: blue }',
  })
  const again = await compile(root, first)
  const fresh = await compile(root)
  expect(again.packages).toEqual(fresh.packages)
  expect(again.packages).not.toEqual(first.packages)
})

test('a problem that was mended is gone, one that stays is told again', async () => {
  const root = copyOf('shipped', {
    'pages/home/home.wxml': '<nothing />',
    'pages/second/second.wxml': '<view>',
  })
  const first = await compile(root)
  change(root, { 'pages/home/home.wxml': '<view />' })
  const again = await compile(root, first)
  expect(first.problems.map((problem) => problem.file)).toEqual([
    'pages/home/home.wxml',
    'pages/second/second.wxml',
  ])
  expect(again.problems.map((problem) => problem.file)).toEqual(['pages/second/second.wxml'])
})

test('a folder that is not there is an error, not a problem', async () => {
  await expect(compile('/nowhere/at/all')).rejects.toThrow('ENOENT')
})
