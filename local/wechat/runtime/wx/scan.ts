import { ApiFailure } from './apis'
import type { WxContext } from './context'

/** `wx.scanCode`; the desktop client has no camera. */
export function defineScan({ apis, shell, runtime }: WxContext): void {
  apis.async('scanCode', {
    optional: { onlyFromCamera: 'Boolean', scanType: 'Array' },
    returns: ['result', 'scanType', 'charSet', 'path', 'rawData'],
    run: async ({ onlyFromCamera = false }) => {
      if (runtime.phone.screen.platform === 'pc') throw new ApiFailure('not support')
      const { code } = await shell.sheets.scan(onlyFromCamera)
      if (code === null) throw new ApiFailure('cancel')
      // The mini-program's own code: WeChat tells the page it leads to.
      const page = code.split('?')[0]?.replace(/^\//, '') ?? ''
      const own = runtime.config.pages.includes(page)
      const bytes = new TextEncoder().encode(code)
      return {
        result: own ? '' : code,
        scanType: own ? 'WX_CODE' : 'QR_CODE',
        charSet: 'utf-8',
        rawData: btoa(String.fromCharCode(...bytes)),
        ...(own ? { path: code.replace(/^\//, '') } : {}),
      }
    },
  })
}
