/** Places in a text, and edits of it. */

export interface Place {
  /** 1-based. */
  line: number
  /** 1-based. */
  column: number
}

/** Line and column of a character offset. */
export function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lastBreak = before.lastIndexOf('\n')
  let line = 1
  for (let at = before.indexOf('\n'); at >= 0; at = before.indexOf('\n', at + 1)) line += 1
  return { line, column: offset - lastBreak }
}

export interface Edit {
  /** Character offsets; equal for an insertion. */
  start: number
  end: number
  text: string
}

/** Applies edits that do not overlap, in any order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
  const parts: string[] = []
  let at = 0
  for (const edit of ordered) {
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  parts.push(text.slice(at))
  return parts.join('')
}
