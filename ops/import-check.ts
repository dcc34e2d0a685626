/**
 * Reads question banks and holds them against what is known about them. Exit code 1 when a file differs without an exception.
 *
 *     npm run import:check -- <folder of files> <folder of truth> [--exceptions file.json] [--details]
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readBank } from '../cloudfunctions/kernel/questions/read-bank'
import { UnreadableFile } from '../cloudfunctions/kernel/roster/workbook'
import type { ReadBank } from '../typings/questions'
import { readNamed, runCommand, UsageError } from './command'
import { type BankTruth, type Comparison, compareBank } from './compare-bank'

const USAGE = `usage: npm run import:check -- <folder of files> <folder of truth> [--exceptions file.json] [--details]

  <folder of files>  question banks: .docx, .xlsx, .csv, .txt
  <folder of truth>  for each file what is known about it: <file name>.json
  --exceptions       differences that are right as they are; default ops/import-exceptions.json
  --details          lists every problem and everything left out

Ends with code 1 when a file differs without an exception.`

/** A difference that is right as it is, and why. */
interface Exception {
  file: string
  place: string
  reason: string
}

interface CheckedFile {
  name: string
  bank: ReadBank | null
  /** Why it could not be read. */
  refusal: string
  comparison: Comparison | null
  differences: { place: string; text: string; exception: string | null }[]
}

const DEFAULT_EXCEPTIONS = path.join(__dirname, 'import-exceptions.json')

export async function checkFolder(
  folder: string,
  truths: string,
  exceptions: readonly Exception[],
): Promise<CheckedFile[]> {
  const checked: CheckedFile[] = []
  for (const name of readdirSync(folder).sort()) {
    const truthFile = path.join(truths, `${name}.json`)
    const truth = existsSync(truthFile)
      ? (JSON.parse(readFileSync(truthFile, 'utf8')) as BankTruth)
      : null
    const file: CheckedFile = { name, bank: null, refusal: '', comparison: null, differences: [] }
    checked.push(file)
    try {
      file.bank = await readBank({ name, bytes: readFileSync(path.join(folder, name)) })
    } catch (error) {
      if (!(error instanceof UnreadableFile)) throw error
      file.refusal = error.message
    }
    if (truth === null) continue
    file.comparison = file.bank === null ? null : compareBank(file.bank, truth)
    const found = file.comparison?.differences ?? [{ place: '', text: `refused: ${file.refusal}` }]
    file.differences = found.map((difference) => {
      const excused = exceptions.find(
        (each) => each.file === name && each.place === difference.place,
      )
      return { ...difference, exception: excused?.reason ?? null }
    })
  }
  return checked
}

const KINDS = ['single', 'multiple', 'trueFalse', 'fill', 'essay', 'unknown'] as const

function rowOf({ name, bank, refusal, comparison, differences }: CheckedFile): string[] {
  if (bank === null) return [name, ...KINDS.map(() => ''), '', '', '', '', `refused: ${refusal}`]
  const count = (kind: string) =>
    bank.questions.filter((each) => (each.kind ?? 'unknown') === kind).length
  const blocked = bank.questions.filter(({ problems }) =>
    problems.some(({ blocks }) => blocks),
  ).length
  const remarks = bank.questions.flatMap(({ problems }) =>
    problems.filter(({ blocks }) => !blocks),
  ).length
  const open = differences.filter(({ exception }) => exception === null).length
  const excused = differences.length - open
  const verdict =
    comparison === null
      ? 'no truth'
      : open > 0
        ? `${open} DIFFER`
        : excused > 0
          ? `${excused} excepted`
          : 'equal'
  return [
    name,
    String(bank.questions.length),
    ...KINDS.map((kind) => String(count(kind) || '')),
    comparison === null ? '' : `${comparison.equalAnswers}/${comparison.answers}`,
    String(blocked),
    String(remarks + bank.problems.length),
    verdict,
  ]
}

/** Columns wide enough for Chinese, which takes two. */
function table(rows: readonly string[][]): string {
  const width = (text: string) =>
    Array.from(text).reduce((sum, char) => sum + (char > '\u2e7f' ? 2 : 1), 0)
  const widths =
    rows[0]?.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? '')))) ?? []
  return rows
    .map((row) =>
      row
        .map((text, column) => text + ' '.repeat((widths[column] ?? 0) - width(text)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { exceptions: { type: 'string' }, details: { type: 'boolean', default: false } },
  })
  const [folder, truths] = positionals
  if (folder === undefined || truths === undefined)
    throw new UsageError('Name the folder of files and the folder of truth.')
  for (const each of [folder, truths])
    if (!statSync(each, { throwIfNoEntry: false })?.isDirectory())
      throw new UsageError(`Not a folder: ${each}`)
  const exceptions = JSON.parse(
    readNamed(values.exceptions ?? DEFAULT_EXCEPTIONS).toString('utf8'),
  ) as Exception[]
  const checked = await checkFolder(folder, truths, exceptions)
  const head = ['file', 'total', ...KINDS, 'answers equal', 'to mend', 'remarks', 'verdict']
  console.log(table([head, ...checked.map(rowOf)]))
  for (const { name, bank, differences } of checked) {
    for (const { place, text, exception } of differences)
      console.log(
        `${exception === null ? 'DIFFERS' : 'excepted'}  ${name}  ${place}: ${text}${exception === null ? '' : ` (${exception})`}`,
      )
    if (!values.details || bank === null) continue
    for (const { place, problems } of bank.questions)
      for (const { code, blocks, text } of problems)
        console.log(`  ${blocks ? '✗' : '·'} ${name}  ${place} ${code}: ${text}`)
    for (const { place, code, text } of bank.problems)
      console.log(`  ✗ ${name}  ${place} ${code}: ${text}`)
    for (const { place, text } of bank.leftOut)
      console.log(`  - ${name}  ${place}: ${text.slice(0, 80)}`)
  }
  const differing = checked.filter(({ differences }) =>
    differences.some(({ exception }) => exception === null),
  )
  console.log(`${checked.length} files, ${differing.length} differ without an exception`)
  if (differing.length > 0) process.exitCode = 1
}

if (require.main === module) runCommand(USAGE, main)
