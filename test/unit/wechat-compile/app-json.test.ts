import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const SHIPPED = resolve(__dirname, '../../data/mini-programs/shipped')
const APP = readFileSync(join(SHIPPED, 'app.json'), 'utf8')

/** app.json of the fixture with one piece of its text replaced. */
function app(from: string, to: string) {
  if (!APP.includes(from)) throw new Error(`the fixture has no ${from}`)
  return { 'app.json': APP.replace(from, to) }
}

test('app.json is missing', async () => {
  expect(await problemsOf({ 'app.json': null })).toEqual([
    'app.json error: 在项目根目录未找到 app.json',
  ])
})

test('app.json is not JSON', async () => {
  expect(await problemsOf({ 'app.json': '{\n  "pages": [,]\n}' })).toContain(
    'app.json:2:13 error: app.json: not valid JSON: value expected',
  )
})

test('a comment is not JSON', async () => {
  expect(await problemsOf({ 'pages/home/home.json': '{\n  // note\n}' })).toEqual([
    'pages/home/home.json:2:3 error: pages/home/home.json: not valid JSON: invalid comment token',
  ])
})

test('what app.json switches on and is not there is told', async () => {
  expect(
    await problemsOf(
      app('{', '{ "renderer": "skyline", "workers": "work", "plugins": { "p": {} },'),
    ),
  ).toEqual(
    ['renderer', 'workers', 'plugins'].map((key) =>
      expect.stringContaining(
        `warning: ["${key}"] has no effect: not supported by the local WeChat`,
      ),
    ),
  )
})

test('an empty file is not JSON', async () => {
  expect(await problemsOf({ 'pages/home/home.json': '' })).toContain(
    'pages/home/home.json:1:1 error: pages/home/home.json: an empty file is not valid JSON',
  )
})

test.each([
  ['{"pages": 1}', ['app.json:1:11 error: ["pages"] 字段需为 array']],
  ['{"pages": [1]}', ['app.json:1:12 error: ["pages"][0] 字段需为 string']],
  ['{"pages": ["a"], "window": "x"}', ['app.json:1:28 error: ["window"] 字段需为 object']],
  [
    '{"pages": ["a"], "subpackages": null}',
    ['app.json:1:33 error: ["subpackages"] 字段需为 array'],
  ],
])('%s is of the wrong kind', async (text, told) => {
  expect(await problemsOf({ 'app.json': text })).toEqual(expect.arrayContaining(told))
})

describe('pages', () => {
  test('one that is not there', async () => {
    const problems = await problemsOf(app('"pages/home/home",', '"pages/home/home", "pages/x/x",'))
    expect(problems).toEqual([
      'app.json:2:32 error: 未找到 ["pages"][1] 对应的 pages/x/x.wxml 文件',
      'app.json:2:32 error: 未找到 ["pages"][1] 对应的 pages/x/x.js 文件',
    ])
  })

  test.each(['wxml', 'js'])('one whose .%s is missing', async (suffix) => {
    expect(await problemsOf({ [`packages/b/pages/two/two.${suffix}`]: null })).toEqual([
      `app.json:5:39 error: 未找到 ["subpackages"][1]["pages"][0] 对应的 packages/b/pages/two/two.${suffix} 文件`,
    ])
  })

  test('one that is listed twice', async () => {
    const problems = await problemsOf(
      app('"pages/second/second"]', '"pages/second/second", "pages/home/home"]'),
    )
    expect(problems).toEqual([
      'app.json:2:55 error: ["pages"][2]: "pages/home/home" is listed twice',
    ])
  })

  test('one of a subpackage among those of the main package', async () => {
    const problems = await problemsOf(
      app('"pages/second/second"]', '"pages/second/second", "packages/a/pages/one/one"]'),
    )
    expect(problems).toContain(
      'app.json:2:55 error: ["pages"][2]: "packages/a/pages/one/one" lies in the subpackage "packages/a"; list it there',
    )
  })

  test('one with a leading slash', async () => {
    expect(await problemsOf(app('"pages/second/second"]', '"/pages/second/second"]'))).toContain(
      'app.json:2:32 error: ["pages"][1]: "/pages/second/second" must be a path without leading "/" and without suffix',
    )
  })

  test('none at all', async () => {
    const problems = await problemsOf(app('["pages/home/home", "pages/second/second"]', '[]'))
    expect(problems).toContain('app.json:2:12 error: ["pages"] must name at least one page')
  })

  test('an entry page that is not one', async () => {
    expect(
      await problemsOf(app('"darkmode"', '"entryPagePath": "pages/x/x",\n  "darkmode"')),
    ).toEqual(['app.json:23:20 error: ["entryPagePath"]: "pages/x/x" is not in ["pages"]'])
  })
})

describe('subpackages', () => {
  test('two that overlap', async () => {
    const problems = await problemsOf(app('"root": "packages/b"', '"root": "packages/a/pages"'))
    expect(problems).toContain(
      'app.json:5:15 error: ["subpackages"][1]["root"]: "packages/a/pages" overlaps the subpackage "packages/a"',
    )
  })

  test('one without pages', async () => {
    expect(await problemsOf(app('"pages": ["pages/two/two"]', '"pages": []'))).toEqual([
      'app.json:5:38 error: ["subpackages"][1]["pages"] must name at least one page',
    ])
  })
})

describe('tab bar', () => {
  const SECOND = `,
      { "pagePath": "pages/second/second", "text": "其他", "iconPath": "/images/tab.png" }`

  test('one tab is too few', async () => {
    expect(await problemsOf(app(SECOND, ''))).toEqual([
      'app.json:15:13 error: ["tabBar"]["list"] must have 2 to 5 tabs, it has 1',
    ])
  })

  test('six tabs are too many', async () => {
    const problems = await problemsOf(app(SECOND, SECOND.repeat(5)))
    expect(problems).toContain(
      'app.json:15:13 error: ["tabBar"]["list"] must have 2 to 5 tabs, it has 6',
    )
  })

  test('a tab whose page is in a subpackage', async () => {
    const problems = await problemsOf(
      app('"pagePath": "pages/second/second"', '"pagePath": "packages/a/pages/one/one"'),
    )
    expect(problems).toEqual([
      'app.json:17:21 error: ["tabBar"]["list"][1]["pagePath"]: "packages/a/pages/one/one" must be a page of the main package, in ["pages"]',
    ])
  })

  test('a page with two tabs', async () => {
    const problems = await problemsOf(
      app('"pagePath": "pages/second/second"', '"pagePath": "pages/home/home"'),
    )
    expect(problems).toEqual([
      'app.json:17:21 error: ["tabBar"]["list"][1]["pagePath"]: "pages/home/home" is listed twice',
    ])
  })

  test('an icon that is not there', async () => {
    expect(
      await problemsOf(app('"iconPath": "images/tab.png"', '"iconPath": "images/no.png"')),
    ).toEqual(['app.json:16:66 error: ["tabBar"]["list"][0]["iconPath"]: "images/no.png" 未找到'])
  })

  test('an icon above 40 KB', async () => {
    const problems = await problemsOf({ 'images/tab.png': Buffer.alloc(40 * 1024 + 512) })
    expect(problems[0]).toBe(
      'app.json:16:66 error: ["tabBar"]["list"][0]["iconPath"]: "images/tab.png" is 40.5 KB, an icon may have 40 KB (大小不超过 40kb)',
    )
  })

  test('an icon of another type', async () => {
    const problems = await problemsOf({
      ...app('"iconPath": "images/tab.png"', '"iconPath": "images/tab.svg"'),
      'images/tab.svg': '<svg/>',
    })
    expect(problems).toEqual([
      'app.json:16:66 error: ["tabBar"]["list"][0]["iconPath"]: "images/tab.svg" must be a PNG or a JPEG',
    ])
  })

  test('a colour that is none', async () => {
    expect(await problemsOf(app('"selectedColor": "#c8161d"', '"selectedColor": "red"'))).toEqual([
      'app.json:13:22 error: ["tabBar"]["selectedColor"]: "red" should be a hexColor',
    ])
  })
})

describe('theme', () => {
  test('a colour whose variable theme.json lacks', async () => {
    expect(await problemsOf(app('"color": "#666666"', '"color": "@none"'))).toEqual([
      'app.json:12:14 error: ["tabBar"]["color"]: theme.json has no variable "none", should be a hexColor',
    ])
  })

  test('a variable with a value for one theme only', async () => {
    const problems = await problemsOf({
      'theme.json':
        '{\n  "light": { "bar": "#ffffff", "barText": "black" },\n  "dark": { "bar": "#111111", "barText": "white", "more": "#000000" }\n}',
    })
    expect(problems).toEqual(['theme.json:3:59 error: "more" has no value in ["light"]'])
  })

  test('a variable whose value is no colour', async () => {
    const problems = await problemsOf({
      'theme.json':
        '{"light":{"bar":"white","barText":"black"},"dark":{"bar":"#111","barText":"white"}}',
    })
    expect(problems).toContain(
      'app.json:8:37 error: ["window"]["navigationBarBackgroundColor"]: "@bar" is "white", should be a hexColor',
    )
  })

  test('the file is missing', async () => {
    expect(await problemsOf({ 'theme.json': null })).toContain(
      'app.json:24:20 error: ["themeLocation"]: 未找到 theme.json 文件',
    )
  })
})

test('a page’s own window settings are checked too', async () => {
  const problems = await problemsOf({
    'pages/home/home.json': '{\n  "navigationBarTextStyle": "red",\n  "backgroundColor": "#12"\n}',
  })
  expect(problems).toEqual([
    'pages/home/home.json:2:29 error: ["navigationBarTextStyle"]: "red" should be a "black" or "white"',
    'pages/home/home.json:3:22 error: ["backgroundColor"]: "#12" should be a hexColor',
  ])
})

test('a sitemap that is not there', async () => {
  expect(await problemsOf({ 'sitemap.json': null })).toEqual([
    'app.json:25:22 error: ["sitemapLocation"]: 未找到 sitemap.json 文件',
  ])
})
