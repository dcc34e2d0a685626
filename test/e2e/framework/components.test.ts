import type { Frame } from 'playwright-core'
import { ofElement, openPhone, type TestPhone, text } from './phone'

/** WeChat's guide, “自定义组件”. */
describe('custom components', () => {
  let phone: TestPhone
  let frame: Frame
  const child = <T>(expression: string) =>
    phone.js<T>(`((child) => ${expression})(page.selectComponent('#child'))`)
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())
  beforeEach(async () => {
    frame = await phone.open('/pages/parts/parts')
  })

  it('passes properties by type, with defaults, and calls a property’s observer by name', async () => {
    expect(
      await child('[child.data.label, child.data.count, child.data.number, child.data.anything]'),
    ).toEqual(['甲', 1, 3, null])
    expect(await child('child.labelSeen')).toEqual(['甲', '默认'])
    await phone.js("page.setData({ count: '12' })")
    expect(await child('child.data.count')).toBe(12)
  })

  it('calls an observer of several fields once for one setData, whichever changed', async () => {
    await child('(child.seen.length = 0, 1)')
    await phone.js('page.setData({ count: 5 })')
    expect(await child('child.seen')).toEqual([[5, '甲']])
    expect(await text(frame, '#child')).toBe('甲510')
  })

  it('observes a field of an object, an item of a list, and everything below with **', async () => {
    await child("child.setData({ 'form.name': '新', 'form.tags[1]': 'c' })")
    expect(await child('[child.nameSeen, child.tagSeen, child.lastForm]')).toEqual([
      '新',
      'c',
      { name: '新', tags: ['a', 'c'] },
    ])
    expect(await child('child.formSeen')).toBe(1)
  })

  it('merges properties, data, methods and lifetimes of behaviors, the component’s own methods first', async () => {
    expect(
      await child('[child.createdData, child.fromBehaviorMethod(), child.overridden()]'),
    ).toEqual(['behavior', 'behavior:1', 'child'])
    expect(await child('child.facts().order')).toEqual(['behavior.attached', 'child.attached'])
    expect(await child('child.behaviorObserved > 0')).toBe(true)
  })

  it('lets properties and methods have names that the framework’s own nodes have, as libraries do', async () => {
    await frame.getByText('占用').click()
    await phone.until('page.reports.length === 1')
    expect(await phone.js('page.reports[0]')).toMatchObject({
      detail: '占',
      currentTarget: { id: 'taken', dataset: { who: 'taken' } },
    })
    expect(await phone.js("page.selectComponent('#taken').appendChild()")).toBe('own')
  })

  it('lets a behavior’s definitionFilter change the component’s definition', async () => {
    expect(await text(frame, '#filtered')).toBe('5筛')
  })

  it('keeps pure data from the template but not from observers', async () => {
    await child("child.setData({ _secret: 'new' })")
    expect(await text(frame, '#child')).not.toContain('new')
    expect(await child('[child.data._secret, child.secretSeen]')).toEqual(['new', 'new'])
  })

  it('knows its path, id and dataset', async () => {
    expect(await child('child.facts()')).toMatchObject({
      is: 'components/child/child',
      id: 'child',
      dataset: { who: 'child' },
    })
  })

  it('finds components by id and class, and answers with what export() returns', async () => {
    expect(await phone.js("page.selectAllComponents('.none').length")).toBe(0)
    expect(await phone.js("page.selectComponent('#missing')")).toBeNull()
    expect(await phone.js("page.selectComponent('#filtered')")).toEqual({ exported: '5' })
    expect(await child('child.selectOwnerComponent() === page')).toBe(true)
  })

  it('copies what it is given, so that parent and child do not share lists', async () => {
    await child('(child.data.list.push(3), 1)')
    expect(await phone.js('page.data.list')).toEqual([1, 2])
  })

  it('sends triggerEvent to the page that uses it, with detail and dataset', async () => {
    await child('child.report()')
    expect(await phone.js('page.reports')).toMatchObject([
      {
        type: 'report',
        detail: { value: 1 },
        currentTarget: { id: 'child', dataset: { who: 'child' } },
      },
    ])
  })

  it('links relations in both directions, through other components, and unlinks them', async () => {
    const parent = <T>(expression: string) =>
      phone.js<T>(`((parent) => ${expression})(page.selectComponent('#parent'))`)
    expect(await parent('[parent.ranks(), parent.events]')).toEqual([[1], ['linked 1']])
    await phone.js('page.setData({ second: true })')
    expect(await parent('parent.ranks()')).toEqual([1, 2])
    expect(await phone.js("page.selectComponent('#s2').parents()")).toBe(1)
    await phone.js('page.setData({ second: false })')
    expect(await parent('[parent.ranks(), parent.events.at(-1)]')).toEqual([[1], 'unlinked 2'])
  })

  it('puts the component named by generic: in place, or the default of the generic', async () => {
    expect(await text(frame, '#generic')).toBe('序3')
    expect(await text(frame, '#generic-default')).toBe('默认内容')
  })

  it('distributes children to named slots, also to one that comes later', async () => {
    expect(await text(frame, '#slots .head, #slots [class*=head]')).toBe('头1')
    expect((await text(frame, '#slots')).split('\n')).toEqual(['头1', '身'])
    await phone.js("page.selectComponent('#slots').setData({ open: true })")
    expect((await text(frame, '#slots')).split('\n')).toEqual(['头1', '身', '脚'])
    await phone.js('page.setData({ count: 9 })')
    expect(await text(frame, '#in-head')).toBe('头9')
  })

  it('repeats the content of dynamic slots with the values of each slot', async () => {
    expect((await text(frame, '#dynamic')).split('\n')).toEqual(['0a', '1b'])
    await phone.js("page.selectComponent('#dynamic').setData({ items: ['x', 'y', 'z'] })")
    expect((await text(frame, '#dynamic')).split('\n')).toEqual(['0x', '1y', '2z'])
  })

  it('draws no node of its own for virtualHost, and takes class and style as external class and property', async () => {
    expect(await frame.locator('wx-virtual').count()).toBe(0)
    const inner = frame.locator('wx-view', { hasText: /^虚$/ })
    expect(await inner.getAttribute('class')).toContain('from-page')
    expect(await ofElement(inner, 'getComputedStyle(element).color')).toBe('rgb(9, 9, 9)')
  })

  it('gives components createSelectorQuery that sees only their own nodes', async () => {
    expect(
      await child(
        "new Promise((resolve) => child.createSelectorQuery().selectAll('.in').boundingClientRect().exec(([all]) => resolve(all.length)))",
      ),
    ).toBe(1)
    expect(
      await phone.js(
        "new Promise((resolve) => page.createSelectorQuery().selectAll('.in').boundingClientRect().exec(([all]) => resolve(all.length)))",
      ),
    ).toBe(0)
  })
})
