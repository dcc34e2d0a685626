import type { Frame } from 'playwright-core'
import { ofElement, openPhone, style, type TestPhone, text } from './phone'

/** WXML and setData: WeChat's framework reference, “WXML 语法参考” and “Page.prototype.setData”. */
describe('data and templates', () => {
  let phone: TestPhone
  let frame: Frame
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/data/data')
  })

  it('shows one branch of wx:if, wx:elif and wx:else', async () => {
    expect(await text(frame, '#branch')).toBe('one')
    await phone.js('page.setData({ n: 2 })')
    expect(await text(frame, '#branch')).toBe('two')
    await phone.js('page.setData({ n: 3 })')
    expect(await text(frame, '#branch')).toBe('more')
  })

  it('repeats with wx:for over lists, nested, with names of its own, objects, texts and numbers', async () => {
    expect(await frame.locator('#list .item').allInnerTexts()).toEqual(['0a', '1b', '2c'])
    expect(await text(frame, '#nested')).toBe('00x;01y;10z;')
    expect(await text(frame, '#object-list')).toBe('k1=v1;k2=v2;')
    expect(await text(frame, '#string-list')).toBe('a-b-c-')
    expect(await text(frame, '#number-list')).toBe('012')
  })

  it('keeps the nodes of items with the same wx:key when the list is ordered anew', async () => {
    await ofElement(frame.locator('#list .item').nth(2), '(element.marked = true)')
    await phone.js(
      "page.setData({ list: [{ id: 3, name: 'c' }, { id: 1, name: 'a' }, { id: 4, name: 'd' }] })",
    )
    expect(await frame.locator('#list .item').allInnerTexts()).toEqual(['0c', '1a', '2d'])
    expect(await ofElement(frame.locator('#list .item').first(), 'element.marked')).toBe(true)
    expect(await ofElement(frame.locator('#list .item').nth(2), 'element.marked')).toBeUndefined()
  })

  it('sets data by path, in lists and in objects, and makes what is not there', async () => {
    await phone.js(
      "page.setData({ 'list[1].name': 'B', 'deep.list[1].name': 'Q', 'row.value': 8, 'fresh.a.b': 1, 'freshList[2]': 'x' })",
    )
    expect(await text(frame, '#list .item:nth-child(2)')).toBe('1B')
    expect(await text(frame, '#expression')).toContain('|Q|')
    expect(await text(frame, '#template')).toBe('R:8!')
    expect(await phone.js('[page.data.fresh, page.data.freshList]')).toEqual([
      { a: { b: 1 } },
      [undefined, undefined, 'x'],
    ])
  })

  it('changes this.data at once and calls back once the change is on screen', async () => {
    expect(
      await phone.js(
        "new Promise((resolve) => { page.setData({ n: 2 }, () => resolve(['callback', page.data.n])); if (page.data.n !== 2) resolve('late') })",
      ),
    ).toEqual(['callback', 2])
    expect(await text(frame, '#branch')).toBe('two')
  })

  it('copies what setData is given for the view, which changes only by setData', async () => {
    await phone.js(
      "(() => { const row = { label: 'S', value: 1 }; page.setData({ row }); row.label = 'changed'; page.setData({ n: 2 }) })()",
    )
    expect(await text(frame, '#template')).toBe('S:1!')
  })

  it('ignores a field set to undefined and says so in the console', async () => {
    await phone.js('page.setData({ n: undefined, flag: false })')
    expect(await phone.js('[page.data.n, page.data.flag]')).toEqual([1, false])
    expect(phone.console.join('\n')).toContain('Setting data field "n" to undefined is invalid.')
  })

  it('uses templates of the file and of an imported file, chosen by name, with spread data', async () => {
    expect(await text(frame, '#template')).toBe('R:7!')
    expect(await text(frame, '#template-by-name')).toBe('L:1')
    await phone.js("page.setData({ which: 'other' })")
    expect(await text(frame, '#template-by-name')).toBe('other L')
    expect(await text(frame, '#local-template')).toBe('local 1')
  })

  it('includes a file as if it stood there', async () => {
    expect(await text(frame, '#included')).toBe('included 1')
  })

  it('evaluates expressions, and shows what is missing as nothing', async () => {
    expect(await text(frame, '#expression')).toBe('3|yes|q||false')
    expect(await text(frame, '#raw-null')).toBe('|')
  })

  it('binds class, style and hidden', async () => {
    expect(await frame.locator('#bound').getAttribute('class')).toBe('base on')
    expect(await style(frame, '#bound', 'width')).toBe('10px')
    await phone.js('page.setData({ flag: false, n: 4, hiddenFlag: true })')
    expect(await frame.locator('#bound').getAttribute('class')).toBe('base off')
    expect(await style(frame, '#bound', 'display')).toBe('none')
  })

  it('keeps functions in data for the logic layer', async () => {
    expect(await phone.js('page.data.callback()')).toBe('called')
  })

  it('binds model:value both ways', async () => {
    await frame.locator('#model input').fill('写')
    expect(await phone.js('page.data.typed')).toBe('写')
    await phone.js("page.setData({ typed: '回' })")
    expect(await frame.locator('#model input').inputValue()).toBe('回')
  })

  it('decodes entities in <text decode> and keeps its line breaks', async () => {
    expect(await text(frame, '#text-entities')).toBe('<b>&')
    expect(await text(frame, '#text-lines')).toBe('一\n二')
  })

  it('gives each page instance a deep copy of the fields Page() was given', async () => {
    await phone.js('(page.customField.nested.value = 2, page.data.list.length)')
    await phone.open('/pages/data/data')
    expect(await phone.js('page.customField.nested.value')).toBe(1)
  })
})
