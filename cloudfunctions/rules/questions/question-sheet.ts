import type { Cell, Sheet } from '../roster/sheet'
import { plainText } from './text'

/** A sheet whose rows may stand at other places than Excel counts, such as lines of a CSV. */
export interface QuestionSheet extends Sheet {
  /** The place of each row. */
  places: readonly string[]
}

/** Rows that are looked at for a header. */
export const BEFORE_GIVING_UP = 30

/** Text of a cell, its lines kept. */
export function cellText(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE'
  return plainText(String(cell)).replace(/\r\n?/g, '\n').trim()
}
