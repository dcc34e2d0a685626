import * as v from 'valibot'
import type { Member } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit, auditRepeat } from '../../kernel/audit'
import { changeMember, hasLeft, MEMBERS, refreshSession } from '../../kernel/members'
import { day, id, line, text, version } from '../../kernel/schema'
import { currentAttachments } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { isPhone, phoneDigits } from '../../rules/phone'

const member = documentIn<Member>(MEMBERS)<{ memberId: string }>(({ memberId }) => memberId)

/** Changes by others that a person's leaving is entered over. */
const MOST_TRIES = 5

/** A full number, for those who need it; each time it is shown is in the audit log. */
export const revealPhone = action('member.revealPhone', {
  input: v.strictObject({ memberId: id, why: v.picklist(['call', 'check']) }),
  target: member,
  subjects: (_, { target, now }) => [
    target.affiliation,
    ...currentAttachments(target.attachments, now),
  ],
  async run({ session, db, now }, { why }, { target }) {
    await audit(db, {
      actor: session,
      action: 'member.revealPhone',
      about: target.affiliation,
      subjectId: target._id,
      summary: `查看${target.name}的手机号（${why === 'call' ? '拨打' : '核对'}）`,
      now,
      once: [session.memberId, target._id, now.toISOString()],
    })
    return { phone: target.phone ?? null }
  },
})

export const setPhone = action('member.setPhone', {
  input: v.strictObject({ memberId: id, phone: line(20), version }),
  target: member,
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now, refuse }, input, { target }) {
    const phone = phoneDigits(input.phone)
    if (!isPhone(phone)) return refuse('badInput', { field: 'phone' })
    if (target.phone === phone && target.version !== input.version + 1)
      return { version: target.version }
    if (target.phone === phone) return finish(target.version)
    if (target.version !== input.version) return refuse('changedMeanwhile')
    const after = await changeMember(db, target, { phone }, now)
    return after === null ? refuse('changedMeanwhile') : finish(after.version)

    /** Also reached by a repeat after a crash. */
    async function finish(reached: number) {
      await audit(db, {
        actor: session,
        action: 'member.setPhone',
        about: target.affiliation,
        subjectId: target._id,
        summary: `修改${target.name}的手机号`,
        now,
        once: [target._id, String(reached)],
      })
      return { version: reached }
    }
  },
})

/**
 * A person has left, or will on a day ahead: entered by a person with a reason. From that day on their WeChat is
 * locked, at its next call; until then another day can be entered, or (`on: null`) the day taken back.
 */
export const leave = action('member.leave', {
  input: v.strictObject({ memberId: id, on: v.nullable(day), reason: text(100) }),
  target: member,
  subjects: (_, { target }) => [target.affiliation],
  async run({ session, db, now, refuse }, { on, reason }, { target }) {
    if (on === null && hasLeft(target, localDate(now))) return refuse('left')
    const what = on === null ? '取消登记离开' : `登记于${on}离开`
    let current = target
    // Somebody else's change in between is not a reason to keep a leaver in.
    const isDone = () => current.state === 'left' || (current.leftOn ?? null) === on
    const wasDone = isDone()
    for (let tries = 0; !isDone() && tries < MOST_TRIES; tries += 1) {
      const after = await changeMember(db, current, { leftOn: on }, now)
      current = after ?? (await db.collection<Member>(MEMBERS).get(target._id)) ?? current
    }
    if (!isDone()) return refuse('changedMeanwhile')
    if (wasDone) await refreshSession(db, current)
    await (wasDone ? auditRepeat : audit)(db, {
      actor: session,
      action: 'member.leave',
      about: target.affiliation,
      subjectId: target._id,
      summary: `${target.name}${what}：${reason}`,
      now,
      once: [target._id, String(current.version)],
    })
    return { state: current.state }
  },
})
