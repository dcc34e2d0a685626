import { randomBytes, randomInt } from 'node:crypto'
import { derivedId } from '../kernel/ids'

export const INVITES = 'invites'
export const JOIN_CARDS = 'joinCards'

/** Days an invite and a branch's join card are good for [P]. */
export const INVITE_DAYS = 7
export const CARD_DAYS = 30

/** An invite for one person. `_id` is a hash of the code; the code itself is stored nowhere. */
export interface InviteRecord {
  _id: string
  memberId: string
  form: 'card' | 'typed'
  orgId: string
  path: string[]
  expiresAt: string
  by: string
}

/** A branch's join card. `_id` is the branch; the card's id is random and changes when it is renewed. */
export interface JoinCardRecord {
  _id: string
  cardId: string
  orgName: string
  path: string[]
  expiresAt: string
}

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
export function inviteId(code: string): string {
  const compact = code.replace(/[\s-]/g, '').toUpperCase()
  const typed =
    compact.length === TYPED_LENGTH && [...compact].every((char) => TYPED_ALPHABET.includes(char))
  return derivedId('invite', typed ? compact : code)
}
