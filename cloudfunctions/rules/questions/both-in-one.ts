import { lettersIn, truthIn } from './answers'
import { labelAt, labelsInside } from './marks'
import { shapeOf } from './text'

/** What a cell that holds an answer and its explanation says: `A。解析：…`, `答案：A\n…`, `A，因为…`. Pure. */
export function bothInOne(text: string): { answer: string; explanation: string } {
  const label = labelAt(shapeOf(text))
  const said = label?.role === 'answer' ? text.slice(label.to) : text
  const shape = shapeOf(said)
  const mark = labelsInside(shape, 1).find(({ role }) => role === 'explanation')
  if (mark !== undefined)
    return { answer: trimmed(said.slice(0, mark.from)), explanation: said.slice(mark.to).trim() }
  const line = said.indexOf('\n')
  const first = line === -1 ? '' : said.slice(0, line).trim()
  if (lettersIn(first) !== null || truthIn(first)?.reason === '')
    return { answer: first, explanation: said.slice(line + 1).trim() }
  const match = /^\s*([A-L](?:[\s,、]*[A-L])*)\s*[.。,;:、\s]\s*(?=[^\sA-La-l])/.exec(shape)
  if (match?.[1] !== undefined && lettersIn(match[1]) !== null)
    return { answer: match[1], explanation: said.slice(match[0].length).trim() }
  return { answer: said.trim(), explanation: '' }
}

function trimmed(answer: string): string {
  return answer.replace(/[\s。.,，;；(（[【]+$/, '').trim()
}
