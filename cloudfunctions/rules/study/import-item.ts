import type { ImportItem, QuestionKey, QuestionText } from '../../../typings/question-bank'
import type { ReadQuestion } from '../../../typings/questions'
import { placeInWords } from '../questions/place'
import { problemsOf, tidy } from './question'

/** What a reader understood of a file, as an author looks it through and mends it. Pure. */

/** A question that was read, as an item of an import. Nothing is supplied that the file does not say. */
export function itemOf(read: ReadQuestion, index: number, subject: string): ImportItem {
  const kind = read.kind === 'essay' ? null : read.kind
  const question: ImportItem['question'] = {
    kind,
    stem: read.stem,
    options: kind === 'trueFalse' ? [] : read.options.map(({ text }) => text),
    key: kind === null ? null : keyOf(kind, read),
    explanation: read.explanation,
  }
  const found = read.problems.map(({ blocks, text }) => ({ blocks, text }))
  const own = blockingProblems(question)
  // What the reader has explained is not said twice.
  const problems = found.some(({ blocks }) => blocks) ? found : [...found, ...own]
  return {
    index,
    place: placeInWords(read.place),
    state: problems.some(({ blocks }) => blocks) ? 'broken' : 'sound',
    question,
    problems,
    subject: read.subject === '' ? subject : read.subject.slice(0, MOST_SUBJECT),
    mended: false,
  }
}

/** The item with what the author put in its place; `null`: left out. */
export function mendedItem(item: ImportItem, question: QuestionText | null): ImportItem {
  if (question === null) return { ...item, state: 'skipped' }
  const tidied = tidy(question)
  const problems = blockingProblems(tidied)
  const state = problems.length === 0 ? 'sound' : 'broken'
  return { ...item, question: tidied, problems, state, mended: true }
}

/** The question of an item that can be saved; `null` when something is missing. */
export function questionIn({ question }: ImportItem): QuestionText | null {
  const { kind, key } = question
  return kind === null || key === null ? null : tidy({ ...question, kind, key })
}

const MOST_SUBJECT = 30
const MOST = { stem: 1000, option: 300, explanation: 2000, blank: 200 }

function blockingProblems(question: ImportItem['question']): ImportItem['problems'] {
  const say = (text: string) => ({ blocks: true, text })
  const { kind, key } = question
  if (kind === null) return [say('请选择题型')]
  if (key === null) return [say('没有答案，请补上')]
  const { stem, options, explanation } = question
  const long = [
    stem.length > MOST.stem ? say(`题干超过${MOST.stem}字，请删减`) : null,
    options.some((option) => option.length > MOST.option)
      ? say(`有选项超过${MOST.option}字，请删减`)
      : null,
    explanation.length > MOST.explanation ? say(`解析超过${MOST.explanation}字，请删减`) : null,
    'blanks' in key && key.blanks.flat().some((text) => text.length > MOST.blank)
      ? say(`有答案超过${MOST.blank}字，请删减`)
      : null,
  ].flatMap((problem) => problem ?? [])
  return [...problemsOf({ ...question, kind, key }).map(({ text }) => say(text)), ...long]
}

function keyOf(
  kind: QuestionText['kind'],
  { letters, isTrue, blanks, options }: ReadQuestion,
): QuestionKey | null {
  if (kind === 'fill') return blanks.length === 0 ? null : { blanks }
  if (kind === 'trueFalse') return isTrue === null ? null : { choices: [isTrue ? 0 : 1] }
  const choices = [...letters].map((letter) =>
    options.findIndex((option) => option.letter === letter),
  )
  return choices.length === 0 || choices.includes(-1) ? null : { choices }
}
