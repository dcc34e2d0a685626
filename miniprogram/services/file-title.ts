/** Characters of a long name that are shown: two lines on most phones. */
const BEGINNING = 22
const END = 14

/**
 * Files' names as their list shows them: of a long one the beginning and the end, where years, numbers and kinds stand
 * that tell files apart; the whole name where another file would be called the same. Pure.
 */
export function fileTitles(names: readonly string[]): string[] {
  const titles = names.map(shortened)
  return names.map((name, at) => {
    const title = titles[at] ?? name
    return titles.indexOf(title) === titles.lastIndexOf(title) ? title : name
  })
}

function shortened(name: string): string {
  const characters = [...name]
  if (characters.length <= BEGINNING + 1 + END) return name
  const [beginning, end] = [characters.slice(0, BEGINNING), characters.slice(-END)]
  return `${beginning.join('')}…${end.join('')}`
}
