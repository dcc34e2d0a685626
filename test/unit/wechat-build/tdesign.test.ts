import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { compile } from '../../../local/wechat/compile/compile'
import { load, removeCopies } from '../wechat-compile/fixture'
import { type Built, buildProject, filesIn } from './project'

const NAMES =
  `action-sheet avatar avatar-group badge button calendar cascader cell cell-group check-tag checkbox
  checkbox-group collapse collapse-panel count-down date-time-picker dialog divider drawer dropdown-item
  dropdown-menu empty fab footer grid grid-item icon image input link loading message navbar notice-bar overlay
  picker picker-item popup progress radio radio-group rate search skeleton slider step-item stepper steps sticky
  swipe-cell switch tab-panel tabs tag textarea toast`.split(/\s+/)

const ROOT = resolve(__dirname, '../../..')

/** A mini-program whose subpackage uses most of TDesign, as installed in this repository. */
let built: Built

beforeAll(async () => {
  const using = NAMES.map((name) => [`t-${name}`, `tdesign-miniprogram/${name}/${name}`])
  built = await buildProject(
    {
      'miniprogram/packages/a/pages/one/one.json': JSON.stringify({
        usingComponents: Object.fromEntries(using),
      }),
      'miniprogram/packages/a/pages/one/one.wxml': `${NAMES.map((name) => `<t-${name} />`).join('')}
        <t-icon name="home" /><t-icon name="{{ready ? 'calendar' : icon}}" />`,
      'miniprogram/packages/a/pages/one/one.ts': "Page({ data: { icon: 'accessibility' } })",
    },
    { root: ROOT, budgets: { main: 10_000, subpackage: 700_000 } },
  )
})

afterAll(removeCopies)

test('is built into the subpackage and leaves the main package as it was', () => {
  expect(built.problems).toEqual([])
  const outside = built.files.filter((file) => !file.startsWith('packages/a/'))
  expect(outside.filter((file) => file.includes('tdesign'))).toEqual([])
  for (const name of NAMES) {
    expect(built.files).toContain(
      `packages/a/miniprogram_npm/tdesign-miniprogram/${name}/${name}.js`,
    )
  }
})

test('what is not used does not ship', () => {
  expect(
    built.files.filter((file) => /\/(color-picker|chat-markdown|upload)\//.test(file)),
  ).toEqual([])
})

test('compiles without an error, and the browser can read the result', async () => {
  const bundle = await compile(built.options.out)
  expect(bundle.problems.filter((problem) => problem.severity === 'error')).toEqual([])
  const { packages } = load(bundle)
  expect(Object.keys(packages.a!.templates)).toContain(
    'packages/a/miniprogram_npm/tdesign-miniprogram/avatar/avatar',
  )
})

test('asks nothing of the network', () => {
  for (const file of filesIn(built.options.out)) {
    expect(readFileSync(join(built.options.out, file), 'utf8')).not.toContain('gtimg.com')
  }
})

describe('icons', () => {
  const sheet = () => built.text('packages/a/miniprogram_npm/tdesign-miniprogram/icon/icon.wxss')
  const drawn = () =>
    new Set([...sheet().matchAll(/\.t-icon-([\w-]+):before/g)].map((match) => match[1]))

  test('that a page or a component names are drawn', () => {
    expect([...drawn()]).toEqual(
      expect.arrayContaining([
        'home',
        'calendar',
        'accessibility',
        'close',
        'search',
        'check-circle-filled',
        'minus-rectangle-filled',
      ]),
    )
  })

  test('that nobody names are not', () => {
    expect(drawn().size).toBeLessThan(100)
    expect([...drawn()]).not.toContain('yen')
  })

  test('are shapes in the colour of the text, without a font', () => {
    expect(sheet()).not.toContain('@font-face')
    expect(sheet()).toMatch(/background-color:\s?currentColor/)
    const [, url = ''] = /\.t-icon-home:before\s*\{[^}]*url\("([^"]+)"\)/.exec(sheet()) ?? []
    const svg = decodeURIComponent(url.replace('data:image/svg+xml,', ''))
    expect(svg).toMatch(
      /^<svg xmlns='http:\/\/www\.w3\.org\/2000\/svg' viewBox='0 0 24 24'>.*<path.*<\/svg>$/,
    )
  })

  test('the rest of the sheet stays', () => {
    expect(sheet()).toContain('.t-icon__image')
  })
})
