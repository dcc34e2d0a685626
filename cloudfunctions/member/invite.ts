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
