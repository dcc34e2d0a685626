import { parse } from 'csv-parse/sync'
import type { QuestionSheet } from '../../rules/questions/question-sheet'

/** A comma-, tab- or semicolon-separated text as a sheet; the place of a row is the line on which it begins. */
export function readCsv(text: string): QuestionSheet {
  const records = parse(text, {
    delimiter: delimiterOf(text),
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: false,
    info: true,
  }) as unknown as { record: string[]; info: { lines: number } }[]
  const ends = records.map(({ info }) => info.lines)
  return {
    name: '',
    rows: records.map(({ record }) => record),
    merges: [],
    places: records.map(({ record }, index) => {
      const breaks = record.reduce((sum, cell) => sum + (cell.match(/\r\n?|\n/g)?.length ?? 0), 0)
      return `line ${(ends[index] ?? index + 1) - breaks}`
    }),
  }
}

/** The separator that the first line uses most outside quotes. */
export function delimiterOf(text: string): string {
  const first = (text.split(/\r?\n/, 1)[0] ?? '').replace(/"[^"]*"/g, '')
  const counts = [',', '\t', ';', '，'].map((sign) => ({ sign, count: first.split(sign).length }))
  return counts.sort((one, other) => other.count - one.count)[0]?.sign ?? ','
}
