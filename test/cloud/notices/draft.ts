import type { Audience, NoticeDraft } from '../../../typings/notice'
import type { Company } from '../company'
import type { Person } from './people'

export const DAY = 86_400_000
export const HOUR = 3_600_000

let count = 0

/** An id as a phone makes it; another one at each call. */
export function freshId(prefix = 'notice'): string {
  count += 1
  return `${prefix}-${count}`
}

/** An instant by the cloud's clock, `milliseconds` from now. */
export function fromNow({ cloud }: Company, milliseconds: number): string {
  return new Date(cloud.clock.now() + milliseconds).toISOString()
}

/** Everybody below these organisations, narrowed by the rest. */
export function toOrganisations(orgIds: string[], narrowed: Partial<Audience> = {}): Audience {
  return { orgIds, stages: [], roles: [], memberIds: [], ...narrowed }
}

/** A notice that asks everyone of 示例建设集团 for 收到 within a week. */
export function draftOf(company: Company, changes: Partial<NoticeDraft> = {}): NoticeDraft {
  return {
    title: '关于开展主题党日活动的通知',
    body: [
      { kind: 'heading', text: '活动安排' },
      { kind: 'text', text: '请各支部于本月底前完成。' },
      { kind: 'list', items: ['集中学习', '现场研讨'] },
    ],
    files: [],
    audience: toOrganisations(['org-hq']),
    mode: 'confirm',
    deadline: fromNow(company, 7 * DAY),
    publishAt: null,
    pinned: false,
    ...changes,
  }
}

/** Publishes and answers the id. */
export async function publish(
  company: Company,
  author: Person,
  orgId: string,
  changes: Partial<NoticeDraft> = {},
): Promise<string> {
  const noticeId = freshId()
  const notice = draftOf(company, { audience: toOrganisations([orgId]), ...changes })
  await author.does('notice.publish', { noticeId, orgId, notice, filesConfirmed: false })
  return noticeId
}

/** Ids of what a person is asked on Today and in the inbox, in the order of publishing. */
export async function asked(person: Person): Promise<{ today: string[]; inbox: string[] }> {
  const [today, inbox] = await Promise.all([
    person.does('member.today', {}),
    person.does('notice.list', { box: 'inbox', offset: 0, search: '' }),
  ])
  return {
    today: today.asks.map((card) => card.subjectId),
    inbox: inbox.cards.map((card) => card.subjectId),
  }
}
