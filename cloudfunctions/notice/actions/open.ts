import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { NoticeView } from '../../../typings/notice'
import { action, documentIn } from '../../kernel/action'
import { recordOpening } from '../../kernel/asks'
import { id } from '../../kernel/schema'
import { cardOf } from '../../rules/ask'
import { isAsked } from '../../rules/audience'
import { plainText, shownFiles } from '../content'
import { NOTICES, type StoredNotice } from '../stored'

/** Opening a notice is the read receipt. Those who publish or follow it up may look without being counted. */
export const open = action('notice.open', {
  input: v.strictObject({ noticeId: id }),
  target: documentIn<StoredNotice>(NOTICES)(({ noticeId }) => noticeId),
  answersTo: ({ noticeId }) => noticeId,
  async run({ session, db, now, may, refuse }, _, { target: notice, mine: before }) {
    const asked = isAsked(session.audienceKeys, notice.audienceKeys)
    const mayEdit = may('notice.amend', notice)
    const mayFollowUp = session.posts
      .filter((post) => may('notice.names', post) && (post.path.includes(notice.orgId) || mayEdit))
      .map(({ orgId, orgName }) => ({ orgId, orgName }))
    const published = (notice.publishAt ?? '') <= now.toISOString()
    if (!mayEdit && (!published || (!asked && mayFollowUp.length === 0))) return refuse('notAsked')

    const ask = askOf(notice)
    const isReceipt = asked && published && notice.state === 'published'
    const opening = { mine: before, isAnswer: notice.mode === 'read' }
    const mine = isReceipt ? await recordOpening(db, ask, session, opening, now) : null
    const earlier = before.filter((answer) => answer.version < ask.version)
    const answers = mine === null ? earlier : [...earlier, mine]
    // Not asked again, the reader has one answer, to the version of before the change.
    const seen = earlier.length > 0 ? earlier : answers
    const {
      audienceKeys: _keys,
      audience: _audience,
      history,
      inputHash: _hash,
      images,
      ...rest
    } = notice
    const shown = { ...rest, files: shownFiles(notice.files, images, mayEdit) }
    // What was taken back is taken back: its readers hear that, and why.
    const isGone = notice.state === 'withdrawn' && !mayEdit
    return {
      notice: isGone ? { ...shown, body: [], files: [] } : shown,
      card: cardOf(ask, answers),
      asked: asked && published,
      changes: isGone ? [] : changesSince(notice, history, lastSeen(seen)),
      myReply: replyOf(mine),
      mayFollowUp,
      mayEdit,
    }
  },
})

/** The ask a notice stands for; its version rises only when an amendment asks again. */
export function askOf(notice: StoredNotice): Ask {
  return {
    _id: notice._id,
    kind: 'notice',
    subjectId: notice._id,
    version: 1 + notice.history.filter((each) => each.askedAgain).length,
    title: notice.title,
    orgId: notice.orgId,
    orgName: notice.orgName,
    path: notice.path,
    audienceKeys: notice.audienceKeys,
    mode: notice.mode,
    publishAt: notice.publishAt ?? notice.createdAt,
    deadline: notice.deadline,
    closesAt: notice.closesAt,
    state: notice.state === 'published' ? 'open' : 'withdrawn',
    pinned: notice.pinned,
    changedAt: notice.history.at(-1)?.at ?? notice.createdAt,
  }
}

function lastSeen(seen: readonly AnswerRecord[]): string | null {
  const opened = seen.map((answer) => answer.changedAt).sort()
  return opened.at(-1) ?? null
}

/** What the author changed after the reader last looked; nothing when this is their first look. */
function changesSince(
  notice: StoredNotice,
  history: StoredNotice['history'],
  seenAt: string | null,
): NoticeView['changes'] {
  if (seenAt === null) return []
  const before = history.find((each) => each.at > seenAt)
  if (before === undefined) return []
  const changes: NoticeView['changes'] = []
  if (before.title !== notice.title)
    changes.push({ field: 'title', before: before.title, after: notice.title })
  const [was, is] = [before.body, notice.body].map((body) => body.map(plainText).join('\n'))
  if (was !== is) changes.push({ field: 'body', before: was ?? '', after: is ?? '' })
  const deadlines = [before.deadline ?? '', notice.deadline ?? ''] as const
  if (deadlines[0] !== deadlines[1])
    changes.push({ field: 'deadline', before: deadlines[0], after: deadlines[1] })
  return changes
}

function replyOf(answer: AnswerRecord | null): NoticeView['myReply'] {
  if (answer?.reply === undefined || answer.answeredAt === null) return null
  return {
    text: answer.reply,
    at: answer.answeredAt,
    withdrawn: answer.replyWithdrawnAt !== undefined,
  }
}
