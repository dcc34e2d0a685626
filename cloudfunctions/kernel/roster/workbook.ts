import { type CellObject, read, SSF, utils, type WorkSheet, write } from '@e965/xlsx'
import { ORGANISATION_COLUMNS, PERSON_COLUMNS } from '../../rules/roster/columns'
import type { Cell, Sheet } from '../../rules/roster/sheet'
import { isHarmlessZip } from './zip'

/** What one import takes [P]. */
const MOST_BYTES = 10 * 1024 * 1024
/** Unpacked: twice what 20,000 people in 20 columns are; three times as much ends a function of 256 MB [P]. */
const MOST_UNPACKED = 28 * 1024 * 1024
const MOST_ROWS = 20_000
const MOST_COLUMNS = 60
const MOST_SHEETS = 20

/** Why a file cannot be read, for people. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile'
}

const ZIP = Buffer.from('PK')
const COMPOUND_FILE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])
const COMPOUND_SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])

/**
 * The sheets of an `.xlsx`, an old `.xls` or a `.csv` (UTF-8 or GB 18030), values only; with `asShown`, numbers that have a format
 * are the text that people see (`30%`, `2017-06-14`).
 * @throws UnreadableFile with a sentence for people
 */
export function readWorkbook(bytes: Buffer, { asShown = false } = {}): Sheet[] {
  if (bytes.length > MOST_BYTES) throw new UnreadableFile('文件超过10MB，请分成几个文件导入')
  const isZip = bytes.subarray(0, 2).equals(ZIP)
  if (isZip && !isHarmlessZip(bytes, MOST_UNPACKED))
    throw new UnreadableFile('文件已损坏或过大，请用Excel重新另存为.xlsx后再试')
  const isCompound = bytes.subarray(0, 4).equals(COMPOUND_FILE)
  // The library would read what only begins like one as a text of nonsense.
  if (isCompound && !bytes.subarray(0, 8).equals(COMPOUND_SIGNATURE))
    throw new UnreadableFile('文件已损坏，请用Excel重新另存为.xlsx后再试')
  const isBook = isZip || isCompound
  const limits = { dense: true, sheetRows: MOST_ROWS + 100, cellFormula: false, cellHTML: false }
  try {
    const book = isBook
      ? read(bytes, { type: 'buffer', cellText: asShown, cellNF: asShown, ...limits })
      : read(decode(bytes), { type: 'string', raw: true, ...limits })
    return book.SheetNames.slice(0, MOST_SHEETS).flatMap((name) => {
      const sheet = book.Sheets[name]
      return sheet === undefined ? [] : [sheetOf(name, sheet, asShown)]
    })
  } catch (error) {
    if (error instanceof UnreadableFile) throw error
    const isLocked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw new UnreadableFile(
      isLocked ? '文件设有密码，请取消密码后再试' : '无法读取文件，请用Excel另存为.xlsx后再试',
    )
  }
}

function sheetOf(name: string, sheet: WorkSheet, asShown: boolean): Sheet {
  const data = sheet['!data'] ?? []
  // A sheet may claim a million columns; only what is there is looked at.
  const rows = Array.from(data, (row): Cell[] => {
    const cells = (row ?? []).slice(0, MOST_COLUMNS)
    return Array.from(cells, (cell): Cell => {
      const value = cell?.t === 'e' ? null : asShown ? shown(cell) : cell?.v
      return value instanceof Date ? value.toISOString().slice(0, 10) : (value ?? null)
    })
  })
  if (rows.length > MOST_ROWS)
    throw new UnreadableFile(`“${name}”超过${MOST_ROWS}行，请分成几个文件导入`)
  const merges = (sheet['!merges'] ?? []).map(({ s, e }) => ({
    top: s.r,
    left: s.c,
    bottom: e.r,
    right: Math.min(e.c, MOST_COLUMNS - 1),
  }))
  return { name, rows, merges }
}

/** A number that a person formatted says what it shows; a date always says its day. */
function shown(cell: CellObject | undefined): CellObject['v'] {
  if (cell?.t !== 'n' || typeof cell.z !== 'string' || cell.z === 'General') return cell?.v
  if (!SSF.is_date(cell.z)) return cell.w ?? cell.v
  const { y, m, d, H, M } = SSF.parse_date_code(Number(cell.v))
  const day = [String(y), String(m).padStart(2, '0'), String(d).padStart(2, '0')].join('-')
  const time = [H, M].map((part) => String(part).padStart(2, '0')).join(':')
  if (Number(cell.v) < 1) return time
  return H + M > 0 ? `${day} ${time}` : day
}

/** Text of a CSV: what is no UTF-8 is what Chinese Excel writes. */
function decode(bytes: Buffer): string {
  if (bytes.includes(0)) throw new UnreadableFile('不认识的文件类型，请选择.xlsx文件')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

const WIDTH = 18

/** The file we offer for download: the columns we read, one example row each, and the sheet for the tree. */
export function templateWorkbook(): Buffer {
  const book = utils.book_new()
  const people = [
    Object.values(PERSON_COLUMNS).map(([name]) => name),
    [
      'A00001',
      '示例（请删除）',
      '13800000000',
      '第一项目部党支部',
      '正式党员',
      '1998年7月1日',
      '书记',
    ],
  ]
  const organisations = [
    Object.values(ORGANISATION_COLUMNS).map(([name]) => name),
    ['第一项目部党支部', '第一工程公司党委', '党支部', '正式党支部', '2024年3月1日'],
  ]
  for (const [name, rows] of [
    ['党员名册', people],
    ['组织', organisations],
  ] as const) {
    const sheet = utils.aoa_to_sheet(rows)
    sheet['!cols'] = rows[0]?.map(() => ({ wch: WIDTH })) ?? []
    utils.book_append_sheet(book, sheet, name)
  }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer
}
