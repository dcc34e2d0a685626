import { CallError } from './call-error'

/** Milliseconds the typing rests before it is searched for. */
const REST = 300

/** What a search shows: rows, and a line instead of them or about them (`''` for none). */
export interface Found<Row> {
  rows: Row[]
  note: string
}

export interface SearchBox {
  /** What was typed last, without spaces around it. */
  readonly words: string
  /** To be called with what stands in the field at every key. */
  type(value: string): void
  /** Looks for nothing any more: the field was emptied, or its page is closed. */
  stop(): void
}

/**
 * A field whose words are looked for when the typing rests. Who types on is shown what was found for what they typed
 * last; why it could not be looked for is said where the line stands.
 *
 * @param look answers null when there is nothing to show, or it shows what it found itself
 */
export function searchBox<Row>(
  look: (words: string) => Promise<Found<Row> | null>,
  show?: (words: string, found: Found<Row>) => void,
): SearchBox {
  let words = ''
  let typing: ReturnType<typeof setTimeout> | undefined
  const stop = () => {
    if (typing !== undefined) clearTimeout(typing)
  }

  async function search(): Promise<void> {
    const asked = words
    let found: Found<Row> | null
    try {
      found = await look(asked)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      found = { rows: [], note: error.message }
    }
    if (found !== null && asked === words) show?.(asked, found)
  }

  return {
    get words() {
      return words
    },
    type(value) {
      stop()
      words = value.trim()
      typing = setTimeout(() => void search(), REST)
    },
    stop() {
      stop()
      words = ''
    },
  }
}

/** The line about organisations found by a part of their name, at most 20 of them. */
export function organisationsNote(words: string, count: number, more: boolean): string {
  if (count === 0) return `没有名称含“${words}”的组织`
  return more ? '只显示前 20 个，请多输入几个字' : ''
}

/** The line about people found by how their name begins, at most 20 of them. */
export function peopleNote(words: string, count: number, more: boolean): string {
  if (count === 0) return `没有姓名以“${words}”开头的人`
  return more ? '只显示前 20 人，请把姓名输完整' : ''
}
