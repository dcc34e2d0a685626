import { postRule } from '../../../cloudfunctions/rules/posts'
import { PARTY_POSTS, ROLES } from '../../../cloudfunctions/rules/roles'
import type { MemberStage } from '../../../typings/organisation'

const held = (stage: MemberStage, kind?: 'regular' | 'temporary') =>
  ROLES.filter((role) => postRule(role, stage, kind === undefined ? {} : { kind }) === null)
const OPEN = ['projectManager', 'editor', 'administrator']

test('posts of the Party are held by its members; who prepares for joining may run the project and this software', () => {
  expect(held('full')).toEqual(ROLES)
  for (const stage of ['applicant', 'activist', 'candidate'] as const)
    for (const kind of ['regular', 'temporary', undefined] as const)
      expect(held(stage, kind)).toEqual(OPEN)
})

test('a probationary member is elected to nothing (党章 art. 7), but may be appointed where nobody is elected', () => {
  expect(held('probationary', 'regular')).toEqual(['groupLeader', ...OPEN])
  expect(held('probationary')).toEqual(['groupLeader', ...OPEN])
  expect(held('probationary', 'temporary')).toEqual([...PARTY_POSTS, ...OPEN])
})
