import { sameness } from './text'

/** A fill-in whose answers stand in its blanks. */
export interface FilledBlanks {
  answers: string[]
  /** The stem with the blanks emptied. */
  stem: string
  /** `sure` where nothing else can be meant, `likely` is worth a look, `open` must be confirmed. */
  certainty: 'sure' | 'likely' | 'open'
}

/** `（ 改革开放 ）`: set off by blanks on both sides. */
const PADDED = /[(（]\s+([^()（）]{1,60}?)\s+[)）]/g
/** `＿＿三年＿＿`: underlined in Word. */
const UNDERLINED = /＿{2,}([^＿\n]{1,60}?)＿{2,}/g
/** `__三年__`. Longer lines are blanks that are empty, and what stands between them is text. */
const TYPED = /(?<!_)_{2,3}([^_\n]{1,60}?)_{2,3}(?!_)/g
const LINES = /_{2,}/g
/** `__和__`: two blanks, and the word between them. */
const LINKS = /^[\s、，,；;：:。.]|[，,；;。：:？?]|^(?:和|与|及|以及|或|或者|的|是|至|到|等)/
/** `（民主集中制）` without blanks inside may be an answer or a remark. */
const BRACKETS = /[(（]([^()（）\n]{1,30})[)）]/g

const REMARK = /试行|暂行|修订|以下简称|简称|\d分$|^\d+$/

/** Answers of a fill-in that stand in its blanks; `null` when none do. */
export function filledBlanks(stem: string): FilledBlanks | null {
  return (
    taken(stem, UNDERLINED, '____', 'sure') ??
    padded(stem) ??
    typedBetweenLines(stem) ??
    typedInBrackets(stem)
  )
}

/** The stem of a fill-in that is answered elsewhere: underlined words are emptied where they say the same, and plain text otherwise. */
export function withoutUnderlines(stem: string, answer: string): string {
  const parts = [answer, ...answer.split(/[;；、，,|\n]+/)].map(sameness)
  return stem.replace(UNDERLINED, (_, words: string) =>
    parts.includes(sameness(words)) ? '____' : words,
  )
}

function taken(
  stem: string,
  pattern: RegExp,
  blank: string,
  certainty: FilledBlanks['certainty'],
): FilledBlanks | null {
  const answers = [...stem.matchAll(pattern)].map((match) => (match[1] ?? '').trim())
  if (answers.length === 0 || answers.some((answer) => sameness(answer) === '')) return null
  return { answers, stem: stem.replace(pattern, blank), certainty }
}

/** Another bracket without blanks inside may hold an answer too. */
function padded(stem: string): FilledBlanks | null {
  const filled = taken(stem, PADDED, '（ ）', 'sure')
  const others = [...(filled?.stem ?? '').matchAll(BRACKETS)].some(
    (match) => (match[1] ?? '').trim() !== '' && !REMARK.test(match[1] ?? ''),
  )
  return filled !== null && others ? { ...filled, certainty: 'likely' } : filled
}

/** Every line must open or close an answer: of an odd one nobody knows which. */
function typedBetweenLines(stem: string): FilledBlanks | null {
  const typed = [...stem.matchAll(TYPED)]
  const lines = [...stem.matchAll(LINES)]
  if (typed.length * 2 !== lines.length) return null
  return typed.some((match) => LINKS.test(match[1] ?? ''))
    ? null
    : taken(stem, TYPED, '____', 'likely')
}

/** Brackets of a stem that has no other place for an answer. */
function typedInBrackets(stem: string): FilledBlanks | null {
  if (/[(（]\s*[)）]|_{2,}|＿{2,}/.test(stem)) return null
  return taken(stem, BRACKETS, '（ ）', 'open')
}
