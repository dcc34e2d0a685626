/** Characters of a long name that are shown: two lines on most phones. */
const BEGINNING = 22
const END = 14

/**
 * A file's name as a list shows it: of a long one the beginning and the end, where years, numbers and kinds stand that
 * tell files of one name apart. Pure.
 */
export function fileTitle(name: string): string {
  const characters = [...name]
  if (characters.length <= BEGINNING + 1 + END) return name
  const [beginning, end] = [characters.slice(0, BEGINNING), characters.slice(-END)]
  return `${beginning.join('')}…${end.join('')}`
}
