import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { id, version } from '../../kernel/schema'
import { startMove } from '../../kernel/steps/move-people'
import { placeRule } from '../../rules/organisation'
import { ORGANISATIONS, obey, subjectOf } from '../stored'

/** Gives an organisation another superior, with everything below it. */
export const move = action('organisation.move', {
  input: v.strictObject({ orgId: id, version, parentId: id }),
  target: documentIn<Organisation>(ORGANISATIONS)(({ orgId }) => orgId),
  prefetch: (db, { parentId }) => db.collection<Organisation>(ORGANISATIONS).get(parentId),
  subjects: ({ parentId }, { target }) => [subjectOf(target), parentId],
  async run({ session, db, now, refuse }, input, { target, prefetched: parent }) {
    if (parent === null) return refuse('notFound')
    const next = input.version + 1
    if (target.version === next && target.parentId === parent._id) return finish()
    if (target.version !== input.version) return refuse('changedMeanwhile')
    if (target.parentId === parent._id) return { version: target.version }
    if (target.parentId === null || parent.path.includes(target._id))
      return refuse('badInput', { field: 'parentId' })
    obey(placeRule(target.level, parent.level))
    if (parent.state === 'closed') obey({ rule: 'ORG-17', text: '上级组织已撤销' })
    const follow = { orgId: target._id, version: next, from: target.parentId }
    await startMove(db, follow, session.memberId, now)
    const saved = await db.collection<Organisation>(ORGANISATIONS).updateWhere(
      { _id: target._id, version: input.version },
      {
        parentId: parent._id,
        path: db.is.set([...parent.path, target._id]),
        version: next,
      },
    )
    return saved === 0 ? refuse('changedMeanwhile') : finish()

    /** Also reached by a repeat after a crash. */
    async function finish(): Promise<{ version: number }> {
      await audit(db, {
        actor: session,
        action: 'organisation.move',
        about: subjectOf(target),
        subjectId: target._id,
        summary: `将${target.name}划归${parent?.name ?? ''}`,
        now,
        once: [target._id, String(next)],
      })
      return { version: next }
    }
  },
})
