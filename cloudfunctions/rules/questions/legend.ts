import type { QuestionOption } from '../../../typings/questions'
import { truthIn } from './answers'
import { shapeOf } from './text'

const PARTS = /[AB]|不正确|正确|错误|对|错|√|×/g

/**
 * `（A为正确，B为错误）`, `正确的选A，错误的选B`: what the letters mean in all questions below. Empty where a text does not
 * say so, once and for both.
 */
export function legendIn(text: string): QuestionOption[] {
  const shape = shapeOf(text)
  const inside = /[([]([^()[\]]+)[)\]]/.exec(shape)?.[1] ?? shape.replace(/^.*题[:,.]?/, '')
  const parts = inside.match(PARTS) ?? []
  if (parts.length !== 4) return []
  const isLetterFirst = parts[0] === 'A' || parts[0] === 'B'
  const pairs = [parts.slice(0, 2), parts.slice(2)].map((pair) =>
    isLetterFirst ? pair : [...pair].reverse(),
  )
  const options = pairs.flatMap(([letter = '', word = '']) =>
    /^[AB]$/.test(letter) && truthIn(word) !== null
      ? [{ letter, text: truthIn(word)?.isTrue === true ? '正确' : '错误' }]
      : [],
  )
  const isWhole =
    options.length === 2 &&
    options[0]?.letter !== options[1]?.letter &&
    options[0]?.text !== options[1]?.text
  return isWhole ? options.sort((one, other) => (one.letter < other.letter ? -1 : 1)) : []
}
