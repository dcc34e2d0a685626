import { lettersIn, truthIn } from '../cloudfunctions/rules/questions/answers'
import { sameness } from '../cloudfunctions/rules/questions/text'
import type { ReadBank, ReadQuestion } from '../typings/questions'

/** What is known about a file: its questions in order, what is broken, what occurs twice. */
export interface BankTruth {
  q: TruthQuestion[]
  /** Place and reason of what an importer must report. */
  bad: (readonly string[])[]
  /** Places of the same question, the first first. */
  dup: (readonly string[])[]
}

interface TruthQuestion {
  src: string
  kind: string
  ans: string | boolean | null
  /** Letters; `null` where they were not keyed. */
  opts: string[] | null
  stem: string
}

export interface Comparison {
  /** Answers that the truth knows. */
  answers: number
  /** Of those, how many were read the same. */
  equalAnswers: number
  differences: { place: string; text: string }[]
}

const KIND_OF: Readonly<Record<string, ReadQuestion['kind']>> = {
  single: 'single',
  multi: 'multiple',
  judge: 'trueFalse',
  fill: 'fill',
  short: 'essay',
}

/**
 * Holds what was read against the truth: the same places in the same order, kinds, option letters and answers; what is broken or
 * occurs twice must be reported, and nothing else may be refused.
 */
export function compareBank(bank: ReadBank, truth: BankTruth): Comparison {
  const differences: Comparison['differences'] = []
  const differ = (place: string, text: string) => differences.push({ place, text })
  const read = new Map<string, ReadQuestion>()
  for (const question of bank.questions) {
    if (read.has(question.place)) differ(question.place, 'two questions at one place')
    read.set(question.place, question)
  }
  const known = new Set(truth.q.map(({ src }) => src))
  for (const { place, stem } of bank.questions)
    if (!known.has(place)) differ(place, `no question there: ${stem.slice(0, 30)}`)
  const repeated = repeatedPlaces(truth)
  const broken = new Set([
    ...truth.bad.map(([place]) => place ?? ''),
    ...truth.dup.flatMap(([, ...later]) => later),
  ])
  let answers = 0
  let equalAnswers = 0
  for (const expected of truth.q) {
    const question = read.get(expected.src)
    if (expected.ans !== null) answers += 1
    if (question === undefined) {
      differ(expected.src, `not read: ${expected.stem.slice(0, 30)}`)
      continue
    }
    const mayBlock =
      broken.has(expected.src) ||
      isBroken(expected) ||
      (repeated.has(expected.src) && isCalledRepeated(question))
    const isEqual = compareQuestion(question, expected, mayBlock, differ)
    if (expected.ans !== null && isEqual) equalAnswers += 1
    if (broken.has(expected.src) && question.problems.length === 0)
      differ(expected.src, 'broken in the truth, nothing reported')
  }
  return { answers, equalAnswers, differences }
}

/** Places whose stem stands further up when numbers and what is typed into brackets are left aside. */
function repeatedPlaces({ q }: BankTruth): ReadonlySet<string> {
  const seen = new Set<string>()
  const repeated = new Set<string>()
  for (const { src, stem } of q) {
    const bare = sameness(stem.replace(/^\s*\d+[.、．]/, '').replace(/[(（][^()（）]*[)）]/g, ''))
    if (seen.has(bare)) repeated.add(src)
    seen.add(bare)
  }
  return repeated
}

function isCalledRepeated({ problems }: ReadQuestion): boolean {
  return problems.every(({ code, blocks }) => !blocks || code === 'duplicate')
}

/** Broken by what the truth itself says: no answer, an answer that is no option, choice without options, essays, two sets of options. */
function isBroken({ kind, ans, opts }: TruthQuestion): boolean {
  if (ans === null || kind === 'short') return true
  if (kind !== 'single' && kind !== 'multi') return false
  if (opts === null || opts.length < 2 || new Set(opts).size < opts.length) return true
  return !Array.from(lettersIn(String(ans)) ?? '?').every((letter) => opts.includes(letter))
}

/** Whether the answers are equal; other differences are told. */
function compareQuestion(
  question: ReadQuestion,
  expected: TruthQuestion,
  mayBlock: boolean,
  differ: (place: string, text: string) => void,
): boolean {
  const { src } = expected
  const kind = KIND_OF[expected.kind]
  if (question.kind !== kind) differ(src, `kind ${question.kind}, truth ${kind}`)
  const blocking = question.problems.filter(({ blocks }) => blocks)
  if (!mayBlock && blocking.length > 0)
    differ(src, `refused: ${blocking.map(({ text }) => text).join(' ')}`)
  const isChoice = question.kind === 'single' || question.kind === 'multiple'
  const letters = question.options.map(({ letter }) => letter).join('')
  if (isChoice && expected.opts !== null && !mayBlock && letters !== expected.opts.join(''))
    differ(src, `options ${letters}, truth ${expected.opts.join('')}`)
  if (expected.ans === null) {
    if (blocking.length === 0) differ(src, `answered ${question.answer}, truth has no answer`)
    return false
  }
  const isEqual = isEqualAnswer(question, expected.ans)
  if (!isEqual && !(mayBlock && blocking.length > 0))
    differ(src, `answer ${question.answer}, truth ${String(expected.ans)}`)
  return isEqual
}

function isEqualAnswer(
  { kind, letters, isTrue, options, answer }: ReadQuestion,
  expected: string | boolean,
): boolean {
  switch (kind) {
    case 'single':
    case 'multiple':
      return letters !== '' && lettersIn(String(expected)) === letters
    case 'trueFalse': {
      // The letter of an option stands for what the option says, which was not kept: A is the answer as written.
      const truth = truthIn(String(expected))
      return (
        isTrue !== null &&
        (truth?.isTrue === isTrue || (options.length === 0 && answer === expected))
      )
    }
    default:
      return plain(answer).startsWith(plain(String(expected).replace(/…$/, '')))
  }
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[\s;；]+/g, '')
}
