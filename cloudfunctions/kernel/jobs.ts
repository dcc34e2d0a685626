import type { Database } from './db'
import { Refusal } from './errors'
import { newId } from './ids'
import { log } from './log'
import type { WeChat } from './wechat'

/**
 * Long work as one resumable document: import, reminders, nudges, recounts, retention, export.
 * A step handles at most 200 items in at most 10 s and stores where it stopped. An item is what the cursor counts: a
 * person of a reminder, an answer of a recount, an organisation of a first count, whatever is read for it; killed at any boundary the next
 * step goes on from there, so a handler's writes must be repeatable.
 */
export interface Job {
  _id: string
  kind: string
  /** What the handler needs; never changed after the start. */
  input: Record<string, unknown>
  /** Where the next step begins; the handler's own. `null` at the start. */
  cursor: unknown
  done: number
  failed: number
  /** Known total, or 0. */
  total: number
  state: 'waiting' | 'finished' | 'stuck'
  /** Not before this instant (milliseconds since the epoch). */
  runAt: number
  leaseUntil: number
  leaseBy: string
  /** Steps in a row that failed; after five the job is `stuck` and shown to HQ. */
  attempts: number
  orgId: string
  startedBy: string
  startedAt: string
}

export interface StepResult {
  cursor: unknown
  done: number
  failed: number
  finished: boolean
  /** Ask for the next step only after so many milliseconds. */
  pauseMs?: number
}

export interface JobTools {
  db: Database
  wechat: WeChat
  now: () => Date
}

/** What every step needs; the operator's commands have no WeChat. */
export type PlainTools = Pick<JobTools, 'db' | 'now'>

export type JobHandler<Tools extends PlainTools = JobTools> = (
  job: Job,
  tools: Tools,
) => Promise<StepResult>

export const JOBS = 'jobs'
/** Items a step may handle. */
export const STEP_ITEMS = 200
const LEASE_MS = 60_000
const MAX_ATTEMPTS = 5

/** Starts a job once: its id follows from what it does. Returns the job as it is now. */
export async function startJob(
  db: Database,
  job: Pick<Job, '_id' | 'kind' | 'input' | 'total' | 'orgId' | 'startedBy'> & { runAt?: number },
  now: Date,
): Promise<Job> {
  const fresh: Job = {
    cursor: null,
    done: 0,
    failed: 0,
    state: 'waiting',
    leaseUntil: 0,
    leaseBy: '',
    attempts: 0,
    startedAt: now.toISOString(),
    ...job,
    runAt: job.runAt ?? now.getTime(),
  }
  const inserted = await db.collection<Job>(JOBS).insert(fresh)
  return inserted.state === 'inserted' ? fresh : inserted.existing
}

/**
 * Runs one step if nobody else is running it. Returns the job afterwards, or `null` when another holder has the
 * lease or the job is over.
 */
export async function runStep<Tools extends PlainTools>(
  tools: Tools,
  jobId: string,
  handlers: Readonly<Record<string, JobHandler<Tools>>>,
): Promise<Job | null> {
  const jobs = tools.db.collection<Job>(JOBS)
  const { is } = tools.db
  const holder = newId()
  const start = tools.now().getTime()
  const leased = await jobs.updateWhere(
    { _id: jobId, state: 'waiting', leaseUntil: is.lte(start), runAt: is.lte(start) },
    { leaseUntil: start + LEASE_MS, leaseBy: holder },
  )
  if (leased === 0) return null
  const job = await jobs.get(jobId)
  if (job === null) return null

  const handler = handlers[job.kind]
  if (handler === undefined) throw new Refusal('internal', { job: job.kind })
  try {
    const step = await handler(job, tools)
    const after: Partial<Job> = {
      cursor: is.set(step.cursor),
      done: job.done + step.done,
      failed: job.failed + step.failed,
      state: step.finished ? 'finished' : 'waiting',
      runAt: start + (step.pauseMs ?? 0),
      leaseUntil: 0,
      attempts: 0,
    }
    // A lease that ran out in the meantime belongs to somebody else; their step repeats this one's writes.
    const kept = await jobs.updateWhere({ _id: jobId, leaseBy: holder }, after)
    return kept === 0 ? null : { ...job, ...after, cursor: step.cursor }
  } catch (error) {
    const attempts = job.attempts + 1
    const message = error instanceof Error ? error.message : JSON.stringify(error)
    log('error', 'job step failed', { jobId, kind: job.kind, attempts, message })
    await jobs.updateWhere(
      { _id: jobId, leaseBy: holder },
      {
        attempts,
        leaseUntil: 0,
        state: attempts >= MAX_ATTEMPTS ? 'stuck' : 'waiting',
        runAt: start + 2 ** attempts * 1000,
      },
    )
    return null
  }
}

/** Ids of jobs that are due, oldest first. */
export async function dueJobs(db: Database, now: Date, limit = 20): Promise<string[]> {
  const due = await db
    .collection<Job>(JOBS)
    .find(
      { state: 'waiting', runAt: db.is.lte(now.getTime()) },
      { orderBy: [['runAt', 'asc']], limit, fields: ['_id'] },
    )
  return due.map(({ _id }) => _id)
}
