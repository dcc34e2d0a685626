import { readPastedBank } from '../../../cloudfunctions/kernel/questions/read-bank'
import type { ReadBank, ReadQuestion } from '../../../typings/questions'

/** A question in one line: `single 题干 [A 甲 | B 乙] = A (解析) !problem`. */
function inOneLine(question: ReadQuestion): string {
  const { kind, stem, options, letters, isTrue, blanks, explanation, problems } = question
  const answer =
    letters ||
    (isTrue === null ? blanks.map((blank) => blank.join('|')).join(' ; ') : String(isTrue))
  return [
    `${kind} ${stem.replace(/\n/g, ' / ')}`,
    options.length > 0
      ? ` [${options.map(({ letter, text }) => `${letter} ${text}`).join(' | ')}]`
      : '',
    ` = ${answer}`,
    explanation === '' ? '' : ` (${explanation.replace(/\n/g, ' / ')})`,
    ...problems.map(({ code, blocks }) => ` ${blocks ? '!' : '~'}${code}`),
  ].join('')
}

export const linesOf = (bank: ReadBank) => bank.questions.map(inOneLine)

export const pasted = (text: string) => linesOf(readPastedBank(text))
