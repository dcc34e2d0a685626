import { ASK_KINDS, askPage } from '../../cloudfunctions/rules/ask-kinds'
import type { AskCard, AskKind, AskMode } from '../../typings/ask'
import type { MeetingCard } from '../../typings/meeting'
import type { QuizKind, QuizView } from '../../typings/study'
import { queryOf } from './query'
import { deadlineWords } from './time'

/** Cards for chats. Their title says what is asked and by when: a card is read without being opened. */
export interface Card {
  title: string
  path: string
  /** 5:4, shipped; without it WeChat would show a part of the page, with what stands on it. */
  imageUrl: string
}

/** Everything outside a notice shares the product itself, and no content. */
export const HOME_CARD: Card = {
  title: '网上支部',
  path: '/pages/today/today',
  imageUrl: pictureOf('join'),
}

const ASKED: Record<AskMode, string> = { read: '请阅读', confirm: '请确认收到', reply: '请回复' }

export function noticePath(noticeId: string): string {
  return `/${askPage({ kind: 'notice', subjectId: noticeId })}`
}

/** Where an officer sees by name who has not done it; the page itself where a kind has no such list. */
export function followUpPath(
  card: Pick<AskCard, 'kind' | 'subjectId' | 'version'>,
  { orgId, orgName }: { orgId: string; orgName: string },
): string {
  const page = FOLLOW_UP_PAGES[card.kind]
  if (page === undefined) return `/${askPage(card)}`
  const query = { id: card.subjectId, org: orgId, name: orgName, version: String(card.version) }
  return `/${page}?${queryOf(query)}`
}

const FOLLOW_UP_PAGES: Readonly<Partial<Record<AskKind, string>>> = {
  notice: 'packages/notice/pages/follow/follow',
  weekly: 'packages/study/pages/follow/follow',
  unit: 'packages/study/pages/follow/follow',
  exam: 'packages/study/pages/follow/follow',
}

export function noticeCard(
  notice: { id: string; title: string; mode: AskMode; deadline: string | null },
  now: Date,
): Card {
  const by =
    notice.deadline === null || notice.deadline <= now.toISOString()
      ? ''
      : `（${deadlineWords(notice.deadline, now)}）`
  return {
    title: `${ASKED[notice.mode]}${by}：${notice.title}`,
    path: withTitle(noticePath(notice.id), notice.title),
    imageUrl: pictureOf('notice'),
  }
}

/** What a person is asked to attend and attended, whatever branch held it. */
export const MY_MEETINGS = '/packages/meeting/pages/mine/mine'

export function meetingPath(meetingId: string): string {
  return `/${askPage({ kind: 'meeting', subjectId: meetingId })}`
}

/** The server words it: what is held and when. */
export function meetingCard({ title, path }: MeetingCard): Card {
  return { title, path: withTitle(path, title), imageUrl: pictureOf('meeting') }
}

/** In characters: the longest title of what is asked, and the words that a card says around it. */
const LONGEST_TITLE = 100

/**
 * The path of a card that also carries the title which the card shows, for a stranger who opens it: their page may
 * say again what the card said, and the server tells a stranger nothing.
 */
function withTitle(path: string, title: string): string {
  return `${path}&${queryOf({ title: bounded(title) })}`
}

/** The title that a card brought with it, one line of plain text; empty when it was not opened from such a card. */
export function titleOnCard(query: { title?: string }): string {
  return bounded(query.title ?? '')
}

function bounded(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim()
  return Array.from(line).slice(0, LONGEST_TITLE).join('')
}

/** Where a weekly five, unit or exam is done. */
export function quizPath(quizId: string, kind: QuizKind): string {
  return `/${askPage({ kind, subjectId: quizId })}`
}

export function quizCard({ quizId, kind, title, closesAt }: QuizView, now: Date): Card {
  const by = closesAt <= now.toISOString() ? '' : `（${deadlineWords(closesAt, now)}）`
  return {
    title: `请${ASK_KINDS[kind].verb}${by}：${title}`,
    path: withTitle(quizPath(quizId, kind), title),
    imageUrl: pictureOf('study'),
  }
}

/** The way into a branch for everybody who gets the card. */
export function branchCard(orgName: string, cardId: string): Card {
  return {
    title: `加入${orgName}`,
    path: joinPath({ card: cardId }),
    imageUrl: pictureOf('join'),
  }
}

/** The way in for one person; the code works once. */
export function inviteCard(name: string, code: string): Card {
  return {
    title: `邀请${name}加入网上支部`,
    path: joinPath({ code }),
    imageUrl: pictureOf('join'),
  }
}

/** Drawn by `npm run pictures`. */
function pictureOf(kind: 'notice' | 'meeting' | 'study' | 'join'): string {
  return `/images/cards/${kind}.png`
}

/** The page that proves membership. `to`: where the person wanted to go. */
export function joinPath(query: { card?: string; code?: string; to?: string }): string {
  const search = queryOf(query)
  return `/packages/join/pages/start/start${search === '' ? '' : `?${search}`}`
}
