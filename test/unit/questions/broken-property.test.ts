import fc from 'fast-check'
import { readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import type { ReadQuestion } from '../../../typings/questions'
import {
  answerOf,
  bank,
  headingOf,
  joined,
  keyAnswer,
  keyForm,
  keyLines,
  type Layout,
  layout,
  letterOf,
  lettersOf,
  type Model,
  optionLines,
  sectionsOf,
  stemOf,
  tries,
} from './bank-model'

/** One thing that went wrong in a bank. */
const fault = fc.constantFrom(
  'no answer',
  'an answer that is no option',
  'two answers under single choice',
  'an option lost',
  'the question twice',
  'the number lost',
  'a key too short',
  'a key too long',
)
type Fault = typeof fault extends fc.Arbitrary<infer T> ? T : never

const isChoice = ({ kind }: Model) => kind === 'single' || kind === 'multiple'

/** The answer of the question that is broken. */
function wrongAnswer(question: Model, what: Fault, written: string): string {
  if (what === 'an answer that is no option' && isChoice(question))
    return letterOf(question.options.length)
  return what === 'two answers under single choice' && question.kind === 'single' ? 'AB' : written
}

const bare = (stem: string) => stem.replace(/[（(]\s*[)）]|_{2,}|是|[。\s]/g, '')

/** Whether a question that may be imported without a look is one that its author meant. */
function isMeant(read: ReadQuestion, questions: readonly Model[]): boolean {
  const question = questions.find(({ stem }) => bare(stem) === bare(read.stem))
  if (question === undefined || question.kind !== read.kind) return false
  if (question.kind === 'trueFalse') return read.isTrue === question.isTrue
  if (question.kind === 'fill') return read.blanks[0]?.[0] === question.blank
  const texts = read.options.map(({ text }) => text)
  return (
    read.letters === lettersOf(question).join('') &&
    texts.length === question.options.length &&
    texts.every((text, index) => text === question.options[index])
  )
}

/** Holds what was read against what was meant: nothing wrong passes, and what was broken is told. */
function expectTold(lines: string[], how: Layout, questions: readonly Model[], what: Fault): void {
  const { questions: read, problems } = readPastedBank(joined(lines, how))
  const silent = read.filter((each) => each.problems.length === 0)
  expect(silent.filter((each) => !isMeant(each, questions)).map(({ stem }) => stem)).toEqual([])
  const told = problems.length + read.length - silent.length
  const isLost = silent.length < questions.length
  if (what !== 'the number lost' || isLost) expect(told).toBeGreaterThan(0)
}

/** Whether the fault can be made in this question and seen by anybody. */
function canBreak(question: Model, what: Fault, gone: number): boolean {
  if (what === 'an answer that is no option') return isChoice(question)
  if (what === 'two answers under single choice') return question.kind === 'single'
  // Of the last option nobody can say that it was there, unless it was right.
  if (what === 'an option lost')
    return (
      isChoice(question) && (gone < question.options.length - 1 || question.right.includes(gone))
    )
  return true
}

const RUNS = tries(400)

test('a bank that is broken in one place: answers behind the questions, or in their brackets', () => {
  fc.assert(
    fc.property(
      bank,
      layout,
      fault,
      fc.nat({ max: 11 }),
      fc.nat({ max: 5 }),
      fc.boolean(),
      (all, how, what, at, option, isTyped) => {
        const sections = sectionsOf(isTyped ? all.filter(({ kind }) => kind !== 'fill') : all)
        const questions = sections.flat()
        const broken = questions[at % Math.max(1, questions.length)]
        if (broken === undefined || /key/.test(what)) return
        const gone = option % broken.options.length
        if (!canBreak(broken, what, gone)) return
        const lines = sections.flatMap((section, index) => [
          headingOf(section, index),
          ...section.flatMap((question, position) => {
            const isBroken = question === broken
            const written = answerOf(question, how)
            const answer = isBroken ? wrongAnswer(question, what, written) : written
            const isGone = isBroken && what === 'no answer'
            const letters = optionLines(question, { ...how, across: 1 })
            const block = [
              (isBroken && what === 'the number lost' ? '' : how.number(position + 1)) +
                stemOf(question, isTyped && !isGone ? answer : ' '),
              ...(isBroken && what === 'an option lost'
                ? letters.filter((_, letter) => letter !== gone)
                : optionLines(question, how)),
              ...(isTyped || isGone ? [] : [how.answerLabel + answer]),
              '',
            ]
            return isBroken && what === 'the question twice' ? [...block, ...block] : block
          }),
        ])
        expectTold(lines, how, questions, what)
      },
    ),
    RUNS,
  )
})

test('a bank that is broken in one place: a key at the end', () => {
  fc.assert(
    fc.property(
      bank,
      layout,
      fault,
      keyForm,
      fc.nat({ max: 11 }),
      fc.nat({ max: 5 }),
      (all, how, what, form, at, option) => {
        const sections = sectionsOf(all)
        const questions = sections.flat()
        const broken = questions[at % questions.length]
        if (broken === undefined || questions.length < 2 || what === 'the question twice') return
        const gone = option % broken.options.length
        if (!canBreak(broken, what, gone)) return
        const key: string[] = []
        const lines = sections.flatMap((section, index) => {
          const kind = section[0]?.kind ?? 'single'
          const entries = section.flatMap((question, position) => {
            const answer = keyAnswer(question, how)
            const isBroken = question === broken
            if (isBroken && what === 'no answer') return []
            return [
              [position + 1, isBroken ? wrongAnswer(question, what, answer) : answer] as const,
            ]
          })
          const isHere = section.includes(broken)
          const more = isHere && what === 'a key too long'
          const written = [
            ...(isHere && what === 'a key too short' ? entries.slice(0, -1) : entries),
            ...(more ? [[section.length + 1, entries[0]?.[1] ?? ''] as const] : []),
          ]
          key.push(headingOf(section, index), ...keyLines(written, kind, form))
          return [
            headingOf(section, index),
            ...section.flatMap((question, position) => [
              (question === broken && what === 'the number lost' ? '' : how.number(position + 1)) +
                stemOf(question, ' '),
              ...(question === broken && what === 'an option lost'
                ? optionLines(question, { ...how, across: 1 }).filter(
                    (_, letter) => letter !== gone,
                  )
                : optionLines(question, how)),
            ]),
          ]
        })
        expectTold([...lines, '', '参考答案', ...key], how, questions, what)
      },
    ),
    RUNS,
  )
})
