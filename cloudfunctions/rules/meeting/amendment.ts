import type { Attendance, AttendanceCorrection } from '../../../typings/meeting'
import type { Amendment, Minutes, MinutesText } from '../../../typings/minutes'
import { attendanceWord, correctionWords } from './correction'

/** How locked minutes read after what was amended later. Pure; the locked text itself is never changed. */
type Typed = Pick<MinutesText, 'speeches' | 'dissent' | 'resolution'>
type Part = Pick<Amendment, 'field' | 'speaker'>

/** The typed parts with every amendment, oldest first. Corrections of attendance change none of them. */
export function amended(text: Typed, amendments: readonly Omit<Amendment, 'before'>[]): Typed {
  const { speeches, dissent, resolution } = text
  return amendments.reduce<Typed>(withAmendment, { speeches, dissent, resolution })
}

/** How one part reads; empty when there is nothing. Who spoke more than once is read in one piece. */
export function partOf(text: Typed, { field, speaker }: Part): string {
  switch (field) {
    case 'speeches':
      return text.speeches
        .filter(({ name }) => name === speaker)
        .map(({ gist }) => gist)
        .join('\n')
    case 'dissent':
    case 'resolution':
      return text[field]
    case 'attendance':
      return ''
  }
}

/** An amended speech stands where the person spoke first, a forgotten one at the end. */
function withAmendment(text: Typed, { field, speaker, after }: Omit<Amendment, 'before'>): Typed {
  if (field === 'attendance') return text
  if (field !== 'speeches') return { ...text, [field]: after }
  const first = text.speeches.findIndex(({ name }) => name === speaker)
  const at = first === -1 ? text.speeches.length : first
  const said = after === '' ? [] : [{ name: speaker, gist: after }]
  const others = (some: Typed['speeches']) => some.filter(({ name }) => name !== speaker)
  const { speeches } = text
  return {
    ...text,
    speeches: [...others(speeches.slice(0, at)), ...said, ...others(speeches.slice(at))],
  }
}

/** What the records hold now, to be kept with the minutes when they are locked. */
export function takenFrom(rows: readonly Attendance[]): NonNullable<Minutes['taken']> {
  return {
    present: rows
      .filter(({ state }) => state === 'present')
      .map(({ memberId }) => memberId)
      .sort(),
    corrections: rows.flatMap((row) => row.corrections.map((each) => keyOf(row, each))).sort(),
  }
}

/**
 * Everything that was changed after minutes were locked, oldest first: what was amended, and of attendance what the
 * records hold beyond what was taken from them. Told by what was taken, never by the time: a change that was under way
 * at the lock is a late one.
 */
export function amendmentsOf(minutes: Minutes | null, rows: readonly Attendance[]): Amendment[] {
  if (minutes?.taken === undefined) return []
  const { taken, amendments } = minutes
  const present = new Set(taken.present)
  const corrections = new Set(taken.corrections)
  const late = rows.flatMap((row) => {
    const made = row.corrections.filter((each) => !corrections.has(keyOf(row, each)))
    if (made.length > 0) return made.map((each) => corrected(row, each))
    return row.state === 'present' && !present.has(row.memberId) ? [arrived(row)] : []
  })
  return [...amendments, ...late].sort((a, b) => (a.at < b.at ? -1 : 1))
}

function keyOf({ memberId }: Attendance, { correctionId }: AttendanceCorrection): string {
  return `${memberId}:${correctionId}`
}

function corrected({ name }: Attendance, correction: AttendanceCorrection): Amendment {
  const { correctionId: amendmentId, at, by, reason } = correction
  const { from, to } = correctionWords(correction)
  const [before, after] = [`${name}：${from}`, `${name}：${to}`]
  return { amendmentId, at, by, reason, field: 'attendance', speaker: '', before, after }
}

const LATE: Readonly<Record<Attendance['how'], string>> = {
  scan: '会中签到，审定后送达',
  typed: '会中签到，审定后送达',
  proof: '会中离线扫码，审定后核实',
  hostScan: '会中由主持人扫码，审定后送达',
  byHand: '由主持人登记，审定后送达',
}

function arrived(row: Attendance): Amendment {
  const { memberId, name, how, remote, reason, changedAt: at } = row
  const word = `${attendanceWord('present')}${remote ? '（线上）' : ''}`
  return {
    amendmentId: `late-${memberId}`,
    at,
    by: row.recordedBy ?? { memberId, name },
    reason: reason === undefined ? LATE[how] : `${LATE[how]}：${reason}`,
    field: 'attendance',
    speaker: '',
    before: `${name}：${attendanceWord('none')}`,
    after: `${name}：${word}`,
  }
}
