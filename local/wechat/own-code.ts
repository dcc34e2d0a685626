/**
 * Where one of a mini-program's own codes leads: `pages/a/a?scene=x`. WeChat's scanner opens it, `wx.scanCode` tells
 * it as `path`. Own are the codes that `wxacode.getUnlimited` of the local cloud draws
 * (`wxacode:///pages/a/a?scene=x&env_version=…`), and a page's path in plain words. `undefined` for any other code.
 */
export function ownPath(code: string, pages: readonly string[]): string | undefined {
  const [, page = '', search = ''] = /^(?:wxacode:\/\/)?\/?([^?]*)\??(.*)$/.exec(code) ?? []
  const known = page === '' && code.startsWith('wxacode:') ? pages[0] : page
  if (known === undefined || !pages.includes(known)) return undefined
  const query = search.replace(/&?env_version=[^&]*$/, '')
  return query === '' ? known : `${known}?${query}`
}
