import type { BuiltIn } from './define'
import { HOVER } from './view'

/** What each `open-type` calls. */
const ROUTES: Record<string, string> = {
  navigate: 'navigateTo',
  redirect: 'redirectTo',
  switchTab: 'switchTab',
  reLaunch: 'reLaunch',
  navigateBack: 'navigateBack',
  exit: 'exitMiniProgram',
}

export const navigator: BuiltIn = {
  tag: 'navigator',
  properties: {
    ...HOVER,
    hoverClass: { type: String, value: 'navigator-hover' },
    hoverStayTime: { type: Number, value: 600 },
    url: String,
    openType: { type: String, value: 'navigate' },
    delta: { type: Number, value: 1 },
    target: { type: String, value: 'self' },
    appId: String,
    path: String,
    extraData: null,
    version: String,
    shortLink: String,
  },
  css: 'wx-navigator{display:block;cursor:pointer}.navigator-hover{background-color:rgba(0,0,0,.1);opacity:.7}',
  setup({ element, data, on, emit, host }) {
    element.setAttribute('role', 'link')
    element.tabIndex = 0
    const go = () => {
      const method =
        data.target === 'miniProgram' ? 'navigateToMiniProgram' : ROUTES[String(data.openType)]
      const call = method === undefined ? undefined : host.runtime.wx[method]
      if (typeof call !== 'function') {
        console.error(
          `<navigator open-type="${String(data.openType)}"> is not supported by the local WeChat`,
        )
        return
      }
      call({
        url: data.url,
        delta: data.delta,
        appId: data.appId,
        path: data.path,
        extraData: data.extraData,
        success: (result: object) => emit('success', result),
        fail: (result: object) => emit('fail', result),
        complete: (result: object) => emit('complete', result),
      })
    }
    on('tap', go)
    return { activate: go }
  },
}
