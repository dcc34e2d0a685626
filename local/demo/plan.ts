import type { BranchKind, MemberStage, PostRole } from '../../typings/organisation'
import { addYears, type Day, toDate } from './day'
import { chineseNumber } from './places'
import type { CompanyOrganisation } from './record'

/** How many people of each stage a branch has in its books. */
export type Headcount = Record<MemberStage, number>

/** People lent to another branch for its activities, their affiliation staying where it is. */
export interface Loan {
  to: string
  count: number
  from: Day
  until?: Day
}

interface Place {
  id: string
  parentId: string | null
  name: string
  shortName: string
  openedOn: Day
  timeZone: string
}

/** A committee or general branch. Its officers are people of the branch `officeId`. */
export interface UpperPlan extends Place {
  level: 'committee' | 'generalBranch'
  termFrom: Day
  officeId: string
  /** Posts on its committee that secretaries of branches below hold beside their own. */
  seatsBelow?: PostRole[]
}

export interface BranchPlan extends Place {
  level: 'branch'
  kind: BranchKind
  units: string[]
  project: boolean
  closesOn?: Day
  signal: 'normal' | 'none'
  /** First day of the present term of its officers, or of their appointment in a temporary branch. */
  termFrom: Day
  heads: Headcount
  loans: Loan[]
  /** How many groups it is divided into; 0 for none. */
  groups: number
  /** Secretary and project manager are one person (一肩挑). */
  dualPost: boolean
  /** The post its secretary holds on the superior's committee as well. */
  seatAbove?: PostRole
}

/** Everything about a company but its people. Superiors come before those below them. */
export interface Plan {
  today: Day
  nodes: (UpperPlan | BranchPlan)[]
}

export const NOBODY: Headcount = {
  full: 0,
  probationary: 0,
  candidate: 0,
  activist: 0,
  applicant: 0,
}

/** Party members, that is full and probationary ones. */
export function membersIn({ full, probationary }: Headcount): number {
  return full + probationary
}

/** What each kind of branch is called. */
export const BRANCH_NAMES: Record<BranchKind, string> = {
  regular: '党支部',
  joint: '联合党支部',
  temporary: '临时党支部',
  mobile: '流动党员党支部',
}

/** First day of the present term, if every election since `openedOn` was held on time (ORG-10). */
export function currentTerm(openedOn: Day, years: number, today: Day): Day {
  const next = addYears(openedOn, years)
  return next > today ? openedOn : currentTerm(next, years, today)
}

export function groupId(branchId: string, group: number): string {
  return `${branchId}-g${group + 1}`
}

/** The organisations of a plan, groups after their branch. */
export function* organisationsOf({ nodes }: Plan): Generator<CompanyOrganisation> {
  for (const node of nodes) {
    yield organisation(node)
    if (node.level !== 'branch') continue
    for (let group = 0; group < node.groups; group++) yield groupOf(node, group)
  }
}

function organisation(node: UpperPlan | BranchPlan): CompanyOrganisation {
  const { id, parentId, name, shortName, timeZone, termFrom } = node
  const common = { id, name, shortName, parentId, openedOn: toDate(node.openedOn), timeZone }
  if (node.level !== 'branch') {
    // ORG-10: five years for a committee, three for a general branch or branch.
    const years = node.level === 'committee' ? 5 : 3
    const termEndsOn = toDate(addYears(termFrom, years))
    const { level } = node
    return { ...common, level, units: [shortName], project: false, termEndsOn, signal: 'normal' }
  }
  const { kind, units, project, signal, closesOn } = node
  return {
    ...common,
    level: 'branch',
    kind,
    units,
    project,
    signal,
    ...(closesOn !== undefined && { closesOn: toDate(closesOn) }),
    ...(kind !== 'temporary' && { termEndsOn: toDate(addYears(termFrom, 3)) }),
  }
}

function groupOf(branch: BranchPlan, group: number): CompanyOrganisation {
  const name = `第${chineseNumber(group + 1)}党小组`
  return {
    id: groupId(branch.id, group),
    level: 'group',
    name: `${branch.name}${name}`,
    shortName: name,
    parentId: branch.id,
    units: branch.units,
    project: branch.project,
    openedOn: toDate(branch.openedOn),
    timeZone: branch.timeZone,
    signal: branch.signal,
  }
}
