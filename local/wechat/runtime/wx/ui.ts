import { ApiFailure } from './apis'
import type { WxContext } from './context'

/** WeChat's limit of an action sheet. */
const MOST_ITEMS = 6

export function defineUi({ apis, runtime, shell }: WxContext): void {
  apis.async('showToast', {
    required: { title: 'String' },
    optional: { icon: 'String', image: 'String', duration: 'Number', mask: 'Boolean' },
    run: ({ title, icon = 'success', image, duration = 1500, mask = false }) =>
      shell.toast({
        title,
        icon: icon === 'error' || icon === 'loading' || icon === 'none' ? icon : 'success',
        ...(image === undefined ? {} : { image }),
        duration,
        mask,
      }),
  })
  apis.async('hideToast', {
    optional: { noConflict: 'Boolean' },
    run: () => shell.toast(undefined),
  })
  apis.async('showLoading', {
    required: { title: 'String' },
    optional: { mask: 'Boolean' },
    run: ({ title, mask = false }) => shell.toast({ title, icon: 'loading', duration: 0, mask }),
  })
  apis.async('hideLoading', {
    optional: { noConflict: 'Boolean' },
    run: () => shell.toast(undefined),
  })
  apis.async('showModal', {
    optional: {
      title: 'String',
      content: 'String',
      showCancel: 'Boolean',
      cancelText: 'String',
      cancelColor: 'String',
      confirmText: 'String',
      confirmColor: 'String',
      editable: 'Boolean',
      placeholderText: 'String',
    },
    returns: ['confirm', 'cancel', 'content'],
    run: async (options) => {
      for (const name of ['cancelText', 'confirmText'] as const) {
        if ((options[name]?.length ?? 0) > 4) {
          throw new ApiFailure(`${name} length should not larger than 4 Chinese characters`)
        }
      }
      const answer = await shell.modal({
        title: options.title ?? '',
        content: options.content ?? '',
        showCancel: options.showCancel ?? true,
        cancelText: options.cancelText ?? '取消',
        cancelColor: options.cancelColor ?? '#000000',
        confirmText: options.confirmText ?? '确定',
        confirmColor: options.confirmColor ?? '#576B95',
        editable: options.editable ?? false,
        placeholderText: options.placeholderText ?? '',
      })
      return { ...answer, content: answer.content ?? null }
    },
  })
  apis.async('showActionSheet', {
    required: { itemList: 'Array' },
    optional: { itemColor: 'String', alertText: 'String' },
    returns: ['tapIndex'],
    run: async ({ itemList, itemColor, alertText }) => {
      if (itemList.length === 0) {
        throw new ApiFailure('parameter error: parameter.itemList should have at least 1 item;')
      }
      if (itemList.length > MOST_ITEMS) {
        throw new ApiFailure(`parameter error: itemList should not be large than ${MOST_ITEMS}`)
      }
      const tapIndex = await shell.actionSheet({
        itemList: itemList.map(String),
        ...(itemColor === undefined ? {} : { itemColor }),
        ...(alertText === undefined ? {} : { alertText }),
      })
      if (tapIndex === null) throw new ApiFailure('cancel')
      return { tapIndex }
    },
  })
  apis.async('pageScrollTo', {
    optional: { scrollTop: 'Number', duration: 'Number', selector: 'String', offsetTop: 'Number' },
    run: ({ scrollTop, duration = 300, selector, offsetTop = 0 }) => {
      const page = runtime.router.top
      const window = page?.frame.contentWindow
      if (!page || !window) throw new ApiFailure('no page')
      let top = scrollTop
      if (selector !== undefined) {
        const [node] = runtime.router.selectAll(page.instance, selector)
        if (!node) throw new ApiFailure(`can not find element by selector ${selector}`)
        top = node.getBoundingClientRect().top + window.scrollY + offsetTop
      }
      const still = duration === 0 || window.matchMedia('(prefers-reduced-motion: reduce)').matches
      window.scrollTo({ top: top ?? 0, behavior: still ? 'instant' : 'smooth' })
    },
  })
  apis.async('startPullDownRefresh', {
    run: () => {
      const page = runtime.router.top
      if (page) runtime.router.pullDown(page)
    },
  })
  apis.async('stopPullDownRefresh', {
    run: () => {
      const page = runtime.router.top
      if (page) shell.setPullDownRefreshing(page, false)
    },
  })
  apis.async('hideKeyboard', {
    run: () => {
      const focused = runtime.router.top?.frame.contentDocument?.activeElement
      if (!focused || focused.tagName === 'BODY') throw new ApiFailure('input not exists')
      ;(focused as HTMLElement).blur()
    },
  })
  apis.define('nextTick', (run: () => void) => {
    void Promise.resolve().then(run)
  })
}
