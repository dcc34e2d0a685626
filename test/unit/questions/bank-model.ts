import fc from 'fast-check'

/** A question as its author means it. */
export interface Model {
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
export const bank = fc
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

/** How it is written. */
export const layout = fc.record({
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
export type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never

export const letterOf = (index: number) => String.fromCharCode(65 + index)
export const lettersOf = ({ right }: Model) => right.map(letterOf)

export function answerOf(question: Model, { letters, truth }: Layout): string {
  if (question.kind === 'trueFalse') return truth[question.isTrue ? 0 : 1] ?? ''
  return question.kind === 'fill' ? question.blank : lettersOf(question).join(letters)
}

export function stemOf(question: Model, typed: string): string {
  if (question.kind === 'fill') return `${question.stem}是____。`
  return `${question.stem}（ ${typed} ）。`
}

export function optionLines(question: Model, { letter, across, gap, indent }: Layout): string[] {
  if (question.kind === 'trueFalse' || question.kind === 'fill') return []
  const options = question.options.map((option, index) => `${letter(letterOf(index))}${option}`)
  const lines: string[] = []
  for (let at = 0; at < options.length; at += across)
    lines.push(indent + options.slice(at, at + across).join(gap))
  return lines
}

export const joined = (lines: string[], { end }: Layout) => lines.join(`${end}\n`)

export const TITLES = {
  single: '单项选择题',
  multiple: '多项选择题',
  trueFalse: '判断题',
  fill: '填空题',
} as const
const KINDS = ['single', 'multiple', 'trueFalse', 'fill'] as const

/** Questions by kind, as a paper has them. */
export const sectionsOf = (all: readonly Model[]) =>
  KINDS.map((kind) => all.filter((question) => question.kind === kind)).filter(
    (section) => section.length > 0,
  )

export const headingOf = (section: readonly Model[], index: number) =>
  `${'一二三四'[index]}、${TITLES[section[0]?.kind ?? 'single']}`

/** How a key is written that stands apart. */
/** The suite tries the same banks every time; `BANK_SEED=<number>` tries others. */
export const tries = (numRuns: number) => ({
  numRuns,
  seed: Number(process.env.BANK_SEED ?? 20_261_126),
})

export const keyForm = fc.constantFrom(
  'lines',
  'spaced',
  'glued',
  'ranges',
  'runs',
  'named rows',
  'rows',
  'columns',
)
type KeyForm = typeof keyForm extends fc.Arbitrary<infer T> ? T : never

/** An answer of a key; letters without signs between them, which part the answers. */
export const keyAnswer = (question: Model, how: Layout) =>
  question.kind === 'fill' || question.kind === 'trueFalse'
    ? answerOf(question, how)
    : lettersOf(question).join('')

/** The lines of a key for one section; a fill-in is always numbered. */
export function keyLines(
  entries: readonly (readonly [number: number, answer: string])[],
  kind: Model['kind'],
  form: KeyForm,
): string[] {
  const numbered = entries.map(([number, answer]) => `${number}.${answer}`)
  const numbers = entries.map(([number]) => number)
  const answers = entries.map(([, answer]) => answer)
  const [first] = numbers
  if (first === undefined) return []
  switch (kind === 'fill' ? 'lines' : form) {
    case 'lines':
      return numbered
    case 'spaced':
      return [numbered.join('  ')]
    case 'glued':
      return [entries.map(([number, answer]) => `${number}${answer}`).join(' ')]
    case 'ranges':
      return numbers.length > 1 ? [`${first}-${numbers.at(-1)} ${answers.join(' ')}`] : numbered
    case 'runs':
      return [answers.join(kind === 'single' ? '' : ' ')]
    case 'named rows':
      return [`题号 ${numbers.join(' ')}`, `答案 ${answers.join(' ')}`]
    case 'rows':
      return numbers.length > 1 ? [numbers.join('\t'), answers.join('\t')] : numbered
    case 'columns':
      return ['题号\t答案', ...entries.map(([number, answer]) => `${number}\t${answer}`)]
  }
}
