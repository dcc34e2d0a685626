/** The query of a path: WeChat hands it to a page as it was written, so what is encoded here is decoded there. */

export function queryOf(query: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(query)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${encodeURIComponent(value)}`]))
    .join('&')
}

/** What a page was opened with. A value that nobody encoded (`100%`, typed into a link by hand) is taken as it is. */
export function decoded<Query extends Record<string, string | undefined>>(query: Query): Query {
  const entries = Object.entries(query).map(([key, value]) => [key, value && plain(value)])
  return Object.fromEntries(entries) as Query
}

function plain(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    if (error instanceof URIError) return value
    throw error
  }
}
