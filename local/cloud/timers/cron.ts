import { Cron } from 'croner'

/** When a trigger strikes. All times in milliseconds since the epoch; strikes are on whole seconds. */
export interface Schedule {
  /** The first strike after `instant`. */
  next(instant: number): number | undefined
  /** The last strikes after `from` and not after `to`, at most `most` of them, in order. */
  latest(from: number, to: number, most: number): number[]
}

interface Field {
  name: string
  min: number
  max: number
  /** Names of the values from `min` on. */
  names?: readonly string[]
}

const MONTHS = 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')
const DAYS = 'SUN MON TUE WED THU FRI SAT'.split(' ')

const FIELDS: readonly Field[] = [
  { name: 'second', min: 0, max: 59 },
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, names: MONTHS },
  { name: 'week', min: 0, max: 6, names: DAYS },
  { name: 'year', min: 1970, max: 2099 },
]

/** Trigger times are in UTC+8 wherever the functions run [doc]. Minutes. */
const UTC_OFFSET = 8 * 60

/**
 * Reads `second minute hour day month week year` with `*`, lists, ranges and steps, as WeChat's guide to timer
 * triggers describes it. When both day and week are given, either is enough; `*` alone counts as not given.
 *
 * @throws an Error that names the field
 */
export function parseCron(expression: string): Schedule {
  const parts = expression.trim().split(/\s+/)
  if (parts.length !== FIELDS.length) {
    throw new Error(
      `'${expression}' has ${parts.length} fields instead of 7 (second minute hour day month week year)`,
    )
  }
  const pattern = FIELDS.map((field, index) => spellOut(parts[index] ?? '', field)).join(' ')
  const cron = new Cron(pattern, { paused: true, utcOffset: UTC_OFFSET })
  return {
    next: (instant) => cron.nextRun(new Date(instant))?.getTime(),
    latest(from, to, most) {
      const end = Math.floor(to / 1000) * 1000 + 1000 // croner looks for what is before
      return cron
        .previousRuns(most, new Date(end))
        .map((date) => date.getTime())
        .filter((strike) => strike > from)
        .reverse()
    },
  }
}

/** A field as a plain list of numbers, in which all ways of writing it look alike; `*` stays. */
function spellOut(text: string, field: Field): string {
  if (text === '*') return text
  const values = new Set(text.split(',').flatMap((item) => valuesOf(item, field)))
  return [...values].sort((a, b) => a - b).join(',')
}

function valuesOf(item: string, field: Field): number[] {
  const { name, min, max } = field
  const [, first = '', last, stepText] = /^(\*|\w+)(?:-(\w+))?(?:\/(\d+))?$/.exec(item) ?? []
  const step = Number(stepText ?? 1)
  if (first === '' || (first === '*' && last !== undefined) || step < 1 || step > max - min + 1) {
    throw new Error(`the ${name} field does not take '${item}'`)
  }
  const from = first === '*' ? min : readValue(first, item, field)
  // `1/10` is every tenth from 1 on [doc]
  const open = first === '*' || stepText !== undefined
  const to = last === undefined ? (open ? max : from) : readValue(last, item, field)
  if (to < from) throw new Error(`the ${name} field does not take '${item}': it runs backwards`)
  return Array.from(
    { length: Math.floor((to - from) / step) + 1 },
    (_, index) => from + index * step,
  )
}

function readValue(text: string, item: string, { name, min, max, names = [] }: Field): number {
  const named = names.indexOf(text.toUpperCase())
  const value = named === -1 ? Number(/^\d+$/.test(text) ? text : Number.NaN) : min + named
  if (value >= min && value <= max) return value
  const range = names.length === 0 ? `${min}-${max}` : `${min}-${max} or ${names.join(',')}`
  throw new Error(`the ${name} field does not take '${item}': values are ${range}`)
}
