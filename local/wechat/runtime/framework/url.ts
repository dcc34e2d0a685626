/** Page urls as `wx.navigateTo` takes them: absolute or relative to the page that calls, with a query. */
export interface PageUrl {
  path: string
  query: Record<string, string>
}

/** Joins a path and what is relative to the file `base`; without leading slash. */
export function resolvePath(path: string, base: string): string {
  const segments = path.startsWith('/')
    ? path.split('/')
    : [...base.split('/').slice(0, -1), ...path.split('/')]
  const resolved: string[] = []
  for (const segment of segments) {
    if (segment === '..') resolved.pop()
    else if (segment !== '' && segment !== '.') resolved.push(segment)
  }
  return resolved.join('/')
}

/**
 * Splits a page url. The values stay as they were written: WeChat hands a page its query undecoded, and pages
 * decode what they encoded.
 */
export function parsePageUrl(url: string, base: string): PageUrl {
  const mark = url.indexOf('?')
  const path = mark < 0 ? url : url.slice(0, mark)
  const query: Record<string, string> = {}
  for (const pair of mark < 0 ? [] : url.slice(mark + 1).split('&')) {
    if (!pair) continue
    const equals = pair.indexOf('=')
    if (equals < 0) query[pair] = ''
    else query[pair.slice(0, equals)] = pair.slice(equals + 1)
  }
  return { path: resolvePath(path.replace(/\.html$/, ''), base), query }
}
