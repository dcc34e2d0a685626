import { problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const HOME = 'pages/home/home'

/** What a developer is told about sources that would bring the compiler down, or go on without end. */
test.each<[string, Record<string, string>, RegExp]>([
  [
    'tags in tags in tags',
    { [`${HOME}.wxml`]: `${'<view>'.repeat(20_000)}x${'</view>'.repeat(20_000)}` },
    /^pages\/home\/home\.wxml:1:601 error: tags are nested deeper than 100 levels$/,
  ],
  [
    'brackets in brackets',
    { [`${HOME}.wxml`]: `<view>{{${'('.repeat(5000)}1${')'.repeat(5000)}}}</view>` },
    /^pages\/home\/home\.wxml:1:7 error: an expression is nested deeper than 100 levels$/,
  ],
  [
    'a template that includes itself',
    { [`${HOME}.wxml`]: '<include src="home.wxml"/>' },
    /^pages\/home\/home\.wxml:1:10 error: "pages\/home\/home\.wxml" includes this file again$/,
  ],
  [
    'templates that include each other',
    {
      [`${HOME}.wxml`]: '<include src="../../a.wxml"/>',
      'a.wxml': '<include src="b.wxml"/>',
      'b.wxml': '<include src="a.wxml"/>',
    },
    /^a\.wxml:1:10 error: "b\.wxml" includes this file again$/,
  ],
  [
    'style sheets that double with each level',
    Object.fromEntries([
      [`${HOME}.wxss`, '@import "../../c0.wxss";'],
      ...Array.from({ length: 22 }, (_, level) => [
        `c${level}.wxss`,
        level < 21 ? `@import "c${level + 1}.wxss";`.repeat(2) : '.a { color: red }',
      ]),
    ]),
    /^c20\.wxss:1:\d+ error: more than 1000 sheets are imported into pages\/home\/home\.wxss/,
  ],
  [
    'brackets in a settings file',
    { [`${HOME}.json`]: '['.repeat(100_000) },
    /^pages\/home\/home\.json:1:201 error: .*nested deeper than 200 levels$/,
  ],
  [
    'a filter of another template language',
    { [`${HOME}.wxml`]: '<view>{{ name | upper }}</view>' },
    /^pages\/home\/home\.wxml:1:7 warning: WXML has no filters/,
  ],
  [
    'a method of data',
    { [`${HOME}.wxml`]: '<wxs module="m">module.exports = {}</wxs>{{m.f(a)}}{{ name.trim() }}' },
    /^pages\/home\/home\.wxml:1:55 warning: “name\.trim\(…\)”: WXML calls functions of a <wxs> module/,
  ],
  [
    'a comment that does not end',
    { [`${HOME}.wxml`]: '<view />\n<!-- and the rest' },
    /^pages\/home\/home\.wxml:2:1 error: this comment does not end$/,
  ],
  [
    'a template that nobody defines',
    { [`${HOME}.wxml`]: '<template is="row" />' },
    /^pages\/home\/home\.wxml:1:11 warning: Template `row` not found$/,
  ],
  [
    'a component that is no path',
    { [`${HOME}.json`]: '{ "usingComponents": { "x": 1 } }' },
    /^pages\/home\/home\.json:1:29 error: \["usingComponents"\]\["x"\] 字段需为 string$/,
  ],
  [
    'a script that begins as a command',
    { [`${HOME}.js`]: '#!/usr/bin/env node\nPage({})' },
    /^pages\/home\/home\.js:1:1 error: Unexpected character '#'/,
  ],
])('%s', async (_, changes, told) => {
  const problems = await problemsOf(changes)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(told)
})

test.each<[string, Record<string, string>]>([
  ['10,000 nodes side by side', { [`${HOME}.wxml`]: '<view>a</view>'.repeat(10_000) }],
  ['50 levels', { [`${HOME}.wxml`]: `${'<view>'.repeat(50)}x${'</view>'.repeat(50)}` }],
  ['an “or”, and a bar in a string', { [`${HOME}.wxml`]: `<view>{{ a || b ? '|' : "|" }}</view>` }],
  [
    'templates that import each other',
    {
      [`${HOME}.wxml`]: '<import src="../../a.wxml"/><template is="x"/>',
      'a.wxml': '<import src="b.wxml"/><template name="x"><view/></template>',
      'b.wxml': '<import src="a.wxml"/><template name="y"><view/></template>',
    },
  ],
  [
    'style sheets that import each other',
    {
      [`${HOME}.wxss`]: '@import "../../a.wxss";',
      'a.wxss': '@import "b.wxss";',
      'b.wxss': '@import "a.wxss";',
    },
  ],
  [
    'one file included twice',
    {
      [`${HOME}.wxml`]: '<include src="../../a.wxml"/><include src="../../a.wxml"/>',
      'a.wxml': '<view/>',
    },
  ],
])('accepts %s', async (_, changes) => {
  expect(await problemsOf(changes)).toEqual([])
})

test('what it refused does no harm to what is compiled afterwards', async () => {
  await problemsOf({ [`${HOME}.wxml`]: `${'<view>'.repeat(1000)}x${'</view>'.repeat(1000)}` })
  expect(await problemsOf({})).toEqual([])
})
