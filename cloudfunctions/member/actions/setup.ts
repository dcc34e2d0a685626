import * as v from 'valibot'
import type { Member } from '../../../typings/organisation'
import { openAction } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { codeId } from '../../kernel/codes'
import { MEMBERS } from '../../kernel/members'
import { claim } from '../claim'
import { countTry } from '../tries'

/** Written by the operator's command; `_id` is a hash of the code, which is printed once. */
export interface SetupCode {
  _id: string
  memberId: string
  expiresAt: string
}

const CONSENT_BY_OPERATOR = 0

/**
 * The first administrator of a new environment: whoever has the operator's one-time code, never whoever comes
 * first. The member and the post were made by the operator's command; the code only links a WeChat to them.
 */
export const claimSetup = openAction('member.claimSetup', {
  input: v.strictObject({ code: v.pipe(v.string(), v.minLength(16), v.maxLength(64)) }),
  async run({ openid, session, db, now, refuse }, { code }) {
    if (session !== null) return { orgId: session.affiliation.orgId }
    const { left, wasRight } = await countTry(db, openid, now)
    const codes = db.collection<SetupCode>('setupCodes')
    const setup = await codes.get(codeId(code))
    if (setup === null) return refuse('codeInvalid', { left })
    if (setup.expiresAt < now.toISOString()) return refuse('codeExpired')
    const member = await db.collection<Member>(MEMBERS).get(setup.memberId)
    if (member === null) return refuse('codeInvalid', { left })
    const claimed = await claim(db, member, openid, CONSENT_BY_OPERATOR, now)
    if (claimed.state === 'taken') return refuse('codeInvalid', { left })
    await codes.removeWhere({ _id: setup._id })
    await audit(db, {
      actor: claimed.session,
      action: 'member.claimSetup',
      about: member.affiliation,
      subjectId: member._id,
      summary: `${member.name}成为系统管理员`,
      now,
      once: [setup._id],
    })
    await wasRight()
    return { orgId: member.affiliation.orgId }
  },
})
