import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import { action, documentIn } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import { body } from '../../kernel/published'
import { id, instant, line, text, version } from '../../kernel/schema'
import { closesAt, MOST_VERSIONS } from '../../rules/ask'
import { checkContent } from '../content'
import { NOTICES, type StoredNotice } from '../stored'
import { askOf } from './open'

const HISTORY_KEPT = MOST_VERSIONS - 1

/** Changes what was published. The author chooses whether everybody is asked again; old answers are kept. */
export const amend = action('notice.amend', {
  input: v.strictObject({
    noticeId: id,
    seenVersion: version,
    title: line(60),
    body: v.pipe(body, v.minLength(1)),
    deadline: v.nullable(instant),
    askAgain: v.boolean(),
  }),
  target: documentIn<StoredNotice>(NOTICES)(({ noticeId }) => noticeId),
  subjects: (_, { target }) => [target],
  async run({ session, db, wechat, openid, now, refuse }, input, { target: notice }) {
    if (notice.state === 'withdrawn') return refuse('withdrawn')
    if (notice.history.length >= HISTORY_KEPT) return refuse('badInput', { field: 'seenVersion' })
    if (notice.version === input.seenVersion + 1 && isSame(notice, input)) return finish(notice)
    if (notice.version !== input.seenVersion) return refuse('changedMeanwhile')
    await checkContent(wechat, openid, input.title, input.body)

    const at = now.toISOString()
    const { title, body: text, deadline } = input
    const publishAt = notice.publishAt ?? notice.createdAt
    const changed: StoredNotice = {
      ...notice,
      title,
      body: text,
      deadline,
      closesAt: closesAt(publishAt, deadline),
      version: notice.version + 1,
      history: [
        ...notice.history,
        {
          version: notice.version,
          at,
          title: notice.title,
          body: notice.body,
          deadline: notice.deadline,
          changedBy: session.name,
          askedAgain: input.askAgain,
        },
      ],
    }
    const saved = await db.collection<StoredNotice>(NOTICES).updateWhere(
      { _id: notice._id, version: notice.version, state: 'published' },
      {
        title,
        body: db.is.set(changed.body),
        deadline,
        closesAt: changed.closesAt,
        version: changed.version,
        history: db.is.set(changed.history),
      },
    )
    if (saved === 0) return refuse('changedMeanwhile')
    return finish(changed)

    /** Also reached by a repeat after a crash: brings the ask in line with the notice, which is the fact. */
    async function finish(current: StoredNotice): Promise<{ version: number }> {
      await Promise.all([
        db.collection<Ask>(ASKS).updateWhere({ _id: current._id }, changedAsk(askOf(current))),
        audit(db, {
          actor: session,
          action: 'notice.amend',
          about: current,
          subjectId: current._id,
          summary: `修改通知《${current.title}》${input.askAgain ? '，要求重新确认' : ''}`,
          now,
          once: [current._id, String(current.version)],
        }),
      ])
      return { version: current.version }
    }
  },
})

/** Takes a notice back. It stays readable for its author's organisation, and says so to everybody else. */
export const withdraw = action('notice.withdraw', {
  input: v.strictObject({ noticeId: id, reason: text(100) }),
  target: documentIn<StoredNotice>(NOTICES)(({ noticeId }) => noticeId),
  subjects: (_, { target }) => [target],
  async run({ session, db, now }, input, { target: notice }) {
    const at = now.toISOString()
    await db
      .collection<StoredNotice>(NOTICES)
      .updateWhere(
        { _id: notice._id, state: 'published' },
        { state: 'withdrawn', withdrawnReason: input.reason },
      )
    await Promise.all([
      db.collection<Ask>(ASKS).updateWhere({ _id: notice._id }, { state: 'withdrawn' }),
      audit(db, {
        actor: session,
        action: 'notice.withdraw',
        about: notice,
        subjectId: notice._id,
        summary: `撤回通知《${notice.title}》：${input.reason}`,
        now,
        once: [notice._id],
      }),
    ])
    return { at }
  },
})

/** The parts of the ask an amendment may touch; a withdrawal in between is never undone. */
function changedAsk({ title, version, deadline, closesAt, changedAt }: Ask): Partial<Ask> {
  return { title, version, deadline, closesAt, changedAt }
}

function isSame(
  notice: StoredNotice,
  input: { title: string; body: unknown; deadline: string | null },
): boolean {
  return (
    notice.title === input.title &&
    notice.deadline === input.deadline &&
    JSON.stringify(notice.body) === JSON.stringify(input.body)
  )
}
