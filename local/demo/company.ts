import type { LocalDate } from '../../typings/organisation'
import { toDay } from './day'
import { demoPlan } from './demo-plan'
import { fullPlan } from './full-plan'
import { peopleOf } from './people'
import { organisationsOf } from './plan'
import type { CompanyMember, CompanyOrganisation } from './record'

export type { CompanyMember, CompanyOrganisation } from './record'

export interface Company {
  /** Superiors first. */
  organisations: Iterable<CompanyOrganisation>
  /** Branch by branch, each person once. Generated while it is read, every time the same. */
  members: Iterable<CompanyMember>
}

export interface CompanyOptions {
  /**
   * `demo`: 示例建设集团, three regional companies, 14 project branches of every kind, 236 people.
   * `full`: 8,000 organisations and 140,000 people, for measuring. Groups are left out there: they are no
   * organisations of their own (ORG-13).
   */
  size: 'demo' | 'full'
  /** Another seed gives other people, and in the full size another tree. */
  seed?: number
  /** The day as of which the company is described; all dates move with it, and nothing else does. */
  today?: LocalDate
}

/** The invented company: deterministic for the same options. Its tree and posts keep the rules ORG-1 … ORG-17. */
export function generateCompany({ size, seed = 1, today = '2026-11-23' }: CompanyOptions): Company {
  const plan = size === 'demo' ? demoPlan(toDay(today)) : fullPlan(toDay(today), seed)
  return {
    organisations: { [Symbol.iterator]: () => organisationsOf(plan) },
    members: { [Symbol.iterator]: () => peopleOf(plan, seed) },
  }
}
