import type { MemberStage, OrganisationLevel, PostRole } from '../../../typings/organisation'
import { type Cell, textOf } from './sheet'

/** What a column of a roster is called in the files of different organisations. The first is the template's. */
export const PERSON_COLUMNS = {
  employeeNumber: ['工号', '员工编号', '人员编号', '职工号', '员工号', '学号/工号', '职工编号'],
  name: ['姓名', '党员姓名', '名字'],
  phone: ['手机号', '手机', '手机号码', '电话', '电话号码', '联系电话', '联系方式', '移动电话'],
  branch: [
    '所在支部',
    '支部',
    '党支部',
    '所在党支部',
    '所属支部',
    '所属党支部',
    '支部名称',
    '党支部名称',
    '所在党组织',
    '所属党组织',
    '组织',
    '党组织',
  ],
  stage: ['人员类别', '类别', '党员类别', '政治面貌', '发展阶段', '党员类型', '身份'],
  joinedOn: ['入党时间', '入党日期', '入党年月', '加入党组织日期', '加入中国共产党时间'],
  post: ['党内职务', '支部职务', '党务职务', '职务'],
} as const satisfies Record<string, readonly string[]>

/** The columns of the sheet that describes the tree. */
export const ORGANISATION_COLUMNS = {
  name: ['组织名称', '党组织名称', '名称'],
  parent: ['上级组织', '上级党组织', '上级'],
  level: ['组织类别', '组织层级', '层级', '党组织类别'],
  kind: ['支部类型', '党支部类型'],
  openedOn: ['成立日期', '成立时间', '设立日期'],
} as const satisfies Record<string, readonly string[]>

export type PersonField = keyof typeof PERSON_COLUMNS
export type OrganisationField = keyof typeof ORGANISATION_COLUMNS

const STAGES: Readonly<Record<string, MemberStage>> = {
  正式党员: 'full',
  中共党员: 'full',
  党员: 'full',
  正式: 'full',
  预备党员: 'probationary',
  中共预备党员: 'probationary',
  预备: 'probationary',
  发展对象: 'candidate',
  入党积极分子: 'activist',
  积极分子: 'activist',
  入党申请人: 'applicant',
  申请人: 'applicant',
}

const POSTS: Readonly<Record<string, PostRole>> = {
  书记: 'secretary',
  副书记: 'deputySecretary',
  组织委员: 'organisationOfficer',
  宣传委员: 'publicityOfficer',
  纪检委员: 'disciplineOfficer',
  党小组组长: 'groupLeader',
  党小组长: 'groupLeader',
}

const LEVELS: Readonly<Record<string, OrganisationLevel>> = {
  党委: 'committee',
  基层党委: 'committee',
  党总支: 'generalBranch',
  总支: 'generalBranch',
  党支部: 'branch',
  支部: 'branch',
  党小组: 'group',
}

const KINDS = {
  正式党支部: 'regular',
  普通党支部: 'regular',
  联合党支部: 'joint',
  临时党支部: 'temporary',
  流动党员党支部: 'mobile',
} as const

/** The stage a cell names; `undefined` when it names none. */
export function stageOf(cell: Cell): MemberStage | undefined {
  return STAGES[compact(cell)]
}

/** The posts a cell names, such as `书记、组织委员`; what is no post of a branch (`科长`) is left out. */
export function postsOf(cell: Cell): PostRole[] {
  const words = textOf(cell).split(/[、,，;；/\s]+/u)
  const posts = words.flatMap(
    (word) => POSTS[word.replace(/^(?:党支部|支部|党)/u, '')] ?? POSTS[word] ?? [],
  )
  return [...new Set(posts)]
}

export function levelOf(cell: Cell): OrganisationLevel | undefined {
  return LEVELS[compact(cell)]
}

/** The kind a cell names; a branch without one is a regular one. */
export function kindOf(cell: Cell): (typeof KINDS)[keyof typeof KINDS] | undefined {
  const text = compact(cell)
  if (text === '') return 'regular'
  return Object.entries(KINDS).find(
    ([word]) => word === text || word.replace('党支部', '') === text,
  )?.[1]
}

/** Which column of a header row holds which field: the first column that is called so. */
export function columnsIn<Field extends string>(
  row: readonly Cell[],
  names: Readonly<Record<Field, readonly string[]>>,
): Map<Field, number> {
  const found = new Map<Field, number>()
  const fields = Object.keys(names) as Field[]
  // A better name wins over an earlier column: 党内职务 before 职务.
  for (const field of fields) {
    for (const name of names[field]) {
      const index = row.findIndex((cell) => headerOf(cell) === name)
      if (index !== -1 && ![...found.values()].includes(index)) {
        found.set(field, index)
        break
      }
    }
  }
  return found
}

/** A header without its remarks: `手机号（必填）*` is `手机号`. */
function headerOf(cell: Cell): string {
  return compact(cell)
    .replace(/[(（[【].*$/u, '')
    .replace(/[*:：]+/gu, '')
}

function compact(cell: Cell): string {
  return textOf(cell).replace(/\s/g, '')
}
