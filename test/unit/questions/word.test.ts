import { readBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import { linesOf } from './read'
import { paragraph, run, table, type WordParagraph, wordFile } from './word-file'

const LISTS = {
  1: [
    { format: 'decimal', text: '%1、' },
    { format: 'upperLetter', text: '%2.' },
  ],
  2: [{ format: 'upperLetter', text: '%1．' }],
  3: [{ format: 'chineseCounting', text: '%1、' }],
  4: [{ format: 'bullet', text: '●' }],
}

async function read(body: (WordParagraph | { xml: string })[]) {
  return readBank({ name: '题库.docx', bytes: wordFile(body, LISTS) })
}

test('numbers of questions, letters of options and of sections that only Word shows', async () => {
  const stem = (text: string) => ({ text, list: '1', level: 0 })
  const option = (text: string) => ({ text, list: '1', level: 1 })
  const bank = await read([
    { text: '单选题', list: '3' },
    stem('党的最高领导机关是（ ）。'),
    option('党的全国代表大会'),
    option('国务院'),
    '答案：A',
    '',
    stem('党的一大在（ ）召开。'),
    option('北京'),
    option('上海'),
    '答案：B',
    { text: '判断题', list: '3' },
    stem('党员应当交纳党费。（ √ ）'),
    { text: '简答题', list: '3' },
    { text: '注意', list: '4' },
  ])
  expect(linesOf(bank)).toEqual([
    'single 党的最高领导机关是（ ）。 [A 党的全国代表大会 | B 国务院] = A',
    'single 党的一大在（ ）召开。 [A 北京 | B 上海] = B',
    'trueFalse 党员应当交纳党费。（ ） = true',
  ])
  expect(bank.questions.map(({ place, number, section }) => [place, number, section])).toEqual([
    ['P2', '1', '一、单选题'],
    ['P7', '2', '一、单选题'],
    ['P12', '3', '二、判断题'],
  ])
})

test('a list goes on behind paragraphs of another list, and only its first option is numbered', async () => {
  const bank = await read([
    { text: '周期挪用方式常用于( A  )方式。', list: '1' },
    { text: 'DMA                  B.中断            C.程序传送      D.通道', list: '2' },
    { text: '同步控制是( C  ）。', list: '1' },
    'A.甲                B.乙',
    'C.丙                D.丁',
  ])
  expect(linesOf(bank)).toEqual([
    'single 周期挪用方式常用于（ ）方式。 [A DMA | B 中断 | C 程序传送 | D 通道] = A',
    'single 同步控制是（ ）。 [A 甲 | B 乙 | C 丙 | D 丁] = C',
  ])
})

test('a table with a header holds questions; its heading says their kind', async () => {
  const bank = await read([
    '一、多选题',
    {
      xml: table([
        ['序号', '题目', '选项', '答案'],
        ['1', '三会一课包括（ ）', 'A.党课 B.党小组会 C.运动会', 'AB'],
        ['2', '党员义务包括（ ）', 'A.学习 B.休息', 'A'],
      ]),
    },
    '二、判断题',
    '1.党员可以信教。',
    '答案：错',
  ])
  expect(linesOf(bank)).toEqual([
    'multiple 三会一课包括（ ） [A 党课 | B 党小组会 | C 运动会] = AB',
    'multiple 党员义务包括（ ） [A 学习 | B 休息] = A ~oneAnswer',
    'trueFalse 党员可以信教。 = false',
  ])
  expect(bank.questions.map(({ place }) => place)).toEqual(['表1!2', '表1!3', 'P3'])
})

test('options in a table without a header, and a key as a table of numbers over answers', async () => {
  const bank = await read([
    '1.党的一大在（ ）召开。',
    {
      xml: table([
        ['A.北京', 'B.上海'],
        ['C.广州', 'D.武汉'],
      ]),
    },
    '2.党的生日是（ ）。',
    { xml: table([['A.7月1日', 'B.8月1日']]) },
    '参考答案',
    {
      xml: table([
        ['题号', '1', '2'],
        ['答案', 'B', 'A'],
      ]),
    },
  ])
  expect(linesOf(bank)).toEqual([
    'single 党的一大在（ ）召开。 [A 北京 | B 上海 | C 广州 | D 武汉] = B',
    'single 党的生日是（ ）。 [A 7月1日 | B 8月1日] = A',
  ])
})

test('an underlined gap is a blank, deleted text is gone, a tick of a symbol font is a tick', async () => {
  const bank = await read([
    { runs: `${run('1.党的组织原则是')}${run('      ', '<w:u w:val="single"/>')}${run('。')}` },
    '答案：民主集中制',
    {
      runs: `${run('2.党员应当交纳党费。（')}<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>${run('）')}`,
    },
    {
      runs: `${run('3.党小组会每')}<w:del><w:r><w:delText>年</w:delText></w:r></w:del>${run('月召开一次。（√）')}`,
    },
  ])
  expect(linesOf(bank)).toEqual([
    'fill 党的组织原则是______。 = 民主集中制',
    'trueFalse 党员应当交纳党费。（ ） = true',
    'trueFalse 党小组会每月召开一次。（ ） = true',
  ])
})

test('the second form of a drawing is not read twice, and lines of one paragraph are lines', async () => {
  const box = `<mc:AlternateContent><mc:Choice>${paragraph('附图')}</mc:Choice><mc:Fallback>${paragraph('附图')}</mc:Fallback></mc:AlternateContent>`
  const bank = await read([
    {
      runs: `${run('1.党的生日是（ ）')}<w:r><w:br/></w:r>${run('A.7月1日')}<w:r><w:br/></w:r>${run('B.8月1日')}`,
    },
    '答案：A',
    { runs: box },
  ])
  expect(linesOf(bank)).toEqual(['single 党的生日是（ ） [A 7月1日 | B 8月1日] = A (附图)'])
})

test('options in cells of a table belong to the question above; bold and red answer nothing', async () => {
  const cells = {
    xml: table([
      ['A. 一', 'B. 二'],
      ['C. 三', 'D. 四'],
    ]),
  }
  const bold = run('B. 二', '<w:b/><w:color w:val="FF0000"/>')
  const bank = await read(['1. 甲（ B ）', cells, '2. 乙（ ）', 'A. 一', { runs: bold }])
  expect(linesOf(bank)).toEqual([
    'single 甲（ ） [A 一 | B 二 | C 三 | D 四] = B',
    'single 乙（ ） [A 一 | B 二] =  !answerMissing',
  ])
})

const underlined = (text: string) => run(text, '<w:u w:val="single"/>')

test('underlined words are the answers of fill-ins, and mere words elsewhere', async () => {
  const bank = await read([
    '一、填空题',
    {
      runs: `${run('1.党的组织原则是')}${underlined('  民主')}${underlined('集中制 ')}${run('，党的宗旨是')}${underlined('为人民服务')}${run('。')}`,
    },
    { runs: `${run('2.甲是')}${underlined('  ')}${run('和')}${underlined('  ')}${run('。')}` },
    { runs: `${run('3.乙是')}${underlined('丙')}${run('。')}` },
    '答案：丙',
    '二、单选题',
    { runs: `${run('1.下列')}${underlined('不')}${run('属于甲的是（ A ）')}` },
    'A.一 B.二',
    '参考答案',
    '一、填空题',
    { runs: `${run('2.')}${underlined('丁；戊')}` },
  ])
  expect(linesOf(bank)).toEqual([
    'fill 党的组织原则是____，党的宗旨是____。 = 民主集中制 ; 为人民服务',
    'fill 甲是____和____。 = 丁 ; 戊',
    'fill 乙是____。 = 丙',
    'single 下列不属于甲的是（ ） [A 一 | B 二] = A',
  ])
})

test('a key as a table of two rows, in bands and without names, and numbers in the cells of stems', async () => {
  const bank = await read([
    '一、单选题',
    {
      xml: table([
        ['题目', 'A', 'B', '答案'],
        ['1.甲是（ ）', '一', '二', 'A'],
        ['2.乙是（ ）', '一', '二', 'B'],
      ]),
    },
    '二、判断题',
    '1.丙（ ）',
    '2.丁（ ）',
    '3.戊（ ）',
    {
      xml: table([
        ['1', '2'],
        ['√', '×'],
        ['3', ''],
        ['√', ''],
      ]),
    },
  ])
  expect(linesOf(bank)).toEqual([
    'single 甲是（ ） [A 一 | B 二] = A',
    'single 乙是（ ） [A 一 | B 二] = B',
    'trueFalse 丙（ ） = true',
    'trueFalse 丁（ ） = false',
    'trueFalse 戊（ ） = true',
  ])
})
