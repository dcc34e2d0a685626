import * as v from 'valibot'
import type { Organisation } from '../../typings/organisation'
import { refuse } from '../kernel/action'
import { day, line } from '../kernel/schema'
import type { Finding } from '../rules/organisation'

export const ORGANISATIONS = 'organisations'

const isZone = (zone: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** The fields that an administrator writes. */
export const written = {
  name: line(60),
  shortName: line(20),
  kind: v.exactOptional(v.picklist(['regular', 'joint', 'temporary', 'mobile'])),
  openedOn: v.exactOptional(day),
  timeZone: v.pipe(v.string(), v.maxLength(40), v.check(isZone)),
  order: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000)),
}

/** Ends the call when a rule is broken, naming it. */
export function obey(finding: Finding | null): void {
  if (finding !== null) refuse('ruleBroken', { rule: finding.rule, reason: finding.text })
}

export function subjectOf({ _id, path }: Organisation): { orgId: string; path: string[] } {
  return { orgId: _id, path }
}
