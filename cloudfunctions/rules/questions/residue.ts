import type { QuestionProblem } from '../../../typings/questions'
import { blocking } from './check'
import { markInside } from './options'
import type { RawQuestion } from './raw'
import { shapeOf } from './text'

/** `答案：`, or a heading of a key that was taken for more of an option. */
const LABEL = /答案\s*[\])]?\s*[:：]|(?:^|\s)(?:参考|标准)答案(?:\s|$)/
/** 正确答案个数：3个 is part of many a stem. */
const STATED = /答案\s*[\])]?\s*[:：]\s*(?:[A-L](?![A-Za-z])|[√×✓✗]|对|错|正确|错误)/
const NEXT = /(?:^|\s)\d{1,4}\s*[.、:)](?!\d).*[(]\s*[)]/
const EMPTY_PLACE = /[([]\s*[)\]]|_{4,}/

/** What shows that a part of a question holds more than its own: a key, or the next question. Nobody must see it as an option. */
export function problemsOfResidue({
  stem,
  options,
  explanation,
}: Pick<RawQuestion, 'stem' | 'options' | 'explanation'>): QuestionProblem[] {
  for (const { letter, text } of options) {
    const shape = shapeOf(text)
    if (LABEL.test(shape) || NEXT.test(shape) || holdsOptions(shape))
      return [
        blocking(
          'severalQuestions',
          `选项${letter}中夹有别的题或答案：“${text.slice(-20)}”，请核对后分开`,
        ),
      ]
  }
  if (STATED.test(shapeOf(stem)))
    return [blocking('severalQuestions', '题干中夹有“答案”字样，请核对后把答案移出题干')]
  const shape = shapeOf(explanation)
  if (EMPTY_PLACE.test(shape) && holdsOptions(shape))
    return [blocking('severalQuestions', '解析中夹有另一道题，请核对后分开')]
  return []
}

/** An option A and an option B behind it, each with a text. */
function holdsOptions(shape: string): boolean {
  const first = markInside(` ${shape}`, 'A', 0)
  if (first === null || first.isBare) return false
  const second = markInside(` ${shape}`, 'B', first.to)
  return (
    second !== null &&
    !second.isBare &&
    ` ${shape}`.slice(first.to, second.from).trim() !== '' &&
    ` ${shape}`.slice(second.to).trim() !== ''
  )
}
