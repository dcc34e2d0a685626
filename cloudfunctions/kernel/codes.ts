import { randomBytes, randomInt } from 'node:crypto'
import { derivedId } from './ids'

/** Letters and digits that are not mistaken for one another on paper or by phone. */
const TYPED_ALPHABET = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const TYPED_LENGTH = 8
const CARD_BYTES = 16

/** A new code: 128 random bits in a card, 8 characters (39 bits, guessed five times an hour) when typed. */
export function newCode(form: 'card' | 'typed'): string {
  if (form === 'card') return randomBytes(CARD_BYTES).toString('base64url')
  return Array.from(
    { length: TYPED_LENGTH },
    () => TYPED_ALPHABET[randomInt(TYPED_ALPHABET.length)],
  ).join('')
}

/** Where a code's invite is stored. Typed codes are read without regard to case, spaces and dashes. */
export function codeId(code: string): string {
  const compact = code.replace(/[\s-]/g, '').toUpperCase()
  const typed =
    compact.length === TYPED_LENGTH && [...compact].every((char) => TYPED_ALPHABET.includes(char))
  return derivedId('invite', typed ? compact : code)
}
