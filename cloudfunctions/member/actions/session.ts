import { openAction } from '../../kernel/action'
import { nothing } from '../../kernel/schema'
import { meOf } from '../me'

/** First call of every start: who am I to this product. A leaver is told so, a stranger learns nothing. */
export const session = openAction('member.session', {
  input: nothing,
  async run({ session, now, refuse }) {
    if (session === null) return { joined: false }
    if (session.state === 'left') return refuse('left')
    return { joined: true, me: meOf(session, now) }
  },
})
