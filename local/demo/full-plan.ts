import type { BranchKind } from '../../typings/organisation'
import type { Day } from './day'
import { chineseNumber, projectName } from './places'
import {
  BRANCH_NAMES,
  type BranchPlan,
  currentTerm,
  type Headcount,
  NOBODY,
  type Plan,
  type UpperPlan,
} from './plan'
import { createRandom, type Random } from './random'

const ORGANISATIONS = 8_000
const PEOPLE = 140_000

/** What a company of that size is made of. */
const HEADQUARTERS_OFFICES = 6
const COMPANIES = 30
const COMPANY_OFFICES = 2
const SUBSIDIARY_COMMITTEES = 6
const SUBSIDIARY_GENERAL_BRANCHES = 4
const CLUSTERS = 3
const BRANCHES_OF_GENERAL_BRANCH = 4

/** The last companies work abroad. */
const OVERSEAS_COMPANIES = 3
const REGIONS = '华北 东北 华东 华中 华南 西南 西北 京津 江南 岭南'.split(' ')
const OVERSEAS: readonly (readonly [region: string, timeZone: string])[] = [
  ['东非', 'Africa/Nairobi'],
  ['西非', 'Africa/Lagos'],
  ['北非', 'Africa/Algiers'],
  ['中东', 'Asia/Riyadh'],
  ['海湾', 'Asia/Dubai'],
  ['东南亚', 'Asia/Jakarta'],
  ['南亚', 'Asia/Karachi'],
  ['中亚', 'Asia/Almaty'],
  ['东欧', 'Europe/Belgrade'],
  ['南美', 'America/Lima'],
]

/** A branch whose headcount is still open. */
interface Draft extends BranchPlan {
  people: number
  /** Whether `people` may still be changed to arrive at the total. */
  flexible: boolean
}

type Node = UpperPlan | Draft

/**
 * A company of 8,000 organisations and 140,000 people: headquarters, 30 companies, 300 subsidiaries as committees
 * or general branches, clusters of projects as general branches, and about 7,100 branches.
 */
export function fullPlan(today: Day, seed: number): Plan {
  const random = createRandom(seed, 0x0f11)
  const build = builder(today, random)
  build.root()
  for (let company = 0; company < COMPANIES; company++) build.company(company)
  build.fillUp()
  const drafts = build.nodes.filter((node) => node.level === 'branch')
  reachTotal(drafts)
  for (const draft of drafts) draft.heads = divide(draft, random)
  return { today, nodes: build.nodes.map(finished) }
}

function builder(today: Day, random: Random) {
  /** Superiors first, and what is directly below each in the order of building. */
  const nodes: Node[] = []
  /** Committees that take more projects until the company is full. */
  const hosts: { parent: UpperPlan; last: Draft | undefined }[] = []
  let projects = 0

  function upper(
    parent: UpperPlan | undefined,
    level: UpperPlan['level'],
    shortName: string,
    timeZone = parent?.timeZone ?? 'Asia/Shanghai',
  ): UpperPlan {
    const id = `org-${nodes.length + 1}`
    const openedOn = today - random.int(2_000, 9_000)
    const node: UpperPlan = {
      id,
      parentId: parent?.id ?? null,
      level,
      name: `${shortName}${level === 'committee' ? '党委' : '党总支'}`,
      shortName,
      // The branch that is built next holds its officers.
      officeId: `org-${nodes.length + 2}`,
      openedOn,
      termFrom: currentTerm(openedOn, level === 'committee' ? 5 : 3, today),
      timeZone,
    }
    nodes.push(node)
    return node
  }

  function branch(parent: UpperPlan, shortName: string, change: Partial<Draft>): Draft {
    const kind: BranchKind = change.kind ?? 'regular'
    const { openedOn = today - random.int(60, 1_500), project = true } = change
    const closesOn = Math.max(openedOn + 200, today + random.int(15, 1_200))
    const draft: Draft = {
      id: `org-${nodes.length + 1}`,
      parentId: parent.id,
      level: 'branch',
      kind,
      name: `${parent.shortName}${shortName}${BRANCH_NAMES[kind]}`,
      shortName,
      units: [shortName],
      project,
      openedOn,
      ...(project && { closesOn }),
      termFrom: kind === 'temporary' ? openedOn : currentTerm(openedOn, 3, today),
      timeZone: parent.timeZone,
      signal: shortName.includes('隧道') && random.chance(0.5) ? 'none' : 'normal',
      heads: NOBODY,
      people: 0,
      flexible: false,
      loans: [],
      groups: 0,
      dualPost: project && random.chance(0.1),
      ...change,
    }
    nodes.push(draft)
    return draft
  }

  function office(parent: UpperPlan, number: number) {
    const { openedOn } = parent
    const people = random.int(24, 36)
    branch(parent, `机关第${chineseNumber(number)}`, { project: false, openedOn, people })
  }

  function project(parent: UpperPlan, change: Partial<Draft>): Draft {
    const name = projectName(projects++)
    return branch(parent, `${name}项目`, { units: [`${name}项目部`], ...change })
  }

  function generalBranch(parent: UpperPlan, shortName: string, timeZone?: string) {
    const node = upper(parent, 'generalBranch', shortName, timeZone)
    for (let i = 0; i < BRANCHES_OF_GENERAL_BRANCH; i++)
      project(node, { people: random.int(17, 22) })
  }

  /** A project below a committee, of any kind. */
  function anyProject(host: { parent: UpperPlan; last: Draft | undefined }) {
    const { parent, last } = host
    const lot = random.int(1, 100)
    if (lot <= 3 && last) {
      const openedOn = today - random.int(10, 90)
      const closesOn = today + random.int(20, 80)
      const target = project(parent, { kind: 'temporary', openedOn, closesOn, dualPost: false })
      last.loans.push({ to: target.id, count: 4, from: openedOn, until: closesOn })
      host.last = undefined
      return
    }
    if (lot <= 7) {
      const parts = random.int(3, 5)
      const units = Array.from({ length: parts }, () => `${projectName(projects++)}项目部`)
      branch(parent, `${projectName(projects++)}片区`, { kind: 'joint', units, people: parts * 2 })
      return
    }
    if (lot <= 9) {
      project(parent, { kind: 'mobile', people: random.int(6, 14) })
      return
    }
    const next = project(parent, { people: random.int(10, 32), flexible: true })
    if (last && random.chance(0.05)) {
      const from = today - random.int(1, 100)
      const until = Math.min(from + random.int(120, 180), next.closesOn ?? Infinity)
      last.loans.push({ to: next.id, count: 1, from: Math.max(from, next.openedOn), until })
    }
    // Whoever lends needs people to spare.
    if (next.people >= 20 && next.openedOn < today - 400) host.last = next
  }

  return {
    nodes,
    root() {
      const root = upper(undefined, 'committee', '示例建设集团')
      for (let i = 1; i <= HEADQUARTERS_OFFICES; i++) office(root, i)
    },
    company(index: number) {
      const root = nodes[0] as UpperPlan
      const overseas = index >= COMPANIES - OVERSEAS_COMPANIES
      const number = chineseNumber(
        overseas ? index - COMPANIES + OVERSEAS_COMPANIES + 1 : index + 1,
      )
      const company = upper(root, 'committee', `第${number}${overseas ? '国际' : '工程'}公司`)
      for (let i = 1; i <= COMPANY_OFFICES; i++) office(company, i)
      for (let i = 0; i < SUBSIDIARY_COMMITTEES + SUBSIDIARY_GENERAL_BRANCHES; i++) {
        const [region, timeZone] = overseas ? (OVERSEAS[i] ?? []) : [REGIONS[i], undefined]
        const shortName = `${company.shortName}${region}分公司`
        if (i >= SUBSIDIARY_COMMITTEES) {
          generalBranch(company, shortName, timeZone)
          continue
        }
        const subsidiary = upper(company, 'committee', shortName, timeZone)
        office(subsidiary, 1)
        for (let cluster = 1; cluster <= CLUSTERS; cluster++) {
          generalBranch(subsidiary, `${shortName}第${chineseNumber(cluster)}项目群`)
        }
        hosts.push({ parent: subsidiary, last: undefined })
      }
    },
    fillUp() {
      for (let i = 0; nodes.length < ORGANISATIONS; i++) {
        const host = hosts[i % hosts.length]
        if (host) anyProject(host)
      }
    },
  }
}

/** Adds or takes one person here and there until the total is right. */
function reachTotal(drafts: Draft[]) {
  const flexible = drafts.filter((draft) => draft.flexible)
  let missing = PEOPLE - drafts.reduce((sum, { people }) => sum + people, 0)
  for (let i = 0; missing !== 0; i++) {
    const draft = flexible[i % flexible.length]
    if (!draft) throw new RangeError('no branch may change')
    const step = Math.sign(missing)
    if (draft.people + step < 9 || draft.people + step > 40) continue
    draft.people += step
    missing -= step
  }
}

/** Divides a branch's people among the stages. A joint branch has members only, two to a unit. */
function divide({ people, kind }: Draft, random: Random): Headcount {
  if (kind === 'temporary') return NOBODY
  if (kind === 'joint' || kind === 'mobile') return { ...NOBODY, full: people }
  const probationary = random.chance(0.5) ? 1 : 0
  const candidate = random.chance(0.25) ? 1 : 0
  const activist = random.chance(0.6) ? 1 : 0
  const applicant = people >= 17 && candidate + activist < 2 ? 1 : 0
  const full = people - probationary - candidate - activist - applicant
  return { full, probationary, candidate, activist, applicant }
}

function finished(node: Node): UpperPlan | BranchPlan {
  if (node.level !== 'branch') return node
  const { people: _people, flexible: _flexible, ...branch } = node
  return branch
}
