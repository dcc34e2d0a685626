/**
 * The query of a page's path as WeChat hands it to `onLoad` and `onLaunch`: values stay as they were written, and
 * pages decode what they encoded (its guide says so of `scene`: “需要使用 decodeURIComponent”). A second `=` or `?`
 * ends a value, which is why what may hold one must be encoded; both as developers have reported of the client.
 */
export interface PagePath {
  /** Without the query; as written. */
  path: string
  query: Record<string, string>
}

/**
 * @param bare the value of a key without `=`: `''` for a card, a code or a compile mode; the routing APIs make the
 *   word `undefined` of it, which WeChat's staff confirmed and left as it is
 */
export function splitPagePath(url: string, bare: '' | 'undefined' = ''): PagePath {
  const [path = '', search = ''] = url.split('?')
  const pairs = search.split('&').filter((pair) => pair !== '')
  return {
    path,
    query: Object.fromEntries(
      pairs.map((pair) => {
        const [name = '', value = bare] = pair.split('=')
        return [name, value]
      }),
    ),
  }
}

/** The other way round, without encoding anything anew. */
export function joinPagePath({ path, query }: PagePath): string {
  const search = Object.entries(query)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
  return search === '' ? path : `${path}?${search}`
}
