import type { ActionName, InputOf } from '../../../typings/contract'
import { spread, timed } from '../measure'
import { type Row, rounded, type Section } from '../section'
import { firstCount, recountAfterAnswers } from './counting'
import { openTown, type Town } from './town'

const SIZES = [1000, 'full'] as const
/** Notices that are open at once. */
const NOTICES = 7
const DAY_MS = 86_400_000

/** What a notice to everybody costs, in a company of a thousand and of 140,000. */
export const company: Section = {
  name: 'company',
  title: 'A notice to everybody: what it costs by the size of the company (needs `npm run build`)',
  async run() {
    const rows: Row[] = []
    for (const size of SIZES) {
      const town = await openTown(size)
      try {
        rows.push(...(await measured(town)))
      } finally {
        await town.cloud.stop()
      }
    }
    return rows.sort((a, b) => rows.findIndex(isLike(a)) - rows.findIndex(isLike(b)))
  },
}

/** The same figure of different sizes stand together. */
const isLike = (row: Row) => (each: Row) => each.what === row.what

async function measured(town: Town): Promise<Row[]> {
  const { root, branch, editor, secretary, reader } = town
  const ids = Array.from({ length: NOTICES }, (_, at) => `notice-${at}`)
  const [noticeId = ''] = ids
  const receipt = (id: string) => ({ noticeId: id, version: 1, deviceAt: now(town) })
  const publishing = await times(town, ids, 'notice.publish', editor, (id) => ({
    noticeId: id,
    orgId: root,
    notice: noticeTo(town),
    filesConfirmed: false,
  }))
  const counted = await firstCount(town, ids)
  const here = { noticeId, orgId: branch }
  const again = (count = NOTICES) => ids.slice(0, count)
  return [
    publishing,
    counted,
    await times(town, again(), 'member.today', reader, () => ({})),
    await times(town, again(), 'notice.open', reader, (id) => ({ noticeId: id })),
    await times(town, again(), 'notice.confirm', reader, receipt),
    await times(town, again(), 'notice.names', secretary, () => here),
    await times(town, again(), 'notice.progress', editor, () => ({ noticeId, orgId: root })),
    await recountAfterAnswers(town),
  ]
}

/** Calls an action once for each id on a warm instance: what it asked of the database at the most, and the median time. */
async function times<Name extends ActionName>(
  town: Town,
  ids: readonly string[],
  name: Name,
  openid: string,
  inputOf: (id: string) => InputOf<Name>,
): Promise<Row> {
  const { cloud } = town
  const functionName = name.split('.')[0] ?? ''
  await cloud.invoke(functionName, { action: 'none', input: {} }, { openid })
  const durations: number[] = []
  const most = { operations: 0, rounds: 0, examined: 0, returned: 0 }
  for (const id of ids) {
    const event = { action: name, input: inputOf(id) }
    let outcome: Awaited<ReturnType<typeof cloud.invoke>> | undefined
    durations.push(
      await timed(async () => {
        outcome = await cloud.invoke(functionName, event, { openid })
      }),
    )
    if (outcome === undefined || !isDone(outcome))
      throw new Error(`${name}: ${JSON.stringify(outcome)}`)
    const requests = cloud.operations.recent(outcome.invocationId)
    const sum = (of: 'documentsExamined' | 'documentsReturned') =>
      requests.reduce((total, request) => total + request[of], 0)
    const examined = sum('documentsExamined')
    most.operations = Math.max(most.operations, outcome.operations)
    most.rounds = Math.max(most.rounds, outcome.rounds)
    if (examined >= most.examined)
      Object.assign(most, { examined, returned: sum('documentsReturned') })
  }
  return {
    what: name,
    members: town.members,
    ...most,
    flat: most.examined <= 2 * most.returned ? 'yes' : 'no',
    'median ms': rounded(spread(durations).median),
  }
}

function isDone(outcome: object): boolean {
  return (
    'result' in outcome &&
    typeof outcome.result === 'object' &&
    outcome.result !== null &&
    'ok' in outcome.result &&
    outcome.result.ok === true
  )
}

function noticeTo(town: Town): InputOf<'notice.publish'>['notice'] {
  return {
    title: '关于开展主题党日活动的通知',
    body: [{ kind: 'text', text: '请各支部于本月底前完成。' }],
    files: [],
    audience: { orgIds: [town.root], stages: [], roles: [], memberIds: [] },
    mode: 'confirm',
    deadline: new Date(town.cloud.clock.now() + 7 * DAY_MS).toISOString(),
    publishAt: null,
    pinned: false,
  }
}

function now({ cloud }: Town): string {
  return new Date(cloud.clock.now()).toISOString()
}
