import type { BankProblem } from '../../../typings/questions'
import { inlineAnswer } from './inline'
import type { Key, KeyGroup } from './key'
import type { KeyEntry } from './key-entries'
import { answersOfRun, joinedRun } from './key-run'
import type { DeclaredKind } from './kinds'
import type { RawQuestion } from './raw'

/**
 * Gives the questions the answers of a key. A group is matched with the questions of its heading, or with the run of numbers
 * that stands at the same place, or by number where no number occurs twice; what matches nothing is a problem.
 */
export function matchKey(
  { groups, problems }: Key,
  questions: readonly RawQuestion[],
): BankProblem[] {
  const parts = partsOf(questions)
  const used = new Set<readonly RawQuestion[]>()
  const found = [...problems]
  for (const [index, group] of groups.entries()) {
    const part = partFor(group, index, groups, parts, used)
    if (part !== null) used.add(part)
    found.push(...giveRuns(group, part ?? (groups.length === 1 ? questions : null)))
    for (const entry of group.entries) {
      const question = questionOf(entry, group, part, questions)
      if (question === null) found.push(unmatched(entry))
      else give(question, entry)
    }
  }
  return found
}

/** The one question of this number in its part, or where the part is not known, at all. */
function questionOf(
  { number }: KeyEntry,
  { entries }: KeyGroup,
  part: readonly RawQuestion[] | null,
  questions: readonly RawQuestion[],
): RawQuestion | null {
  const among = part ?? questions
  if (among.every((question) => question.number === ''))
    return areAllOf(entries, among) ? (among[number - 1] ?? null) : null
  const section = part === null ? null : part[0]?.section
  const inPart = part?.filter((question) => Number(question.number) === number) ?? []
  const numbered =
    inPart.length > 0
      ? inPart
      : questions.filter(
          (question) =>
            Number(question.number) === number &&
            (section === null || question.section === section),
        )
  return numbered.length === 1 ? (numbered[0] ?? null) : null
}

/** Questions without numbers are answered in their order, if the key numbers all of them. */
function areAllOf(entries: readonly KeyEntry[], questions: readonly RawQuestion[]): boolean {
  return entries.length === questions.length && entries.every(({ number }, at) => number === at + 1)
}

function unmatched({ place, number, answer }: KeyEntry): BankProblem {
  return {
    code: 'keyUnmatched',
    place,
    text: `答案“${number} ${answer.slice(0, 20)}”没有找到对应的题，请核对题号`,
  }
}

/** Answers without numbers are those of all questions of a part, or of none. */
function giveRuns({ runs }: KeyGroup, part: readonly RawQuestion[] | null): BankProblem[] {
  const [first] = runs
  if (first === undefined) return []
  const run = joinedRun(runs)
  const answers =
    part === null
      ? null
      : answersOfRun(
          run,
          part.map(({ declared }) => declared),
        )
  if (part === null || answers === null)
    return [
      {
        code: 'keyUnmatched',
        place: first.place,
        text:
          part === null
            ? `答案“${first.text.slice(0, 30)}”没有找到对应的题，请在题后逐题写明`
            : `答案“${first.text.slice(0, 30)}”有${run.symbols.length}个，题有${part.length}道，请核对`,
      },
    ]
  for (const [index, question] of part.entries())
    give(question, { answer: answers[index] ?? '', explanation: '' })
  return []
}

/** Questions of one heading whose numbers ascend. */
function partsOf(questions: readonly RawQuestion[]): RawQuestion[][] {
  const parts: RawQuestion[][] = []
  for (const question of questions) {
    const part = parts.at(-1)
    const last = part?.at(-1)
    const goesOn =
      last !== undefined &&
      last.section === question.section &&
      Number(question.number) >= Number(last.number)
    if (goesOn) part?.push(question)
    else parts.push([question])
  }
  return parts
}

function partFor(
  group: KeyGroup,
  index: number,
  groups: readonly KeyGroup[],
  parts: readonly RawQuestion[][],
  used: ReadonlySet<readonly RawQuestion[]>,
): RawQuestion[] | null {
  const free = parts.filter((part) => !used.has(part) && mayBeOf(group, part))
  if (group.kind !== null) {
    const ofKind = free.find(([first]) => first?.declared === group.kind)
    if (ofKind !== undefined) return ofKind
  }
  const ordinal = /^[(（]?[一二三四五六七八九十]+/.exec(group.title)?.[0]
  if (ordinal !== undefined) {
    const sameOrdinal = free.find(([first]) => first?.section.startsWith(ordinal))
    if (sameOrdinal !== undefined) return sameOrdinal
  }
  const open = parts.filter((part) => part.every(isOpen))
  const atPlace = [parts, open].find((among) => among.length === groups.length)?.[index]
  return atPlace !== undefined && free.includes(atPlace) ? atPlace : null
}

function isOpen({ answer, stem }: RawQuestion): boolean {
  return answer === null && inlineAnswer(stem) === null
}

/** A heading over answers that names a kind is not over questions of another. */
function mayBeOf({ kind }: KeyGroup, [first]: readonly RawQuestion[]): boolean {
  const declared = first?.declared ?? null
  if (kind === null || declared === null || kind === declared) return true
  const choices: readonly DeclaredKind[] = ['single', 'multiple', 'choice']
  return (
    (kind === 'choice' || declared === 'choice') &&
    choices.includes(kind) &&
    choices.includes(declared)
  )
}

function give(
  question: RawQuestion,
  { answer, explanation }: Pick<KeyEntry, 'answer' | 'explanation'>,
): void {
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
