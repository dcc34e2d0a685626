import * as v from 'valibot'
import type { Session } from '../../../typings/organisation'
import { action } from '../../kernel/action'
import { nothing, version } from '../../kernel/schema'
import { SESSIONS } from '../../kernel/session'
import { meOf } from '../me'

/** Agreement to one version of the privacy text (PIPL art. 14, 29). */
export const consent = action('member.consent', {
  input: v.strictObject({ version }),
  async run({ session, db, now }, input) {
    if (session.consent?.version === input.version) return { me: meOf(session, now) }
    const given = { version: input.version, at: now.toISOString() }
    await db
      .collection<Session>(SESSIONS)
      .updateWhere({ _id: session._id }, { consent: db.is.set(given) })
    return { me: meOf({ ...session, consent: given }, now) }
  },
})

/** Withdrawal (PIPL art. 15): from the next call on nothing works but agreeing again, exporting and deleting. */
export const withdrawConsent = action('member.withdrawConsent', {
  input: nothing,
  async run({ session, db, now }) {
    await db
      .collection<Session>(SESSIONS)
      .updateWhere({ _id: session._id }, { consent: db.is.remove() })
    return { at: now.toISOString() }
  },
})
