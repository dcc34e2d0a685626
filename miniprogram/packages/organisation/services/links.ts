import { queryOf } from '../../../services/query'

/** The pages of this package, with what they are opened for. */
const ROOT = '/packages/organisation/pages'

function go(page: string, query: Record<string, string | undefined>): string {
  return `${ROOT}/${page}/${page}?${queryOf(query)}`
}

export const treePath = (orgId: string) => go('tree', { org: orgId })
export const peoplePath = (orgId: string) => go('people', { org: orgId })
export const movePath = (orgId: string) => go('move', { org: orgId })
export const closePath = (orgId: string) => go('close', { org: orgId })
export const rosterPath = (orgId: string, name: string) => go('roster', { org: orgId, name })
export const auditPath = (orgId: string, name: string) => go('audit', { org: orgId, name })
export const personPath = (orgId: string, memberId: string) =>
  go('person', { org: orgId, member: memberId })

/** With `org` changes it, with `parent` sets a new one up below it. */
export const editPath = (query: { org: string } | { parent: string }) => go('edit', query)

/** Chooses an organisation at or below one; the opener hears `picked`. */
export const pickPath = (below: string, title: string) => go('pick', { org: below, title })

export interface AppointQuery {
  org: string
  orgName: string
  /** Who is meant; without it the page asks. */
  member?: string
  name?: string
  /** `delegate`: acts for the secretary until a day. `handover`: takes over `role` from `from`. */
  way?: 'delegate' | 'handover'
  role?: string
  from?: string
  fromName?: string
}
export const appointPath = (query: AppointQuery) => go('appoint', { ...query })

export interface StayQuery {
  member: string
  name: string
  /** Where the person belongs. */
  homeName: string
}
export const stayPath = (query: StayQuery) => go('stay', { ...query })

/** What `pick` answers. */
export interface Picked {
  orgId: string
  name: string
}
