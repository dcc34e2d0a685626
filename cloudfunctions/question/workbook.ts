import { utils, write } from '@e965/xlsx'
import type { BankQuestion } from '../../typings/question-bank'
import { KIND_NAMES, TRUE_FALSE } from '../rules/study/question'

const LETTERS = 'ABCDEFGH'
const HEADER = [
  '题型',
  '题干',
  ...[...LETTERS].map((letter) => `选项${letter}`),
  '答案',
  '解析',
  '科目',
]
const NARROW = 12
const WIDE = 50

/** Questions as rows of a sheet, in the columns an import reads. Accepted texts of a blank are parted by `|`, blanks by `；`. */
export function bankWorkbook(questions: readonly BankQuestion[]): Buffer {
  const rows = questions.map((question) => [
    KIND_NAMES[question.kind],
    question.stem,
    ...[...LETTERS].map((_, at) => question.options[at] ?? ''),
    answerOf(question),
    question.explanation,
    question.subject,
  ])
  const sheet = utils.aoa_to_sheet([HEADER, ...rows])
  sheet['!cols'] = HEADER.map((name) => ({
    wch: name === '题干' || name === '解析' ? WIDE : NARROW,
  }))
  const book = utils.book_new()
  utils.book_append_sheet(book, sheet, '题库')
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}

function answerOf({ kind, key }: BankQuestion): string {
  if ('blanks' in key) return key.blanks.map((texts) => texts.join('|')).join('；')
  if (kind === 'trueFalse') return TRUE_FALSE[key.choices[0] ?? 0] ?? ''
  return key.choices.map((choice) => LETTERS[choice] ?? '').join('')
}
