import type { QuestionContent, QuestionOption, ReadQuestion } from '../../../typings/questions'
import { blanksIn, blanksOf, lettersByText, lettersIn, truthIn } from './answers'
import type { RawQuestion } from './raw'
import { plainText, tidy } from './text'

/** What stands between a stem and a label on its line, such as `^*^`. */
const JUNK = /[\s^*|#@~&$]{2,}$/
/** `true. 正确` and its like say what the two answers are, not what is asked. */
const TRUTH_LINE =
  /^\s*(?:true|false|正确|错误|对|错|√|×|T|F|A|B)\s*[.、．:：)]?\s*(?:正确|错误|对|错|√|×)?\s*$/i

function takeTruthLines(stem: string): string {
  const lines = stem.split('\n')
  while (lines.length > 1 && TRUTH_LINE.test(lines.at(-1) ?? '')) lines.pop()
  return lines.join('\n')
}

/** What a question of this kind asks and what is right. */
export function contentOf(
  draft: RawQuestion,
  kind: ReadQuestion['kind'],
  written: string,
): QuestionContent {
  const whole = plainText(draft.stem)
    .replace(JUNK, '')
    .replace(/^\s*\*{2,}\s*/, '')
  const stem = tidy(kind === 'trueFalse' ? takeTruthLines(whole) : whole)
  const options = draft.options.map(({ letter, text }) => ({ letter, text: tidy(plainText(text)) }))
  const explanation = tidy(plainText(draft.explanation))
  const empty = { stem, options: [], letters: '', isTrue: null, blanks: [], explanation }
  switch (kind) {
    case 'single':
    case 'multiple':
      return { ...empty, options, letters: lettersOf(written, options).letters }
    case 'trueFalse': {
      const truth = truthOf(written, options)
      const reason = truth === null || truth.reason === '' ? [] : [truth.reason]
      return {
        ...empty,
        isTrue: truth?.isTrue ?? null,
        explanation: [...reason, explanation].join('\n').trim(),
      }
    }
    case 'fill': {
      const count = blanksIn(draft.stem)
      const isList = Array.isArray(draft.answer)
      const blanks = isList
        ? (draft.answer as string[]).map((part) => blanksOf(part, 1)?.[0] ?? [])
        : (blanksOf(written, count) ?? (written === '' ? [] : (blanksOf(written, 1) ?? [])))
      // A gap that is to be filled in must stay visible when blanks are made single.
      return {
        ...empty,
        stem: tidy(plainText(draft.stem).replace(/(?<=\S)[ \u3000\t]{4,}(?=\S)/g, ' ____ ')),
        blanks,
      }
    }
    case 'essay':
    case null:
      return { ...empty, options }
  }
}

/** Letters that an answer names; `agrees` is false when it gives another text with them. */
export function lettersOf(
  written: string,
  options: readonly QuestionOption[],
): { letters: string; agrees: boolean } {
  const plain = lettersIn(
    written,
    options.map(({ letter }) => letter),
  )
  if (plain !== null) return { letters: plain, agrees: true }
  return lettersByText(written, options) ?? { letters: '', agrees: true }
}

/** True/false by word, or by the letter of an option that says so. */
function truthOf(
  written: string,
  options: readonly QuestionOption[],
): { isTrue: boolean; reason: string } | null {
  const letter = options.length > 0 ? lettersOf(written, options).letters : ''
  const option = letter.length === 1 ? options.find((each) => each.letter === letter) : undefined
  return truthIn(option?.text ?? written)
}
