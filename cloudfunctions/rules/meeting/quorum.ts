import type {
  Count,
  MeetingKind,
  MeetingPlan,
  Motion,
  Numbers,
  Outcome,
  Tally,
} from '../../../typings/meeting'
import { countsAs, KINDS, RULE_VERSION } from './kinds'

/**
 * When a meeting may vote, and what passes. Leave lowers the present, never the expected, so a motion needs more than
 * half of all who have a vote, not of those who came (条例 article 14, MTG-1; 党章 article 7 for who has one).
 */
type Half = MeetingPlan['half']
type Voters = Pick<Numbers, 'expectedVoters' | 'presentVoters'>

/** 半数以上 of those with a vote are present. Usual legal wording includes exactly half; each meeting says how it reads it. */
export function canVote({ presentVoters, expectedVoters }: Voters, half: Half): boolean {
  if (expectedVoters === 0) return false
  const [twice, all] = [presentVoters * 2, expectedVoters]
  return half === 'halfIsEnough' ? twice >= all : twice > all
}

/** Strictly more than half of the expected voters. */
export function passes(yes: number, expectedVoters: number): boolean {
  return yes * 2 > expectedVoters
}

/** Elections: more than four fifths of the electors are present (ORG-12). */
export function canElect({ presentVoters, expectedVoters }: Voters): boolean {
  return presentVoters * 5 > expectedVoters * 4
}

/** 支委会: at least half of its members are present (条例 article 12, MTG-2). */
export function committeeOk(presentCommittee: number, committeeSize: number, half: Half): boolean {
  return canVote({ presentVoters: presentCommittee, expectedVoters: committeeSize }, half)
}

interface Sitting {
  kind: MeetingKind
  /** What the sitting is besides. */
  also: readonly MeetingKind[]
  half: Half
}

/**
 * What only one kind of sitting decides. Admission and conversion: the general meeting (细则 steps 15 and 23; ORG-9: also
 * where there is no committee). Elections: the general meeting (条例第十一条 [M]), and of a committee's own officers the
 * committee.
 */
const DECIDED_BY: Readonly<Record<Motion['type'], readonly MeetingKind[] | 'every sitting'>> = {
  resolution: 'every sitting',
  admission: ['generalMeeting'],
  election: ['generalMeeting', 'committeeMeeting'],
}

/** Why a sitting never decides such a thing, whoever is there; `null` when it may. A sentence without its full stop. */
export function notItsMatter(
  { kind, also }: Pick<Sitting, 'kind' | 'also'>,
  type: Motion['type'],
): string | null {
  const { voters, name } = KINDS[kind]
  if (voters === 'nobody') return `${name}不作表决`
  const where = DECIDED_BY[type]
  if (where === 'every sitting' || countsAs({ kind, also }).some((each) => where.includes(each)))
    return null
  return type === 'admission'
    ? `接收、转正应当由支部党员大会表决，${name}不能表决`
    : `选举应当由支部党员大会或者支部委员会进行，${name}不能选举`
}

/** Why a meeting may not decide something now; `null` when it may. A sentence without its full stop. */
export function hindrance(
  { kind, also, half }: Sitting,
  type: Motion['type'],
  numbers: Numbers,
): string | null {
  const never = notItsMatter({ kind, also }, type)
  if (never !== null) return never
  const { quorum } = KINDS[kind]
  const { presentVoters, expectedVoters } = numbers
  const found = `有表决权的应到${expectedVoters}人、实到${presentVoters}人`
  if (expectedVoters === 0) return '名单中没有有表决权的党员'
  if (type === 'election')
    return canElect(numbers) ? null : `${found}，实到没有超过应到的五分之四，不能选举`
  // 细则: the voters present at an admission “必须超过” half.
  if (type === 'admission')
    return canVote(numbers, 'moreThanHalf') ? null : `${found}，实到没有超过应到的半数，不能表决`
  if (quorum === 'none' || canVote(numbers, half)) return null
  const bar = half === 'halfIsEnough' ? '不足应到的半数' : '没有超过应到的半数'
  return `${found}，实到${bar}，不能表决`
}

/** Whether the sitting may hold an ordinary vote, in one sentence for the minutes. */
export function quorumSentence(sitting: Sitting, numbers: Numbers): string {
  if (KINDS[sitting.kind].quorum === 'none') return ''
  const reason = hindrance(sitting, 'resolution', numbers)
  const { expectedVoters, presentVoters } = numbers
  return reason === null
    ? `有表决权的应到${expectedVoters}人、实到${presentVoters}人，达到规定人数，可以表决。`
    : `${reason}。`
}

type Entered = Pick<Count, 'tallies' | 'issued' | 'returned' | 'invalid' | 'written'>
type Put = Pick<Motion, 'type' | 'method' | 'candidates' | 'title' | 'seats'>

/** What is wrong with a count; `null` when it adds up. A sentence without its full stop. */
export function countProblem(motion: Put, numbers: Numbers, count: Entered): string | null {
  const { issued, returned, invalid, tallies, written } = count
  const subjects = subjectsOf(motion).length
  if (tallies.length !== subjects) return `应当填写${subjects}项票数`
  if (motion.method === 'showOfHands')
    return tallies.every((tally) => total(tally) <= numbers.presentVoters)
      ? null
      : `票数超过有表决权的实到${numbers.presentVoters}人`
  if (issued > numbers.presentVoters)
    return `发出${issued}张，超过有表决权的实到${numbers.presentVoters}人`
  if (returned > issued) return `收回${returned}张，多于发出的${issued}张，投票无效`
  if (invalid > returned) return `废票${invalid}张，多于收回的${returned}张`
  const valid = returned - invalid
  if (tallies.some((tally) => total(tally) !== valid))
    return `每项的同意、不同意、弃权之和应当等于有效票${valid}张`
  // A ballot that names more people than there are seats is invalid (选举工作条例 2020 [S]).
  const most = valid * motion.seats
  if (motion.type === 'election' && tallies.reduce((all, { yes }) => all + yes, 0) > most)
    return `每张有效票最多选${motion.seats}人，赞成票合计不应超过${most}票`
  if (written.length === 0) return null
  if (motion.type !== 'admission' || written.length !== subjects)
    return '只有接收、转正的表决可以计入书面意见'
  const absent = numbers.expectedVoters - numbers.presentVoters
  return written.every((tally) => total(tally) <= absent)
    ? null
    : `书面意见超过有表决权的缺席${absent}人`
}

/** What came out of a count that adds up, subject by subject. */
export function outcomesOf(motion: Put, numbers: Numbers, count: Entered): Outcome[] {
  return motion.type === 'election'
    ? electionOutcomes(motion, numbers, count)
    : subjectsOf(motion).map((subject, index) => decision(motion, subject, index, numbers, count))
}

function decision(
  motion: Put,
  subject: string,
  index: number,
  numbers: Numbers,
  { tallies, written }: Entered,
): Outcome {
  const tally = tallies[index] ?? NO_VOTES
  const absent = written[index] ?? NO_VOTES
  const yes = tally.yes + absent.yes
  const passed = passes(yes, numbers.expectedVoters)
  const prior = total(absent) === 0 ? '' : `（含书面意见同意${absent.yes}票）`
  const why = passed
    ? '超过应到会有表决权党员的半数，表决通过'
    : '没有超过应到会有表决权党员的半数，表决未通过'
  return {
    subject,
    passed,
    verdict: passed ? '通过' : '未通过',
    tally: { yes, no: tally.no + absent.no, abstain: tally.abstain + absent.abstain },
    sentence: `${facts(numbers, motion)}，${methodName(motion)}表决：同意${yes}票${prior}、不同意${tally.no + absent.no}票、弃权${tally.abstain + absent.abstain}票。同意票${why}。`,
    ...(motion.type === 'admission'
      ? {
          rule: '发展党员工作细则：赞成人数超过应到会有表决权的正式党员的半数',
          ruleVersion: '2026.05',
        }
      : {
          rule: '支部工作条例第十四条：赞成人数超过应到会有表决权的党员的半数',
          ruleVersion: RULE_VERSION,
        }),
  }
}

/**
 * Elected: more than half of the electors expected, as with every other matter (《基层组织选举工作条例》2020, so quoted by the
 * 旗帜网 on 2023-08-09 [S]; the 暂行条例 of 1990 counted those present).
 */
function electionOutcomes(motion: Put, numbers: Numbers, { tallies }: Entered): Outcome[] {
  const yesOf = (index: number) => tallies[index]?.yes ?? 0
  const enough = motion.candidates
    .map((_, index) => index)
    .filter((index) => passes(yesOf(index), numbers.expectedVoters))
    .sort((a, b) => yesOf(b) - yesOf(a))
  const last = enough[motion.seats - 1]
  const next = enough[motion.seats]
  // Who stands level at the last seat is not elected by anything but another ballot.
  const level = last !== undefined && next !== undefined && yesOf(last) === yesOf(next)
  const bar = level ? yesOf(last) : -1
  const elected = new Set(enough.slice(0, motion.seats).filter((index) => yesOf(index) !== bar))
  return motion.candidates.map((subject, index) => {
    const yes = yesOf(index)
    const passed = elected.has(index)
    const isLevel = level && yes === bar && enough.includes(index)
    const why = passed
      ? '超过应到会有选举权人数的半数，当选'
      : isLevel
        ? '与他人票数相等，应当就票数相等的候选人再次投票'
        : enough.includes(index)
          ? '超过半数，但应选名额已满，未当选'
          : '没有超过应到会有选举权人数的半数，未当选'
    return {
      subject,
      passed,
      verdict: passed ? '当选' : isLevel ? '再次投票' : '未当选',
      tally: tallies[index] ?? NO_VOTES,
      sentence: `${facts(numbers, motion)}，${subject}得赞成票${yes}票，${why}。`,
      rule: '基层组织选举工作条例：赞成票超过应到会有选举权人数的半数',
      ruleVersion: '2020.07',
    }
  })
}

const NO_VOTES: Tally = { yes: 0, no: 0, abstain: 0 }

function total({ yes, no, abstain }: Tally): number {
  return yes + no + abstain
}

/** What is voted on, one by one: the candidates, or the motion itself. */
function subjectsOf({ candidates, title }: Pick<Motion, 'candidates' | 'title'>): string[] {
  return candidates.length === 0 ? [title] : candidates
}

export function methodName({ method }: Pick<Motion, 'method'>): string {
  return method === 'secretBallot' ? '无记名投票' : '举手'
}

function facts(numbers: Numbers, { method }: Pick<Motion, 'method'>): string {
  const { expectedAll, presentAll, expectedVoters, presentVoters, remote } = numbers
  const here = `实到${presentAll}人`
  const apart =
    method === 'secretBallot' && remote > 0
      ? `${here}（线上参加${remote}人不能领票，未计入）`
      : here
  return `应到${expectedAll}人、${apart}，其中有表决权的应到${expectedVoters}人、实到${presentVoters}人`
}
