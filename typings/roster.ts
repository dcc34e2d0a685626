import type { Instant } from './organisation'

/** What an import would do, before it does anything. */
export interface RosterSummary {
  organisations: { created: number; unchanged: number }
  people: { created: number; changed: number; unchanged: number }
  problems: number
}

/** One thing wrong in the file, where it is, and what to do about it. */
export interface RosterProblemRow {
  sheet: string
  /** As Excel counts, from 1. */
  row: number
  /** `A`, `B` …; empty when the whole row is meant. */
  column: string
  text: string
}

export interface RosterContract {
  /** An empty roster with the columns we read, as an .xlsx file in base64. */
  'roster.template': {
    input: { orgId: string }
    output: { name: string; base64: string }
    errors: never
  }
  /** Reads an uploaded file against what is known and writes nothing but the plan. The file is deleted. */
  'roster.check': {
    input: { orgId: string; importId: string; fileId: string }
    output: { summary: RosterSummary }
    errors: 'fileUnreadable'
  }
  /** Problems of a plan, 100 at a time in the order of the file. */
  'roster.problems': {
    input: { orgId: string; importId: string; offset: number }
    output: { problems: RosterProblemRow[]; more: boolean }
    errors: never
  }
  /** Starts what the plan says; rows with problems are left out. */
  'roster.apply': {
    input: { orgId: string; importId: string }
    output: { startedAt: Instant }
    errors: never
  }
  /** How far it is. Each call also does a step, so that somebody who watches does not wait for the clock. */
  'roster.progress': {
    input: { orgId: string; importId: string }
    output: {
      state: 'notStarted' | 'running' | 'finished' | 'stuck'
      done: number
      failed: number
      total: number
    }
    errors: never
  }
}
