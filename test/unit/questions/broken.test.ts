import { pasted } from './read'

/** A whole question; each case below changes one thing. */
const STEM = '1.党的生日是（  ）。'
const OPTIONS = ['A.7月1日', 'B.8月1日', 'C.10月1日']
const whole = (
  change: { stem?: string; options?: string[]; answer?: string[]; before?: string[] } = {},
) =>
  [
    ...(change.before ?? []),
    change.stem ?? STEM,
    ...(change.options ?? OPTIONS),
    ...(change.answer ?? ['答案：A']),
    '2.建军节是（  ）。',
    'A.7月1日',
    'B.8月1日',
    '答案：B',
  ].join('\n')

const SECOND = 'single 建军节是（ ）。 [A 7月1日 | B 8月1日] = B'
const FIRST = 'single 党的生日是（ ）。 [A 7月1日 | B 8月1日 | C 10月1日] = '

test('nothing broken, nothing reported', () => {
  expect(pasted(whole())).toEqual([`${FIRST}A`, SECOND])
})

test.each<[string, Parameters<typeof whole>[0], string]>([
  ['no answer', { answer: [] }, `${FIRST} !answerMissing`],
  ['an empty answer', { answer: ['答案：'] }, `${FIRST} !answerMissing`],
  ['a letter that is no option', { answer: ['答案：D'] }, `${FIRST}D !answerNoOption`],
  ['words that are no option', { answer: ['答案：见课本'] }, `${FIRST} !answerNoOption`],
  ['two different answers', { answer: ['答案：A', '答案：B'] }, `${FIRST}A !answersDiffer`],
  ['another answer in the stem', { stem: '1.党的生日是（ B ）。' }, `${FIRST}A !answersDiffer`],
  [
    'two answers under single choice',
    { before: ['一、单选题'], answer: ['答案：AB'] },
    `${FIRST}AB !severalAnswers`,
  ],
  [
    'letter and text of different options',
    { answer: ['答案：A 8月1日'] },
    `${FIRST}A !answersDiffer`,
  ],
  ['no options', { options: [] }, 'single 党的生日是（ ）。 = A !optionsMissing'],
  [
    'one option',
    { options: ['A.7月1日'] },
    'single 党的生日是（ ）。 [A 7月1日] = A !optionsMissing',
  ],
  [
    'an empty option',
    { options: ['A.7月1日', 'B.', 'C.10月1日'] },
    'single 党的生日是（ ）。 [A 7月1日 | B  | C 10月1日] = A !optionsMissing',
  ],
  [
    'a letter left out',
    { options: ['A.7月1日', 'C.10月1日'] },
    'single 党的生日是（ ）。 [A 7月1日 | C 10月1日] = A !optionLetters',
  ],
  [
    'a letter twice',
    { options: ['A.7月1日', 'B.8月1日', 'B.10月1日'] },
    'single 党的生日是（ ）。 [A 7月1日 | B 8月1日 | B 10月1日] = A !optionLetters',
  ],
  [
    'the right option twice',
    { options: ['A.7月1日', 'B.8月1日', 'C.7月1日'] },
    'single 党的生日是（ ）。 [A 7月1日 | B 8月1日 | C 7月1日] = A !optionsSame',
  ],
  [
    'a wrong option twice',
    { options: ['A.7月1日', 'B.8月1日', 'C.8月1日'] },
    'single 党的生日是（ ）。 [A 7月1日 | B 8月1日 | C 8月1日] = A ~optionsSame',
  ],
  ['no stem', { stem: '1.' }, 'single  [A 7月1日 | B 8月1日 | C 10月1日] = A !stemMissing'],
  [
    'a stem without end',
    { stem: `1.${'长'.repeat(2001)}（）` },
    `single ${'长'.repeat(2001)}（） [A 7月1日 | B 8月1日 | C 10月1日] = A !tooLong`,
  ],
  [
    'options without letters',
    { before: ['一、单选题'], options: ['7月1日', '8月1日', '10月1日'] },
    `${FIRST}A !optionLetters`,
  ],
])('%s', (_, change, first) => {
  // One answer behind two questions may be that of either.
  const isAlone = change?.answer?.length === 0
  expect(pasted(whole(change))).toEqual([first, `${SECOND}${isAlone ? ' ~answerUnclear' : ''}`])
})

test('a question twice, with the same answer and with another', () => {
  const again = (answer: string) =>
    `${whole()}\n3.党的生日是（）\nA.8月1日\nB.7月1日\nC.10月1日\n答案：${answer}`
  const third = 'single 党的生日是（） [A 8月1日 | B 7月1日 | C 10月1日] = '
  expect(pasted(again('B')).at(-1)).toBe(`${third}B !duplicate`)
  expect(pasted(again('A')).at(-1)).toBe(`${third}A !duplicate`)
})

test('the same stem with other options is worth a look, and no more', () => {
  expect(pasted(`${whole()}\n3.党的生日是（）\nA.五四\nB.七一\n答案：B`).at(-1)).toBe(
    'single 党的生日是（） [A 五四 | B 七一] = B ~sameStem',
  )
})

test('one number with several questions', () => {
  expect(
    pasted(
      '1.阅读材料。\n（1）党的生日是（ ）\nA.七一 B.八一\n（2）国庆是（ ）\nA.七一 B.十一\n答案：A B\n2.乙（ ）\nA.一 B.二\n答案：B',
    ),
  ).toEqual([
    'single 阅读材料。 / （1）党的生日是（ ） / （2）国庆是（ ） [A 七一 | B 八一 | A 七一 | B 十一] = AB !severalQuestions',
    'single 乙（ ） [A 一 | B 二] = B',
  ])
})

test('kinds that cannot be told, and essays, are listed', () => {
  expect(
    pasted(
      '1.党的生日是（ ）。\n2.简述党员的义务。\n答案：见党章第三条，共八项。\n3.党员可以信教。（ ）\n答案：A',
    ),
  ).toEqual([
    'null 党的生日是（ ）。 =  !kindUnknown',
    'essay 简述党员的义务。 =  !essay',
    'single 党员可以信教。（ ） = A !optionsMissing',
  ])
})

test('true/false and fill-ins that cannot be read', () => {
  expect(
    pasted(
      '一、判断题\n1.党员可以信教。（ ）\n答案：A\n2.党员要交党费。（ ）\n答案：看情况\n二、填空题\n1.（ ）和（ ）是两项原则。\n答案：民主\n2.原则是____。\n3.____、____等。\n答案：一；二；三',
    ),
  ).toEqual([
    'trueFalse 党员可以信教。（ ） =  !answerUnclear',
    'trueFalse 党员要交党费。（ ） =  !answerUnclear',
    'fill （ ）和（ ）是两项原则。 = 民主 !blanksDiffer',
    'fill 原则是____。 =  !answerMissing',
    'fill ____、____等。 = 一；二；三 !blanksDiffer',
  ])
})

test('a key that answers what is not asked', () => {
  expect(pasted('1.甲（ ）\nA.一 B.二\n2.乙（ ）\nA.一 B.二\n参考答案\n1.A 2.B 3.C')).toEqual([
    'single 甲（ ） [A 一 | B 二] = A',
    'single 乙（ ） [A 一 | B 二] = B',
  ])
})
