import type { MemberStage, Organisation, PostRole } from '../../typings/organisation'
import { isPartyPost, ROLE_NAMES } from './roles'

/** Why somebody cannot hold a post, for people. */
export interface PostFinding {
  rule: 'memberPost' | 'electedPost'
  text: string
}

/** The one post that is not elected: the branch names the group leader (ORG-13). */
const NAMED: PostRole = 'groupLeader'

/** Posts of the Party are held by its members; those of the project and of this software are open to everybody. */
export function memberRule(role: PostRole, stage: MemberStage): PostFinding | null {
  if (!isPartyPost(role) || stage === 'full' || stage === 'probationary') return null
  return { rule: 'memberPost', text: `${ROLE_NAMES[role]}由党员担任，入党前不能担任` }
}

/**
 * Who may be given a post. A probationary member has no right to be elected (《中国共产党章程》 art. 7), so holds no
 * elected one; officers of a temporary branch are appointed, not elected (ORG-7, 《中国共产党支部工作条例（试行）》
 * art. 8). That a secretary has a year of standing is general, not required (ORG-16); that a probationary member leads
 * no group is a rule of the central organs, for others to read (ORG-14).
 */
export function postRule(
  role: PostRole,
  stage: MemberStage,
  { kind }: Pick<Organisation, 'kind'>,
): PostFinding | null {
  const isElected = isPartyPost(role) && role !== NAMED && kind !== 'temporary'
  if (stage !== 'probationary' || !isElected) return memberRule(role, stage)
  return {
    rule: 'electedPost',
    text: `预备党员没有被选举权，不能担任${ROLE_NAMES[role]}`,
  }
}
