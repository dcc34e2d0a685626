import type { AskCard } from '../../typings/ask'
import type { OutputOf } from '../../typings/contract'
import type { Today } from '../../typings/member'
import type { NoticeView } from '../../typings/notice'
import * as cache from './cache'
import type { OutboxEvent } from './outbox'
import * as outbox from './outbox'
import { keepQuizInLine } from './quiz'

/** Where the answer of `notice.open` is kept. */
export function noticeKey(noticeId: string): string {
  return `notice:${noticeId}`
}

/** Brings what the phone kept in line with what the server just acknowledged, before anybody asks again. */
export function keepInLine(): void {
  outbox.watch((event) => {
    if (event.kind === 'sent' && event.change.action === 'notice.confirm') answered(event.change)
    keepQuizInLine(event)
  })
}

function answered({ memberId, subject }: Extract<OutboxEvent, { kind: 'sent' }>['change']): void {
  const others = (cards: AskCard[]) => cards.filter((card) => card.subjectId !== subject)
  cache.patch<Today>(memberId, 'today', (today) => ({ ...today, asks: others(today.asks) }))
  cache.patch<OutputOf<'notice.list'>>(memberId, 'inbox', (list) => ({
    ...list,
    cards: list.cards.map((card) =>
      card.subjectId === subject ? { ...card, state: 'answered', changed: false } : card,
    ),
  }))
  cache.patch<NoticeView>(memberId, noticeKey(subject), (view) => ({
    ...view,
    card: { ...view.card, state: 'answered' },
  }))
}
