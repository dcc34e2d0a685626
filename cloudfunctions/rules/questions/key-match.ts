import type { BankProblem } from '../../../typings/questions'
import type { KeyEntry, KeyGroup } from './key'
import type { RawQuestion } from './raw'

/**
 * Gives the questions the answers of a key. A group is matched with the questions of its heading, or with the run of numbers
 * that stands at the same place, or by number where no number occurs twice; what matches nothing is a problem.
 */
export function matchKey(
  groups: readonly KeyGroup[],
  questions: readonly RawQuestion[],
): BankProblem[] {
  const runs = runsOf(questions)
  const used = new Set<readonly RawQuestion[]>()
  const unmatched: KeyEntry[] = []
  for (const [index, group] of groups.entries()) {
    const run = runFor(group, index, groups, runs, used)
    if (run !== null) used.add(run)
    for (const entry of group.entries) {
      const inRun = run?.filter(({ number }) => Number(number) === entry.number) ?? []
      const found =
        inRun.length > 0 ? inRun : questions.filter(({ number }) => Number(number) === entry.number)
      const [question] = found
      if (question === undefined || found.length > 1) unmatched.push(entry)
      else give(question, entry)
    }
  }
  return unmatched.map(({ place, number, answer }) => ({
    code: 'keyUnmatched',
    place,
    text: `答案“${number} ${answer.slice(0, 20)}”没有找到对应的题，请核对题号`,
  }))
}

/** Questions of one heading whose numbers ascend. */
function runsOf(questions: readonly RawQuestion[]): RawQuestion[][] {
  const runs: RawQuestion[][] = []
  for (const question of questions) {
    const run = runs.at(-1)
    const last = run?.at(-1)
    const goesOn =
      last !== undefined &&
      last.section === question.section &&
      Number(question.number) >= Number(last.number)
    if (goesOn) run?.push(question)
    else runs.push([question])
  }
  return runs
}

function runFor(
  group: KeyGroup,
  index: number,
  groups: readonly KeyGroup[],
  runs: readonly RawQuestion[][],
  used: ReadonlySet<readonly RawQuestion[]>,
): RawQuestion[] | null {
  const free = runs.filter((run) => !used.has(run))
  if (group.kind !== null) {
    const ofKind = free.find(([first]) => first?.declared === group.kind)
    if (ofKind !== undefined) return ofKind
  }
  const ordinal = /^[(（]?[一二三四五六七八九十]+/.exec(group.title)?.[0]
  if (ordinal !== undefined) {
    const sameOrdinal = free.find(([first]) => first?.section.startsWith(ordinal))
    if (sameOrdinal !== undefined) return sameOrdinal
  }
  return groups.length === runs.length ? (runs[index] ?? null) : null
}

function give(question: RawQuestion, { answer, explanation }: KeyEntry): void {
  if (question.answer !== null && question.answer !== '' && question.answer !== answer) {
    question.problems.push({
      code: 'answersDiffer',
      blocks: true,
      text: `题中的答案是“${String(question.answer).slice(0, 20)}”，答案表中是“${answer.slice(0, 20)}”，请核对`,
    })
    return
  }
  question.answer = answer
  if (explanation !== '') question.explanation = explanation
}
