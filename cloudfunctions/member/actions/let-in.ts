import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { codeId, newCode } from '../../kernel/codes'
import { newId } from '../../kernel/ids'
import { MEMBERS } from '../../kernel/members'
import { id } from '../../kernel/schema'
import { claim, unlink } from '../claim'
import {
  CARD_DAYS,
  INVITE_DAYS,
  INVITES,
  type InviteRecord,
  JOIN_CARDS,
  type JoinCardRecord,
} from '../invite'
import { giveBack, JOIN_REQUESTS, type JoinRequestRecord } from '../join-request'

/** How a branch lets its people in, and how it takes a wrong claim back. */

const DAY_MS = 86_400_000
const member = documentIn<Member>(MEMBERS)<{ memberId: string }>(({ memberId }) => memberId)

export const invite = action('member.invite', {
  input: v.strictObject({ memberId: id, form: v.picklist(['card', 'typed']) }),
  target: member,
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now, refuse }, { form }, { target }) {
    if (target.openid !== undefined || target.state === 'left') return refuse('alreadyJoined')
    const code = newCode(form)
    const expiresAt = new Date(now.getTime() + INVITE_DAYS * DAY_MS).toISOString()
    const invites = db.collection<InviteRecord>(INVITES)
    await invites.removeWhere({ memberId: target._id, form })
    await invites.insert({
      _id: codeId(code),
      memberId: target._id,
      form,
      orgId: target.affiliation.orgId,
      path: target.affiliation.path,
      expiresAt,
      by: session.memberId,
    })
    return { code, expiresAt }
  },
})

export const joinCard = action('member.joinCard', {
  input: v.strictObject({ orgId: id, renew: v.boolean() }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  prefetch: (db, { orgId }) => db.collection<JoinCardRecord>(JOIN_CARDS).get(orgId),
  async run({ db, now }, { renew }, { target, prefetched: before }) {
    const isGood = before !== null && before.expiresAt > now.toISOString()
    const card: JoinCardRecord =
      isGood && !renew
        ? before
        : {
            _id: target._id,
            cardId: newId(),
            orgName: target.name,
            path: target.path,
            expiresAt: new Date(now.getTime() + CARD_DAYS * DAY_MS).toISOString(),
          }
    if (card !== before) await db.collection<JoinCardRecord>(JOIN_CARDS).put(card)
    return { cardId: card.cardId, orgName: card.orgName, expiresAt: card.expiresAt }
  },
})

/** Accepts a request as one of the branch's unclaimed people, or declines it. */
export const answerJoinRequest = action('member.answerJoinRequest', {
  input: v.strictObject({ orgId: id, requestId: id, memberId: v.nullable(id) }),
  target: documentIn<JoinRequestRecord>(JOIN_REQUESTS)(({ requestId }) => requestId),
  subjects: (_, { target }) => [target],
  async run({ session, db, now, refuse }, { memberId }, { target: request }) {
    const requests = db.collection<JoinRequestRecord>(JOIN_REQUESTS)
    const wanted = memberId === null ? 'declined' : 'accepted'
    if (request.state !== 'waiting') {
      if (request.state === 'declined') await giveBack(db, request)
      const same = request.state === wanted && (request.memberId ?? null) === memberId
      return same ? finish() : refuse('changedMeanwhile')
    }
    const letIn = memberId === null ? request : await letInAs(memberId)
    const answered = await requests.updateWhere(
      { _id: request._id, ...unfinished(letIn), state: 'waiting' },
      {
        state: wanted,
        answeredBy: session.memberId,
        answeredAt: now.toISOString(),
        ...(memberId === null ? {} : { memberId }),
      },
    )
    if (answered === 0) {
      const first = await requests.get(request._id)
      if (first?.state !== wanted || (first.memberId ?? null) !== memberId) {
        // Another officer's answer stands; whom this one let in is out again.
        if (memberId !== null) await giveBack(db, letIn)
        return refuse('changedMeanwhile')
      }
    }
    if (memberId === null) await giveBack(db, request)
    return finish()

    /** Writes down whom the request is about to let in, then does it: so every later answer knows. */
    async function letInAs(chosen: string): Promise<JoinRequestRecord> {
      const person = await db.collection<Member>(MEMBERS).get(chosen)
      if (person === null || person.affiliation.orgId !== request.orgId) return refuse('notFound')
      const isAgain =
        request.letIn === chosen &&
        person.openid === request.openid &&
        person.joinedAt === request.letInAt
      const next = isAgain ? request : { ...request, letIn: chosen, letInAt: now.toISOString() }
      if (!isAgain) {
        await giveBack(db, request)
        const { letIn: before, letInAt } = next
        const noted = await requests.updateWhere(
          { _id: request._id, ...unfinished(request), state: 'waiting' },
          { letIn: before, letInAt },
        )
        if (noted === 0) return refuse('changedMeanwhile')
      }
      const at = new Date(next.letInAt ?? now)
      const claimed = await claim(db, person, request.openid, request.consentVersion, at)
      return claimed.state === 'taken' ? refuse('alreadyJoined') : next
    }

    function unfinished({ letInAt }: JoinRequestRecord) {
      return { letInAt: letInAt ?? db.is.exists(false) }
    }

    /** Also reached by a repeat after a crash. */
    async function finish(): Promise<{ state: typeof wanted }> {
      await audit(db, {
        actor: session,
        action: 'member.answerJoinRequest',
        about: request,
        subjectId: memberId ?? request._id,
        summary: `${wanted === 'accepted' ? '同意' : '未同意'}${request.fullName}加入`,
        now,
        once: [request._id, request.at],
      })
      return { state: wanted }
    }
  },
})

export const undoJoin = action('member.undoJoin', {
  input: v.strictObject({ memberId: id }),
  target: member,
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now }, _, { target }) {
    if (target.openid !== undefined) {
      // First, because after the release nothing would tell a repeat that there was anything to log.
      await audit(db, {
        actor: session,
        action: 'member.undoJoin',
        about: target.affiliation,
        subjectId: target._id,
        summary: `解除${target.name}的微信绑定`,
        now,
        once: [target._id, target.joinedAt ?? ''],
      })
      await unlink(db, target._id, target.openid)
    }
    return { at: now.toISOString() }
  },
})
