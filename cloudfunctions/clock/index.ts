import { startCounts } from '../kernel/counts'
import type { Database } from '../kernel/db'
import { dueJobs, JOBS, type Job, type JobHandler, runStep, startJob } from '../kernel/jobs'
import { log } from '../kernel/log'
import { saveQuestions } from '../kernel/questions/save-import'
import { applyImport } from '../kernel/steps/apply-import'
import { movePeople } from '../kernel/steps/move-people'
import { connect } from '../kernel/wechat'
import { dayBefore, localDate } from '../rules/calendar'
import { dated } from './dated'
import { count } from './first-count'
import { keepAnswers } from './keep-answers'
import { lectureHoursJob } from './lecture-hours'
import { recount } from './recount'
import { remind } from './remind'
import { rescore } from './rescore'
import { retention } from './retention'
import { settle } from './settle'
import { tally } from './tally'

/** Every kind of long work, wherever it was started. */
const HANDLERS: Readonly<Record<string, JobHandler>> = {
  count,
  dated,
  import: applyImport,
  keepAnswers,
  lectureHours: lectureHoursJob,
  move: movePeople,
  recount,
  remind,
  rescore,
  retention,
  saveQuestions,
  settle,
  tally,
}

/** The function lives 60 s; the last step may take ten. */
const BUDGET_MS = 40_000
/** What never ends: the recount, and the settling of attempts. Each is its own kind. */
const UNENDING = ['recount', 'settle'] as const
/** After five failures in a row it is tried again this much later. */
const REVIVE_MS = 10 * 60_000

const { db, wechat } = connect()

/**
 * Runs what is due, once a minute, called by the platform's timer only: a call that carries somebody's identity,
 * or is no timer event, gets nothing and does nothing.
 */
export async function main(event: unknown): Promise<{ steps: number } | null> {
  if (wechat.identity().openid !== '' || !isTimer(event)) return null
  const start = Date.now()
  await startStanding(db, new Date())
  let steps = 0
  for (let progress = true; progress && Date.now() - start < BUDGET_MS; ) {
    progress = false
    for (const jobId of await dueJobs(db, new Date())) {
      if (Date.now() - start >= BUDGET_MS) break
      if (await step(jobId)) {
        steps += 1
        progress = true
      }
    }
  }
  return { steps }
}

async function step(jobId: string): Promise<boolean> {
  try {
    return (await runStep({ db, wechat, now: () => new Date() }, jobId, HANDLERS)) !== null
  } catch (error) {
    // One broken job must not keep the others from running.
    log('error', 'job cannot run', { jobId, message: error instanceof Error ? error.message : '' })
    return false
  }
}

/** What runs for ever, and what begins once a day. All by id, so that a repeat starts nothing. */
async function startStanding(database: Database, now: Date): Promise<void> {
  const day = localDate(now)
  const jobs = database.collection<Job>(JOBS)
  const ids = [...UNENDING, `dated:${day}`]
  const there = await jobs.find({ _id: database.is.in(ids) }, { limit: ids.length })
  const standing = { input: {}, total: 0, orgId: '', startedBy: 'clock' }

  for (const _id of UNENDING) {
    const job = there.find((each) => each._id === _id)
    if (job === undefined) await startJob(database, { ...standing, _id, kind: _id }, now)
    else if (job.state === 'stuck')
      await jobs.updateWhere(
        { _id, state: 'stuck', runAt: database.is.lt(now.getTime() - REVIVE_MS) },
        { state: 'waiting', attempts: 0 },
      )
  }

  if (there.some((job) => job.kind === 'dated')) return
  await startCounts(database, day, now)
  await startJob(database, { ...standing, _id: `retention:${day}`, kind: 'retention' }, now)
  // Last, because it is what says that the day has begun.
  const input = { since: await lastDated(database, day), day }
  await startJob(database, { ...standing, _id: `dated:${day}`, kind: 'dated', input }, now)
}

/** The last day whose changes were made; the timer may have been off for days. */
async function lastDated(database: Database, day: string): Promise<string> {
  const [last] = await database
    .collection<Job>(JOBS)
    .find({ kind: 'dated' }, { orderBy: [['startedAt', 'desc']], limit: 1, fields: ['input'] })
  return typeof last?.input.day === 'string' ? last.input.day : dayBefore(day)
}

function isTimer(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'Type' in event && event.Type === 'Timer'
}
