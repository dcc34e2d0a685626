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

export const ROLES = [
  'secretary',
  'deputySecretary',
  'organisationOfficer',
  'publicityOfficer',
  'disciplineOfficer',
  'groupLeader',
  'projectManager',
  'editor',
  'administrator',
] as const satisfies readonly PostRole[]
