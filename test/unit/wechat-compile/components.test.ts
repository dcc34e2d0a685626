import { compile } from '../../../local/wechat/compile/compile'
import { copyOf, problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const using = (tag: string, target: string, more = '') =>
  `{\n  "usingComponents": { "${tag}": "${target}" }${more}\n}`

test('a component that is not there', async () => {
  expect(await problemsOf({ 'pages/home/home.json': using('gone', '../gone/gone') })).toEqual([
    'pages/home/home.json:2:32 error: ["usingComponents"]["gone"]: "../gone/gone" 未找到 (no such component; looked for pages/gone/gone.json)',
  ])
})

test('a component without its template', async () => {
  expect(await problemsOf({ 'components/card/card.wxml': null })).toEqual([
    'packages/a/pages/one/one.json:1:67 error: ["usingComponents"]["card"]: 未找到 "/components/card/card" 对应的 components/card/card.wxml 文件',
  ])
})

test('a file that does not say it is a component', async () => {
  expect(await problemsOf({ 'components/card/card.json': '{}' })).toEqual([
    'components/card/card.json:1:1 error: components/card/card.json: a component needs "component": true',
  ])
})

test('the main package may not use a component of a subpackage …', async () => {
  const json = using('own', '/packages/a/components/own/own')
  expect(await problemsOf({ 'pages/home/home.json': json })).toEqual([
    'pages/home/home.json:2:31 error: ["usingComponents"]["own"]: "/packages/a/components/own/own": the main package cannot use a file of the subpackage "a" without a ["componentPlaceholder"]',
  ])
})

test('… nor a subpackage one of another', async () => {
  const json = using('own', '/packages/a/components/own/own')
  expect(await problemsOf({ 'packages/b/pages/two/two.json': json })).toEqual([
    'packages/b/pages/two/two.json:2:31 error: ["usingComponents"]["own"]: "/packages/a/components/own/own": the subpackage "packages/b" cannot use a file of the subpackage "a" without a ["componentPlaceholder"]',
  ])
})

test('… unless something stands in until it is loaded', async () => {
  const placeholder = ',\n  "componentPlaceholder": { "own": "view" }'
  const json = using('own', '/packages/a/components/own/own', placeholder)
  expect(await problemsOf({ 'pages/home/home.json': json })).toEqual([])
})

test('what stands in must be known', async () => {
  const placeholder = ',\n  "componentPlaceholder": { "own": "nothing" }'
  const json = using('own', '/packages/a/components/own/own', placeholder)
  expect(await problemsOf({ 'pages/home/home.json': json })).toEqual([
    'pages/home/home.json:3:36 error: ["componentPlaceholder"]["own"]: "nothing" is neither built in nor in ["usingComponents"]',
  ])
})

test('components may use each other in a circle', async () => {
  const problems = await problemsOf({
    'components/card/card.json':
      '{ "component": true, "usingComponents": { "b": "../badge/badge" } }',
    'components/badge/badge.json':
      '{ "component": true, "usingComponents": { "c": "../card/card" } }',
  })
  expect(problems).toEqual([])
})

test('a package name leads to the nearest miniprogram_npm', async () => {
  const component = (folder: string) => ({
    [`${folder}/kit/button/button.json`]: '{ "component": true }',
    [`${folder}/kit/button/button.js`]: 'Component({})',
    [`${folder}/kit/button/button.wxml`]: '<view />',
  })
  const root = copyOf('shipped', {
    ...component('miniprogram_npm'),
    ...component('packages/b/miniprogram_npm'),
    'pages/home/home.json': using('kit', 'kit/button/button'),
    'packages/a/pages/one/one.json': using('kit', 'kit/button/button'),
    'packages/a/pages/one/one.wxml': '<kit />',
    'packages/b/pages/two/two.json': using('kit', 'kit/button/button'),
  })
  const { config, problems } = await compile(root)
  expect(problems).toEqual([])
  const target = (page: string) => config.components[page]?.json.usingComponents.kit
  expect(target('pages/home/home')).toBe('/miniprogram_npm/kit/button/button')
  expect(target('packages/a/pages/one/one')).toBe('/miniprogram_npm/kit/button/button')
  expect(target('packages/b/pages/two/two')).toBe('/packages/b/miniprogram_npm/kit/button/button')
})

test('a folder means its index', async () => {
  const root = copyOf('shipped', {
    'components/list/index.json': '{ "component": true }',
    'components/list/index.js': 'Component({})',
    'components/list/index.wxml': '<view />',
    'pages/home/home.json': using('list', '../../components/list'),
  })
  const { config } = await compile(root)
  expect(config.components['pages/home/home']?.json.usingComponents.list).toBe(
    '/components/list/index',
  )
})

test('a generic has its default resolved and may be used as a tag', async () => {
  const root = copyOf('shipped', {
    'components/card/card.json':
      '{ "component": true, "componentGenerics": { "row": { "default": "../badge/badge" }, "head": true } }',
    'components/card/card.wxml': '<row /><head />',
  })
  const { config, problems } = await compile(root)
  expect(problems).toEqual([])
  expect(config.components['components/card/card']?.json.componentGenerics).toEqual({
    row: { default: '/components/badge/badge' },
    head: true,
  })
})

test('what a generic is given must be declared', async () => {
  expect(await problemsOf({ 'pages/home/home.wxml': '<badge generic:row="unknown" />' })).toEqual([
    'pages/home/home.wxml:1:8 error: generic:row: "unknown" is not declared in ["usingComponents"] of pages/home/home.json',
  ])
})

test('a plugin is said not to be supported', async () => {
  expect(await problemsOf({ 'pages/home/home.json': using('x', 'plugin://some/x') })).toEqual([
    'pages/home/home.json:2:29 error: ["usingComponents"]["x"]: "plugin://some/x": plugins are not supported by the local WeChat',
  ])
})
