import * as v from 'valibot'
import type { Member, Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { MEMBERS } from '../../kernel/members'
import { day, id, text, version } from '../../kernel/schema'
import { localDate } from '../../rules/calendar'
import { closeRule } from '../../rules/organisation'
import { ORGANISATIONS, subjectOf } from '../stored'

/** Enters an organisation's last day, takes it back, or closes it from that day on (ORG-17). */
export const close = action('organisation.close', {
  input: v.strictObject({ orgId: id, version, closesOn: v.nullable(day), reason: text(100) }),
  target: documentIn<Organisation>(ORGANISATIONS)(({ orgId }) => orgId),
  prefetch: async (db, { orgId }) => {
    const [people, children] = await Promise.all([
      db.collection<Member>(MEMBERS).count({ 'affiliation.orgId': orgId, state: 'active' }),
      db
        .collection<Organisation>(ORGANISATIONS)
        .count({ parentId: orgId, state: db.is.neq('closed') }),
    ])
    return { people, children }
  },
  subjects: (_, { target }) => [subjectOf(target)],
  async run({ session, db, now, refuse }, input, { target, prefetched: remaining }) {
    const today = localDate(now, target.timeZone)
    const next = input.version + 1
    const isRepeat = target.version === next && (target.closesOn ?? null) === input.closesOn
    if (isRepeat) return finish(target.state)
    if (target.version !== input.version) return refuse('changedMeanwhile')
    const decided = closeRule(target.state, input.closesOn, today, remaining)
    if ('rule' in decided) return refuse('ruleBroken', { rule: decided.rule, reason: decided.text })
    const { state } = decided
    const saved = await db
      .collection<Organisation>(ORGANISATIONS)
      .updateWhere(
        { _id: target._id, version: input.version },
        { state, closesOn: input.closesOn ?? db.is.remove(), version: next },
      )
    return saved === 0 ? refuse('changedMeanwhile') : finish(state)

    /** Also reached by a repeat after a crash. */
    async function finish(reached: Organisation['state']) {
      const what = { open: '恢复', closing: '拟撤销', closed: '撤销' }[reached]
      await audit(db, {
        actor: session,
        action: 'organisation.close',
        about: subjectOf(target),
        subjectId: target._id,
        summary: `${what}${target.name}：${input.reason}`,
        now,
        once: [target._id, String(next)],
      })
      return { version: next, state: reached }
    }
  },
})
