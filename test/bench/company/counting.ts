import type { Operation } from '../../../local/cloud/operations/operations'
import { spread } from '../measure'
import { type Row, rounded } from '../section'
import type { Town } from './town'

/** Longer than a change takes to settle before it is counted. */
const SETTLED_MS = 60_000
const MOST_RUNS = 200

interface StoredJob {
  _id: string
  kind: string
  state: string
  done: number
}

/** The first count of every notice: the steps of the job, and the heaviest of them. */
export async function firstCount(town: Town, noticeIds: readonly string[]): Promise<Row> {
  const requests = await runClock(town, async () => {
    const jobs = (await jobsOf(town)).filter(({ kind }) => kind === 'count')
    return jobs.length >= noticeIds.length && jobs.every(({ state }) => state === 'finished')
  })
  return { what: 'first count, a step', members: town.members, ...heaviest(stepsIn(requests)) }
}

/** The recount that follows an answer. */
export async function recountAfterAnswers(town: Town): Promise<Row> {
  let runs = 0
  const requests = await runClock(town, async () => {
    runs += 1
    return runs > 1
  })
  return { what: 'recount after answers', members: town.members, ...heaviest(stepsIn(requests)) }
}

/** Lets the clock strike until `isOver`, and answers everything it asked of the database. */
async function runClock({ cloud }: Town, isOver: () => Promise<boolean>): Promise<Operation[]> {
  const requests: Operation[] = []
  cloud.operations.reset()
  for (let runs = 0; runs < MOST_RUNS; runs += 1) {
    cloud.clock.advance(SETTLED_MS)
    await cloud.timers.settled()
    requests.push(...cloud.operations.recent())
    cloud.operations.reset()
    if (await isOver()) return requests
  }
  throw new Error(`The counts were not finished after ${MOST_RUNS} minutes`)
}

async function jobsOf({ cloud }: Town): Promise<StoredJob[]> {
  const answer = await fetch(`${cloud.url}/_local/export?collection=jobs`)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as StoredJob)
}

/** A step takes its job, works, and puts the job back: what lies between two requests to `jobs` is one step. */
function stepsIn(requests: readonly Operation[]): Operation[][] {
  const steps: Operation[][] = []
  let step: Operation[] = []
  for (const request of requests) {
    if (request.collection !== 'jobs') step.push(request)
    else if (step.length > 0) {
      steps.push(step)
      step = []
    }
  }
  return steps
}

function heaviest(steps: readonly Operation[][]) {
  const most = (of: (step: Operation[]) => number) => Math.max(0, ...steps.map(of))
  const sum = (of: (request: Operation) => number) => (step: Operation[]) =>
    step.reduce((total, request) => total + of(request), 0)
  const lasted = (step: Operation[]) => {
    const [first, last] = [step[0], step.at(-1)]
    return first === undefined || last === undefined ? 0 : last.at + last.milliseconds - first.at
  }
  return {
    steps: steps.length,
    operations: most((step) => step.length),
    examined: most(sum(({ documentsExamined }) => documentsExamined)),
    returned: most(sum(({ documentsReturned }) => documentsReturned)),
    'median ms': rounded(spread(steps.map(lasted)).median),
    'longest ms': rounded(most(lasted)),
  }
}
