import { ownPath } from '../../own-code'
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
      const path = ownPath(code, runtime.config.pages)
      const bytes = new TextEncoder().encode(code)
      return {
        result: path === undefined ? code : '',
        scanType: path === undefined ? 'QR_CODE' : 'WX_CODE',
        charSet: 'utf-8',
        rawData: btoa(String.fromCharCode(...bytes)),
        ...(path === undefined ? {} : { path }),
      }
    },
  })
}
