import { type Card, createEmptyCard, fsrs, Rating } from 'ts-fsrs'
import { localDate } from '../calendar'

/**
 * The mistake book: when a question that was answered wrong is asked again. The memory model is FSRS (ts-fsrs,
 * github.com/open-spaced-repetition), in whole days, without chance. Pure: the time is an argument.
 */

/** Asked at once; more wait until these are done [P]. */
export const MISTAKES_AT_A_TIME = 5
/** A question that would come again only after so many days is known, and leaves the book [P]. */
const KNOWN_DAYS = 60

const scheduler = fsrs({ enable_fuzz: false, enable_short_term: false })

/** What is kept of the memory of one question. Instants as text. */
export interface Memory {
  stability: number
  difficulty: number
  scheduledDays: number
  reps: number
  lapses: number
  state: number
  due: string
  lastReview: string
}

/** The first entry: just answered wrong. Due the next day. */
export function firstMistake(at: Date): { memory: Memory; dueOn: string } {
  return reviewed(createEmptyCard(at), false, at)
}

/** After a review; `dueOn` `null` when the question is known and leaves the book. */
export function afterReview(
  memory: Memory,
  right: boolean,
  at: Date,
): { memory: Memory; dueOn: string | null } {
  const next = reviewed(cardOf(memory), right, at)
  return next.memory.scheduledDays >= KNOWN_DAYS ? { ...next, dueOn: null } : next
}

function reviewed(card: Card, right: boolean, at: Date): { memory: Memory; dueOn: string } {
  const { card: next } = scheduler.next(card, at, right ? Rating.Good : Rating.Again)
  return {
    memory: {
      stability: next.stability,
      difficulty: next.difficulty,
      scheduledDays: next.scheduled_days,
      reps: next.reps,
      lapses: next.lapses,
      state: next.state,
      due: next.due.toISOString(),
      lastReview: at.toISOString(),
    },
    dueOn: localDate(next.due),
  }
}

function cardOf(memory: Memory): Card {
  return {
    due: new Date(memory.due),
    stability: memory.stability,
    difficulty: memory.difficulty,
    elapsed_days: 0,
    scheduled_days: memory.scheduledDays,
    learning_steps: 0,
    reps: memory.reps,
    lapses: memory.lapses,
    state: memory.state,
    last_review: new Date(memory.lastReview),
  }
}
