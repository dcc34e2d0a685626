import type { Phone } from '../fixture'
import { call, failure, inApp, openCalls, outcome, tapToCall } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => unknown>

/** Toasts, dialogs, bars. WeChat reference, “界面”; parameter errors in the words of the base library. */
describe('what an app shows and asks', () => {
  let phone: Phone
  beforeAll(async () => {
    phone = await openCalls()
  })
  afterEach(() => inApp(phone, () => wx.hideToast?.()))

  it.each([
    ['showToast', {}, 'parameter.title should be String instead of Undefined;'],
    ['showToast', { title: 5 }, 'parameter.title should be String instead of Number;'],
    ['showLoading', { title: null }, 'parameter.title should be String instead of Null;'],
    ['navigateTo', {}, 'parameter.url should be String instead of Undefined;'],
    ['showModal', { content: 3 }, 'parameter.content should be String instead of Number;'],
    ['setClipboardData', { data: {} }, 'parameter.data should be String instead of Object;'],
    ['setTabBarBadge', { text: '1' }, 'parameter.index should be Number instead of Undefined;'],
    ['previewImage', { urls: 'a' }, 'parameter.urls should be Array instead of String;'],
    ['showToast', 'text', 'parameter should be Object instead of String;'],
  ])('%s with %j says what is wrong', async (name, options, problem) => {
    expect(await call(phone, name, options)).toMatchObject({
      errMsg: `${name}:fail parameter error: ${problem}`,
    })
  })

  it('answers by callbacks or by a promise, never by both', async () => {
    const answers = await inApp(phone, async () => {
      const called: string[] = []
      const returned = await new Promise((resolve) => {
        const result = wx.getSetting?.({
          success: ({ errMsg }: { errMsg: string }) => called.push(`success ${errMsg}`),
          complete: () => {
            called.push('complete')
            resolve(result === undefined)
          },
        })
      })
      const failed = await new Promise((resolve) => {
        wx.getStorage?.({
          key: 'none',
          success: () => called.push('wrong'),
          fail: ({ errMsg }: { errMsg: string }) => called.push(errMsg),
          complete: resolve,
        })
      })
      return { called, returned, failed: (failed as { errMsg: string }).errMsg }
    })
    expect(answers).toEqual({
      called: ['success getSetting:ok', 'complete', 'getStorage:fail data not found'],
      returned: true,
      failed: 'getStorage:fail data not found',
    })
  })

  it('shows a toast for its time and a loading until it is hidden', async () => {
    await call(phone, 'showToast', { title: '已确认', duration: 300 })
    await phone.see('已确认')
    await phone.gone('已确认')
    await call(phone, 'showLoading', { title: '正在提交' })
    await phone.see('正在提交')
    await call(phone, 'hideLoading')
    await phone.gone('正在提交')
  })

  it('tells which button of a modal was tapped', async () => {
    await tapToCall(phone, 'showModal', { title: '撤回通知', content: '撤回后不可恢复' })
    await phone.tap('取消')
    expect(await outcome(phone)).toMatchObject({ confirm: false, cancel: true })
    await tapToCall(phone, 'showModal', { title: '撤回通知', confirmText: '撤回' })
    await phone.tap('撤回')
    expect(await outcome(phone)).toEqual({
      errMsg: 'showModal:ok',
      confirm: true,
      cancel: false,
      content: null,
    })
  })

  it('hands over what was typed into a modal', async () => {
    await tapToCall(phone, 'showModal', {
      title: '原因',
      editable: true,
      placeholderText: '写一句',
    })
    await phone.type('写一句', '出差')
    await phone.tap('确定')
    expect(await outcome(phone)).toMatchObject({ confirm: true, content: '出差' })
  })

  it('refuses a button text of more than four characters', async () => {
    expect(await failure(phone, 'showModal', { confirmText: '确认并发布' })).toBe(
      'showModal:fail confirmText length should not larger than 4 Chinese characters',
    )
  })

  it('tells which choice of an action sheet was tapped, and when none was', async () => {
    await tapToCall(phone, 'showActionSheet', { itemList: ['拍照', '相册'] })
    await phone.tap('相册')
    expect(await outcome(phone)).toEqual({ errMsg: 'showActionSheet:ok', tapIndex: 1 })
    await tapToCall(phone, 'showActionSheet', { itemList: ['拍照', '相册'] })
    await phone.tap('取消')
    expect(await outcome(phone)).toEqual({ errMsg: 'showActionSheet:fail cancel' })
    expect(await failure(phone, 'showActionSheet', { itemList: [...'一二三四五六七'] })).toBe(
      'showActionSheet:fail parameter error: itemList should not be large than 6',
    )
  })

  it('takes prepared answers instead of asking', async () => {
    phone.willAnswer({ sheet: 'modal', confirm: true, content: '已核实' })
    phone.willAnswer({ sheet: 'actionSheet', index: null })
    // The line keeps the order: what is evaluated now comes after the answers.
    expect(await call(phone, 'showModal', { title: '?' })).toMatchObject({ content: '已核实' })
    expect(await failure(phone, 'showActionSheet', { itemList: ['一'] })).toBe(
      'showActionSheet:fail cancel',
    )
  })

  it('marks tabs with badges and dots', async () => {
    await call(phone, 'setTabBarBadge', { index: 1, text: '12' })
    await phone.see('12', { within: '.mp-tab-bar' })
    await call(phone, 'setTabBarBadge', { index: 1, text: '12345' })
    await phone.see('…', { within: '.mp-tab-bar' })
    await call(phone, 'removeTabBarBadge', { index: 1 })
    await call(phone, 'showTabBarRedDot', { index: 0 })
    await phone.see('有新内容', { within: '.mp-tab-bar' })
    await call(phone, 'hideTabBarRedDot', { index: 0 })
    await phone.gone('有新内容')
    expect(await failure(phone, 'setTabBarBadge', { index: 5, text: '1' })).toBe(
      'setTabBarBadge:fail tabbar item not found',
    )
  })

  it('hides the tab bar and gives the page its room', async () => {
    const height = async () => {
      const info = await inApp(phone, () => wx.getWindowInfo?.())
      return (info as { windowHeight: number }).windowHeight
    }
    const before = await height()
    await call(phone, 'hideTabBar')
    await phone.gone('另一页')
    // 49 px and the home indicator's 34 px.
    expect(await height()).toBe(before + 83)
    await call(phone, 'showTabBar')
    await phone.see('另一页')
  })

  it('refuses calls about tabs while another page is shown', async () => {
    await call(phone, 'navigateTo', { url: '/pages/plain/plain' })
    expect(await failure(phone, 'setTabBarBadge', { index: 0, text: '1' })).toBe(
      'setTabBarBadge:fail not TabBar page',
    )
    expect(await failure(phone, 'hideTabBar')).toBe('hideTabBar:fail not TabBar page')
    await phone.back()
    await phone.see('另一页')
  })

  it('changes the navigation bar', async () => {
    await call(phone, 'setNavigationBarTitle', { title: '新标题' })
    await phone.see('新标题')
    expect(
      await failure(phone, 'setNavigationBarColor', {
        frontColor: 'red',
        backgroundColor: '#ffffff',
      }),
    ).toBe('setNavigationBarColor:fail invalid frontColor "red"')
  })

  it('asks before a page is left, if the page wants it', async () => {
    await call(phone, 'navigateTo', { url: '/pages/plain/plain?id=5' })
    await call(phone, 'enableAlertBeforeUnload', { message: '离开后不保存' })
    await phone.back()
    await phone.tap('取消')
    await phone.see('普通页 5')
    await phone.back()
    await phone.tap('确定')
    await phone.see('另一页')
    await call(phone, 'disableAlertBeforeUnload')
  })

  it('scrolls to a place and to an element', async () => {
    await call(phone, 'navigateTo', { url: '/pages/plain/plain' })
    await call(phone, 'pageScrollTo', { selector: '#end', duration: 0 })
    const page = await phone.page()
    expect(await page.scrollTop()).toBeGreaterThan(1000)
    expect(await failure(phone, 'pageScrollTo', { selector: '#nowhere' })).toContain(
      'pageScrollTo:fail',
    )
    await phone.back()
    await phone.see('另一页')
  })
})
