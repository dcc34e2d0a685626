import type { Cell } from '../roster/sheet'
import { textOf } from '../roster/sheet'

/** What a column of a question bank is called in the files of different organisations. The first is the template's. */
export const QUESTION_COLUMNS = {
  kind: [
    '题型',
    '试题类型',
    '题目类型',
    '类型',
    '试题题型',
    '考题类型',
    'type',
    'kind',
    'questiontype',
    'qtype',
  ],
  stem: [
    '题干',
    '题目',
    '问题',
    '试题',
    '题目内容',
    '试题内容',
    '试题题干',
    '题目描述',
    '题目题干',
    '考题',
    '内容',
    '题目名称',
    '试题名称',
    'question',
    'stem',
    'title',
    'content',
    'questiontext',
    'topic',
    'text',
    'questioncontent',
    'questiontitle',
    'name',
  ],
  options: [
    '选项',
    '选项内容',
    '备选项',
    '备选答案',
    '可选项',
    '候选项',
    '答案选项',
    'options',
    'choices',
    'optioncontent',
    'option',
    'answers',
    'items',
  ],
  answer: [
    '答案',
    '正确答案',
    '参考答案',
    '标准答案',
    '试题答案',
    '题目答案',
    '正确选项',
    'answer',
    'correctanswer',
    'key',
    'correct',
    'rightanswer',
    'correctoption',
    'questionanswer',
    'right',
  ],
  explanation: [
    '解析',
    '答案解析',
    '参考答案解析',
    '正确答案解析',
    '试题解析',
    '题目解析',
    '说明',
    '答案说明',
    '解释',
    '提示',
    '详解',
    '分析',
    '依据',
    '出题依据',
    'explanation',
    'analysis',
    'explain',
    'hint',
    'rationale',
  ],
  answerAndExplanation: [
    '答案及解析',
    '答案与解析',
    '答案和解析',
    '参考答案及解析',
    '参考答案与解析',
    '正确答案及解析',
    '正确答案与解析',
    '答案及说明',
  ],
  subject: [
    '科目',
    '学科',
    '专业',
    '类别',
    '分类',
    '题库',
    '题库分类',
    '所属题库',
    '所属分类',
    '试题分类',
    '知识点',
    'subject',
    'category',
    'course',
  ],
  number: ['序号', '题号', '编号', '试题编号', 'no', 'id', 'num', 'number', 'index', '序'],
} as const satisfies Record<string, readonly string[]>

type NamedField = keyof typeof QUESTION_COLUMNS
/** Options A, B … each in a column, by index. */
export type QuestionField = NamedField | `option ${number}`

const FIELD_OF = new Map<string, NamedField>(
  Object.entries(QUESTION_COLUMNS).flatMap(([field, names]) =>
    names.map((name): [string, NamedField] => [name, field as NamedField]),
  ),
)
const OPTION =
  /^(?:选项|备选项?|备选答案|答案选项|答案|option|choice|item|ans)?([a-l])(?:选项|项|答案)?$/
const COUNTED = /^(?:选项|备选项?|备选答案|option|choice|item)(\d{1,2}|[一二三四五六七八九十])$/
const COUNTS = '一二三四五六七八九十'
/** 题目标题, 考试题目: a name for the stem that is not on the list. */
const STEM = /^[\u4e00-\u9fff]{0,4}(?:题目|题干|问题|试题)(?:标题|正文|文本|文字|信息)?$/
const LONGEST = 16

/** The field that a header cell or a key names. */
export function fieldOf(cell: Cell): QuestionField | null {
  const name = textOf(cell)
    .replace(/[(（【[].*$/, '')
    .replace(/[\s_\-*:：.、/]+/g, '')
    .toLowerCase()
  if (name === '' || name.length > LONGEST) return null
  const named = FIELD_OF.get(name)
  if (named !== undefined) return named
  const letter = OPTION.exec(name)?.[1]
  if (letter !== undefined) return `option ${letter.charCodeAt(0) - 97}`
  if (STEM.test(name)) return 'stem'
  const count = COUNTED.exec(name)?.[1]
  if (count === undefined) return null
  const index = COUNTS.includes(count) ? COUNTS.indexOf(count) : Number(count) - 1
  return index >= 0 && index < 12 ? `option ${index}` : null
}

/** Whether the columns of options are counted, 选项1, 选项2 …, and not lettered: an answer may then be a count, too. */
export function countsOptions(names: readonly Cell[]): boolean {
  const options = names.filter((name) => /^option /.test(fieldOf(name) ?? ''))
  return (
    options.length > 1 && options.every((name) => /[\d一二三四五六七八九十]\s*$/.test(textOf(name)))
  )
}

/** Columns of a header row by field, in the order of the sheet; a field may have several. */
export type Header = ReadonlyMap<QuestionField, readonly number[]>

/** Whether a row names columns at all, that of the stem or not. */
export function namesColumns(cells: readonly Cell[]): boolean {
  return cells.filter((cell) => fieldOf(cell) !== null).length >= 2
}

/** The fields of a row that is a header: it names the stem and an answer, options or a kind. */
export function headerOf(cells: readonly Cell[]): Header | null {
  const header = new Map<QuestionField, number[]>()
  for (const [column, cell] of cells.entries()) {
    const field = fieldOf(cell)
    if (field === null) continue
    const columns = header.get(field)
    if (columns === undefined) header.set(field, [column])
    else columns.push(column)
  }
  // Two names for one thing, such as 题目 beside 题干: the first is meant.
  if (!header.has('stem')) return null
  takeBothInOne(header, cells)
  const says = ['answer', 'answerAndExplanation', 'options', 'kind', 'option 0'] as const
  return says.some((field) => header.has(field)) ? header : null
}

/** 答案解析 where there is no column 答案 holds the answer, too. */
function takeBothInOne(header: Map<QuestionField, number[]>, cells: readonly Cell[]): void {
  const columns = header.get('explanation') ?? []
  const both = columns.filter((column) =>
    /^\s*(?:参考|正确)?答案/.test(textOf(cells[column] ?? null)),
  )
  if (header.has('answer') || header.has('answerAndExplanation') || both.length === 0) return
  header.set('answerAndExplanation', both)
  header.delete('explanation')
}
