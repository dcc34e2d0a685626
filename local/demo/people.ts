import type { MemberStage } from '../../typings/organisation'
import { type Day, toDate } from './day'
import { inventName } from './names'
import { type BranchPlan, groupId, type Loan, type Plan, type UpperPlan } from './plan'
import { APPOINTED, givePosts } from './posts'
import { createRandom, type Random } from './random'
import type { CompanyMember } from './record'

const STAGES: readonly MemberStage[] = [
  'full',
  'probationary',
  'candidate',
  'activist',
  'applicant',
]

/** Coprime to ten million, so that consecutive people get numbers that look unrelated and never meet. */
const PHONE_STEP = 7_368_787
const PHONES = 10_000_000

/** The people of a plan, branch by branch; only one branch is held at a time. */
export function* peopleOf({ nodes, today }: Plan, seed: number): Generator<CompanyMember> {
  const branches = nodes.filter((node) => node.level === 'branch')
  const temporary = new Set(branches.filter(({ kind }) => kind === 'temporary').map(({ id }) => id))
  const uppers = new Map<string, UpperPlan[]>()
  for (const node of nodes) {
    if (node.level === 'branch') continue
    uppers.set(node.officeId, [...(uppers.get(node.officeId) ?? []), node])
  }
  /** How many posts of each temporary branch are filled. */
  const filled = new Map<string, number>()
  let count = 0
  for (const [at, branch] of branches.entries()) {
    const above = uppers.get(branch.id) ?? []
    const people = gather(branch, above, count, today, createRandom(seed, at))
    givePosts(branch, people, above, today)
    for (const loan of branch.loans) {
      const lent = lend(people, loan, today)
      if (temporary.has(loan.to)) appoint(lent, loan, filled)
    }
    yield* people
    count += people.length
  }
}

/** The people of one branch, full members first, those of long standing in front of them. */
function gather(
  branch: BranchPlan,
  above: readonly UpperPlan[],
  first: number,
  today: Day,
  random: Random,
): CompanyMember[] {
  const { heads, units, groups } = branch
  // Whoever holds a post had a year's standing when the term began (ORG-16).
  const earliestTerm = Math.min(branch.termFrom, ...above.map(({ termFrom }) => termFrom))
  const officers = above.length > 0 ? 18 : 8
  const stages = STAGES.flatMap((stage) => Array<MemberStage>(heads[stage]).fill(stage))

  return stages.map((stage, i) => {
    const officer = i < officers
    const settled = officer ? 0 : random.int(0, Math.min(200, today - branch.openedOn))
    const from = branch.openedOn + settled
    const member = invent(
      stage,
      first + i,
      today,
      officer ? today - earliestTerm + 366 : 35,
      random,
    )
    const isMember = stage === 'full' || stage === 'probationary'
    return {
      ...member,
      unit: units[i % units.length] ?? '',
      affiliation: { orgId: branch.id, from: toDate(from) },
      ...(groups > 0 && isMember && { groupId: groupId(branch.id, i % groups) }),
      attachments: [],
      posts: [],
    }
  })
}

/** A person and their way into the Party; `standing` is the least number of days a full member has been one. */
function invent(stage: MemberStage, index: number, today: Day, standing: number, random: Random) {
  const gender: CompanyMember['gender'] = random.chance(0.18) ? 'female' : 'male'
  const steps = wayIn(stage, today, standing, random)
  // The first step was taken at 18 at least, and nobody is past 59.
  const latest = Math.min(35 * 365, 59 * 365 - (today - steps.applied))
  const age = random.int(18 * 366, latest)
  return {
    id: `member-${String(index + 1).padStart(6, '0')}`,
    name: inventName(random, gender),
    gender,
    phone: `1099${String((index * PHONE_STEP + 1_234_567) % PHONES).padStart(7, '0')}`,
    employeeNumber: String(20_000_001 + index),
    birthMonth: toDate(steps.applied - age).slice(0, 7),
    stage,
    appliedOn: toDate(steps.applied),
    ...(steps.activist && { activistOn: toDate(steps.activist) }),
    ...(steps.candidate && { candidateOn: toDate(steps.candidate) }),
    ...(steps.joined && { joinedOn: toDate(steps.joined) }),
    ...(steps.converted && { convertedOn: toDate(steps.converted) }),
  }
}

interface WayIn {
  applied: Day
  activist?: Day
  candidate?: Day
  joined?: Day
  converted?: Day
}

/**
 * The days of the steps up to `stage`, going back from the last one: a year at least as an activist and a year of
 * probation (steps 6 and 21 of admission).
 */
function wayIn(stage: MemberStage, today: Day, standing: number, random: Random): WayIn {
  const applied = (next: Day) => next - random.int(60, 400)
  const activist = (next: Day) => next - random.int(366, 600)
  const candidate = (next: Day) => next - random.int(60, 200)
  switch (stage) {
    case 'applicant':
      return { applied: today - random.int(5, 300) }
    case 'activist': {
      const became = today - random.int(10, 600)
      return { applied: applied(became), activist: became }
    }
    case 'candidate': {
      const became = today - random.int(10, 180)
      const before = activist(became)
      return { applied: applied(before), activist: before, candidate: became }
    }
    case 'probationary':
    case 'full': {
      const converted =
        stage === 'full' ? today - random.int(standing, standing + 9_500) : undefined
      const joined = converted === undefined ? today - random.int(5, 360) : converted - 366
      const third = candidate(joined)
      const second = activist(third)
      return {
        applied: applied(second),
        activist: second,
        candidate: third,
        joined,
        ...(converted !== undefined && { converted }),
      }
    }
  }
}

/** Attaches full members of at least a year's standing who hold no post, from the end of the list. */
function lend(people: CompanyMember[], { to, count, from, until }: Loan, today: Day) {
  const lent = people
    .filter(
      ({ convertedOn, posts, attachments, affiliation }) =>
        convertedOn !== undefined &&
        convertedOn <= toDate(today - 366) &&
        posts.length === 0 &&
        attachments.length === 0 &&
        affiliation.from <= toDate(from),
    )
    .slice(-count)
  for (const member of lent) {
    member.attachments.push({
      orgId: to,
      from: toDate(from),
      ...(until !== undefined && { until: toDate(until) }),
    })
  }
  return lent
}

/** The officers of a temporary branch are appointed from those lent to it, for the time of the loan (ORG-7). */
function appoint(lent: CompanyMember[], { to, from, until }: Loan, filled: Map<string, number>) {
  for (const member of lent) {
    const next = filled.get(to) ?? 0
    const role = APPOINTED[next]
    if (role === undefined) return
    const dates = { from: toDate(from), ...(until !== undefined && { until: toDate(until) }) }
    member.posts.push({ role, orgId: to, ...dates })
    filled.set(to, next + 1)
  }
}
