import { ROLE_NAMES } from '../../../../cloudfunctions/rules/roles'
import type { Audience } from '../../../../typings/notice'
import type { MemberStage, PostRole } from '../../../../typings/organisation'
import { STAGE_NAMES } from '../../../services/words'

/** Where an audience is sought: everywhere below the publisher, in some organisations, or by name. */
export type Scope = 'below' | 'organisations' | 'people'

/** Limits of the server's schema. */
export const MOST_PEOPLE = 200
export const MOST_ORGANISATIONS = 100

export const SCOPES: readonly { scope: Scope; name: string; note: string }[] = [
  { scope: 'below', name: '本组织及全部下级', note: '' },
  { scope: 'organisations', name: '选择组织', note: '含它们的下级' },
  { scope: 'people', name: '指定人员', note: `最多 ${MOST_PEOPLE} 人` },
]

export const STAGES: readonly MemberStage[] = [
  'full',
  'probationary',
  'candidate',
  'activist',
  'applicant',
]
export const ROLES: readonly PostRole[] = [
  'secretary',
  'deputySecretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
  'groupLeader',
]

/** Everyone at and below an organisation. */
export function everyone(orgId: string): Audience {
  return { orgIds: [orgId], stages: [], roles: [], memberIds: [] }
}

export function scopeOf({ orgIds, memberIds }: Audience, orgId: string): Scope {
  if (memberIds.length > 0) return 'people'
  return orgIds.length === 1 && orgIds[0] === orgId ? 'below' : 'organisations'
}

/** `本组织及全部下级 · 书记`, `3 个组织及其下级 · 所有人`, `指定的 12 人`. */
export function audienceWords(audience: Audience, orgId: string): string {
  const { orgIds, memberIds } = audience
  if (memberIds.length > 0) return `指定的 ${memberIds.length} 人`
  const where =
    scopeOf(audience, orgId) === 'below' ? '本组织及全部下级' : `${orgIds.length} 个组织及其下级`
  return `${where} · ${whoWords(audience)}`
}

function whoWords({ stages, roles }: Audience): string {
  const names = [
    ...stages.map((stage) => STAGE_NAMES[stage]),
    ...roles.map((role) => ROLE_NAMES[role]),
  ]
  return names.length === 0 ? '所有人' : names.join('、')
}
