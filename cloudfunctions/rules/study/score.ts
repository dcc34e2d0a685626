import type { QuestionKey, QuestionKind } from '../../../typings/question-bank'
import type { Given, Score } from '../../../typings/study'

/** How answers are marked. Pure; the only place where right and wrong are decided. */

/** What marking needs to know of one question of a paper. */
export interface KeyOfQuestion {
  questionId: string
  kind: QuestionKind
  key: QuestionKey
  points: number
}

/**
 * Whether an answer is right: choices must be exactly those of the key, all or nothing; every blank of a fill-in
 * must be one of the texts its author listed, compared after trimming, NFKC and case folding, no other guess [P].
 */
export function isRight(key: QuestionKey, given: Given | undefined): boolean {
  if (given === undefined) return false
  if ('choices' in key) {
    if (!('choices' in given)) return false
    const chosen = new Set(given.choices)
    return chosen.size === key.choices.length && key.choices.every((choice) => chosen.has(choice))
  }
  if (!('texts' in given) || given.texts.length !== key.blanks.length) return false
  return key.blanks.every((accepted, blank) => {
    const text = folded(given.texts[blank] ?? '')
    return text !== '' && accepted.some((each) => folded(each) === text)
  })
}

/** The form in which texts are compared. One pass can leave work for another (ẞ becomes ß, which becomes ss). */
export function folded(text: string): string {
  const once = text.normalize('NFKC').trim().toUpperCase().toLowerCase().normalize('NFKC')
  return once === text ? text : folded(once)
}

/** A marked paper: its score, and the positions of what was answered wrong. What was left out earns nothing. */
export function scoreOf(
  keys: readonly KeyOfQuestion[],
  givenAt: (position: number) => Given | undefined,
  passMark: number | null,
): { score: Score; wrong: number[] } {
  let right = 0
  let points = 0
  let total = 0
  const wrong: number[] = []
  for (const [position, question] of keys.entries()) {
    const given = givenAt(position)
    total += question.points
    if (isRight(question.key, given)) {
      right += 1
      points += question.points
    } else if (given !== undefined) wrong.push(position)
  }
  const passed = passMark === null ? null : points * 100 >= total * passMark
  return { score: { right, questions: keys.length, points, total, passed }, wrong }
}
