import { utils, write } from '@e965/xlsx'
import { readBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import { questionTemplate } from '../../../cloudfunctions/kernel/questions/template'
import { linesOf } from './read'

type Row = (string | number | boolean | Date | null)[]
type Merge = [from: string, to: string]

async function read(
  sheets: Record<string, Row[]>,
  merges: Merge[] = [],
  bookType: 'xlsx' | 'biff8' = 'xlsx',
) {
  const book = utils.book_new()
  for (const [name, rows] of Object.entries(sheets)) {
    const sheet = utils.aoa_to_sheet(rows)
    sheet['!merges'] = merges.map(([from, to]) => ({
      s: utils.decode_cell(from),
      e: utils.decode_cell(to),
    }))
    utils.book_append_sheet(book, sheet, name)
  }
  return readBank({ name: '题库', bytes: write(book, { type: 'buffer', bookType }) as Buffer })
}

test('a title above the header, true/false in every spelling', async () => {
  const truths = ['正确', '√', '对', 'T', 'TRUE', 'Y', '1', 1, true, '是']
  const lies = ['错误', '×', '错', 'F', 'FALSE', 'N', '0', 0, false, '否']
  const rows = [...truths, ...lies].map((answer, index) => ['判断题', `第${index}条`, answer])
  const bank = await read(
    { Sheet1: [['安全知识题库', null, null], ['题型', '题目', '正确答案'], ...rows] },
    [['A1', 'C1']],
  )
  expect(bank.questions.map(({ isTrue }) => isTrue)).toEqual([
    ...truths.map(() => true),
    ...lies.map(() => false),
  ])
  expect(bank.questions.flatMap(({ problems }) => problems)).toEqual([])
  expect(bank.questions[0]?.place).toBe('Sheet1!3')
})

test('options in one cell: on a line, in lines, between bars, as a list', async () => {
  const bank = await read({
    Sheet1: [
      ['问题', '选项', '答案'],
      ['甲', 'A.一 B.二 C.三', 'C'],
      ['乙', 'A、一\nB、二\nC、三', 'AC'],
      ['丙', '正确 | 错误', 'B'],
      ['丁', "['一', '二、三', '四']", 'B'],
      ['戊', '一；二；三', 'C'],
    ],
  })
  expect(linesOf(bank)).toEqual([
    'single 甲 [A 一 | B 二 | C 三] = C',
    'multiple 乙 [A 一 | B 二 | C 三] = AC',
    'trueFalse 丙 = false',
    'single 丁 [A 一 | B 二、三 | C 四] = B',
    'single 戊 [A 一 | B 二 | C 三] = C',
  ])
})

test('a header of two rows, and options in rows below each other', async () => {
  const wide = await read(
    {
      Sheet1: [
        ['序号', '题干', '选项', null, null, '答案'],
        [null, null, 'A', 'B', 'C', null],
        [1, '甲', '一', '二', '三', 'B'],
      ],
    },
    [
      ['A1', 'A2'],
      ['B1', 'B2'],
      ['C1', 'E1'],
      ['F1', 'F2'],
    ],
  )
  expect(linesOf(wide)).toEqual(['single 甲 [A 一 | B 二 | C 三] = B'])
  const tall = await read({
    Sheet1: [
      ['题干', '选项', '答案'],
      ['甲', 'A.一', 'B'],
      [null, 'B.二', null],
      [null, 'C.三', null],
      ['乙', 'A.一', 'A'],
      [null, 'B.二', null],
    ],
  })
  expect(linesOf(tall)).toEqual([
    'single 甲 [A 一 | B 二 | C 三] = B',
    'single 乙 [A 一 | B 二] = A',
  ])
})

test('a second block with a heading and a header of its own; sheets that say the kind; an old .xls', async () => {
  const bank = await read(
    {
      必答题: [
        ['选择题', null, null, null],
        ['题目', 'A', 'B', '答案'],
        ['甲', '一', '二', 'B'],
        ['问答题', null, null, null],
        ['问题', '答案', null, null],
        ['乙', '丙丁', null, null],
      ],
      判断题: [
        ['题目', '答案'],
        ['戊', 1],
      ],
      空: [],
    },
    [],
    'biff8',
  )
  expect(linesOf(bank)).toEqual([
    'single 甲 [A 一 | B 二] = B',
    'essay 乙 =  !essay',
    'trueFalse 戊 = true',
  ])
})

test('numbers, percentages and dates say what the sheet shows', async () => {
  const sheet = utils.aoa_to_sheet([
    ['题干', '选项A', '选项B', '选项C', '答案'],
    ['甲', 50.5, 0.3, 42900, 'A'],
  ])
  Object.assign(sheet.C2, { z: '0%' })
  Object.assign(sheet.D2, { z: 'yyyy/m/d' })
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, 'Sheet1')
  const bank = await readBank({
    name: '',
    bytes: write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer,
  })
  expect(linesOf(bank)).toEqual(['single 甲 [A 50.5 | B 30% | C 2017-06-14] = A'])
})

test('without a header columns are read where their content leaves no doubt, and refused otherwise', async () => {
  const clear = await read({
    Sheet1: [
      ['单选', '党的生日是哪一天', '7月1日', '8月1日', 'A'],
      ['单选', '建军节是哪一天', '7月1日', '8月1日', 'B'],
    ],
  })
  expect(linesOf(clear)).toEqual([
    'single 党的生日是哪一天 [A 7月1日 | B 8月1日] = A',
    'single 建军节是哪一天 [A 7月1日 | B 8月1日] = B',
  ])
  const unknownNames = await read({
    Sheet1: [
      ['单选题型', '题目标题', '选项A', '选项B', '正确答案', '答案解析', '分值'],
      [1, '党的生日', '7月1日', '8月1日', 'A', '一大在这一天召开，后来定为纪念日。', 1],
    ],
  })
  expect(linesOf(unknownNames)).toEqual([
    'single 党的生日 [A 7月1日 | B 8月1日] = A (一大在这一天召开，后来定为纪念日。)',
  ])
  // A header without a stem that we know is no reason to take another column for it.
  const noStem = await read({
    Sheet1: [
      ['考点', '选项A', '选项B', '正确答案', '答案解析'],
      ['党的生日', '7月1日', '8月1日', 'A', '一大在这一天召开，后来定为纪念日。'],
    ],
  })
  expect(noStem).toMatchObject({ questions: [], problems: [{ code: 'noHeader' }] })
  const unclear = await read({
    Sheet1: [
      ['姓名', '工号'],
      ['甲', 'A001'],
    ],
  })
  expect(unclear.questions).toEqual([])
  expect(unclear.problems).toMatchObject([{ code: 'noHeader', place: 'Sheet1!1' }])
})

test('an answer that is the text of an option, and a kind that we do not know', async () => {
  const bank = await read({
    Sheet1: [
      ['题型', '题干', '选项A', '选项B', '答案'],
      ['单选', '甲', '北京', '上海', '上海'],
      ['连线', '乙', '北京', '上海', 'A'],
    ],
  })
  expect(linesOf(bank)).toEqual([
    'single 甲 [A 北京 | B 上海] = B',
    'single 乙 [A 北京 | B 上海] = A !kindUnknown',
  ])
})

test('a .csv in GBK; a row is placed at the line on which it begins', async () => {
  // 题干,选项A,选项B,答案 / "甲\n乙",一,二,A / 丙,一,二,B
  const bytes = Buffer.concat([
    Buffer.from('ccE2b8c92cd1a1cfee412cd1a1cfee422cb4f0b0b80a', 'hex'),
    Buffer.from('22bcd70ad2d2222cd2bb2cb6fe2c410a', 'hex'),
    Buffer.from('b1fb2cd2bb2cb6fe2c420a', 'hex'),
  ])
  const bank = await readBank({ name: '题库.csv', bytes })
  expect(linesOf(bank)).toEqual(['single 甲 / 乙 [A 一 | B 二] = A', 'single 丙 [A 一 | B 二] = B'])
  expect(bank.questions.map(({ place }) => place)).toEqual(['line 2', 'line 4'])
})

test('the template reads back as its examples', async () => {
  const bank = await readBank({ name: '模板.xlsx', bytes: questionTemplate() })
  expect(bank.questions.map(({ kind }) => kind)).toEqual([
    'single',
    'multiple',
    'trueFalse',
    'fill',
  ])
  expect(bank.questions.flatMap(({ problems }) => problems)).toEqual([])
  expect(bank.problems).toEqual([])
})

test('two tables side by side are read one after the other, and no answer crosses over', async () => {
  const bank = await read({
    Sheet1: [
      ['题干', '答案', null, '题干', '答案'],
      ['甲', '对', null, '乙', '错'],
      ['丙', '错', null, '丁', '对'],
    ],
  })
  expect(linesOf(bank)).toEqual([
    'trueFalse 甲 = true',
    'trueFalse 丙 = false',
    'trueFalse 乙 = false',
    'trueFalse 丁 = true',
  ])
})

test('options of one cell between semicolons or behind dashes; numbers that are no judgement', async () => {
  const bank = await read({
    Sheet1: [
      ['题型', '题目', '选项', '答案'],
      ['多选题', '甲', 'A.一;B.二；C.三', 'A B'],
      ['单选题', '乙', 'A-一|B-二|C-三', '选C'],
      [null, '丙', 'A.0.5\nB.1', 'B'],
    ],
  })
  expect(linesOf(bank)).toEqual([
    'multiple 甲 [A 一 | B 二 | C 三] = AB',
    'single 乙 [A 一 | B 二 | C 三] = C',
    'single 丙 [A 0.5 | B 1] = B',
  ])
})

test('columns A to H under a merged title, a sheet for each kind, a kind merged down', async () => {
  const letters = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']
  const wide = await read(
    {
      Sheet1: [
        ['安全知识题库'],
        [null],
        ['序号', '题干', ...letters, '正确答案'],
        [1, '甲', '一', '二', '三', null, null, null, null, null, 'a,C'],
        [],
        [2, '乙', ...letters.map((letter) => `${letter}项`), 'H'],
      ],
    },
    [['A1', 'K1']],
  )
  expect(linesOf(wide)).toEqual([
    'multiple 甲 [A 一 | B 二 | C 三] = AC',
    `single 乙 [${letters.map((letter) => `${letter} ${letter}项`).join(' | ')}] = H`,
  ])
  const kinds = await read({
    单选题: [
      ['题目', 'A', 'B', '答案'],
      ['甲', '一', '二', 'A'],
    ],
    判断题: [
      ['题目', '答案'],
      ['乙', '×'],
    ],
    填空题: [
      ['题目', '答案'],
      ['丙是____', '丁'],
    ],
    说明: [['本题库由安全部编写']],
  })
  expect(linesOf(kinds)).toEqual([
    'single 甲 [A 一 | B 二] = A',
    'trueFalse 乙 = false',
    'fill 丙是____ = 丁',
  ])
  const merged = await read(
    {
      Sheet1: [
        ['题型', '题 干', '选 项 A', '选 项 B', '答 案'],
        ['单选题', '甲', '一', '二', 'A'],
        [null, '乙', '一', '二', 'B'],
        ['判断题', '丙', null, null, '对'],
        [null, '丁', null, null, '错'],
      ],
    },
    [
      ['A2', 'A3'],
      ['A4', 'A5'],
    ],
  )
  expect(linesOf(merged)).toEqual([
    'single 甲 [A 一 | B 二] = A',
    'single 乙 [A 一 | B 二] = B',
    'trueFalse 丙 = true',
    'trueFalse 丁 = false',
  ])
})

test('an answer by the count of its option, where the columns are counted and no option says that number', async () => {
  const bank = await read({
    Sheet1: [
      ['题目', '选项1', '选项2', '选项3', '答案'],
      ['甲', '一', '二', '三', 3],
      ['乙', '一', '二', '三', '1,3'],
      ['丙', '一', '二', '三', 13],
      ['丁', '1', '2', '3', 2],
      ['戊', '3', '4', '5', '3'],
      ['己', '一', '二', '三', 4],
      ['庚', '一', '二', '三', 'B'],
    ],
    Sheet2: [
      ['题目', '选项A', '选项B', '选项C', '答案'],
      ['辛', '一', '二', '三', 3],
    ],
  })
  expect(linesOf(bank)).toEqual([
    'single 甲 [A 一 | B 二 | C 三] = C',
    'multiple 乙 [A 一 | B 二 | C 三] = AC',
    'multiple 丙 [A 一 | B 二 | C 三] = AC',
    'single 丁 [A 1 | B 2 | C 3] = B',
    'single 戊 [A 3 | B 4 | C 5] = A !answerUnclear',
    expect.stringMatching(/^\S+ 己 .*!/),
    'single 庚 [A 一 | B 二 | C 三] = B',
    expect.stringMatching(/^\S+ 辛 .*!/),
  ])
})

test('answer and explanation in one column', async () => {
  const rows = [
    ['甲', 'A.一 B.二 C.三', 'A。解析：一在前'],
    ['乙', 'A.一 B.二 C.三', '答案：AC\n解析：都对'],
    ['丙', 'A.一 B.二 C.三', 'B\n二在中间'],
    ['丁', 'A.一 B.二 C.三', 'C，因为三在后'],
    ['戊', 'A.一 B.二 C.三', 'B'],
    ['己', null, '错误，应为二'],
  ]
  for (const name of ['答案及解析', '答案解析', '参考答案/解析']) {
    const bank = await read({ Sheet1: [['题目', '选项', name], ...rows] as Row[] })
    expect(linesOf(bank)).toEqual([
      'single 甲 [A 一 | B 二 | C 三] = A (一在前)',
      'multiple 乙 [A 一 | B 二 | C 三] = AC (都对)',
      'single 丙 [A 一 | B 二 | C 三] = B (二在中间)',
      'single 丁 [A 一 | B 二 | C 三] = C (因为三在后)',
      'single 戊 [A 一 | B 二 | C 三] = B',
      'trueFalse 己 = false (应为二)',
    ])
  }
})
