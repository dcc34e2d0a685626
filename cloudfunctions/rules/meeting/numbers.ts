import type { Attendance, Attendee, Leave, MeetingKind, Numbers } from '../../../typings/meeting'
import { KINDS } from './kinds'

type Row = Pick<Attendance, 'memberId' | 'state' | 'remote' | 'role'>
type LeaveLine = Pick<Leave, 'memberId' | 'state'>

/**
 * The four numbers and what stands beside them. Expected comes from the frozen list alone: leave lowers the present,
 * never the expected (MTG-1). Runs on the host's phone and on the server.
 */
export function numbersOf(
  kind: MeetingKind,
  attendees: readonly Pick<Attendee, 'memberId' | 'role' | 'voter'>[],
  rows: readonly Row[],
  leaves: readonly LeaveLine[],
): Numbers {
  return count(KINDS[kind].remoteCounts, attendees, rows, leaves)
}

/**
 * The same for a secret ballot on paper: who takes part remotely can be given no ballot paper, so they are not among the
 * present whatever the kind says [P]. At an admission they can vote by a written opinion as the absent do (细则 step 15).
 */
export function ballotNumbersOf(
  attendees: readonly Pick<Attendee, 'memberId' | 'role' | 'voter'>[],
  rows: readonly Row[],
  leaves: readonly LeaveLine[],
): Numbers {
  return count(false, attendees, rows, leaves)
}

function count(
  remoteCounts: boolean,
  attendees: readonly Pick<Attendee, 'memberId' | 'role' | 'voter'>[],
  rows: readonly Row[],
  leaves: readonly LeaveLine[],
): Numbers {
  const present = new Map(
    rows.filter(({ state }) => state === 'present').map((row) => [row.memberId, row]),
  )
  const counts = (memberId: string) => {
    const row = present.get(memberId)
    return row !== undefined && (!row.remote || remoteCounts)
  }
  const expected = attendees.filter(({ role }) => role === 'expected')
  const voters = expected.filter(({ voter }) => voter)
  const expectedIds = new Set(expected.map(({ memberId }) => memberId))
  const here = expected.filter(({ memberId }) => counts(memberId))
  return {
    expectedAll: expected.length,
    presentAll: here.length,
    expectedVoters: voters.length,
    presentVoters: voters.filter(({ memberId }) => counts(memberId)).length,
    observers: [...present.keys()].filter((memberId) => !expectedIds.has(memberId)).length,
    onLeave: leaves.filter(
      ({ memberId, state }) =>
        state === 'agreed' && expectedIds.has(memberId) && !present.has(memberId),
    ).length,
    remote: expected.filter(({ memberId }) => present.get(memberId)?.remote === true).length,
  }
}

/** The lists of the host's screen, each person once. */
export interface Roll {
  present: string[]
  onLeave: string[]
  unverified: string[]
  waiting: string[]
  missing: string[]
}

/** Sorts everybody by where they stand: who came is present, whatever was asked before. Member ids. */
export function rollOf(
  attendees: readonly Pick<Attendee, 'memberId' | 'role'>[],
  rows: readonly Row[],
  leaves: readonly LeaveLine[],
): Roll {
  const state = new Map(rows.map((row) => [row.memberId, row.state]))
  const away = new Set(leaves.filter((leave) => leave.state === 'agreed').map((l) => l.memberId))
  const inState = (wanted: Row['state']) =>
    rows.filter((row) => row.state === wanted).map((row) => row.memberId)
  const absent = attendees
    .filter(({ role, memberId }) => {
      const now = state.get(memberId)
      return role === 'expected' && (now === undefined || now === 'struck' || now === 'declined')
    })
    .map(({ memberId }) => memberId)
  return {
    present: inState('present'),
    onLeave: absent.filter((memberId) => away.has(memberId)),
    unverified: inState('unverified'),
    waiting: inState('waiting'),
    missing: absent.filter((memberId) => !away.has(memberId)),
  }
}
