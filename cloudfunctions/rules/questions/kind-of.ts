import type { QuestionKind, QuestionOption, ReadQuestion } from '../../../typings/questions'
import { blanksIn, lettersIn, truthIn } from './answers'
import { lettersOf } from './content'
import type { RawQuestion } from './raw'
import { shapeOf } from './text'

/** Words that say true or false whatever the question; others, such as 1 or 是, only where the kind is known. */
const CLEAR_TRUTH = /^(?:√|✓|✔|×|✗|✘|❌|对|错|正确|错误|不正确|true|false|[TFYN](?=$|[。.\s]))/i

/** The kind of several questions under one number. */
export function kindOfParts(written: string): QuestionKind | null {
  return written.split(/\s+/).every((part) => lettersIn(part)?.length === 1) ? 'single' : null
}

/** The kind that a file declares, or the one that options and answer leave no doubt about. */
export function kindOf(draft: RawQuestion, written: string): ReadQuestion['kind'] {
  const { declared, options } = draft
  if (declared !== null && declared !== 'choice') return declared
  if (isTruthPair(options)) return 'trueFalse'
  const letters = lettersOf(written, options).letters
  if (options.length > 0 || declared === 'choice') return letters.length > 1 ? 'multiple' : 'single'
  if (written === '') {
    if (/_{2,}|＿{2,}|[ \u3000\t]{4,}(?=\S)/.test(draft.stem)) return 'fill'
    return blanksIn(draft.stem) > 0 ? null : 'essay'
  }
  if (CLEAR_TRUTH.test(shapeOf(written)) && truthIn(written) !== null) return 'trueFalse'
  if (letters !== '') return letters.length > 1 ? 'multiple' : 'single'
  return blanksIn(draft.stem) > 0 ? 'fill' : 'essay'
}

/** Whether the options are 正确 and 错误. */
export function isTruthPair(options: readonly QuestionOption[]): boolean {
  // 1 and 0.5 are numbers to choose between.
  const truths = options.map(({ text }) => {
    const truth = /^[\d\s.]+$/.test(text) ? null : truthIn(text)
    return truth?.reason === '' ? truth.isTrue : undefined
  })
  return options.length === 2 && truths.includes(true) && truths.includes(false)
}
