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
  return {
    id: motion._id,
    title: motion.title,
    note: [isBallot ? '无记名投票' : '举手', ...tellers.map(tellerWords)].join(' · '),
    tag: STATES[state],
    numbers: motion.numbers === undefined ? '' : fourNumbers(motion.numbers),
    subjects,
    sentences: motion.outcomes.map(
      ({ sentence, rule, ruleVersion }) => `${sentence}（${rule}，${ruleVersion}）`,
    ),
    counted: isOpen && count !== undefined ? countLines(count, subjects) : [],
    otherCounted:
      isOpen && count !== undefined && otherCount !== undefined && isOther(count, otherCount)
        ? countLines(otherCount, subjects)
        : [],
    isBallot,
    hasWritten: motion.type === 'admission',
    mayCount: isOpen && (isBallot ? isTeller : mayHost && state === 'open'),
    mayConfirm: state === 'counted' && isTeller && count?.enteredBy.memberId !== memberId,
    mayDrop: isOpen && mayHost,
  }
}

export function fourNumbers(numbers: Numbers): string {
  const { expectedAll, presentAll, expectedVoters, presentVoters } = numbers
  return `应到 ${expectedAll}，实到 ${presentAll}；有表决权应到 ${expectedVoters}，实到 ${presentVoters}`
}

function countLines(count: Count, subjects: readonly string[]): string[] {
  const { enteredBy, issued, returned, invalid, tallies, written } = count
  return [
    `${enteredBy.name} 录入：发出 ${issued}，收回 ${returned}，无效 ${invalid}`,
    ...tallies.map((tally, at) => `${subjects[at] ?? ''}：${tallyWords(tally)}`),
    ...written.flatMap((tally, at) =>
      tally.yes + tally.no + tally.abstain === 0
        ? []
        : [`${subjects[at] ?? ''}书面意见：${tallyWords(tally)}`],
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
