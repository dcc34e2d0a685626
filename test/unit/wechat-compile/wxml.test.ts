import { problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const home = (text: string) => problemsOf({ 'pages/home/home.wxml': text })

test('a tag that is neither built in nor declared', async () => {
  expect(await home('<view>\n  <crad />\n</view>')).toEqual([
    'pages/home/home.wxml:2:3 error: <crad> is neither a built-in component nor declared in ["usingComponents"] of pages/home/home.json',
  ])
})

test('a tag in a comment, in text or in an expression is none', async () => {
  expect(
    await home('<!-- <crad /> --><view a="<b>" hidden="{{1 <crad}}">{{1 <crad ? 2 : 3}}</view>'),
  ).toEqual([])
})

test('a template’s tags are those of the component that imports it', async () => {
  expect(
    await problemsOf({ 'templates/row.wxml': '<template name="row"><own /></template>' }),
  ).toEqual([
    'templates/row.wxml:1:22 error: <own> is neither a built-in component nor declared in ["usingComponents"] of pages/home/home.json, which uses this template',
  ])
})

test('a broken expression', async () => {
  expect(await home('<view>\n{{ a + }}\n</view>')).toEqual([
    'pages/home/home.wxml:2:8 error: unexpected character inside expression',
  ])
})

test('a tag that is not closed', async () => {
  expect(await home('<view>\n  <text>x</view>')).toContain(
    'pages/home/home.wxml:2:4 error: missing end tag',
  )
})

test('wx:else without wx:if', async () => {
  expect(await home('<view wx:else />')).toEqual([
    'pages/home/home.wxml:1:7 error: wx:else and wx:elif need a wx:if right before',
  ])
})

test('an attribute given twice is a warning', async () => {
  expect(await home('<view class="a" class="b" />')).toEqual([
    'pages/home/home.wxml:1:17 warning: duplicated attribute',
  ])
})

test.each(['import', 'include'])('an <%s> that leads nowhere', async (tag) => {
  expect(await home(`<view />\n<${tag} src="./gone.wxml" />`)).toEqual([
    `pages/home/home.wxml:2:${tag.length + 3} error: Path "./gone.wxml" not found from "pages/home/home.wxml"`,
  ])
})

test('a template of a subpackage is out of reach for the main package', async () => {
  expect(await home('<include src="/packages/b/pages/two/two" />')).toEqual([
    'pages/home/home.wxml:1:10 error: "packages/b/pages/two/two.wxml": the main package cannot use a file of the subpackage "packages/b"',
  ])
})

test('a mistake in a WXS module inside a template is placed in the template', async () => {
  expect(await home('<view />\n<wxs module="m">\n  var a = 1\n  let b = 2\n</wxs>')).toEqual([
    'pages/home/home.wxml:4:3 error: `let` is not supported in WXS, which has the syntax of ECMAScript 5',
  ])
})

test('a WXS file that is not there', async () => {
  expect(await home('<wxs module="m" src="./gone.wxs" />')).toEqual([
    'pages/home/home.wxml:1:17 error: Path "./gone.wxs" not found from "pages/home/home.wxml"',
  ])
})

describe('a package from npm', () => {
  const kit = (wxml: string, wxs = '') => ({
    'miniprogram_npm/kit/kit.json': '{ "component": true }',
    'miniprogram_npm/kit/kit.js': 'Component({})',
    'miniprogram_npm/kit/kit.wxml': `<wxs module="a">${wxs}</wxs>${wxml}`,
    'pages/home/home.json': '{ "usingComponents": { "kit": "kit/kit" } }',
  })

  test('is not told what only its author could mend', async () => {
    expect(
      await problemsOf(kit('<view wx:item="x" class="a" class="b" />', 'function f(a = 1) {}')),
    ).toEqual([])
  })

  test('is told what does not work', async () => {
    expect(await problemsOf(kit('<slot><view /></slot>'))).toEqual([
      'miniprogram_npm/kit/kit.wxml:1:29 warning: child nodes are not allowed for this element',
    ])
    expect(await problemsOf(kit('<view />', 'var a = ;'))).toEqual([
      'miniprogram_npm/kit/kit.wxml:1:25 error: Unexpected token',
    ])
    expect(await problemsOf(kit('{{ a + }}'))).toEqual([
      'miniprogram_npm/kit/kit.wxml:1:30 error: unexpected character inside expression',
    ])
  })
})
