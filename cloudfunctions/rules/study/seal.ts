import type { QuestionKey } from '../../../typings/question-bank'
import { hashOf } from './random'

/**
 * Keys in a practice pack are not plain text, so that nobody sees them by looking over a shoulder or into a file.
 * That is a courtesy and no protection: whoever has the pack has what it takes to read it. Therefore no question of
 * a quiz that is not over is ever in a pack. Pure; runs on both sides.
 */
export interface Sealed {
  key: QuestionKey
  explanation: string
}

export function seal(content: Sealed, questionId: string): string {
  const masks = masksOf(questionId)
  return JSON.stringify(content)
    .split('')
    .map((character, at) => (character.charCodeAt(0) ^ (masks[at % PERIOD] ?? 0)).toString(16))
    .map((code) => code.padStart(DIGITS, '0'))
    .join('')
}

/** What `seal` put in; `null` for anything else. */
export function openSeal(sealed: string, questionId: string): Sealed | null {
  const masks = masksOf(questionId)
  const text = (sealed.match(/.{4}/g) ?? [])
    .map((code, at) => String.fromCharCode(Number.parseInt(code, 16) ^ (masks[at % PERIOD] ?? 0)))
    .join('')
  try {
    return JSON.parse(text) as Sealed
  } catch {
    return null
  }
}

/** Hexadecimal digits of one UTF-16 unit. */
const DIGITS = 4
const PERIOD = 16

function masksOf(questionId: string): number[] {
  return Array.from({ length: PERIOD }, (_, at) => hashOf(`${questionId}:${at}`) & 0xffff)
}
