import { openAction } from '../../kernel/action'
import { hasLeft } from '../../kernel/members'
import { nothing } from '../../kernel/schema'
import { localDate } from '../../rules/calendar'
import { meOf } from '../me'

/** First call of every start: who am I to this product. A leaver is told so, a stranger learns nothing. */
export const session = openAction('member.session', {
  input: nothing,
  async run({ session, now, refuse }) {
    if (session === null) return { joined: false }
    if (hasLeft(session, localDate(now))) return refuse('left')
    return { joined: true, me: meOf(session, now) }
  },
})
