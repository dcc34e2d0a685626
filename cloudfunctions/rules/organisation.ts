import type {
  BranchKind,
  LocalDate,
  Organisation,
  OrganisationLevel,
  OrganisationState,
} from '../../typings/organisation'

/**
 * What an organisation may be and how it lives. A broken rule blocks; advice only tells, because the superior
 * organisation decides. Sources: 《中国共产党支部工作条例（试行）》2018, 国企基层组织工作条例（试行）2019,
 * 《中国共产党党和国家机关基层组织工作条例》2019.
 */
export type OrganisationRule =
  | 'ORG-1'
  | 'ORG-2'
  | 'ORG-3'
  | 'ORG-4'
  | 'ORG-5'
  | 'ORG-7'
  | 'ORG-8'
  | 'ORG-13'
  | 'ORG-17'

export interface Finding {
  rule: OrganisationRule
  /** For people. */
  text: string
}

/** Under which levels an organisation stands. A group is no level of its own: only inside a branch (ORG-13). */
const PARENTS: Readonly<Record<OrganisationLevel, readonly OrganisationLevel[]>> = {
  committee: ['committee'],
  generalBranch: ['committee'],
  branch: ['committee', 'generalBranch'],
  group: ['branch'],
}

const RULE_OF_LEVEL: Readonly<Record<OrganisationLevel, OrganisationRule>> = {
  committee: 'ORG-1',
  generalBranch: 'ORG-2',
  branch: 'ORG-3',
  group: 'ORG-13',
}

/** ORG-1, ORG-2, ORG-3, ORG-13: where an organisation of this level may stand; `null` when it may stand there. */
export function placeRule(
  level: OrganisationLevel,
  parentLevel: OrganisationLevel | null,
): Finding | null {
  const allowed =
    parentLevel === null ? level === 'committee' : PARENTS[level].includes(parentLevel)
  if (allowed) return null
  const text = level === 'group' ? '党小组只能设在党支部内' : '这一级组织不能设在所选的上级组织下'
  return { rule: RULE_OF_LEVEL[level], text }
}

/** ORG-3 … ORG-7: a branch has a kind, nothing else has. */
export function kindRule(level: OrganisationLevel, kind: BranchKind | undefined): Finding | null {
  if ((level === 'branch') === (kind !== undefined)) return null
  const text = level === 'branch' ? '请选择党支部的类型' : '只有党支部才分类型'
  return { rule: 'ORG-3', text }
}

/** What still belongs to an organisation that is to be closed. */
export interface Remaining {
  people: number
  children: number
}

/**
 * ORG-17: the superior decides that an organisation is dissolved, and transfers are done with it. Its last day
 * may lie ahead (`closing`); from that day it can be closed when nobody and nothing is left in it. A closed one
 * stays closed: its records are history.
 */
export function closeRule(
  state: OrganisationState,
  closesOn: LocalDate | null,
  today: LocalDate,
  remaining: Remaining,
): { state: OrganisationState } | Finding {
  if (state === 'closed') return { rule: 'ORG-17', text: '已撤销的组织不能再变更' }
  if (closesOn === null) return { state: 'open' }
  if (closesOn > today) return { state: 'closing' }
  if (remaining.children > 0)
    return { rule: 'ORG-17', text: `还有${remaining.children}个下级组织，请先撤销或调整` }
  if (remaining.people > 0)
    return { rule: 'ORG-17', text: `还有${remaining.people}名党员，请先办理组织关系转接` }
  return { state: 'closed' }
}

/** People whose affiliation is an organisation or below it. */
export interface Strength {
  /** Full and probationary members. */
  members: number
  /** 正式党员. */
  full: number
}

const COMMITTEE_MEMBERS = 100
const GENERAL_BRANCH_MEMBERS = 50
const BRANCH_MOST = 50
const BRANCH_FULL = 3
const BRANCH_COMMITTEE_FULL = 7

/** ORG-1, ORG-2, ORG-3, ORG-4, ORG-5, ORG-7, ORG-8: what the numbers and dates suggest; nothing is blocked. */
export function advice(
  organisation: Pick<Organisation, 'level' | 'kind' | 'openedOn' | 'closesOn'>,
  { members, full }: Strength,
): Finding[] {
  const { level, kind } = organisation
  const found: Finding[] = []
  const say = (rule: OrganisationRule, text: string) => found.push({ rule, text })
  if (level === 'committee' && members < COMMITTEE_MEMBERS)
    say('ORG-1', `党员${members}人，不足100人设立党委须经上级批准`)
  if (level === 'generalBranch') {
    if (members < GENERAL_BRANCH_MEMBERS)
      say('ORG-2', `党员${members}人，不足50人设立党总支须经上级批准`)
    if (members >= COMMITTEE_MEMBERS) say('ORG-1', `党员${members}人，达到设立党委的规模`)
  }
  if (level === 'branch' && kind !== 'temporary') {
    if (full < BRANCH_FULL && kind !== 'joint')
      say('ORG-4', `正式党员${full}人，不足3人应建立联合党支部`)
    if (members > BRANCH_MOST) say('ORG-3', `党员${members}人，党支部一般不超过50人`)
    if (full >= BRANCH_COMMITTEE_FULL) say('ORG-8', `正式党员${full}人，应当设立支部委员会`)
  }
  if (level === 'branch' && kind === 'temporary') {
    say('ORG-7', '临时党支部一般不发展党员、不处分党员、不收缴党费、不选举')
    if (lastsHalfAYear(organisation)) say('ORG-5', '项目为期六个月以上，应当建立正式的党支部')
  }
  return found
}

/** ORG-5: work of six months or more. */
function lastsHalfAYear({
  openedOn,
  closesOn,
}: {
  openedOn?: LocalDate
  closesOn?: LocalDate
}): boolean {
  if (openedOn === undefined || closesOn === undefined) return false
  const half = new Date(`${openedOn}T00:00:00Z`)
  half.setUTCMonth(half.getUTCMonth() + 6)
  return half.toISOString().slice(0, 10) <= closesOn
}
