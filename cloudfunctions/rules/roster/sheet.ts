/** A sheet as a spreadsheet file holds it, whatever library read it. */
export interface Sheet {
  name: string
  /** Row by row from the first; a missing cell is `null`. */
  rows: Cell[][]
  /** Merged areas, both ends included, counted from 0; the value stands in the first cell. */
  merges: { top: number; left: number; bottom: number; right: number }[]
}

export type Cell = string | number | boolean | null

/** What is wrong in one place of a file, and what to do about it. */
export interface RosterProblem {
  sheet: string
  /** As Excel counts: from 1. */
  row: number
  /** As Excel names it: `A`, `B` … Empty when the whole row is meant. */
  column: string
  text: string
}

/** Text of a cell: full-width letters and digits made plain, blanks of all kinds made one space, trimmed. */
export function textOf(cell: Cell): string {
  if (cell === null) return ''
  return String(cell)
    .normalize('NFKC')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
}

/** `A` for 0, `AB` for 27. */
export function columnName(index: number): string {
  const last = String.fromCharCode(65 + (index % 26))
  return index < 26 ? last : columnName(Math.floor(index / 26) - 1) + last
}

/** The rows with the value of each merged area in all of its cells. */
export function withMergesFilled({ rows, merges }: Sheet): Cell[][] {
  const filled = rows.map((row) => [...row])
  for (const { top, left, bottom, right } of merges) {
    const value = rows[top]?.[left] ?? null
    for (let row = top; row <= bottom && row < filled.length; row += 1) {
      for (let column = left; column <= right; column += 1) {
        const cells = filled[row]
        if (cells !== undefined) cells[column] = value
      }
    }
  }
  return filled
}
