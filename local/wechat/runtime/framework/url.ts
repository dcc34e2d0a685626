import { type PagePath, splitPagePath } from '../../query'

/** Page urls as `wx.navigateTo` takes them: absolute or relative to the page that calls, with a query. */
export type PageUrl = PagePath

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

/** Splits what a routing API was given. */
export function parsePageUrl(url: string, base: string): PageUrl {
  const { path, query } = splitPagePath(url, 'undefined')
  return { path: resolvePath(path.replace(/\.html$/, ''), base), query }
}
