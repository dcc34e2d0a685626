import type { QuestionOption, QuestionProblem, ReadQuestion } from '../../../typings/questions'
import { letterAt } from './answers'
import { blocking } from './check'
import { markInside } from './options'
import type { RawQuestion } from './raw'
import { sameness, shapeOf } from './text'
import { untickedText } from './ticked-options'

/** `答案：`, or a heading of a key that was taken for more of an option. */
const LABEL = /答案\s*[\])]?\s*[:：]|(?:^|\s)(?:参考|标准)答案(?:\s|$)/
/** 正确答案个数：3个 is part of many a stem. */
const STATED = /答案\s*[\])]?\s*[:：]\s*(?:[A-L](?![A-Za-z])|[√×✓✗]|对|错|正确|错误)/
const NEXT = /(?:^|\s)\d{1,4}\s*[.、:)](?!\d).*[(]\s*[)]/
/** No option asks; `main()` does not either. */
const PLACE = /(?<![A-Za-z0-9_])[(]\s*[)]|_{4,}/
const BEHIND_PLACE = /[(]\s*[)][。.]?\s*\d{1,4}\s*[.、)](?!\d).*[(]\s*[)]/
const NUMBERED = /\d{1,4}\s*[.、)](?!\d)[^\n]*(?:[(]\s*[)]|_{4,})/
const HEADING =
  /(?:选|选择|判断|填空|简答)题?\s*[([][^()[\]]*[每共]\S{0,4}题[^()[\]]*分[^()[\]]*[)\]]/
const LETTER = /(?:^|\s)[(]?([B-L])\s*[.、:)]\s*(?=\S)|(?:\s{2,}|\t)([B-L])\s+(?=\S)/g
const LINE_LETTER = /^\s*[(]?([A-L])(?:\s*[.、:)]|\s+|(?=[\u4e00-\u9fff]))/
const PLACE_AT_END = /[([]\s*[)\]]\s*[。.]?$/
const EMPTY_PLACE = /[([]\s*[)\]]|_{4,}/

/** What shows that a part of a question holds more than its own: a key, or the next question. Nobody must see it as an option. */
export function problemsOfResidue({
  stem,
  options,
  explanation,
  kind,
}: Pick<RawQuestion, 'stem' | 'options' | 'explanation'> &
  Pick<ReadQuestion, 'kind'>): QuestionProblem[] {
  const problems: QuestionProblem[] = []
  const letters = options.map(({ letter }) => letter)
  for (const { letter, text } of options) {
    const shape = shapeOf(text)
    const next = letterAt(letter.charCodeAt(0) - 64)
    if (
      LABEL.test(shape) ||
      NEXT.test(shape) ||
      HEADING.test(shape) ||
      PLACE.test(shape) ||
      holdsOptions(shape)
    )
      problems.push(
        blocking(
          'severalQuestions',
          `选项${letter}中夹有别的题或答案：“${text.slice(-20)}”，请核对后分开`,
        ),
      )
    else if (
      holdsLaterLetter(shape, letter) ||
      (!letters.includes(next) && holdsGlued(shape, next))
    )
      problems.push(
        blocking('optionLetters', `选项${letter}中夹有另一个选项：“${text.slice(-20)}”，请核对`),
      )
    else if (!letters.includes(next) && holdsBare(shape, next))
      problems.push({
        code: 'optionLetters',
        blocks: false,
        text: `选项${letter}中像是夹有选项${next}：“${text.slice(-20)}”，请核对`,
      })
  }
  const shape = shapeOf(stem)
  if (STATED.test(shape))
    problems.push(blocking('severalQuestions', '题干中夹有“答案”字样，请核对后把答案移出题干'))
  if (HEADING.test(shape) || BEHIND_PLACE.test(shape))
    problems.push(blocking('severalQuestions', '题干中夹有大题的标题或另一道题，请核对后分开'))
  const lines = shape.split('\n')
  if (holdsLetters(lines, options.length > 0))
    problems.push(blocking('optionLetters', '题干中夹有以字母开头的选项，请核对选项字母'))
  if (options.length > 0 && lines.some((line) => repeatsOptions(line, options)))
    problems.push(blocking('severalQuestions', '题干中夹有选项，请核对后分开'))
  const places = lines.filter((line) =>
    (kind === 'trueFalse' ? EMPTY_PLACE : PLACE_AT_END).test(line),
  )
  if (places.length > 1)
    problems.push(blocking('severalQuestions', '题干有几行都以括号结尾，可能是几道题，请核对'))
  const explained = shapeOf(explanation)
  if (EMPTY_PLACE.test(explained) && (holdsOptions(explained) || NUMBERED.test(explained)))
    problems.push({
      code: 'severalQuestions',
      blocks: holdsOptions(explained),
      text: '解析中像是夹有另一道题，请核对后分开',
    })
  return problems
}

/** `C.丙 E.戊`: a letter beyond the next, which was not looked for. */
function holdsLaterLetter(shape: string, own: string): boolean {
  return [...shape.matchAll(LETTER)].some(([, marked, bare]) => (marked ?? bare ?? '') > own)
}

/** `甲C：丙`: the next letter, which no option has, glued to what stands before it. */
function holdsGlued(shape: string, next: string): boolean {
  return new RegExp(`[\\u4e00-\\u9fff》）)”%\\d][(]?${next}\\s*[.、:)]\\s*\\S`).test(shape)
}

/** `甲C 丙`: may as well be a word, as in 维生素C. */
function holdsBare(shape: string, next: string): boolean {
  return new RegExp(`[\\u4e00-\\u9fff》）)”%\\d]${next}\\s+[\\u4e00-\\u9fff]`).test(shape)
}

/** A line of the stem that is an option, or options of another question. */
function repeatsOptions(line: string, options: readonly QuestionOption[]): boolean {
  const letter = LINE_LETTER.exec(line)
  if (letter === null) return false
  const behind = line.slice(letter[0].length)
  const rest = sameness(untickedText(behind) ?? behind)
  return (
    (letter[1] === 'A' && holdsOptions(line)) ||
    options.some(({ text }) => rest !== '' && sameness(text) === rest)
  )
}

/** Lines that begin with letters in order, as options do. Statements A, B, C may stand above options, without a gap. */
function holdsLetters([, ...lines]: readonly string[], hasOptions: boolean): boolean {
  const letters = lines.flatMap((line) => LINE_LETTER.exec(line)?.[1] ?? [])
  if (hasOptions && letters.every((letter, at) => letter === letterAt(at))) return false
  return (
    letters.length > 1 &&
    letters.every((letter, at) => at === 0 || letter > (letters[at - 1] ?? ''))
  )
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
