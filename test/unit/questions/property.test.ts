import fc from 'fast-check'
import { readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import {
  answerOf,
  bank,
  headingOf,
  joined,
  keyAnswer,
  keyForm,
  keyLines,
  layout,
  lettersOf,
  type Model,
  optionLines,
  sectionsOf,
  stemOf,
  TITLES,
  tries,
} from './bank-model'

/** What was read, in the terms of the model. */
function read(text: string) {
  return readPastedBank(text).questions.map(
    ({ kind, stem, options, letters, isTrue, blanks, explanation, problems }) => ({
      kind,
      stem: stem.replace(/（ ）|____|是|。/g, ''),
      options: options.map((option) => option.text),
      answer:
        kind === 'trueFalse' ? String(isTrue) : kind === 'fill' ? (blanks[0]?.[0] ?? '') : letters,
      explanation,
      blocked: problems.filter(({ blocks }) => blocks).map(({ code }) => code),
    }),
  )
}

function meant(questions: readonly Model[], hasExplanation: boolean) {
  return questions.map((question) => {
    const { kind, stem, options, isTrue, blank, explanation } = question
    const isChoice = kind === 'single' || kind === 'multiple'
    return {
      kind,
      stem: stem.replace(/是|。/g, ''),
      options: isChoice ? options : [],
      answer:
        kind === 'trueFalse'
          ? String(isTrue)
          : kind === 'fill'
            ? blank
            : lettersOf(question).join(''),
      explanation: hasExplanation ? explanation : '',
      blocked: [],
    }
  })
}

const RUNS = tries(200)

test('answers behind each question', () => {
  fc.assert(
    fc.property(bank, layout, (questions, how) => {
      const lines = questions.flatMap((question, index) => [
        how.number(index + 1) + stemOf(question, ' '),
        ...optionLines(question, how),
        how.answerLabel + answerOf(question, how),
        ...(question.explanation === '' ? [] : [how.explanationLabel + question.explanation]),
        ...(how.blankLines ? [''] : []),
      ])
      expect(read(joined(lines, how))).toEqual(meant(questions, true))
    }),
    RUNS,
  )
})

test('answers behind each question, which have no numbers', () => {
  fc.assert(
    fc.property(bank, layout, (questions, how) => {
      const lines = questions.flatMap((question) => [
        stemOf(question, ' '),
        ...optionLines(question, how),
        how.answerLabel + answerOf(question, how),
        ...(question.explanation === '' ? [] : [how.explanationLabel + question.explanation]),
        '',
      ])
      expect(read(joined(lines, how))).toEqual(meant(questions, true))
    }),
    RUNS,
  )
})

test('answers in the brackets of the stem', () => {
  fc.assert(
    fc.property(bank, layout, (all, how) => {
      const questions = all.filter(({ kind }) => kind !== 'fill')
      const lines = questions.flatMap((question, index) => [
        how.number(index + 1) + stemOf(question, answerOf(question, how)),
        ...optionLines(question, how),
        ...(how.blankLines ? [''] : []),
      ])
      expect(read(joined(lines, how))).toEqual(meant(questions, false))
    }),
    RUNS,
  )
})

test('sections, and a key at the end, under the same headings', () => {
  fc.assert(
    fc.property(
      bank,
      layout,
      fc.constantFrom('参考答案', '答案：', '附：参考答案', '【参考答案】'),
      keyForm,
      fc.boolean(),
      (all, how, title, form, goesOn) => {
        if (all.length < 2) return
        const sections = sectionsOf(all)
        let number = 0
        const key: string[] = []
        const lines = sections.flatMap((section, index) => {
          if (!goesOn) number = 0
          const entries = section.map((question) => {
            number += 1
            return [number, keyAnswer(question, how)] as const
          })
          const kind = section[0]?.kind ?? 'single'
          key.push(headingOf(section, index), ...keyLines(entries, kind, form))
          return [
            `${headingOf(section, index)}（每题2分，共${section.length * 2}分）`,
            ...section.flatMap((question, at) => [
              how.number(entries[at]?.[0] ?? 0) + stemOf(question, ' '),
              ...optionLines(question, how),
              ...(how.blankLines ? [''] : []),
            ]),
          ]
        })
        expect(read(joined([...lines, '', title, ...key], how))).toEqual(
          meant(sections.flat(), false),
        )
      },
    ),
    RUNS,
  )
})

test('sections, and a key right behind each', () => {
  fc.assert(
    fc.property(bank, layout, keyForm, (all, how, form) => {
      const sections = sectionsOf(all)
      const lines = sections.flatMap((section, index) => {
        const kind = section[0]?.kind ?? 'single'
        const entries = section.map((question, at) => [at + 1, keyAnswer(question, how)] as const)
        const key = keyLines(entries, kind, form)
        return [
          headingOf(section, index),
          ...section.flatMap((question, at) => [
            how.number(at + 1) + stemOf(question, ' '),
            ...optionLines(question, how),
          ]),
          ...(section.length === 1 ? [`答案：${entries[0]?.[1]}`] : ['参考答案', ...key]),
        ]
      })
      expect(read(joined(lines, how))).toEqual(meant(sections.flat(), false))
    }),
    RUNS,
  )
})

test('options that are ticked', () => {
  const tick = fc.constantFrom(' √', '√', '（√）', '（正确）', ' ✓')
  fc.assert(
    fc.property(bank, layout, tick, (all, how, sign) => {
      const choices = sectionsOf(all).filter(([first]) => /single|multiple/.test(first?.kind ?? ''))
      const lines = choices.flatMap((section, index) => [
        headingOf(section, index),
        ...section.flatMap((question, at) => [
          how.number(at + 1) + stemOf(question, ' '),
          ...optionLines(
            {
              ...question,
              options: question.options.map((text, option) =>
                question.right.includes(option) ? text + sign : text,
              ),
            },
            how,
          ),
        ]),
      ])
      expect(read(joined(lines, how))).toEqual(meant(choices.flat(), false))
    }),
    RUNS,
  )
})

test('a table with its columns in any order, as text with tabs', () => {
  fc.assert(
    fc.property(
      bank,
      layout,
      fc.shuffledSubarray(['题型', '题干', '答案', '解析', 'A', 'B', 'C', 'D', 'E', 'F'], {
        minLength: 10,
      }),
      (questions, how, columns) => {
        const rows = questions.map((question) =>
          columns.map((column) => {
            if (column === '题型') return TITLES[question.kind]
            if (column === '题干') return stemOf(question, ' ')
            if (column === '答案') return answerOf(question, how)
            if (column === '解析') return question.explanation
            const isChoice = question.kind === 'single' || question.kind === 'multiple'
            return isChoice ? (question.options[column.charCodeAt(0) - 65] ?? '') : ''
          }),
        )
        const text = [columns, ...rows].map((row) => row.join('\t')).join('\n')
        expect(read(text)).toEqual(meant(questions, true))
      },
    ),
    RUNS,
  )
})
