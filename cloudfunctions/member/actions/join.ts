import * as v from 'valibot'
import type { Member, Session } from '../../../typings/organisation'
import { openAction } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { codeId } from '../../kernel/codes'
import type { Database } from '../../kernel/db'
import { derivedId } from '../../kernel/ids'
import { MEMBERS } from '../../kernel/members'
import { id, line, optionalText, version } from '../../kernel/schema'
import { phoneDigits } from '../../rules/phone'
import { claim } from '../claim'
import { INVITES, type InviteRecord, JOIN_CARDS, type JoinCardRecord } from '../invite'
import { JOIN_REQUESTS, type JoinRequestRecord } from '../join-request'
import { meOf } from '../me'
import { countTry } from '../tries'

const NAME_LENGTH = 30

/** By a number WeChat verified: only if exactly one active member has it, and nobody claimed them. */
export const joinByPhone = openAction('member.joinByPhone', {
  input: v.strictObject({
    phoneCode: v.pipe(v.string(), v.maxLength(200)),
    consentVersion: version,
  }),
  async run({ openid, session, db, wechat, now, refuse }, input) {
    if (session !== null) {
      await tellAgain(db, session, '手机号', now)
      return { me: meOf(session, now) }
    }
    const { left, wasRight } = await countTry(db, openid, now)
    const verified = await wechat.phoneNumber(input.phoneCode, openid)
    if ('refused' in verified) return refuse('noMatch', { left })
    const matches = await db
      .collection<Member>(MEMBERS)
      .find({ phone: phoneDigits(verified.digits), state: 'active' }, { limit: 3 })
    const unclaimed = matches.filter(
      (member) => member.openid === undefined || member.openid === openid,
    )
    const [member] = unclaimed
    if (member === undefined)
      return matches.length > 0 ? refuse('alreadyJoined') : refuse('noMatch', { left })
    if (unclaimed.length > 1) return refuse('noMatch', { left })
    const joined = await finish(db, member, openid, input.consentVersion, now, '手机号')
    if (joined === null) return refuse('alreadyJoined')
    await wasRight()
    return { me: meOf(joined, now) }
  },
})

/** By an invite: single use, expiring, and the full name must be known too. */
export const joinByCode = openAction('member.joinByCode', {
  input: v.strictObject({
    code: v.pipe(v.string(), v.minLength(6), v.maxLength(64)),
    fullName: line(NAME_LENGTH),
    consentVersion: version,
  }),
  async run({ openid, session, db, now, refuse }, input) {
    const invites = db.collection<InviteRecord>(INVITES)
    if (session !== null) {
      await tellAgain(db, session, '邀请码', now)
      await invites.removeWhere({ _id: codeId(input.code), memberId: session.memberId })
      return { me: meOf(session, now) }
    }
    const { left, wasRight } = await countTry(db, openid, now)
    const invite = await invites.get(codeId(input.code))
    if (invite === null) return refuse('codeInvalid', { left })
    if (invite.expiresAt < now.toISOString()) return refuse('codeExpired')
    const member = await db.collection<Member>(MEMBERS).get(invite.memberId)
    if (member === null || member.state === 'left') return refuse('codeInvalid', { left })
    if (compactName(member.name) !== compactName(input.fullName))
      return refuse('nameMismatch', { left })
    const joined = await finish(db, member, openid, input.consentVersion, now, '邀请码')
    if (joined === null) return refuse('alreadyJoined')
    await invites.removeWhere({ memberId: member._id })
    await wasRight()
    return { me: meOf(joined, now) }
  },
})

/** What a stranger who opened a branch's join card may know: whose card it is. */
export const readJoinCard = openAction('member.readJoinCard', {
  input: v.strictObject({ cardId: id }),
  async run({ openid, db, now, refuse }, { cardId }) {
    const { left, wasRight } = await countTry(db, openid, now)
    const card = await cardOf(db, cardId)
    if (card === null) return refuse('codeInvalid', { left })
    await wasRight()
    if (card.expiresAt < now.toISOString()) return refuse('codeExpired')
    return { orgName: card.orgName }
  },
})

/** Asks the branch's secretary to be let in. One waiting request per WeChat and branch. */
export const requestToJoin = openAction('member.requestToJoin', {
  input: v.strictObject({
    cardId: id,
    fullName: line(NAME_LENGTH),
    note: optionalText(100),
    consentVersion: version,
  }),
  async run({ openid, session, db, now, refuse }, input) {
    if (session !== null) return refuse('alreadyJoined')
    const { left, wasRight } = await countTry(db, openid, now)
    const card = await cardOf(db, input.cardId)
    if (card === null || card.expiresAt < now.toISOString()) return refuse('codeInvalid', { left })
    const requestId = derivedId('joinRequest', openid, card._id)
    const requests = db.collection<JoinRequestRecord>(JOIN_REQUESTS)
    // A request that was being accepted when something broke keeps whom it let in.
    const { letIn, letInAt } = (await requests.get(requestId)) ?? {}
    const request: JoinRequestRecord = {
      _id: requestId,
      orgId: card._id,
      path: card.path,
      openid,
      fullName: input.fullName,
      note: input.note,
      consentVersion: input.consentVersion,
      at: now.toISOString(),
      state: 'waiting',
      ...(letIn === undefined || letInAt === undefined ? {} : { letIn, letInAt }),
    }
    // Who has no session may ask again, declined or taken back as they were; the newest words count.
    await requests.put(request)
    await wasRight()
    return { requestId, orgName: card.orgName }
  },
})

/** Claims the member and tells the branch; `null` when somebody else has them. */
async function finish(
  db: Database,
  member: Member,
  openid: string,
  consentVersion: number,
  now: Date,
  how: string,
) {
  const claimed = await claim(db, member, openid, consentVersion, now)
  if (claimed.state === 'taken') return null
  await tell(db, { ...member, openid, joinedAt: claimed.joinedAt }, how, now)
  return claimed.session
}

/** Who is in already asks again when a crash kept the first call from answering, and perhaps from telling. */
async function tellAgain(db: Database, session: Session, how: string, now: Date): Promise<void> {
  const member = await db.collection<Member>(MEMBERS).get(session.memberId)
  if (member?.openid === session._id) await tell(db, member, how, now)
}

/** Once per claim. */
function tell(db: Database, member: Member, how: string, now: Date): Promise<void> {
  const { _id, name, affiliation, openid = '', joinedAt = '' } = member
  return audit(db, {
    actor: { memberId: _id, name },
    action: 'member.join',
    about: affiliation,
    subjectId: _id,
    summary: `${name}通过${how}加入`,
    now,
    once: [_id, openid, joinedAt],
  })
}

async function cardOf(db: Database, cardId: string): Promise<JoinCardRecord | null> {
  const [card] = await db.collection<JoinCardRecord>(JOIN_CARDS).find({ cardId }, { limit: 1 })
  return card ?? null
}

/** Names are compared without blanks and in one width; the middle dot of minority names in one form. */
function compactName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[•‧∙・]/g, '·')
}
