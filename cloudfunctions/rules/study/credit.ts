import type { Post } from '../../../typings/organisation'
import type { CreditEntry } from '../../../typings/study'
import { currentPosts } from '../audience'

/**
 * Hours of study (学时) in a calendar year. 全国党员教育培训工作规划（2019—2023年）: members generally at least 32
 * hours a year, secretaries and members of committees at least 56 [S, carried on 2024–2028 by M].
 */
export const HOURS_MEMBER = 32
export const HOURS_COMMITTEE = 56
/** Of the required hours so much may come from units on the phone [P]: there is no national conversion. */
const ONLINE_SHARE = 0.5

const COMMITTEE_ROLES: readonly Post['role'][] = [
  'secretary',
  'deputySecretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
]

/** Hours asked of a person with these posts on a day (`YYYY-MM-DD`). */
export function requiredHours(posts: readonly Post[], day: string): number {
  const isOfficer = currentPosts(posts, day).some(({ role }) => COMMITTEE_ROLES.includes(role))
  return isOfficer ? HOURS_COMMITTEE : HOURS_MEMBER
}

/** What a year's entries come to: lectures and corrections in full, units up to their share of what is required. */
export function hoursOf(
  entries: readonly Pick<CreditEntry, 'source' | 'hours'>[],
  required: number,
): { hours: number; online: number; onlineCap: number } {
  const sum = (source: CreditEntry['source']) =>
    entries
      .filter((entry) => entry.source === source)
      .reduce((total, { hours }) => total + hours, 0)
  const online = sum('unit')
  const onlineCap = required * ONLINE_SHARE
  const hours = Math.min(online, onlineCap) + sum('lecture') + sum('correction')
  return { hours: Math.max(0, hours), online, onlineCap }
}
