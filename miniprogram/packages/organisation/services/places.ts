import type {
  BranchKind,
  OrganisationLevel,
  OrganisationState,
} from '../../../../typings/organisation'
import { LEVEL_NAMES, type Tag } from '../../../services/words'

/** Organisations in words. */

export const KIND_NAMES: Readonly<Record<BranchKind, string>> = {
  regular: '正式党支部',
  joint: '联合党支部',
  temporary: '临时党支部',
  mobile: '流动党员党支部',
}

/** `党总支`, `联合党支部`. */
export function sortOf(place: { level: OrganisationLevel; kind?: BranchKind }): string {
  const { level, kind } = place
  return kind === undefined || kind === 'regular' ? LEVEL_NAMES[level] : KIND_NAMES[kind]
}

/** Nothing to say of one that simply works. */
export function stateTag(state: OrganisationState, closesOn?: string): Tag | null {
  if (state === 'closed') return { word: '已撤销', tone: 'plain' }
  if (state === 'open') return null
  return { word: closesOn === undefined ? '拟撤销' : `${closesOn} 撤销`, tone: 'due' }
}
