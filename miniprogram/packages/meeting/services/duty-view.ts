import type { DutyRow, DutyState } from '../../../../typings/meeting'
import { dateWords } from '../../../services/time'
import type { Tag } from '../../../services/words'

/** The duties of a year as a calendar: first what is still owed, then each kind with all its periods. Pure. */

/** One period of one kind. */
export interface DutyCell {
  id: string
  period: string
  tag: Tag
  /** Said in full to who cannot see the grid. */
  label: string
}

export interface DutyKind {
  id: string
  name: string
  /** How often, or why not, and where that is written. */
  note: string
  cells: DutyCell[]
}

/** What is owed now, one line each. */
export interface OwedRow {
  id: string
  title: string
  note: string
  tag: Tag
  meetingId: string
}

/** One period opened by a tap: what was held and what is planned in it. */
export interface DutyDetail {
  /** The card it opens in. */
  kind: string
  title: string
  tag: Tag
  meetings: { id: string; title: string; note: string }[]
}

const TAGS: Readonly<Record<DutyState, Tag>> = {
  ahead: { word: '未到', tone: 'plain' },
  due: { word: '待办', tone: 'due' },
  done: { word: '已开', tone: 'done' },
  overdue: { word: '逾期', tone: 'overdue' },
  exempt: { word: '不要求', tone: 'plain' },
}

/** Overdue first, then what is due, in the order of their last day. */
export function owedRows(rows: readonly DutyRow[], now: Date): OwedRow[] {
  const rank = (row: DutyRow) => (row.state === 'overdue' ? 0 : 1)
  return rows
    .filter(({ state }) => state === 'overdue' || state === 'due')
    .sort((a, b) => rank(a) - rank(b) || (a.until < b.until ? -1 : 1))
    .map((row) => ({
      id: idOf(row),
      title: `${row.period} · ${row.kindName}`,
      note: owedNote(row, now),
      tag: TAGS[row.state],
      meetingId: row.planned[0]?.meetingId ?? '',
    }))
}

function owedNote(row: DutyRow, now: Date): string {
  const { required, missing, planned, until, state } = row
  const many = required > 1 ? `已开 ${doneOf(row)} 次，应开 ${required} 次` : ''
  const count = missing === undefined ? many : `还没有开：${missing.join('、')}`
  const next = planned[0] === undefined ? '' : `已安排在${dateWords(planned[0].on, now)}`
  const by = state === 'due' ? `${dateWords(until, now)}以前` : ''
  return [count, next, by].filter((part) => part !== '').join('；')
}

/** A card per kind, in the order of the rules, with a cell for each of its periods. */
export function dutyKinds(rows: readonly DutyRow[]): DutyKind[] {
  const kinds = new Map<string, DutyKind>()
  for (const row of rows) {
    const known = kinds.get(row.kind) ?? {
      id: row.kind,
      name: row.kindName,
      note: [row.note, row.source].filter((part) => part !== '').join(' · '),
      cells: [],
    }
    const tag = tagOf(row)
    known.cells.push({
      id: idOf(row),
      period: row.period,
      tag,
      label: `${row.kindName}${row.period}，${tag.word}`,
    })
    kinds.set(row.kind, known)
  }
  return [...kinds.values()]
}

export function dutyDetail(rows: readonly DutyRow[], id: string, now: Date): DutyDetail | null {
  const row = rows.find((each) => idOf(each) === id)
  if (row === undefined) return null
  const { kind, held, planned, kindName, period } = row
  return {
    kind,
    title: `${period} · ${kindName}`,
    tag: tagOf(row),
    meetings: [
      ...held.map((each) => ({ ...lineOf(each), note: `${dateWords(each.on, now)} 已开` })),
      ...planned.map((each) => ({ ...lineOf(each), note: `${dateWords(each.on, now)} 已安排` })),
    ],
  }

  /** Titles of officers' meetings are for officers. */
  function lineOf({ meetingId, title }: DutyRow['held'][number]): { id: string; title: string } {
    return { id: meetingId, title: title === '' ? kindName : title }
  }
}

/** Half done is said as a count: `1/2 次`. */
function tagOf(row: DutyRow): Tag {
  const { state, required } = row
  const { word, tone } = TAGS[state]
  const done = doneOf(row)
  const isHalf = required > 1 && done > 0 && done < required
  return { word: isHalf ? `${done}/${required} 次` : word, tone }
}

/** What counts of what was held: of groups each one once. */
function doneOf({ required, held, missing }: DutyRow): number {
  return missing === undefined ? held.length : required - missing.length
}

function idOf({ kind, period }: DutyRow): string {
  return `${kind}:${period}`
}
