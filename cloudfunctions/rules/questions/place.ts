/** `P88` as people say it: 第88段; `Sheet1!2`: “Sheet1”第2行; `line 12`: 第12行; `item 3`: 第3题. */
export function placeInWords(place: string): string {
  const [, paragraph] = /^P(\d+)$/.exec(place) ?? []
  if (paragraph !== undefined) return `第${paragraph}段`
  const [, line] = /^line (\d+)$/.exec(place) ?? []
  if (line !== undefined) return `第${line}行`
  const [, item] = /^item (\d+)$/.exec(place) ?? []
  if (item !== undefined) return `第${item}题`
  const at = place.lastIndexOf('!')
  return at < 0 ? place : `“${place.slice(0, at)}”第${place.slice(at + 1)}行`
}
