import type { AnswerRecord, Ask, AskCard, PersonState } from '../../typings/ask'

/** How asks are shown and ordered. Pure. */

const DAY_MS = 86_400_000
/** An ask stays on Today this long after its deadline, so that a late answer can still be given [P]. */
const DAYS_AFTER_DEADLINE = 30
/** Without a deadline it leaves Today after this long [P]. */
const DAYS_WITHOUT_DEADLINE = 90

export function closesAt(publishAt: string, deadline: string | null): string {
  const from = Date.parse(deadline ?? publishAt)
  const days = deadline === null ? DAYS_WITHOUT_DEADLINE : DAYS_AFTER_DEADLINE
  return new Date(from + days * DAY_MS).toISOString()
}

/** An ask is asked again at most 20 times: what changes more often is a new one [P]. */
export const MOST_VERSIONS = 21

/**
 * Id of the ask of a record whose id people know before it is asked: a meeting that is not announced yet, a follow-up
 * in a draft. No phone can make an id with a colon, so nothing a client names stands in the way of the asking.
 */
export function reservedAskId(kind: 'meeting' | 'followUp', subjectId: string): string {
  return `${kind}:${subjectId}`
}

/** Id of what one person did with one version of an ask. */
export function answerId(askId: string, version: number, memberId: string): string {
  return `${askId}:${version}:${memberId}`
}

/** One line of a list: the ask as one person stands to it. `mine` may hold answers to other asks and versions. */
export function cardOf(ask: Ask, mine: readonly AnswerRecord[]): AskCard {
  const here = mine.filter((answer) => answer.askId === ask._id)
  const current = here.find((answer) => answer.version === ask.version)
  const runsUntil = current?.answeredAt === null ? current.runsUntil : undefined
  return {
    askId: ask._id,
    kind: ask.kind,
    subjectId: ask.subjectId,
    version: ask.version,
    title: ask.title,
    orgName: ask.orgName,
    mode: ask.mode,
    publishAt: ask.publishAt,
    deadline: ask.deadline,
    pinned: ask.pinned,
    withdrawn: ask.state === 'withdrawn',
    closesAt: ask.closesAt,
    state: current === undefined ? 'unread' : current.answeredAt === null ? 'read' : 'answered',
    changed: current?.answeredAt == null && here.some((answer) => answer.version < ask.version),
    ...(runsUntil === undefined ? {} : { runsUntil }),
  }
}

/**
 * Most urgent first: an exam whose time runs, then overdue, then by deadline, then pinned, then unread before read,
 * then newest. What has been answered is not asked any more and comes last.
 */
export function byUrgency(now: string): (a: AskCard, b: AskCard) => number {
  const group = ({ state, runsUntil, deadline }: AskCard) => {
    if (state === 'answered') return 3
    if (runsUntil !== undefined && runsUntil > now) return 0
    return deadline !== null && deadline < now ? 1 : 2
  }
  const rank = (card: AskCard): [number, string, number, number, string] => [
    group(card),
    card.deadline ?? '9999',
    card.pinned ? 0 : 1,
    card.state === 'unread' ? 0 : 1,
    invert(card.publishAt),
  ]
  return (a, b) => compare(rank(a), rank(b))
}

/** The order of a list: what was not looked at yet, then what was, then what is done; each by urgency. */
export function unreadFirst(now: string): (a: AskCard, b: AskCard) => number {
  const urgency = byUrgency(now)
  const rank = ({ state }: AskCard) => ['unread', 'read', 'answered'].indexOf(state)
  return (a, b) => rank(a) - rank(b) || urgency(a, b)
}

/** State of one expected person for names, totals and progress alike. */
export function personState(joined: boolean, answer: AnswerRecord | undefined): PersonState {
  if (answer?.recordedBy !== undefined) return 'recorded'
  if (answer !== undefined && answer.answeredAt !== null) return 'confirmed'
  if (answer?.readAt !== undefined) return 'read'
  return joined ? 'unread' : 'notJoined'
}

/** Later instants sort first. */
function invert(instant: string): string {
  return String(Number.MAX_SAFE_INTEGER - Date.parse(instant)).padStart(16, '0')
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? left
    if (left < right) return -1
    if (left > right) return 1
  }
  return 0
}
