import { localDate } from '../../../cloudfunctions/rules/calendar'
import type { MeetingKind } from '../../../typings/meeting'
import type { LocalDate, Organisation } from '../../../typings/organisation'
import { toDate, toDay } from '../day'
import { createRandom } from '../random'

/** One meeting an organisation has held; times by its own clock. */
export interface Held {
  kind: MeetingKind
  also: MeetingKind[]
  on: LocalDate
  /** `HH:MM`. */
  at: string
  /** Minutes. */
  length: number
}

type Habit = Omit<Held, 'on'> & {
  /** Months in which it is held, 1–12. */
  months: readonly number[]
  /** Day of the month; on a weekend it moves to the Monday after. */
  day: number
}

const EVERY_MONTH = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** What a branch of this company does in a year, as MTG-1 … MTG-8 want it. */
const HABITS: readonly Habit[] = [
  { kind: 'committeeMeeting', also: [], months: EVERY_MONTH, day: 4, at: '16:00', length: 60 },
  { kind: 'themeDay', also: [], months: EVERY_MONTH, day: 10, at: '14:30', length: 120 },
  {
    kind: 'generalMeeting',
    also: ['partyLecture'],
    months: [2, 5, 8, 11],
    day: 16,
    at: '14:00',
    length: 90,
  },
  { kind: 'talk', also: [], months: [9], day: 22, at: '17:30', length: 30 },
  {
    kind: 'lifeMeeting',
    also: ['democraticReview'],
    months: [12],
    day: 17,
    at: '09:00',
    length: 180,
  },
]
const GROUP_HABITS: readonly Habit[] = [
  { kind: 'groupMeeting', also: [], months: EVERY_MONTH, day: 24, at: '19:30', length: 45 },
]

/** Of a hundred meetings a branch should hold; elsewhere more is missed, so that the calendar has something to say. */
const DILIGENCE = 94
const BUSY: Readonly<Record<string, number>> = { 'org-east-2': 78, 'org-east-5': 60 }
/** Days after its opening before a branch meets, and before today for which records are complete. */
const SETTLING = 20
const LATEST = 2
const MONTHS = 12

/** What one organisation has held in the last twelve months, oldest first. The same for the same day and organisation. */
export function heldBy(organisation: Organisation, order: number, now: Date): Held[] {
  const { level, openedOn, timeZone } = organisation
  const habits = level === 'branch' ? HABITS : level === 'group' ? GROUP_HABITS : []
  const today = toDay(localDate(now, timeZone))
  const earliest = openedOn === undefined ? 0 : toDay(openedOn) + SETTLING
  const random = createRandom(order, 3)
  return monthsBefore(toDate(today))
    .flatMap(({ year, month }) =>
      habits
        .filter(({ months }) => months.includes(month))
        .map(({ kind, also, day, at, length }) => {
          const on = workday(Date.UTC(year, month - 1, day) / 86_400_000)
          const isHeld = random.int(1, 100) <= (BUSY[organisation._id] ?? DILIGENCE)
          return { kind, also, at, length, on, isHeld }
        }),
    )
    .filter(({ on, isHeld }) => isHeld && on >= earliest && on <= today - LATEST)
    .sort((a, b) => a.on - b.on)
    .map(({ isHeld: _held, on, ...meeting }) => ({ ...meeting, on: toDate(on) }))
}

function monthsBefore(today: LocalDate): { year: number; month: number }[] {
  const [year = 0, month = 0] = today.split('-').map(Number)
  return Array.from({ length: MONTHS }, (_, ago) => {
    const date = new Date(Date.UTC(year, month - 1 - ago, 1))
    return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1 }
  })
}

/** 1970-01-01 was a Thursday. */
function workday(day: number): number {
  const weekday = (day + 4) % 7
  return weekday === 6 ? day + 2 : weekday === 0 ? day + 1 : day
}
