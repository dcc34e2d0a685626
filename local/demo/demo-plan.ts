import type { Day } from './day'
import {
  BRANCH_NAMES,
  type BranchPlan,
  currentTerm,
  type Headcount,
  type Loan,
  membersIn,
  NOBODY,
  type Plan,
  type UpperPlan,
} from './plan'

type Counts = [
  full: number,
  probationary: number,
  candidate: number,
  activist: number,
  applicant: number,
]

/** What is particular about one branch; the rest follows. `months` are counted from today, past ones negative. */
interface BranchNote
  extends Partial<Pick<BranchPlan, 'kind' | 'signal' | 'timeZone' | 'dualPost' | 'seatAbove'>> {
  name: string
  units?: string[]
  openedMonths: number
  closesMonths?: number
  termMonths?: number
  counts: Counts
  loans?: { to: string; count: number; fromMonths: number; untilMonths?: number }[]
}

const TEMPORARY = 'org-east-8'

const HEADQUARTERS: BranchNote[] = [
  { name: '集团机关', openedMonths: -150, termMonths: -20, counts: [12, 1, 1, 1, 1] },
]

/** 100 members or more: a committee (ORG-1). */
const EAST: BranchNote[] = [
  {
    name: '华东公司机关',
    openedMonths: -140,
    termMonths: -30,
    counts: [16, 1, 0, 1, 0],
    // Helping out for a while; six months or more would call for a transfer.
    loans: [{ to: 'org-east-2', count: 2, fromMonths: -2, untilMonths: 3 }],
  },
  {
    name: '云溪隧道项目',
    openedMonths: -22,
    closesMonths: 20,
    signal: 'none',
    counts: [12, 1, 1, 1, 0],
    loans: [{ to: TEMPORARY, count: 2, fromMonths: -2, untilMonths: 3 }],
  },
  {
    name: '青岚大桥项目',
    openedMonths: -40,
    closesMonths: 14,
    counts: [24, 2, 0, 1, 1],
    loans: [{ to: TEMPORARY, count: 4, fromMonths: -2, untilMonths: 3 }],
  },
  {
    name: '滨江地铁车站项目',
    openedMonths: -30,
    closesMonths: 26,
    counts: [16, 2, 0, 1, 0],
    loans: [{ to: TEMPORARY, count: 3, fromMonths: -2, untilMonths: 3 }],
  },
  { name: '石塘水厂项目', openedMonths: -12, closesMonths: 9, counts: [4, 1, 0, 0, 1] },
  { name: '南汀医院项目', openedMonths: -33, closesMonths: 1, counts: [12, 0, 0, 0, 0] },
  {
    name: '城东片区',
    seatAbove: 'deputySecretary',
    kind: 'joint',
    units: ['城东学校项目部', '城东住宅项目部', '城东综合管廊项目部', '城东文化中心项目部'],
    openedMonths: -16,
    closesMonths: 12,
    counts: [8, 1, 0, 0, 0],
  },
  {
    name: '东港抢险',
    kind: 'temporary',
    openedMonths: -2,
    closesMonths: 3,
    counts: [0, 0, 0, 0, 0],
  },
]

/** 50 to 99 members: a general branch (ORG-2). */
const SOUTHWEST: BranchNote[] = [
  { name: '西南公司机关', openedMonths: -100, termMonths: -10, counts: [9, 1, 0, 0, 1] },
  { name: '望川高速公路项目', openedMonths: -26, closesMonths: 22, counts: [14, 1, 1, 1, 0] },
  { name: '麓湖住宅项目', openedMonths: -18, closesMonths: 15, counts: [12, 1, 1, 1, 1] },
  {
    name: '西北援建',
    kind: 'mobile',
    openedMonths: -15,
    closesMonths: 18,
    counts: [6, 0, 0, 0, 0],
  },
  {
    name: '雪岭光伏电站项目',
    openedMonths: -9,
    closesMonths: 8,
    dualPost: true,
    counts: [6, 0, 0, 0, 1],
  },
]

const OVERSEAS: BranchNote[] = [
  { name: '国际公司机关', openedMonths: -90, termMonths: -5, counts: [12, 1, 0, 0, 1] },
  {
    name: '东非港口项目',
    openedMonths: -28,
    closesMonths: 30,
    timeZone: 'Africa/Nairobi',
    counts: [13, 1, 0, 1, 0],
  },
  { name: '海岛电站项目', openedMonths: -20, closesMonths: 17, counts: [11, 1, 1, 1, 0] },
  { name: '北仓产业园项目', openedMonths: -14, closesMonths: 24, counts: [10, 1, 0, 1, 1] },
]

/** 示例建设集团 as it stands on `today`. */
export function demoPlan(today: Day): Plan {
  const months = (count: number) => today + Math.round(count * 30.44)

  function upper(
    id: string,
    parentId: string | null,
    level: UpperPlan['level'],
    name: string,
    shortName: string,
    openedMonths: number,
  ): UpperPlan {
    return {
      id,
      parentId,
      level,
      name,
      shortName,
      officeId: `${id}-1`,
      openedOn: months(openedMonths),
      termFrom: months(level === 'committee' ? -31 : -11),
      timeZone: 'Asia/Shanghai',
    }
  }

  function branch(note: BranchNote, id: string, parentId: string): BranchPlan {
    const { kind = 'regular', name, openedMonths, closesMonths, counts } = note
    const openedOn = months(openedMonths)
    const project = note.closesMonths !== undefined
    const [full, probationary, candidate, activist, applicant] = counts
    const heads: Headcount = { ...NOBODY, full, probationary, candidate, activist, applicant }
    return {
      id,
      parentId,
      level: 'branch',
      kind,
      name: `${name}${BRANCH_NAMES[kind]}`,
      shortName: name,
      units: note.units ?? [project ? `${name}部` : name],
      project,
      openedOn,
      ...(closesMonths !== undefined && { closesOn: months(closesMonths) }),
      termFrom: note.termMonths ? months(note.termMonths) : currentTerm(openedOn, 3, today),
      timeZone: note.timeZone ?? 'Asia/Shanghai',
      signal: note.signal ?? 'normal',
      dualPost: note.dualPost ?? false,
      ...(note.seatAbove !== undefined && { seatAbove: note.seatAbove }),
      heads,
      groups: membersIn(heads) >= 20 ? 3 : 0,
      loans: (note.loans ?? []).map(
        ({ to, count, fromMonths, untilMonths }): Loan => ({
          to,
          count,
          from: months(fromMonths),
          ...(untilMonths !== undefined && { until: months(untilMonths) }),
        }),
      ),
    }
  }

  const below = (parent: UpperPlan, notes: BranchNote[]) => [
    { ...parent, seatsBelow: notes.flatMap(({ seatAbove }) => seatAbove ?? []) },
    ...notes.map((note, i) => branch(note, `${parent.id}-${i + 1}`, parent.id)),
  ]
  const root = 'org-hq'
  return {
    today,
    nodes: [
      ...below(
        upper(root, null, 'committee', '示例建设集团党委', '示例建设集团', -150),
        HEADQUARTERS,
      ),
      ...below(upper('org-east', root, 'committee', '华东公司党委', '华东公司', -140), EAST),
      ...below(
        upper('org-southwest', root, 'generalBranch', '西南公司党总支', '西南公司', -100),
        SOUTHWEST,
      ),
      ...below(
        upper('org-overseas', root, 'generalBranch', '国际公司党总支', '国际公司', -90),
        OVERSEAS,
      ),
    ],
  }
}
