import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { id, version } from '../../kernel/schema'
import { startMove } from '../../kernel/steps/move-people'
import { kindRule } from '../../rules/organisation'
import { ORGANISATIONS, obey, subjectOf, written } from '../stored'

/** Changes what an organisation is called and how it works; a new name or zone reaches its people by a job. */
export const update = action('organisation.update', {
  input: v.strictObject({ ...written, orgId: id, version }),
  target: documentIn<Organisation>(ORGANISATIONS)(({ orgId }) => orgId),
  subjects: (_, { target }) => [subjectOf(target)],
  async run({ session, db, now, refuse }, input, { target }) {
    const { orgId, version: seen, ...fields } = input
    obey(kindRule(target.level, fields.kind))
    const next = seen + 1
    if (target.version === next && isSame(target, fields)) return finish()
    if (target.version !== seen) return refuse('changedMeanwhile')
    if (target.name !== fields.name || target.timeZone !== fields.timeZone)
      await startMove(db, { orgId, version: next, from: null }, session.memberId, now)
    const saved = await db
      .collection<Organisation>(ORGANISATIONS)
      .updateWhere({ _id: orgId, version: seen }, { ...fields, version: next })
    return saved === 0 ? refuse('changedMeanwhile') : finish()

    /** Also reached by a repeat after a crash. */
    async function finish(): Promise<{ version: number }> {
      await audit(db, {
        actor: session,
        action: 'organisation.update',
        about: subjectOf(target),
        subjectId: orgId,
        summary: `修改${fields.name}的组织信息`,
        now,
        once: [orgId, String(next)],
      })
      return { version: next }
    }
  },
})

function isSame(target: Organisation, fields: Partial<Organisation>): boolean {
  return Object.entries(fields).every(
    ([field, value]) => target[field as keyof Organisation] === value,
  )
}
