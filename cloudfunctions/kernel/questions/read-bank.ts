import type { ReadBank } from '../../../typings/questions'
import { headerOf } from '../../rules/questions/columns'
import { looksLikeMarkdown, readMarkdown } from '../../rules/questions/markdown'
import type { Line } from '../../rules/questions/raw'
import { type Block, readBlocks, readJsonBank } from '../../rules/questions/read'
import { readWorkbook, UnreadableFile } from '../roster/workbook'
import { fileInZip, isHarmlessZip, namesInZip } from '../roster/zip'
import { delimiterOf, readCsv } from './csv'
import { readWordParts, WORD_PARTS } from './docx'
import { readOldWord } from './old-word'
import { decodeText } from './text'

/** What one import takes [P]. */
const MOST_BYTES = 10 * 1024 * 1024
const MOST_LINES = 200_000
/** The longest question has a few thousand characters. */
const LONGEST_TEXT = 20_000

const ZIP = Buffer.from('PK')
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const wide = (text: string) => Buffer.from(text, 'utf16le')

/**
 * Reads a question bank: `.docx`, `.doc`, `.xlsx`, `.xls`, `.csv`, `.txt`, `.md` or JSON. What the file is, its content says; the name only
 * tells a table with commas from a text.
 * @throws UnreadableFile with a sentence for people
 */
export async function readBank(file: { name: string; bytes: Buffer }): Promise<ReadBank> {
  const { bytes } = file
  if (bytes.length > MOST_BYTES) throw new UnreadableFile('文件超过10MB，请分成几个文件导入')
  if (bytes.length === 0) throw new UnreadableFile('文件是空的，请重新选择')
  if (bytes.subarray(0, 2).equals(ZIP)) return readBlocks(bounded(blocksOfZip(bytes)))
  if (bytes.subarray(0, 4).equals(COMPOUND_FILE))
    return readBlocks(bounded(await blocksOfCompound(bytes)))
  const start = bytes.subarray(0, 5).toString('latin1')
  if (start === '%PDF-')
    throw new UnreadableFile('不能读取PDF，请改选Word或Excel文件，或复制文字后粘贴')
  if (start === '{\\rtf') throw new UnreadableFile('不能读取RTF文件，请用Word另存为.docx后再试')
  const extension = /\.([a-z0-9]+)$/i.exec(file.name)?.[1]?.toLowerCase() ?? ''
  return readText(decodeText(bytes), extension)
}

/**
 * The same for text that was pasted.
 * @throws UnreadableFile with a sentence for people
 */
export function readPastedBank(text: string): ReadBank {
  return readText(text, '')
}

function blocksOfZip(bytes: Buffer): Block[] {
  if (!isHarmlessZip(bytes))
    throw new UnreadableFile('文件已损坏或过大，请重新另存为.docx或.xlsx后再试')
  const names = namesInZip(bytes)
  if (names.some((name) => /vbaProject\.bin$/i.test(name)))
    throw new UnreadableFile('文件含有宏，请另存为不含宏的.docx或.xlsx后再试')
  if (names.some((name) => name.startsWith('xl/'))) return blocksOfWorkbook(bytes)
  if (!names.includes('word/document.xml'))
    throw new UnreadableFile('不认识的文件类型，请选择.docx、.xlsx、.csv或.txt文件')
  const parts = new Map<string, string>()
  for (const name of WORD_PARTS) {
    const part = fileInZip(bytes, name)
    if (part !== null) parts.set(name, part.toString('utf8'))
  }
  try {
    return readWordParts(parts)
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    throw new UnreadableFile('文件已损坏，请用Word重新另存为.docx后再试')
  }
}

async function blocksOfCompound(bytes: Buffer): Promise<Block[]> {
  if (bytes.includes(wide('EncryptedPackage')))
    throw new UnreadableFile('文件设有密码，请取消密码后再试')
  if (bytes.includes(wide('_VBA_PROJECT')))
    throw new UnreadableFile('文件含有宏，请另存为不含宏的.docx或.xlsx后再试')
  if (!bytes.includes(wide('WordDocument'))) {
    // Books of Excel 5 and 95 are named Book. What is neither would be read as a text of nonsense.
    if (!bytes.includes(wide('Workbook')) && !bytes.includes(wide('Book')))
      throw new UnreadableFile('文件已损坏或不是表格，请用Excel打开后另存为.xlsx再试')
    return blocksOfWorkbook(bytes)
  }
  try {
    return [{ lines: await readOldWord(bytes) }]
  } catch {
    throw new UnreadableFile('无法读取旧版.doc文件，请用Word打开后另存为.docx再试')
  }
}

function blocksOfWorkbook(bytes: Buffer): Block[] {
  return readWorkbook(bytes, { asShown: true }).map((sheet) => ({
    sheet: { ...sheet, places: sheet.rows.map((_, index) => `${sheet.name}!${index + 1}`) },
  }))
}

function readText(text: string, extension: string): ReadBank {
  if (extension === 'gift' || /^\s*(?:<!DOCTYPE|<html|<\?xml)/i.test(text))
    throw new UnreadableFile('不认识的文件类型，请另存为.docx、.xlsx、.csv或.txt后再试')
  const json = /^\s*[[{]/.test(text) ? parseJson(text) : undefined
  const bank = json === undefined ? null : readJsonBank(json)
  if (bank !== null) return bank
  const isTable = extension === 'csv' || extension === 'tsv'
  if (isTable || beginsWithHeader(text)) {
    const sheet = tableOf(text)
    if (sheet !== null) return readBlocks(bounded([{ sheet }]))
  }
  const lines = text
    .split(/\r\n?|\n/)
    .map((line, index): Line => ({ place: `line ${index + 1}`, text: line }))
  const isMarkdown = extension === 'md' || extension === 'markdown' || looksLikeMarkdown(text)
  if (!isMarkdown) return readBlocks(bounded([{ lines }]))
  const blocks = readMarkdown(lines).map(
    (part): Block =>
      Array.isArray(part)
        ? { lines: part }
        : { table: { name: '', rows: part.rows, merges: [], places: part.places } },
  )
  return readBlocks(bounded(blocks))
}

/** What was copied from a sheet, or saved as text, names its columns on the first line. */
function beginsWithHeader(text: string): boolean {
  const first = text.trimStart().split(/\r?\n/, 1)[0] ?? ''
  return first.length < 500 && headerOf(first.split(delimiterOf(first))) !== null
}

function tableOf(text: string) {
  try {
    return readCsv(text)
  } catch {
    // Not a table after all: read as text.
    return null
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A text may begin with a bracket.
    return undefined
  }
}

/** Refuses what is no bank, before patterns are tried on it. */
function bounded(blocks: Block[]): Block[] {
  let count = 0
  for (const block of blocks) {
    const texts =
      'lines' in block
        ? block.lines
        : ('sheet' in block ? block.sheet : block.table).rows.map((row, index) => ({
            place: ('sheet' in block ? block.sheet : block.table).places[index] ?? '',
            text: row.reduce<string>(
              (longest, cell) =>
                typeof cell === 'string' && cell.length > longest.length ? cell : longest,
              '',
            ),
          }))
    count += texts.length
    const long = texts.find(({ text }) => text.length > LONGEST_TEXT)
    if (long !== undefined)
      throw new UnreadableFile(`有一处文字超过2万字（${long.place}），请检查文件`)
  }
  if (count > MOST_LINES) throw new UnreadableFile(`文件超过${MOST_LINES}行，请分成几个文件导入`)
  return blocks
}
