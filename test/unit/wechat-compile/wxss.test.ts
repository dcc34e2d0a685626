import { compile } from '../../../local/wechat/compile/compile'
import { resolveStyles, rpxToPx } from '../../../local/wechat/compile/wxss-markers'
import { copyOf, load, problemsOf, removeCopies } from './fixture'

afterEach(removeCopies)

const PHONE = { classPrefix: '', host: '', width: 375, theme: 'light' } as const

/** CSS of a sheet of the page on a phone, without white space that means nothing. */
async function css(wxss: string, on: Partial<Parameters<typeof resolveStyles>[1]> = {}) {
  const bundle = await compile(copyOf('shipped', { 'pages/home/home.wxss': wxss }))
  expect(bundle.problems).toEqual([])
  const sheet = load(bundle).packages['']!.styles['pages/home/home'] ?? ''
  return resolveStyles(sheet, { ...PHONE, ...on })
    .replace(/\s+/g, ' ')
    .trim()
}

describe('rpx', () => {
  test('a 750th of the page’s width, rounded down, never less than a pixel', () => {
    expect(rpxToPx(750, 375)).toBe(375)
    expect(rpxToPx(31, 375)).toBe(15)
    expect(rpxToPx(1, 375)).toBe(1)
    expect(rpxToPx(0, 375)).toBe(0)
    expect(rpxToPx(100, 320)).toBe(42)
  })

  test('in every kind of value, but not in texts, names and addresses', async () => {
    expect(
      await css(
        '.a { margin: -20rpx .5rpx; width: calc(100% - 30rpx); content: "10rpx"; --x10rpx: 10rpx }',
      ),
    ).toBe('.a { margin: -10px 1px; width: calc(100% - 15px); content: "10rpx"; --x10rpx: 5px }')
  })

  test('in a media query', async () => {
    expect(await css('@media (min-width: 1000rpx) { .a { color: red } }')).toBe(
      '@media (min-width: 500px) { .a { color: red } }',
    )
  })
})

describe('typefaces', () => {
  test.each([
    ['font-family: PingFang SC, Arial Regular', ', var(--wx-system-font)'],
    ['font: 600 14px / 22px var(--f, Arial Regular)', ', var(--wx-system-font)'],
    ['font: var(--f, var(--g, 14px X))', ', var(--wx-system-font)'],
    ['font-family: Menlo, monospace', ''],
    ['font-family: inherit', ''],
    ['font: var(--f, inherit)', ''],
    ['font: caption', ''],
    ['font-size: 14px', ''],
  ])('%s ends in the phone’s own where it names no family of every browser', async (rule, end) => {
    expect(await css(`.a { ${rule} }`)).toBe(`.a { ${rule}${end} }`)
  })

  test('of a typeface that is defined here the name stays', async () => {
    const face = '@font-face { font-family: Icons; src: url("data:font/woff,") }'
    expect(await css(face)).toBe(face)
  })
})

describe('selectors', () => {
  test('classes carry the component’s prefix', async () => {
    expect(await css('.a.b > .c:not(.d)::before {color: red}', { classPrefix: 's--' })).toBe(
      '.s--a.s--b > .s--c:not(.s--d)::before {color: red}',
    )
  })

  test('tags are elements of ours, page is the body', async () => {
    expect(await css('page, view text {color: red}')).toBe('body, wx-view wx-text {color: red}')
  })

  test(':host is the component’s own node', async () => {
    expect(await css(':host, :host(.on) .a {color: red}', { host: 'card' })).toBe(
      '[wx-host="card"], [wx-host="card"]:is(.on) .a {color: red}',
    )
  })

  test('steps of an animation are no selectors', async () => {
    expect(
      await css('@keyframes spin { from { left: 0 } 50% { left: 2rpx } to { left: 4rpx } }'),
    ).toBe('@keyframes spin { from { left: 0 } 50% { left: 1px } to { left: 2px } }')
  })

  test('the universal selector is a warning', async () => {
    expect(
      await problemsOf({ 'pages/home/home.wxss': '.a {color: red}\n.b > * {margin: 0}' }),
    ).toEqual([expect.stringContaining('pages/home/home.wxss:2:1 warning: unexpected token `*`')])
  })

  test('kinds that WeChat discourages in components are a warning', async () => {
    const message =
      'Some selectors are not allowed in component wxss, including tag name selectors, ID selectors, and attribute selectors'
    expect(
      await problemsOf({
        'components/card/card.wxss':
          '.a {color: red}\nview {color: red}\n#a {color: red}\n[b] {color: red}',
      }),
    ).toEqual([
      `components/card/card.wxss:2:1 warning: ${message} (tag name selectors)`,
      `components/card/card.wxss:3:1 warning: ${message} (ID selectors)`,
      `components/card/card.wxss:4:1 warning: ${message} (attribute selectors)`,
    ])
  })
})

describe('the theme is the phone’s', () => {
  const dark = '@media (prefers-color-scheme: dark) { .a { color: white } }'

  test('a condition on it holds or fails whatever the browser prefers', async () => {
    expect(await css(dark, { theme: 'dark' })).toBe(
      '@media (min-width:0px) { .a { color: white } }',
    )
    expect(await css(dark, { theme: 'light' })).toBe(
      '@media (max-width:0px) { .a { color: white } }',
    )
  })

  test('together with other conditions', async () => {
    const both =
      '@media (min-width: 600px) and (prefers-color-scheme:light), print { .a { color: red } }'
    expect(await css(both, { theme: 'light' })).toBe(
      '@media (min-width: 600px) and (min-width:0px), print { .a { color: red } }',
    )
  })
})

test('the safe area is the phone’s', async () => {
  expect(
    await css(
      '.a { padding-bottom: calc(10px + env(safe-area-inset-bottom)); top: env( safe-area-inset-top , 5px ) }',
    ),
  ).toBe(
    '.a { padding-bottom: calc(10px + var(--wx-safe-area-inset-bottom,0px)); top: var(--wx-safe-area-inset-top, 5px ) }',
  )
})

describe('@import', () => {
  test('puts the rules in place, through several files, relative and absolute', async () => {
    const bundle = await compile(
      copyOf('shipped', {
        'pages/home/home.wxss': '@import "../../theme/a.wxss";\n.home { color: red }',
        'theme/a.wxss': "@import '/theme/b.wxss';\n.a { left: 2rpx }",
        'theme/b.wxss': '.b { left: 0 }',
      }),
    )
    const sheet = load(bundle).packages['']!.styles['pages/home/home']!
    expect(resolveStyles(sheet, PHONE).match(/\.\w+/g)).toEqual(['.b', '.a', '.home'])
  })

  test('that leads nowhere', async () => {
    expect(await problemsOf({ 'pages/home/home.wxss': '.a {}\n@import "./gone.wxss";' })).toEqual([
      'pages/home/home.wxss:2:1 error: path "./gone.wxss" not found from "pages/home/home.wxss"',
    ])
  })

  test('in a circle ends', async () => {
    const bundle = await compile(
      copyOf('shipped', {
        'app.wxss': '@import "./more.wxss"; .app { color: red }',
        'more.wxss': '@import "./app.wxss"; .more { color: red }',
      }),
    )
    expect(bundle.problems).toEqual([])
    expect(load(bundle).packages['']!.styles.app!.match(/(app|more)/g)).toEqual(['more', 'app'])
  })

  test('a change in an imported file is seen by a rebuild', async () => {
    const root = copyOf('shipped', {
      'app.wxss': '@import "./more.wxss";',
      'more.wxss': '.a { color: red }',
    })
    const first = await compile(root)
    const { writeFileSync } = await import('node:fs')
    writeFileSync(`${root}/more.wxss`, '.a { color: blue }')
    const again = await compile(root, first)
    expect(load(again).packages['']!.styles.app).toContain('blue')
  })
})

describe('what is refused', () => {
  test('a sheet that cannot be read', async () => {
    expect(await problemsOf({ 'pages/home/home.wxss': '.a {\n  color: red\n' })).toEqual([
      'pages/home/home.wxss:1:1 error: Unclosed block',
    ])
  })

  test('a picture of the package', async () => {
    expect(
      await problemsOf({ 'app.wxss': '.a {\n  background: url("/images/tab.png")\n}' }),
    ).toEqual([
      'app.wxss:2:3 error: "/images/tab.png": 本地资源无法通过 WXSS 获取 (use a data: URL, a network image or <image/>)',
    ])
  })

  test('data and network addresses are not', async () => {
    expect(
      await css(
        '.a { background: url(data:image/png;base64,AA==), url("https://example.com/10rpx.png") }',
      ),
    ).toContain('url("https://example.com/10rpx.png")')
  })
})
