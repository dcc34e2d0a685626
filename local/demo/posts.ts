import type { PostRole } from '../../typings/organisation'
import { type Day, toDate } from './day'
import { type BranchPlan, groupId, type UpperPlan } from './plan'
import type { CompanyMember } from './record'

/** The members of a branch's committee by its size (ORG-8): three to five; all take their turn from the front. */
const COMMITTEE: readonly PostRole[] = [
  'secretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
  'deputySecretary',
]

/**
 * Gives the posts of a branch and, if it is an office, of the organisation above it. Officers are full members of
 * at least one year's standing (ORG-16); of a branch's committee nobody but perhaps the secretary is on the superior's.
 */
export function givePosts(
  branch: BranchPlan,
  people: CompanyMember[],
  above: readonly UpperPlan[],
  today: Day,
): void {
  const eligible = people.filter(
    ({ convertedOn }) => convertedOn !== undefined && convertedOn <= toDate(today - 366),
  )
  const full = people.filter(({ stage }) => stage === 'full')
  const officers = eligible.values()
  const give = (member: CompanyMember | undefined, role: PostRole, orgId: string, from: Day) =>
    member?.posts.push({ role, orgId, from: toDate(from) })

  const roles = branchRoles(full.length)
  for (const role of roles) {
    const member = officers.next().value
    give(member, role, branch.id, branch.termFrom)
    if (role === 'secretary' && branch.dualPost)
      give(member, 'projectManager', branch.id, branch.openedOn)
    if (role === 'secretary' && branch.seatAbove !== undefined && branch.parentId !== null)
      give(member, branch.seatAbove, branch.parentId, branch.termFrom)
  }
  if (branch.project && !branch.dualPost && branch.kind !== 'temporary') {
    give(officers.next().value, 'projectManager', branch.id, branch.openedOn)
  }
  for (const organisation of above) {
    for (const role of COMMITTEE.filter((each) => !organisation.seatsBelow?.includes(each)))
      give(officers.next().value, role, organisation.id, organisation.termFrom)
    if (organisation.parentId !== null) continue
    give(officers.next().value, 'administrator', organisation.id, organisation.termFrom)
    give(officers.next().value, 'editor', organisation.id, organisation.termFrom)
  }
  for (let group = 0; group < branch.groups; group++) {
    const id = groupId(branch.id, group)
    // From the end of the list, where there are no officers yet.
    give(
      full.findLast((member) => member.groupId === id),
      'groupLeader',
      id,
      branch.termFrom,
    )
  }
  pastPost(branch, full.at(-1))
}

/** ORG-8 and ORG-9: a committee from seven full members on, before that a secretary and perhaps a deputy. */
function branchRoles(full: number): readonly PostRole[] {
  if (full >= 16) return COMMITTEE
  if (full >= 10) return COMMITTEE.slice(0, 4)
  if (full >= 7) return COMMITTEE.slice(0, 3)
  return full >= 5 ? ['secretary', 'deputySecretary'] : ['secretary']
}

/** The publicity officer of the term before, where there was one. */
function pastPost(branch: BranchPlan, member: CompanyMember | undefined) {
  const { openedOn, termFrom, id } = branch
  if (!member?.convertedOn || member.posts.length > 0 || termFrom - openedOn < 365) return
  const from = toDate(Math.max(openedOn, termFrom - 3 * 365))
  if (member.convertedOn > from || member.affiliation.from > from) return
  member.posts.push({ role: 'publicityOfficer', orgId: id, from, until: toDate(termFrom - 1) })
}

/** The posts of a temporary branch, held by people lent to it: appointed, not elected (ORG-7). */
export const APPOINTED: readonly PostRole[] = [
  'secretary',
  'organisationOfficer',
  'publicityOfficer',
]
