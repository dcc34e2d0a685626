/** One line of a table: what was measured, and its figures by the names of the columns. */
export interface Row {
  what: string
  [column: string]: string | number
}

/** A part of the bench. */
export interface Section {
  /** Names it on the command line. */
  name: string
  title: string
  run(): Promise<Row[]>
}

/** Keeps a figure to what can be told from noise: three digits. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3))
}

/** A table with a line per row, numbers to the right. */
export function table(rows: readonly Row[]): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const lines = [columns.map((column) => (column === 'what' ? '' : column)), ...rows.map(cells)]
  function cells(row: Row) {
    return columns.map((column) => String(row[column] ?? ''))
  }
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, at) =>
          at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0),
        )
        .join('   ')
        .trimEnd(),
    )
    .join('\n')
}
