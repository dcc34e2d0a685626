import { ROLE_NAMES } from '../../../../cloudfunctions/rules/roles'
import type { FoundPerson, PersonView, PostHolder } from '../../../../typings/member'
import type { PostRole } from '../../../../typings/organisation'
import { momentWords } from '../../../services/time'
import { postWords, STAGE_NAMES, type Tag } from '../../../services/words'

/** A person's page in words. */

const NOT_JOINED: Tag = { word: '未加入', tone: 'due' }

export interface PostLine {
  key: string
  role: PostRole
  roleName: string
  orgId: string
  orgName: string
  note: string
  mayEnd: boolean
  /** Somebody else can take it over: a post of its own, not one exercised for another. */
  mayHandOver: boolean
}

export function postLine(post: PersonView['posts'][number]): PostLine {
  const { role, orgId, orgName, from, until, mayEnd } = post
  const isDelegate = post.delegateOf !== undefined
  return {
    key: `${orgId}/${role}/${from}`,
    role,
    roleName: ROLE_NAMES[role] + (isDelegate ? '（代）' : ''),
    orgId,
    orgName,
    note: `${orgName} · ${span(from, until)}`,
    mayEnd,
    mayHandOver: mayEnd && !isDelegate,
  }
}

/** A stay with another branch, with what may be done about it. */
export interface StayLine {
  key: string
  orgId: string
  orgName: string
  from: string
  until: string
  note: string
  tag: Tag
  mayTakeBack: boolean
}

export function stayLine(stay: PersonView['attachments'][number]): StayLine {
  const { orgId, orgName, from, until, begun, mayTakeBack } = stay
  return {
    key: `${orgId}/${from}`,
    orgId,
    orgName,
    from,
    until: until ?? '',
    note: span(from, until),
    tag: begun ? { word: '进行中', tone: 'done' } : { word: '未开始', tone: 'plain' },
    mayTakeBack,
  }
}

/** Somebody found by name: `正式党员 · 云溪隧道项目党支部 · 138****0001`. */
export function foundPerson({ memberId, name, stage, orgName, maskedPhone }: FoundPerson) {
  const note = [STAGE_NAMES[stage], orgName, maskedPhone].filter(Boolean).join(' · ')
  return { memberId, name, note }
}

/** `正式党员 · 工号 1024 · 2009-07-01 入党`. */
export function personLine({ stage, employeeNumber, joinedOn }: PersonView): string {
  return [
    STAGE_NAMES[stage],
    employeeNumber === undefined ? '' : `工号 ${employeeNumber}`,
    joinedOn === undefined ? '' : `${joinedOn} 入党`,
  ]
    .filter((part) => part !== '')
    .join(' · ')
}

/** How a person stands with the app: not joined, joined, or gone, whatever WeChat they had before. */
export function accessOf({ state, leftOn, joined, joinedAt }: PersonView, now: Date) {
  if (state === 'left') {
    const tag: Tag = { word: '已离开', tone: 'plain' }
    return { tag, line: `${leftOn === undefined ? '' : `${leftOn} 起`}不能再使用小程序` }
  }
  if (!joined) return { tag: NOT_JOINED, line: '还没有加入小程序' }
  const tag: Tag = { word: '已加入', tone: 'done' }
  const line = joinedAt === undefined ? '已加入小程序' : `${momentWords(joinedAt, now)} 加入小程序`
  return { tag, line }
}

/** `2026-11-20 离开`, `2026-12-31 起离开` of a day ahead; empty for who stays. */
export function leavingLine({ state, leftOn }: PersonView): string {
  if (leftOn === undefined) return state === 'left' ? '已离开' : ''
  return `${leftOn} ${state === 'left' ? '' : '起'}离开`
}

/** Who holds posts in an organisation: one row a person, as the 支部 tab has it; where they belong their page says. */
export interface HolderRow {
  memberId: string
  name: string
  /** `书记、项目经理`, `副书记（代，至 12月31日）`. */
  note: string
  tag: Tag | null
}

export function holderRows(holders: readonly PostHolder[], now: Date): HolderRow[] {
  const rows = new Map<string, HolderRow>()
  for (const holder of holders) {
    const { memberId, name, joined } = holder
    const post = postWords(holder, now)
    const before = rows.get(memberId)
    rows.set(memberId, {
      memberId,
      name,
      note: before === undefined ? post : `${before.note}、${post}`,
      tag: joined ? null : NOT_JOINED,
    })
  }
  return [...rows.values()]
}

/** `2026-01-01 起`, `2026-01-01 至 2026-12-31`. */
function span(from: string, until: string | undefined): string {
  return until === undefined ? `${from} 起` : `${from} 至 ${until}`
}
