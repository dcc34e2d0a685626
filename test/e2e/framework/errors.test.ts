import { openPhone, type TestPhone, text } from './phone'

/** What goes wrong in an app is told, and the app goes on. WeChat's App reference, “onError”, “onUnhandledRejection”. */
describe('errors', () => {
  let phone: TestPhone
  beforeAll(async () => {
    phone = await openPhone()
  })
  afterAll(() => phone.close())

  it('reports what a handler throws to App.onError and the console, and goes on', async () => {
    const frame = await phone.open('/pages/faulty/faulty')
    await phone.log()
    await frame.locator('#throws').click()
    expect(await phone.log()).toEqual(['app.onError Error: handler broke'])
    expect(phone.console.join('\n')).toContain('handler broke')
    await phone.js("page.setData({ text: '还在' })")
    expect(await text(frame, '#text')).toBe('还在')
  })

  it('reports a promise nobody caught to App.onUnhandledRejection', async () => {
    const frame = await phone.open('/pages/faulty/faulty')
    await frame.locator('#rejects').click()
    await phone.until("app.globalData.log.includes('app.onUnhandledRejection nobody caught')")
  })

  it('reports what a lifetime throws, and still shows the page', async () => {
    await phone.log()
    await phone.open('/pages/faulty/faulty?fail=1')
    expect(await phone.log()).toContain('app.onError Error: onShow broke')
    expect(await phone.js('page.route')).toBe('pages/faulty/faulty')
  })

  it('reports a page whose file breaks, and shows its template all the same', async () => {
    await phone.log()
    const frame = await phone.open('/pages/broken/broken')
    expect(await phone.log()).toEqual([
      'app.onError Error: module broke',
      'app.onError Error: Page "pages/broken/broken" has not been registered yet.',
    ])
    expect(await text(frame, '#broken')).toBe('坏页')
  })

  /** Guide “JavaScript 支持情况”: “不支持 eval 执行 JS 代码，不支持 new Function 创建函数”. */
  it('runs no text as code, neither from a script nor from a template nor from WXS', async () => {
    await phone.open('/pages/texts/texts')
    expect(await phone.js('page.tryAll()')).toEqual([
      ...Array(5).fill('EvalError'),
      ...Array(2).fill('TypeError'),
    ])
    expect(await phone.js('page.ordinary()')).toBe(true)
    for (const how of ['template', 'wxs']) {
      const frame = await phone.open(`/pages/texts/texts?how=${how}`)
      expect(await text(frame, 'body')).not.toContain('ran')
      expect(await text(frame, '#before')).toBe('前')
    }
    expect(await phone.js('globalThis.reached')).toBeUndefined()
    expect(phone.console.join('\n')).toContain('Code generation from strings disallowed')
  })

  it('shows nothing for a call that fails in a template, says so, and shows the rest', async () => {
    const frame = await phone.open('/pages/texts/texts')
    expect(await text(frame, '#rest')).toBe('好')
    const told = phone.console.join('\n')
    expect(told).toContain('A call in a template failed: TypeError: String.prototype.trim')
    expect(told).toMatch(/WXS pages\/texts\/texts#bad failed: TypeError: .*'word'/)
  })
})
