import type { AttendanceCorrection, AttendanceState } from '../../../typings/meeting'

/** Changes of an attendance in words for people. Pure. */
const WORDS: Readonly<Record<AttendanceState | 'none', string>> = {
  none: '未签到',
  present: '已签到',
  unverified: '待核实',
  waiting: '待同意',
  declined: '未同意',
  struck: '未到',
}

export function attendanceWord(state: AttendanceState | 'none'): string {
  return WORDS[state]
}

/** What it was and what it became; where only 现场 and 线上 were confused, it says so. */
export function correctionWords({
  from,
  to,
  remote,
}: Pick<AttendanceCorrection, 'from' | 'to' | 'remote'>): { from: string; to: string } {
  if (from === 'present' && to === 'present') {
    const [there, here] = [`${WORDS.present}（线上）`, `${WORDS.present}（现场）`]
    return remote ? { from: here, to: there } : { from: there, to: here }
  }
  const isRemote = to === 'present' && remote
  return { from: WORDS[from], to: isRemote ? `${WORDS[to]}（线上）` : WORDS[to] }
}
