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

/**
 * Where one of the mini-program's own codes leads: `pages/a/a?scene=x`. WeChat tells it as `path`. Own are the codes
 * that `wxacode.getUnlimited` of the local cloud draws (`wxacode:///pages/a/a?scene=x&env_version=…`), and a page's
 * path in plain words. `undefined` for any other code.
 */
function ownPath(code: string, pages: readonly string[]): string | undefined {
  const [, page = '', search = ''] = /^(?:wxacode:\/\/)?\/?([^?]*)\??(.*)$/.exec(code) ?? []
  const known = page === '' && code.startsWith('wxacode:') ? pages[0] : page
  if (known === undefined || !pages.includes(known)) return undefined
  const query = search.replace(/&?env_version=[^&]*$/, '')
  return query === '' ? known : `${known}?${query}`
}
