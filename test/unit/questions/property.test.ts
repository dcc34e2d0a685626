import fc from 'fast-check'
import { readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'

interface Model {
  kind: 'single' | 'multiple' | 'trueFalse' | 'fill'
  stem: string
  options: string[]
  /** Indexes of the right options. */
  right: number[]
  isTrue: boolean
  blank: string
  explanation: string
}

const word = fc
  .array(fc.constantFrom(...'党员支部组织纪律义务权利原则制度会议学习监督工程安全质量进度'), {
    minLength: 3,
    maxLength: 10,
  })
  .map((letters) => letters.join(''))
const tail = fc.constantFrom(
  '',
  '《党章》第三条',
  '“三会一课”',
  '2021年7月1日',
  '50.5%',
  'GB50300',
  '（试行）',
)
const text = fc.tuple(word, tail).map(([start, end]) => start + end)

const model: fc.Arbitrary<Model> = fc
  .record({
    kind: fc.constantFrom('single', 'multiple', 'trueFalse', 'fill'),
    stem: text,
    options: fc.uniqueArray(text, { minLength: 3, maxLength: 6 }),
    picks: fc.uniqueArray(fc.nat({ max: 2 }), { minLength: 2, maxLength: 3 }),
    isTrue: fc.boolean(),
    blank: word,
    explanation: fc.oneof(fc.constant(''), text),
  })
  .map(({ picks, ...rest }) => ({
    ...rest,
    right: (rest.kind === 'single' ? picks.slice(0, 1) : picks).sort((one, other) => one - other),
  })) as fc.Arbitrary<Model>

/** Stems differ, as those of a bank do. */
const bank = fc
  .uniqueArray(model, {
    minLength: 1,
    maxLength: 12,
    selector: ({ stem }) => stem.replace(/\P{L}/gu, ''),
  })
  .map((models) =>
    models.map((each, index) => ({
      ...each,
      stem: `${each.stem}其${'甲乙丙丁戊己庚辛壬癸子丑'[index]}`,
    })),
  )

const layout = fc.record({
  number: fc.constantFrom(
    (n: number) => `${n}.`,
    (n: number) => `${n}、`,
    (n: number) => `${n}．`,
    (n: number) => `（${n}）`,
    (n: number) => `(${n}) `,
    (n: number) => `${n}) `,
    (n: number) => `第${n}题 `,
    (n: number) => `Q${n}. `,
    (n: number) => `  ${n} 、 `,
  ),
  letter: fc.constantFrom(
    (l: string) => `${l}.`,
    (l: string) => `${l}、`,
    (l: string) => `${l}．`,
    (l: string) => `${l}. `,
    (l: string) => `(${l})`,
    (l: string) => `（${l}）`,
    (l: string) => `${l}：`,
    (l: string) => `${l}) `,
    (l: string) => `${l}】`.replace('】', ' '),
  ),
  across: fc.constantFrom(1, 2, 6),
  gap: fc.constantFrom('    ', '\t', '\t\t', '　　'),
  indent: fc.constantFrom('', '  ', '　'),
  blankLines: fc.boolean(),
  answerLabel: fc.constantFrom(
    '答案：',
    '正确答案：',
    '参考答案: ',
    '【答案】',
    '答：',
    '标准答案：',
    '[答案] ',
  ),
  explanationLabel: fc.constantFrom('解析：', '【解析】', '答案解析：', '说明：'),
  letters: fc.constantFrom('', ',', '、', ' ', '，'),
  truth: fc.constantFrom(
    ['√', '×'],
    ['对', '错'],
    ['正确', '错误'],
    ['T', 'F'],
    ['✔', '❌'],
    ['Y', 'N'],
  ),
  end: fc.constantFrom('', '\r'),
})
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never

const letterOf = (index: number) => String.fromCharCode(65 + index)
const lettersOf = ({ right }: Model) => right.map(letterOf)

function answerOf(question: Model, { letters, truth }: Layout): string {
  if (question.kind === 'trueFalse') return truth[question.isTrue ? 0 : 1] ?? ''
  return question.kind === 'fill' ? question.blank : lettersOf(question).join(letters)
}

function stemOf(question: Model, typed: string): string {
  if (question.kind === 'fill') return `${question.stem}是____。`
  return `${question.stem}（ ${typed} ）。`
}

function optionLines(question: Model, { letter, across, gap, indent }: Layout): string[] {
  if (question.kind === 'trueFalse' || question.kind === 'fill') return []
  const options = question.options.map((option, index) => `${letter(letterOf(index))}${option}`)
  const lines: string[] = []
  for (let at = 0; at < options.length; at += across)
    lines.push(indent + options.slice(at, at + across).join(gap))
  return lines
}

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

const joined = (lines: string[], { end }: Layout) => lines.join(`${end}\n`)
const RUNS = { numRuns: 300 }

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

const TITLES = {
  single: '单项选择题',
  multiple: '多项选择题',
  trueFalse: '判断题',
  fill: '填空题',
} as const
const KINDS = ['single', 'multiple', 'trueFalse', 'fill'] as const

test('sections, and a key at the end: one by one, in ranges, in lines', () => {
  fc.assert(
    fc.property(
      bank,
      layout,
      fc.constantFrom('参考答案', '答案：', '附：参考答案', '【参考答案】'),
      fc.constantFrom('line', 'spaced', 'range'),
      fc.boolean(),
      (all, how, title, form, goesOn) => {
        const sections = KINDS.map((kind) =>
          all.filter((question) => question.kind === kind),
        ).filter((section) => section.length > 0)
        if (all.length < 2) return
        let number = 0
        const numbers = sections.map((section) => {
          if (!goesOn) number = 0
          return section.map(() => {
            number += 1
            return number
          })
        })
        const heading = (index: number) =>
          `${'一二三四'[index]}、${TITLES[sections[index]?.[0]?.kind ?? 'single']}`
        const lines = sections.flatMap((section, index) => [
          `${heading(index)}（每题2分，共${section.length * 2}分）`,
          ...section.flatMap((question, at) => [
            how.number(numbers[index]?.[at] ?? 0) + stemOf(question, ' '),
            ...optionLines(question, how),
            ...(how.blankLines ? [''] : []),
          ]),
        ])
        const key = sections.flatMap((section, index) => {
          const of = numbers[index] ?? []
          const answers = section.map((question) =>
            question.kind === 'fill' || question.kind === 'trueFalse'
              ? answerOf(question, how)
              : lettersOf(question).join(''),
          )
          const entries = answers.map((answer, at) => `${of[at]}.${answer}`)
          const canRange = form === 'range' && section[0]?.kind !== 'fill' && section.length > 1
          if (canRange) return [heading(index), `${of[0]}-${of.at(-1)} ${answers.join(' ')}`]
          return [heading(index), ...(form === 'line' ? entries : [entries.join('  ')])]
        })
        expect(read(joined([...lines, '', title, ...key], how))).toEqual(
          meant(sections.flat(), false),
        )
      },
    ),
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
