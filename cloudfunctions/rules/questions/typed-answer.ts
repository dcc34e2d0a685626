import { lettersIn, truthIn } from './answers'
import { blocking } from './check'
import { filledBlanks, withoutUnderlines } from './filled-blanks'
import { inlineAnswer, optionTyped } from './inline'
import { isTruthPair } from './kind-of'
import type { RawQuestion } from './raw'
import { sameness } from './text'

/** The answer that was typed into the stem becomes the answer, and its place is emptied. */
export function takeInlineAnswer(draft: RawQuestion): void {
  if (draft.declared === 'essay') return
  if (draft.declared === 'fill') {
    const filled = draft.answer === null ? filledBlanks(draft.stem) : null
    if (filled !== null) {
      draft.stem = filled.stem
      draft.answer = filled.answers
      if (filled.certainty !== 'sure')
        draft.problems.push({
          code: 'answerUnclear',
          blocks: filled.certainty === 'open',
          text: `题中的“${filled.answers.join('；').slice(0, 30)}”像是答案，请核对`,
        })
    } else if (typeof draft.answer === 'string')
      draft.stem = emptied(withoutUnderlines(draft.stem, draft.answer), draft.answer)
    return
  }
  const inline = inlineAnswer(draft.stem)
  if (inline === null && draft.declared === 'trueFalse' && draft.answer === null) {
    takeJudgement(draft)
    return
  }
  if (inline === null) {
    const typed = draft.answer === null ? optionTyped(draft.stem, draft.options) : null
    if (typed !== null) Object.assign(draft, typed)
    return
  }
  if (inline === 'unclear') {
    if (draft.answer === null)
      draft.problems.push(blocking('answerUnclear', '题干中有几个括号像是答案，请填写正确答案'))
    return
  }
  // 对 in a bracket answers no choice between four texts.
  const isOther = lettersIn(inline.answer) === null && draft.options.length > 0
  if (isOther && !isTruthPair(draft.options)) return
  const isAnswered = draft.answer !== null && draft.answer !== ''
  if (!isAnswered) {
    draft.stem = inline.stem
    draft.answer = inline.answer
    if (inline.reason !== '' && draft.explanation === '') draft.explanation = inline.reason
    return
  }
  if (!inline.isStrong) return
  const [typed, stated] = [inline.answer, String(draft.answer)]
  const isSame =
    (lettersIn(typed) !== null &&
      lettersIn(typed) === lettersIn(stated.split(/[\s.、:：]/)[0] ?? '')) ||
    (truthIn(typed) !== null && truthIn(typed)?.isTrue === truthIn(stated)?.isTrue)
  if (!isSame && draft.options.length === 0 && truthIn(stated) === null) return
  draft.stem = inline.stem
  if (!isSame)
    draft.problems.push(
      blocking(
        'answersDiffer',
        `题干中写的是“${typed}”，答案写的是“${stated.slice(0, 20)}”，请核对`,
      ),
    )
}

/** `…。（是）` and `…。 错误` at the end of what is known to be true or false. */
function takeJudgement(draft: RawQuestion): void {
  const bracket = /[(（]\s*(是|否|非|真|假|[10tfyn])\s*[)）]\s*[。.]?\s*$/i.exec(draft.stem)
  const bare = /(?:(?<=[。.；;！!])\s*(正确|错误|对|错)|\s*([√×✓✗✔✘]))\s*$/.exec(draft.stem)
  const found = bracket ?? bare
  if (found === null) return
  draft.answer = found[1] ?? found[2] ?? ''
  draft.stem = `${draft.stem.slice(0, found.index)}${bracket === null ? '' : '（ ）'}`
}

/** A fill-in whose brackets say what its answer says: they are emptied. */
function emptied(stem: string, answer: string): string {
  const parts = new Set(answer.split(/[;；、，,|\s]+/).map(sameness))
  return stem.replace(/[(（]([^()（）]{1,60})[)）]/g, (bracket, inside: string) =>
    sameness(inside) !== '' &&
    (parts.has(sameness(inside)) || sameness(inside) === sameness(answer))
      ? '（ ）'
      : bracket,
  )
}
