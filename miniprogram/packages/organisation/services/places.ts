import type {
  BranchKind,
  OrganisationLevel,
  OrganisationState,
} from '../../../../typings/organisation'
import type { FoundOrganisation } from '../../../../typings/organisation-contract'
import { LEVEL_NAMES, type Tag, unlessSaid } from '../../../services/words'

/** Organisations in words. */

export const KIND_NAMES: Readonly<Record<BranchKind, string>> = {
  regular: '正式党支部',
  joint: '联合党支部',
  temporary: '临时党支部',
  mobile: '流动党员党支部',
}

/** Time zones of projects, Beijing's first. */
export const ZONES: readonly { id: string; name: string }[] = [
  { id: 'Asia/Shanghai', name: '北京时间' },
  { id: 'Africa/Nairobi', name: '内罗毕（UTC+3）' },
  { id: 'Africa/Lagos', name: '拉各斯（UTC+1）' },
  { id: 'Africa/Johannesburg', name: '约翰内斯堡（UTC+2）' },
  { id: 'Asia/Dubai', name: '迪拜（UTC+4）' },
  { id: 'Asia/Riyadh', name: '利雅得（UTC+3）' },
  { id: 'Asia/Karachi', name: '卡拉奇（UTC+5）' },
  { id: 'Asia/Dhaka', name: '达卡（UTC+6）' },
  { id: 'Asia/Jakarta', name: '雅加达（UTC+7）' },
  { id: 'Asia/Bangkok', name: '曼谷（UTC+7）' },
  { id: 'Asia/Tashkent', name: '塔什干（UTC+5）' },
  { id: 'Europe/Moscow', name: '莫斯科（UTC+3）' },
  { id: 'America/Sao_Paulo', name: '圣保罗（UTC-3）' },
]

/** `内罗毕（UTC+3）`; one that is not in the list as it is called. */
export function zoneName(timeZone: string): string {
  return ZONES.find(({ id }) => id === timeZone)?.name ?? timeZone
}

/** `党总支`, `联合党支部`. */
export function sortOf(place: { level: OrganisationLevel; kind?: BranchKind }): string {
  const { level, kind } = place
  return kind === undefined || kind === 'regular' ? LEVEL_NAMES[level] : KIND_NAMES[kind]
}

/** Below the name in a list; empty where the name says it. */
export function sortNote(place: { name: string; level: OrganisationLevel; kind?: BranchKind }) {
  return unlessSaid(sortOf(place), place.name)
}

/** Of one found by its name: what it is, and below which it stands. */
export function foundNote(found: FoundOrganisation): string {
  return [sortNote(found), found.above].filter(Boolean).join(' · ')
}

/** From how many days before its last one on an organisation's closing is something to see to. */
const CLOSING_SOON = 90

/** Nothing to say of one that simply works. */
export function stateTag(
  state: OrganisationState,
  closesOn: string | undefined,
  now: Date,
): Tag | null {
  if (state === 'closed') return { word: '已撤销', tone: 'plain' }
  if (state === 'open') return null
  if (closesOn === undefined) return { word: '拟撤销', tone: 'due' }
  const days = (Date.parse(closesOn) - now.getTime()) / 86_400_000
  return { word: `${closesOn} 撤销`, tone: days < CLOSING_SOON ? 'due' : 'plain' }
}
