import type { PostRole } from '../../typings/organisation'

/** Every post, in the order lists show them, with its name for people. */
export const ROLE_NAMES: Readonly<Record<PostRole, string>> = {
  secretary: '书记',
  deputySecretary: '副书记',
  organisationOfficer: '组织委员',
  publicityOfficer: '宣传委员',
  disciplineOfficer: '纪检委员',
  groupLeader: '党小组组长',
  projectManager: '项目经理',
  editor: '宣传编辑',
  administrator: '系统管理员',
}

/** Posts of the Party, in the order lists show them; the others are of the project and of this software. */
export const PARTY_POSTS = [
  'secretary',
  'deputySecretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
  'groupLeader',
] as const satisfies readonly PostRole[]

export type PartyPost = (typeof PARTY_POSTS)[number]

export function isPartyPost(role: PostRole): role is PartyPost {
  return (PARTY_POSTS as readonly string[]).includes(role)
}

export const ROLES = [
  ...PARTY_POSTS,
  'projectManager',
  'editor',
  'administrator',
] as const satisfies readonly PostRole[]
