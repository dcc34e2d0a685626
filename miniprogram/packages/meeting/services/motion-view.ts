import type { Count, Motion, MotionType, Numbers, Tally } from '../../../../typings/meeting'
import type { Tag } from '../../../services/words'

export const TYPES: readonly { type: MotionType; name: string }[] = [
  { type: 'resolution', name: '一般决议' },
  { type: 'admission', name: '接收、转正' },
  { type: 'election', name: '选举' },
]

const STATES: Readonly<Record<Motion['state'], Tag>> = {
  open: { word: '未计票', tone: 'due' },
  counted: { word: '待另一人确认', tone: 'waiting' },
  decided: { word: '已确认', tone: 'done' },
  dropped: { word: '不再表决', tone: 'plain' },
}

export interface MotionRow {
  id: string
  title: string
  note: string
  tag: Tag
  numbers: string
  /** What each tally is about: the motion itself, or one candidate each. */
  subjects: string[]
  sentences: string[]
  /** The count one teller entered, for the other to look at. */
  counted: string[]
  /** What the other had entered before, when it is not the same. */
  otherCounted: string[]
  isBallot: boolean
  hasWritten: boolean
  mayCount: boolean
  /** What the button says that opens the fields; whether it is what comes next. */
  countWord: string
  countIsNext: boolean
  mayConfirm: boolean
  mayDrop: boolean
}

/** A motion as its page shows it to one person. Pure. */
export function motionRow(motion: Motion, memberId: string, mayHost: boolean): MotionRow {
  const { state, method, count, otherCount, tellers } = motion
  const isBallot = method === 'secretBallot'
  const isTeller = tellers.some((teller) => teller.memberId === memberId)
  const subjects = motion.type === 'resolution' ? [motion.title] : motion.candidates
  const isOpen = state === 'open' || state === 'counted'
  const mayConfirm = state === 'counted' && isTeller && count?.enteredBy.memberId !== memberId
  return {
    id: motion._id,
    title: motion.title,
    note: [isBallot ? '无记名投票' : '举手', ...tellers.map(tellerWords)].join(' · '),
    tag: tagOf(motion),
    numbers: motion.numbers === undefined ? '' : fourNumbers(motion.numbers),
    subjects,
    sentences: motion.outcomes.map(
      ({ sentence, rule, ruleVersion }) => `${sentence}（${rule}，${ruleVersion}）`,
    ),
    counted: isOpen && count !== undefined ? countLines(count, motion) : [],
    otherCounted:
      isOpen && count !== undefined && otherCount !== undefined && isOther(count, otherCount)
        ? countLines(otherCount, motion)
        : [],
    isBallot,
    hasWritten: motion.type === 'admission',
    mayCount: isOpen && (isBallot ? isTeller : mayHost && state === 'open'),
    countWord: state === 'open' ? '计票' : mayConfirm ? '数目不对，重新录入' : '重新录入',
    countIsNext: state === 'open',
    mayConfirm,
    mayDrop: isOpen && mayHost,
  }
}

/** How it came out, in the word of its only outcome. */
function tagOf({ state, outcomes }: Motion): Tag {
  const [outcome, ...others] = outcomes
  if (state !== 'decided' || outcome === undefined || others.length > 0) return STATES[state]
  return { word: outcome.verdict, tone: outcome.passed ? 'done' : 'overdue' }
}

export function fourNumbers(numbers: Numbers): string {
  const { expectedAll, presentAll, expectedVoters, presentVoters } = numbers
  return `应到 ${expectedAll}，实到 ${presentAll}；有表决权应到 ${expectedVoters}，实到 ${presentVoters}`
}

function countLines(count: Count, { candidates }: Motion): string[] {
  const { enteredBy, issued, returned, invalid, tallies, written } = count
  // Of a resolution the page says above what it is about.
  const about = (at: number) => (candidates[at] === undefined ? '' : `${candidates[at]}：`)
  return [
    `${enteredBy.name} 录入：发出 ${issued}，收回 ${returned}，无效 ${invalid}`,
    ...tallies.map((tally, at) => `${about(at)}${tallyWords(tally)}`),
    ...written.flatMap((tally, at) =>
      tally.yes + tally.no + tally.abstain === 0
        ? []
        : [`${about(at)}书面意见：${tallyWords(tally)}`],
    ),
  ]
}

function isOther(count: Count, other: Count): boolean {
  const facts = ({ enteredBy: _by, enteredAt: _at, ...numbers }: Count) => JSON.stringify(numbers)
  return facts(count) !== facts(other)
}

function tallyWords({ yes, no, abstain }: Tally): string {
  return `同意 ${yes}，不同意 ${no}，弃权 ${abstain}`
}

function tellerWords({ name, role }: Motion['tellers'][number]): string {
  return `${role === 'scrutineer' ? '监票' : '计票'} ${name}`
}
