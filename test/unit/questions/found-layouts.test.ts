import { readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import { pasted } from './read'

/** Layouts of banks as people pass them on; each was once misread or refused. */
const THREE = `1.甲（ ）
A.一 B.二 C.三
2.乙（ ）
A.一 B.二 C.三
3.丙（ ）
A.一 B.二 C.三`
const answered = (...answers: string[]) =>
  ['甲', '乙', '丙'].map(
    (stem, index) => `single ${stem}（ ） [A 一 | B 二 | C 三] = ${answers[index] ?? ''}`,
  )

test.each([
  ['under single choice', `一、单选题\n${THREE}\n答案：ABC`, answered('A', 'B', 'C')],
  ['apart', `一、单选题\n${THREE}\n答案：A B C`, answered('A', 'B', 'C')],
  ['a letter twice', `${THREE}\n答案：ABA`, answered('A', 'B', 'A')],
  ['below a heading', `${THREE}\n参考答案\nABC`, answered('A', 'B', 'C')],
  ['right below the last option', `${THREE}\nABA`, answered('A', 'B', 'A')],
  ['numbers glued to letters', `${THREE}\n答案：1A2B3A`, answered('A', 'B', 'A')],
  ['numbers over answers', `${THREE}\n1 2 3\nA B A`, answered('A', 'B', 'A')],
  ['numbers over a run', `${THREE}\n参考答案\n1 2 3\nABA`, answered('A', 'B', 'A')],
  ['two bands', `${THREE}\n题号\t1\t2\n答案\tA\tB\n题号\t3\n答案\tA`, answered('A', 'B', 'A')],
  ['columns', `${THREE}\n题号 答案\n1 A\n2 B\n3 A`, answered('A', 'B', 'A')],
])('a key without a number for each answer, or in rows: %s', (_, text, questions) => {
  expect(pasted(text)).toEqual(questions)
})

test('letters that may be the answer of one question or of all are guessed for neither', () => {
  expect(pasted(`${THREE}\n答案：ABC`)).toEqual([
    ...answered(' !answerMissing', ' !answerMissing').slice(0, 2),
    'multiple 丙（ ） [A 一 | B 二 | C 三] = ABC !answerUnclear',
  ])
  expect(pasted(`一、单选题\n${THREE}\n答案：B`).at(-1)).toBe(
    'single 丙（ ） [A 一 | B 二 | C 三] = B !answerUnclear',
  )
})

test('a key that fits no number of questions answers none, and says so at its line', () => {
  expect(pasted('1.甲（ ）\n2.乙____\n参考答案\n1.错误 3.丙').at(0)).toBe(
    'fill 甲（ ） = 错误 3.丙 !answerUnclear',
  )
  for (const key of ['答案：AB', '参考答案\nABCA', '参考答案\n1-3 AB', '1 2 3\nA B']) {
    const bank = readPastedBank(`一、单选题\n${THREE}\n${key}`)
    expect(bank.questions.map(({ letters }) => letters)).toEqual(['', '', ''])
    expect(bank.problems).toMatchObject([{ code: 'keyUnmatched' }])
  }
})

const LAYOUTS: [name: string, text: string, questions: string[]][] = [
  [
    'ticks behind and before options',
    `1.甲（ ）
A.一 √
B.二
2.乙（ ）
A.一
√B.二
3.丙（ ）
A.一（正确）
B.二
4.丁应打（ ）
A.打√ B.打×
5.戊（ ）
A.一 √B.二`,
    [
      'single 甲（ ） [A 一 | B 二] = A',
      'single 乙（ ） [A 一 | B 二] = B',
      'single 丙（ ） [A 一 | B 二] = A',
      'single 丁应打（ ） [A 打√ | B 打×] =  !answerMissing',
      'single 戊（ ） [A 一 √√ | B 二] =  !answerUnclear',
    ],
  ],
  [
    'ticks and answers that differ',
    '1.甲（ ）\nA.一 √\nB.二\n答案：B',
    ['single 甲（ ） [A 一 | B 二] = B !answersDiffer'],
  ],
  [
    'questions and answers as 问 and 答: choices are read, essays are listed',
    `问：党的生日是哪天？
A.七一
B.八一
答：A
问：党的宗旨是什么？
答：全心全意为人民服务。`,
    ['single 党的生日是哪天？ [A 七一 | B 八一] = A', 'essay 党的宗旨是什么？ =  !essay'],
  ],
  [
    'small letters, full width, and a stop in the bracket at the end',
    `1.甲是（　ａ　）
A.一 B.二 C.三
2.乙是（ａｂ）
A.一 B.二 C.三
3.丙是（a、c）。
A.一 B.二 C.三
4.丁是（ABC.）
A.一 B.二 C.三
5.戊的长度是（b）级，见图（ ）。
A.一 B.二 C.三
答案：C`,
    [
      'single 甲是（ ） [A 一 | B 二 | C 三] = A',
      'multiple 乙是（ ） [A 一 | B 二 | C 三] = AB',
      'multiple 丙是（ ）。 [A 一 | B 二 | C 三] = AC',
      'multiple 丁是（ ） [A 一 | B 二 | C 三] = ABC',
      'single 戊的长度是（b）级，见图（ ）。 [A 一 | B 二 | C 三] = C',
    ],
  ],
  [
    'what A and B mean, said once',
    `一、判断题（A为正确，B为错误）
1.甲。
答案：A
2.乙。（ B ）
二、是非题
（错误的选A，正确的选B）
1.丙。（ A ）
三、判断题
1.丁。（ A ）`,
    [
      'trueFalse 甲。 = true',
      'trueFalse 乙。（ ） = false',
      'trueFalse 丙。（ ） = false',
      'trueFalse 丁。（ ） =  !answerUnclear',
    ],
  ],
  [
    'kinds above their questions',
    `题型：单选题
题目：甲是（ ）
A、一
B、二
答案：A

题型：判断题
题目：乙是丙
答案：错误`,
    ['single 甲是（ ） [A 一 | B 二] = A', 'trueFalse 乙是丙 = false'],
  ],
  [
    'copied from a page without its line breaks',
    '一、单选题1.甲是（）。A.一B.二C.三答案：B解析：因为。2.乙是（）。A.一B.二C.三答案：A',
    [
      'single 甲是（）。 [A 一 | B 二 | C 三] = B (因为。)',
      'single 乙是（）。 [A 一 | B 二 | C 三] = A',
    ],
  ],
  [
    'the next question behind the last option',
    '1、甲（ B ）。\nA.一 B.二\n2、乙（ A ）。\nA.一 B.二 3、丙（ B ）。\nA.一 B.二',
    [
      'single 甲（ ）。 [A 一 | B 二] = B',
      'single 乙（ ）。 [A 一 | B 二] = A',
      'single 丙（ ）。 [A 一 | B 二] = B',
    ],
  ],
  [
    'no numbers, each question on one line, a key in their order',
    '一、单选题\n甲成立于（ ）年A.1919B.1921\n乙是（ ）A.一B.二\n答案：1.B 2.A',
    ['single 甲成立于（ ）年 [A 1919 | B 1921] = B', 'single 乙是（ ） [A 一 | B 二] = A'],
  ],
  [
    'statements under most questions',
    `1．下列：
（1）甲；
（2）乙；
正确的是（ ）
A．（1） B．（2）
答案：A
2．关于：
（1）丙；
（2）丁；
正确的是（ ）
A．（1） B．（2）
答案：B`,
    [
      'single 下列： / （1）甲； / （2）乙； / 正确的是（ ） [A （1） | B （2）] = A',
      'single 关于： / （1）丙； / （2）丁； / 正确的是（ ） [A （1） | B （2）] = B',
    ],
  ],
  [
    'a text between two blanks is no answer, a number in an answer is another entry',
    `一、填空题
1.甲是____和____。
2.乙是__丙__。
3.丁（戊）。
参考答案：1.己；庚`,
    [
      'fill 甲是____和____。 = 己 ; 庚',
      'fill 乙是____。 = 丙 ~answerUnclear',
      'fill 丁（ ）。 = 戊 !answerUnclear',
    ],
  ],
  [
    'a span of letters says too little',
    '1.甲\nA.一 B.二 C.三\n答案：A-C\n2.乙\nA.一 B.二 C.三\n答案：A-B',
    ['single 甲 [A 一 | B 二 | C 三] =  !answerNoOption', 'multiple 乙 [A 一 | B 二 | C 三] = AB'],
  ],
  [
    'a lost number, letter, stem',
    `一、判断题
1.甲是这样的一回事。（√）
乙是那样的一回事。（×）
二、单选题
1.丙（ B ）
A.一
B.二
D.三
2.丁（ A ）
A.一 B.二 D.三`,
    [
      'trueFalse 甲是这样的一回事。（ ） = true',
      'trueFalse 乙是那样的一回事。（ ） = false',
      'single 丙（ ） [A 一 | B 二 | D 三] = B !optionLetters',
      'single 丁（ ） [A 一 | B 二 D.三] = A !optionLetters',
    ],
  ],
]

test.each(LAYOUTS)('%s', (_, text, questions) => {
  expect(pasted(text)).toEqual(questions)
})

test.each([
  '一、单选题每题2分',
  '★单选题',
  '一、党史知识（单选题）',
  '党章知识单选题库',
  '一、选择题（单选）',
  'A类 单选题',
])('two answers under %s are reported', (heading) => {
  expect(pasted(`${heading}\n1.甲（ ）\nA.一 B.二\n答案：AB`)).toEqual([
    'single 甲（ ） [A 一 | B 二] = AB !severalAnswers',
  ])
})

test('the only question with fewer options than the others is worth a look', () => {
  const question = (number: number, options: string) => `${number}.题${number}（ A ）\n${options}`
  const all = [1, 2, 3, 4, 5].map((number) =>
    question(number, number === 3 ? 'A.一 B.二' : 'A.一 B.二 C.三'),
  )
  expect(pasted(all.join('\n')).map((line) => / [~!].*/.exec(line)?.[0] ?? '')).toEqual([
    '',
    '',
    ' ~optionsMissing',
    '',
    '',
  ])
})
