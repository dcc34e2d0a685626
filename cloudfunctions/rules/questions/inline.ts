import type { QuestionOption } from '../../../typings/questions'
import { truthIn } from './answers'
import { sameness, shapeOf } from './text'

/** An answer typed into a bracket of the stem. */
export interface InlineAnswer {
  answer: string
  /** The stem with the bracket emptied: who reads it must not see the answer. */
  stem: string
  /** Whether the bracket can be nothing but the place for the answer. */
  isStrong: boolean
  /** What a second bracket behind the answer says: `( 错 )(应为三年)`. */
  reason: string
}

/** Small letters are an answer only at the end of the stem. */
const SMALL = /^[a-l](?:[\s,，、;；/.]*[a-l])*[.。]?$/
const BRACKET = /[([]([^()[\]]{1,24})[)\]]/g

interface Candidate {
  from: number
  to: number
  answer: string
  isStrong: boolean
}

/**
 * The answer in a bracket of the stem, such as `（ B ）` or `（√）`. A letter in a bracket may also be part of the sentence, `关系R(A,B)`: a
 * bracket with blanks inside or at the end of a sentence is meant, one glued to a name is not. `null` when there is
 * none, `'unclear'` when two say different things.
 */
export function inlineAnswer(stem: string): InlineAnswer | 'unclear' | null {
  const shape = shapeOf(stem)
  const candidates: Candidate[] = []
  for (const match of shape.matchAll(BRACKET)) {
    const inside = (match[1] ?? '').replace(/^\s*:\s*/, ' ')
    const answer = inside.trim()
    const isSmall = SMALL.test(answer)
    const isAnswer =
      isSmall || /^[A-L](?:[\s,，、;；/.]*[A-L])*[.。]?$|^[A-Z]$/.test(answer)
        ? true
        : truthIn(answer)?.reason === '' && !/^[a-z01是否真假非误]$/.test(answer)
    if (!isAnswer) continue
    const to = match.index + match[0].length
    const isGlued = /[A-Za-z0-9_]$/.test(shape.slice(0, match.index))
    const isPadded = inside !== answer
    const isLast =
      /^[\s。.,，;；?？!！:：)\]）】]*$/.test(shape.slice(to)) || /^\s*[([]/.test(shape.slice(to))
    const isFirst = shape.slice(0, match.index).trim() === ''
    if (isSmall && !(isLast && !isGlued)) continue
    candidates.push({
      from: match.index,
      to,
      answer,
      isStrong: isPadded || ((isLast || isFirst) && !isGlued),
    })
  }
  const strong = candidates.filter((candidate) => candidate.isStrong)
  const meant =
    strong.length > 0
      ? strong
      : candidates.filter(({ from }) => !/[A-Za-z0-9_]$/.test(shape.slice(0, from)))
  const chosen = meant.at(-1)
  if (chosen === undefined) return null
  if (strong.length === 0 && /[([]\s*[)\]]|_{2,}/.test(shape)) return null
  if (
    new Set(meant.map(({ answer }) => answer.toUpperCase().replace(/[^A-Z√×对错]/g, ''))).size > 1
  )
    return 'unclear'
  const behind = /^\s*[([]\s*(.{2,}?)\s*[)\]]\s*[)\]]?\s*[。.]?$/.exec(shape.slice(chosen.to))
  const isReason = behind !== null && truthIn(chosen.answer) !== null
  const reason = isReason ? stem.slice(chosen.to).replace(/^[\s(（]+|[\s)）。.]+$/g, '') : ''
  const before = stem.slice(0, chosen.from)
  return {
    answer: chosen.answer,
    isStrong: chosen.isStrong,
    stem: `${before.trim() === '' ? '' : `${before}（ ）`}${isReason ? '' : stem.slice(chosen.to)}`,
    reason,
  }
}

/** A bracket of the stem that says the text of one option. */
export function optionTyped(
  stem: string,
  options: readonly QuestionOption[],
): { answer: string; stem: string } | null {
  const brackets = [...stem.matchAll(/[(（]([^()（）]{2,80})[)）]/g)]
  const found = brackets.flatMap((match) => {
    const same = options.filter(
      ({ text }) => sameness(text) !== '' && sameness(text) === sameness(match[1] ?? ''),
    )
    return same.length === 1 ? [{ match, letter: same[0]?.letter ?? '' }] : []
  })
  const [only] = found
  if (only === undefined || found.length > 1) return null
  const { index } = only.match
  return {
    answer: only.letter,
    stem: `${stem.slice(0, index)}（ ）${stem.slice(index + only.match[0].length)}`,
  }
}
