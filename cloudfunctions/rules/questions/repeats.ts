import type { ReadQuestion } from '../../../typings/questions'
import { blocking } from './check'
import { placeInWords } from './place'
import { sameness } from './text'

/** Fewer questions of one kind say nothing about the others. */
const ENOUGH_SINGLES = 10
/** So many with one answer make one with several worth a look. */
const FEW_SINGLES = 5
/** So many with the same number of options make one with fewer worth a look. */
const ENOUGH_ALIKE = 4
/** A shorter first line says too little. */
const SHORTEST_OPENING = 8
/** One in twenty. */
const RARE = 0.05

/** Marks what only the whole file shows: repeated questions and numbers, and several answers among single choice. */
export function compareQuestions(
  questions: readonly ReadQuestion[],
  declaresKind: readonly boolean[],
): void {
  markRareMultiples(questions, declaresKind)
  markFewerOptions(questions)
  markRepeats(questions)
}

function markRepeats(questions: readonly ReadQuestion[]): void {
  const stems = new Map<string, ReadQuestion[]>()
  const openings = new Map<string, ReadQuestion>()
  let before: ReadQuestion | null = null
  for (const question of questions) {
    if (
      before !== null &&
      question.number !== '' &&
      before.number === question.number &&
      before.section === question.section
    )
      question.problems.push({
        code: 'sameNumber',
        blocks: false,
        text: `题号${question.number}与上一题相同，请核对`,
      })
    before = question
    const stem = sameness(question.stem)
    if (stem === '') continue
    const same = stems.get(stem)
    if (same === undefined) {
      stems.set(stem, [question])
      markSameOpening(question, openings)
      continue
    }
    const twin = same.find((other) => sameQuestion(other, question))
    if (twin === undefined) {
      const first = same[0] ?? question
      same.push(question)
      question.problems.push({
        code: 'sameStem',
        blocks: false,
        text: `题干与${placeInWords(first.place)}相同，题型或选项不同，请核对是否都要`,
      })
    } else if (rightOf(twin) === rightOf(question)) {
      question.problems.push(blocking('duplicate', `与${placeInWords(twin.place)}重复，不会再导入`))
    } else {
      question.problems.push(
        blocking(
          'duplicate',
          `与${placeInWords(twin.place)}是同一题，但答案不同，请核对后删去一题`,
        ),
      )
    }
  }
}

/** Questions such as 根据下面线索… differ only in what follows their first line. */
function markSameOpening(question: ReadQuestion, openings: Map<string, ReadQuestion>): void {
  const lines = question.stem.split('\n')
  if (lines.length < 2) return
  const opening = sameness(lines[0] ?? '')
  const first = openings.get(opening)
  if (first === undefined) openings.set(opening, question)
  else if (opening.length >= SHORTEST_OPENING)
    question.problems.push({
      code: 'sameStem',
      blocks: false,
      text: `题干第一行与${placeInWords(first.place)}相同，请核对是否都要`,
    })
}

function sameQuestion(one: ReadQuestion, other: ReadQuestion): boolean {
  return one.kind === other.kind && optionKey(one) === optionKey(other)
}

function optionKey({ options }: ReadQuestion): string {
  return options
    .map(({ text }) => text.replace(/\s+/g, ''))
    .sort()
    .join('\n')
}

/** What is right, by what it says. */
function rightOf({ options, letters, isTrue, blanks }: ReadQuestion): string {
  const texts = options.filter(({ letter }) => letters.includes(letter)).map(({ text }) => text)
  return JSON.stringify([texts.sort(), isTrue, blanks])
}

/** One answer of two letters among many of one, where nothing names the kind, is as likely a slip. */
function markRareMultiples(
  questions: readonly ReadQuestion[],
  declaresKind: readonly boolean[],
): void {
  const sections = new Map<string, ReadQuestion[]>()
  for (const [index, question] of questions.entries()) {
    if (declaresKind[index] === true || question.options.length === 0) continue
    const group = sections.get(question.section)
    if (group === undefined) sections.set(question.section, [question])
    else group.push(question)
  }
  for (const group of sections.values()) {
    const singles = group.filter(({ kind }) => kind === 'single').length
    const multiples = group.filter(({ kind }) => kind === 'multiple')
    const [lone] = multiples
    if (
      singles >= FEW_SINGLES &&
      singles < ENOUGH_SINGLES &&
      lone !== undefined &&
      multiples.length === 1
    )
      lone.problems.push({
        code: 'severalAnswers',
        blocks: false,
        text: `其他都只有一个答案，这题有${lone.letters.length}个“${lone.letters}”，请核对`,
      })
    if (singles < ENOUGH_SINGLES || multiples.length > RARE * group.length) continue
    for (const question of multiples) {
      question.kind = 'single'
      question.problems.push(
        blocking(
          'severalAnswers',
          `其他都是单选题，这题有${question.letters.length}个答案“${question.letters}”，请改答案或改为多选题`,
        ),
      )
    }
  }
}

/** One question with fewer options than all others under its heading may have lost the last. */
function markFewerOptions(questions: readonly ReadQuestion[]): void {
  const sections = new Map<string, ReadQuestion[]>()
  for (const question of questions) {
    if (question.kind !== 'single' && question.kind !== 'multiple') continue
    const key = `${question.kind} ${question.section}`
    const group = sections.get(key)
    if (group === undefined) sections.set(key, [question])
    else group.push(question)
  }
  for (const group of sections.values()) {
    const most = Math.max(...group.map(({ options }) => options.length))
    const fewer = group.filter(({ options }) => options.length < most)
    const [lone] = fewer
    if (lone === undefined || fewer.length > 1 || group.length <= ENOUGH_ALIKE) continue
    if (lone.options.length < 2) continue
    lone.problems.push({
      code: 'optionsMissing',
      blocks: false,
      text: `其他题都有${most}个选项，这题只有${lone.options.length}个，请核对是否少了`,
    })
  }
}
