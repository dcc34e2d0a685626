import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import { action, documentIn } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { audit } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { startJob } from '../../kernel/jobs'
import { body } from '../../kernel/published'
import { id, instant, line, text, version } from '../../kernel/schema'
import { SETTLED_MS } from '../../kernel/settled'
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
    const at = now.toISOString()
    const publishAt = notice.publishAt ?? notice.createdAt
    const { title, body: text, deadline } = input
    // One that is over may stay as it is; nobody is given a new one that is.
    const isLate = deadline !== null && (deadline <= at || deadline <= publishAt)
    if (isLate && deadline !== notice.deadline) return refuse('badInput', { field: 'deadline' })
    await checkContent(wechat, openid, input.title, input.body)

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
      const ask = askOf(current)
      await Promise.all([
        db.collection<Ask>(ASKS).updateWhere({ _id: current._id }, changedAsk(ask)),
        keepAnswers(db, ask, current, now),
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

/** An ask that was put off keeps the answers it has, also those given by calls that run now and read the old deadline. */
async function keepAnswers(
  db: Database,
  { _id: askId, orgId, publishAt, closesAt: closes }: Ask,
  { version, history }: StoredNotice,
  now: Date,
): Promise<void> {
  const before = history.at(-1)?.deadline ?? null
  if (closes <= closesAt(publishAt, before)) return
  const job = { _id: `keepAnswers:${askId}:${version}`, kind: 'keepAnswers', total: 0, orgId }
  const runAt = now.getTime() + SETTLED_MS
  await startJob(db, { ...job, input: { askId }, startedBy: 'notice.amend', runAt }, now)
}

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
