import { askPage } from '../../cloudfunctions/rules/ask-kinds'
import type { AskMode } from '../../typings/ask'
import { deadlineWords } from './time'

/** Cards for chats. Their title says what is asked and by when: a card is read without being opened. */
export interface Card {
  title: string
  path: string
}

/** Everything outside a notice shares the product itself, and no content. */
export const HOME_CARD: Card = { title: '网上支部', path: '/pages/today/today' }

const ASKED: Record<AskMode, string> = { read: '请阅读', confirm: '请确认收到', reply: '请回复' }

export function noticePath(noticeId: string): string {
  return `/${askPage({ kind: 'notice', subjectId: noticeId })}`
}

export function noticeCard(
  notice: { id: string; title: string; mode: AskMode; deadline: string | null },
  now: Date,
): Card {
  const by =
    notice.deadline === null || notice.deadline <= now.toISOString()
      ? ''
      : `（${deadlineWords(notice.deadline, now)}）`
  return { title: `${ASKED[notice.mode]}${by}：${notice.title}`, path: noticePath(notice.id) }
}

/** The way into a branch for everybody who gets the card. */
export function branchCard(orgName: string, cardId: string): Card {
  return { title: `加入${orgName}`, path: joinPath({ card: cardId }) }
}

/** The way in for one person; the code works once. */
export function inviteCard(name: string, code: string): Card {
  return { title: `邀请${name}加入网上支部`, path: joinPath({ code }) }
}

/** The page that proves membership. `to`: where the person wanted to go. */
export function joinPath(query: { card?: string; code?: string; to?: string }): string {
  const parts = Object.entries(query).map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
  const search = parts.length === 0 ? '' : `?${parts.join('&')}`
  return `/packages/join/pages/start/start${search}`
}
