import { call } from './cloud'
import { type Card, inviteCard } from './share'

/** One person's way in: a card to send, and a short code to read out when no card can reach them. Either works once. */
export interface Invite {
  name: string
  /** 8 characters, for reading out and typing. */
  code: string
  /** Carries a code of its own, too long to be guessed. */
  card: Card
  /** `YYYY-MM-DD`. */
  until: string
}

/** Both are made when the person is invited, because sharing cannot wait. @throws CallError */
export async function invite(memberId: string, name: string): Promise<Invite> {
  const [card, typed] = await Promise.all([
    call('member.invite', { memberId, form: 'card' }),
    call('member.invite', { memberId, form: 'typed' }),
  ])
  const until = typed.expiresAt.slice(0, 10)
  return { name, code: typed.code, card: inviteCard(name, card.code), until }
}
