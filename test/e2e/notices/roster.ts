import { utils, write } from '@e965/xlsx'
import { ROLE_NAMES } from '../../../cloudfunctions/rules/roles'
import { generateCompany } from '../../../local/demo/company'
import type { CompanyMember, CompanyOrganisation } from '../../../local/demo/record'
import type { MemberStage } from '../../../typings/organisation'

const LEVELS = { committee: '党委', generalBranch: '党总支', branch: '党支部' } as const
const STAGES: Record<MemberStage, string> = {
  full: '正式党员',
  probationary: '预备党员',
  candidate: '发展对象',
  activist: '入党积极分子',
  applicant: '入党申请人',
}

/** The demo company as its headquarters would have it in Excel: a sheet for the tree, one for the people. */
export function demoRoster(today: string): Buffer {
  const company = generateCompany({ size: 'demo', today })
  const organisations = [...company.organisations].filter(({ level }) => level !== 'group')
  const names = new Map(organisations.map(({ id, name }) => [id, name]))
  const book = utils.book_new()
  const tree = [
    ['组织名称', '上级组织', '组织类别'],
    ...organisations.flatMap(({ name, parentId, level }: CompanyOrganisation) =>
      parentId === null || level === 'group' ? [] : [[name, names.get(parentId), LEVELS[level]]],
    ),
  ]
  const people = [
    ['工号', '姓名', '手机号', '所在支部', '人员类别', '党内职务'],
    ...[...company.members].map((person: CompanyMember) => [
      person.employeeNumber,
      person.name,
      person.phone,
      names.get(person.affiliation.orgId),
      STAGES[person.stage],
      postOf(person),
    ]),
  ]
  utils.book_append_sheet(book, utils.aoa_to_sheet(tree), '组织')
  utils.book_append_sheet(book, utils.aoa_to_sheet(people), '人员')
  return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer
}

/** A roster has one post per person, in their own branch. */
function postOf({ posts, affiliation }: CompanyMember): string {
  const post = posts.find(
    ({ orgId, role, until }) =>
      orgId === affiliation.orgId && role === 'secretary' && until === undefined,
  )
  return post === undefined ? '' : ROLE_NAMES[post.role]
}
