import { ASK_KINDS, askPage } from '../../cloudfunctions/rules/ask-kinds'
import { ROLE_NAMES } from '../../cloudfunctions/rules/roles'
import type { AskCard, AskMode } from '../../typings/ask'
import type { PersonRow, PostHolder } from '../../typings/member'
import type { MemberStage, OrganisationLevel, PostRole } from '../../typings/organisation'
import { dateWords, deadlineWords, momentWords, startWords, urgencyOf } from './time'

/** Names of what the server answers in codes. */

export const STAGE_NAMES: Readonly<Record<MemberStage, string>> = {
  applicant: '入党申请人',
  activist: '入党积极分子',
  candidate: '发展对象',
  probationary: '预备党员',
  full: '正式党员',
}

export const LEVEL_NAMES: Readonly<Record<OrganisationLevel, string>> = {
  committee: '党委',
  generalBranch: '党总支',
  branch: '党支部',
  group: '党小组',
}

export const MODE_NAMES: Readonly<Record<AskMode, string>> = {
  read: '阅读即可',
  confirm: '确认收到',
  reply: '简短回复',
}

/** What sort of thing a name is, unless the name ends in it: `青岚大桥项目党支部` needs no `党支部` below it. */
export function unlessSaid(sort: string, name: string): string {
  return name.endsWith(sort) ? '' : sort
}

/** `书记`; `副书记（代，至 12月31日）` for who acts for the secretary until a day. */
export function roleWords(role: PostRole, { actsUntil }: Pick<PersonRow, 'actsUntil'>): string {
  if (role !== 'deputySecretary' || actsUntil === undefined) return ROLE_NAMES[role]
  return postWords({ role, isDelegate: true, until: actsUntil }, new Date())
}

/** `书记`, `书记（至 12月31日）`, `副书记（代，至 12月31日）`. */
export function postWords(
  { role, isDelegate, until }: Pick<PostHolder, 'role' | 'isDelegate' | 'until'>,
  now: Date,
): string {
  const parts = [isDelegate ? '代' : '', until === undefined ? '' : `至 ${dateWords(until, now)}`]
  const note = parts.filter((part) => part !== '').join('，')
  return ROLE_NAMES[role] + (note === '' ? '' : `（${note}）`)
}

/** How a state is drawn; each tone has its own sign as well as its colour. */
export type Tone = 'new' | 'due' | 'overdue' | 'done' | 'waiting' | 'plain'

export interface Tag {
  /** Empty where there is nothing to say: such a tag is not drawn. */
  word: string
  tone: Tone
}

/** What a row of a list carries that has no state to tell: a row's words are never missing. */
export const NO_TAG: Tag = { word: '', tone: 'plain' }

/** A line of Today and of the notice list, ready to be drawn. */
export interface AskRow {
  id: string
  /** The notice, the meeting …: what the outbox knows it by. */
  subjectId: string
  /** The page that shows it. */
  path: string
  title: string
  note: string
  /** What is asked. */
  tag: Tag
  /** By when; empty without a deadline. */
  due: Tag | null
  pinned: boolean
}

/** @param waiting ids of what is asked whose answer is still in the outbox */
export function askRow(card: AskCard, waiting: ReadonlySet<string>, now: Date): AskRow {
  const isOver = card.state === 'answered' || endOf(card, now) !== null
  return {
    id: card.askId,
    subjectId: card.subjectId,
    path: `/${askPage(card)}`,
    title: card.title,
    note: `${card.orgName} · ${momentWords(card.publishAt, now)}`,
    tag: waiting.has(card.subjectId)
      ? { word: '待发送', tone: 'waiting' }
      : (endOf(card, now) ?? tagOf(card, now)),
    due: isOver ? null : dueTag(card, now),
    pinned: card.pinned,
  }
}

/** By when it is to be done, when it begins, or when the exam that runs ends; `null` without a deadline. */
export function dueTag(
  { kind, deadline, runsUntil }: Pick<AskCard, 'kind' | 'deadline' | 'runsUntil'>,
  now: Date,
): Tag | null {
  if (runsUntil !== undefined)
    return isPast(runsUntil, now) ? null : { word: deadlineWords(runsUntil, now), tone: 'due' }
  if (deadline === null) return null
  const words = kind === 'meeting' ? startWords : deadlineWords
  return { word: words(deadline, now), tone: urgencyOf(deadline, now) }
}

/** A line of what an organisation published: when, and by when; the sender's own mark says nothing. */
export function sentRow(card: AskCard, now: Date): AskRow {
  const row = askRow({ ...card, state: 'unread', changed: false }, new Set(), now)
  const published = card.publishAt <= now.toISOString()
  return {
    ...row,
    tag:
      endOf(card, now) ??
      (published
        ? { word: MODE_NAMES[card.mode], tone: 'plain' }
        : { word: '定时', tone: 'waiting' }),
  }
}

/** How something ended without having been done; `null` while it is open, or was done. */
export function endOf(
  { withdrawn, closesAt, state }: Pick<AskCard, 'withdrawn' | 'closesAt' | 'state'>,
  now: Date,
): Tag | null {
  if (withdrawn) return { word: '已撤回', tone: 'plain' }
  const isExpired = closesAt <= now.toISOString() && state !== 'answered'
  return isExpired ? { word: '已过期', tone: 'plain' } : null
}

function tagOf(card: AskCard, now: Date): Tag {
  if (card.kind !== 'notice') return tagOfKind(card, now)
  if (card.state === 'answered')
    return { word: card.mode === 'read' ? '已读' : '已确认', tone: 'done' }
  if (card.changed) return { word: '有修改', tone: 'new' }
  if (card.state === 'unread') return { word: '未读', tone: 'new' }
  return { word: card.mode === 'reply' ? '待回复' : '待确认', tone: 'plain' }
}

/** A phone that was not updated may hear of kinds it does not know. */
function tagOfKind({ kind, state, runsUntil }: AskCard, now: Date): Tag {
  const words = ASK_KINDS[kind] ?? { name: '新事项', todo: '待办', done: '已办' }
  const isDone = state === 'answered'
  if (runsUntil !== undefined)
    return isPast(runsUntil, now)
      ? { word: `${words.name} · 已到时`, tone: 'plain' }
      : { word: `${words.name} · 作答中`, tone: 'new' }
  return {
    word: `${words.name} · ${isDone ? words.done : words.todo}`,
    tone: isDone ? 'done' : state === 'unread' ? 'new' : 'plain',
  }
}

function isPast(instant: string, now: Date): boolean {
  return instant <= now.toISOString()
}
