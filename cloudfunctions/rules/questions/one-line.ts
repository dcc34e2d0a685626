import { headingOf } from './headings'
import { numberAt } from './marks'
import { markAtStart, markInside } from './options'
import type { Line } from './raw'
import { plainText, shapeOf } from './text'

/** `答案：B` and its like, whole: what may stand right before the number of the next question. */
const ANSWERED = /答案\s*[\])]?\s*[:：]?\s*(?:[A-L]+|[√×✓✗对错]|正确|错误)\s*[。.]?\s*$/
const ENDS = /[\s。.;；!！)\]]$/
const PLACE = /[([]\s*(?:[A-L]+|[√×✓✗对错]|正确|错误)?\s*[)\]]|答案\s*[:：]|_{3,}/
const JUDGED = /[([]\s*(?:[√×✓✗对错TF]|正确|错误)\s*[)\]]\s*[。.]?\s*$/
/** The first question behind a heading on its line. */
const FIRST = /[)\]题:：]\s*(?=(?:第\s*1\s*题|[(]\s*1\s*[)]|1\s*[.、:)](?!\d)))/
const NUMBER = /(?<![\d.])(\d{1,4})\s*[.、:)](?!\d)\s*/g

/** Lines that hold several numbered questions, as copied from a page that lost its line breaks, one line each. */
export function withQuestionsApart(lines: readonly Line[]): Line[] {
  let last = 0
  return lines.flatMap((line) => {
    const text = plainText(line.text)
    const parts = partsOf(text, last)
    for (const part of parts) {
      const shape = shapeOf(part)
      last = numberAt(shape)?.value ?? (headingOf(part, shape) === null ? last : 0)
    }
    return parts.length === 1 ? [line] : parts.map((part) => ({ ...line, text: part }))
  })
}

function partsOf(text: string, before: number): string[] {
  const shape = shapeOf(text)
  const heading = headingBefore(text, shape)
  if (heading > 0) return [text.slice(0, heading), ...partsOf(text.slice(heading), 0)]
  const own = numberAt(shape)
  const isOptions = markAtStart(shape) !== null
  let expected = own !== null ? own.value + 1 : isOptions ? before + 1 : 1
  let from = 0
  const cuts: number[] = []
  for (const match of shape.matchAll(NUMBER)) {
    if (Number(match[1]) !== expected || match.index === 0) continue
    const left = shape.slice(from, match.index)
    const right = shape.slice(match.index + match[0].length)
    const parts =
      ANSWERED.test(left) || (isWhole(left, isOptions && cuts.length === 0) && ENDS.test(left))
    if (!parts || !PLACE.test(right)) continue
    cuts.push(match.index)
    from = match.index
    expected += 1
  }
  if (cuts.length === 0) return [text]
  const edges = [0, ...cuts, text.length]
  return edges.slice(0, -1).map((edge, index) => text.slice(edge, edges[index + 1]))
}

/** Where the first question begins behind a heading on its line; 0 where there is none. */
function headingBefore(text: string, shape: string): number {
  const match = FIRST.exec(shape)
  if (match === null || !PLACE.test(shape.slice(match.index + match[0].length))) return 0
  const to = match.index + match[0].length
  const heading = headingOf(text.slice(0, to), shape.slice(0, to))
  return (heading?.kind ?? null) === null ? 0 : to
}

/** Whether a part is a question that may end here: it has options, or an answer with its explanation. */
function isWhole(shape: string, isOptions: boolean): boolean {
  if (/答案\s*[\])]?\s*[:：]/.test(shape) || JUDGED.test(shape)) return true
  if (isOptions) return true
  const first = markInside(shape, 'A', 0)
  return first !== null && PLACE.test(shape) && markInside(shape, 'B', first.to) !== null
}
