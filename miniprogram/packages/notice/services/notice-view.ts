import type { NoticeView, Paragraph } from '../../../../typings/notice'
import { type FileRow, filesShown } from '../../../services/attachments'
import type { Change as Pending } from '../../../services/outbox'
import { deadlineWords, momentWords, urgencyOf } from '../../../services/time'
import { endOf, type Tag } from '../../../services/words'
import { type Change, changesShown } from './changes'

/** What the person is asked to do, and how far that is. */
export type Doing = 'none' | 'confirm' | 'reply' | 'waiting' | 'refused' | 'done'

/** A notice as its page shows it. */
export interface ShownNotice {
  title: string
  from: string
  paragraphs: Paragraph[]
  files: FileRow[]
  due: Tag | null
  state: Tag | null
  /** Why there is nothing to do any more; empty while there is. */
  ended: string
  changes: Change[]
  doing: Doing
  /** What happened to the answer, in words. */
  done: string
  myReply: string
  mayWithdrawReply: boolean
  followUp: { orgId: string; orgName: string }[]
  mayEdit: boolean
  /** Also of what was withdrawn: it may be published again, corrected. */
  mayCopy: boolean
}

/** @param pending the person's own change that the server has not acknowledged */
export function shownNotice(view: NoticeView, pending: Pending | null, now: Date): ShownNotice {
  const { notice, card } = view
  const published = notice.publishAt ?? notice.createdAt
  const answer = answerOf(view, pending, now)
  const end = endOf(card, now)
  const urgency = urgencyOf(notice.deadline, now)
  const isAhead = published > now.toISOString()
  return {
    title: notice.title,
    from: `${notice.orgName} ${notice.authorName} · ${momentWords(published, now)}`,
    paragraphs: notice.body,
    files: filesShown(notice.files),
    due:
      notice.deadline === null || end !== null
        ? null
        : {
            word: deadlineWords(notice.deadline, now),
            tone: card.state === 'answered' ? 'plain' : urgency,
          },
    state: end ?? (isAhead ? scheduled(published, now) : answer.tag),
    ended: endedWords(view, end),
    changes: changesShown(view.changes, now),
    doing: end === null ? answer.doing : 'none',
    done: answer.words,
    myReply: view.myReply === null || view.myReply.withdrawn ? '' : view.myReply.text,
    mayWithdrawReply:
      view.myReply !== null && !view.myReply.withdrawn && urgency !== 'overdue' && end === null,
    // Two posts in one organisation are one place to look.
    followUp: isAhead
      ? []
      : [...new Map(view.mayFollowUp.map((place) => [place.orgId, place])).values()],
    mayEdit: view.mayEdit && !card.withdrawn,
    mayCopy: view.mayEdit,
  }
}

function scheduled(at: string, now: Date): Tag {
  return { word: `${momentWords(at, now)} 发布`, tone: 'waiting' }
}

function endedWords({ notice, card }: NoticeView, end: Tag | null): string {
  if (end === null) return ''
  if (!card.withdrawn) return '这条通知已过期，不用再办。'
  const { withdrawnReason = '' } = notice
  return `这条通知已撤回，不用再办。${withdrawnReason === '' ? '' : `原因：${withdrawnReason}`}`
}

/** How far the person's own answer is: on its way, refused, given or still asked. */
function answerOf(
  { card, myReply, asked }: NoticeView,
  pending: Pending | null,
  now: Date,
): { doing: Doing; tag: Tag | null; words: string } {
  if (pending?.state === 'refused') {
    const tag: Tag = { word: '未能送达', tone: 'overdue' }
    return { doing: 'refused', tag, words: pending.refusal ?? '' }
  }
  if (pending !== null) {
    const words = `${momentWords(pending.at, now)} 已记下，联网后自动发出`
    return { doing: 'waiting', tag: { word: '待发送', tone: 'waiting' }, words }
  }
  if (!asked) return { doing: 'none', tag: null, words: '' }
  const isRead = card.mode === 'read'
  if (card.state === 'answered') {
    const words = myReply?.withdrawn ? '已回复，文字已撤回' : isRead ? '已读' : '已确认收到'
    return { doing: 'done', tag: { word: isRead ? '已读' : '已确认', tone: 'done' }, words }
  }
  const doing = card.mode === 'reply' ? 'reply' : isRead ? 'none' : 'confirm'
  return { doing, tag: null, words: '' }
}
