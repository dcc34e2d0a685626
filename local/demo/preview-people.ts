import type { PostRole } from '../../typings/organisation'
import type { Company } from './company'
import type { CompanyMember } from './record'

/** Somebody the preview can be: shown under 我是谁. */
export interface PreviewPerson {
  openid: string
  name: string
  /** Who this is, in a few Chinese words. */
  label: string
  phoneNumber: string
}

type Wanted = [label: string, matches: (person: CompanyMember) => boolean]

const holds = (role: PostRole, orgId: string) => (person: CompanyMember) =>
  person.posts.some((post) => post.role === role && post.orgId === orgId)
const memberOf = (orgId: string) => (person: CompanyMember) =>
  person.affiliation.orgId === orgId && person.posts.length === 0 && person.stage === 'full'

/** One of each kind of person the product is made for; the fifth and the fourth hold the preview's phones at first. */
const WANTED: readonly Wanted[] = [
  ['集团 · 宣传编辑', holds('editor', 'org-hq')],
  ['集团 · 系统管理员', holds('administrator', 'org-hq')],
  ['华东公司 · 书记', holds('secretary', 'org-east')],
  ['云溪隧道 · 书记', holds('secretary', 'org-east-2')],
  ['云溪隧道 · 党员', memberOf('org-east-2')],
  ['青岚大桥 · 书记', holds('secretary', 'org-east-3')],
  ['青岚大桥 · 党员', memberOf('org-east-3')],
  ['东非港口 · 书记', holds('secretary', 'org-overseas-2')],
  ['东非港口 · 党员', memberOf('org-overseas-2')],
  ['城东片区 · 书记，有两个职务', holds('secretary', 'org-east-7')],
  [
    '东港抢险 · 临时支部参加者',
    (person) => person.attachments.some(({ orgId }) => orgId === 'org-east-8'),
  ],
  ['预备党员', (person) => person.stage === 'probationary'],
  ['入党申请人', (person) => person.stage === 'applicant'],
]

/** The people of the demo company the preview offers, and a stranger. */
export function previewPeople(
  company: Company,
  openidOf: (memberId: string) => string,
): PreviewPerson[] {
  const everybody = [...company.members]
  const chosen = WANTED.flatMap(([label, matches]) => {
    const person = everybody.find(matches)
    if (person === undefined) return []
    return [{ openid: openidOf(person.id), name: person.name, label, phoneNumber: person.phone }]
  })
  return [
    ...chosen,
    { openid: 'wx-stranger', name: '陌生人', label: '没有加入的人', phoneNumber: '10990000000' },
  ]
}
