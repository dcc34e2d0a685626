import { utils, write } from '@e965/xlsx'
import { QUESTION_COLUMNS } from '../../rules/questions/columns'

const NARROW = 14
const WIDE = 44

/** One of each kind; a fill-in separates its blanks by `；` and other spellings of one blank by `|`. */
const EXAMPLES: string[][] = [
  [
    '单选题',
    '示例（请删除）：中国共产党成立于（ ）年。',
    '1919',
    '1921',
    '1927',
    '1949',
    'B',
    '见党史。',
    '党史',
  ],
  [
    '多选题',
    '示例（请删除）：“三会一课”包括（ ）。',
    '支部党员大会',
    '支部委员会',
    '党小组会',
    '党课',
    'ABCD',
    '',
    '组织生活',
  ],
  [
    '判断题',
    '示例（请删除）：党员应当按期交纳党费。',
    '',
    '',
    '',
    '',
    '正确',
    '党章第三条。',
    '党章',
  ],
  [
    '填空题',
    '示例（请删除）：党的____和____是党章规定的。',
    '',
    '',
    '',
    '',
    '纲领；章程|党的章程',
    '',
    '党章',
  ],
]

const NOTES = [
  '填写说明（本页不会导入）',
  '题型写单选题、多选题、判断题或填空题；简答题暂不支持',
  '答案写选项字母，多选题连着写；判断题写正确或错误；填空题各空用分号隔开，同一空的不同写法用竖线隔开',
  '选项多于四个时，在选项D后面插入列，列名写选项E、选项F',
  '解析和科目可以不填',
]

/** The file we offer for download: the columns we read, an example of each kind, and how to fill it in. */
export function questionTemplate(): Buffer {
  const { kind, stem, answer, explanation, subject } = QUESTION_COLUMNS
  const header = [
    kind[0],
    stem[0],
    '选项A',
    '选项B',
    '选项C',
    '选项D',
    answer[0],
    explanation[0],
    subject[0],
  ]
  const book = utils.book_new()
  const questions = utils.aoa_to_sheet([header, ...EXAMPLES])
  questions['!cols'] = header.map((name) => ({ wch: name === stem[0] ? WIDE : NARROW }))
  const notes = utils.aoa_to_sheet(NOTES.map((note) => [note]))
  notes['!cols'] = [{ wch: WIDE * 2 }]
  utils.book_append_sheet(book, questions, '题库')
  utils.book_append_sheet(book, notes, '填写说明')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}
