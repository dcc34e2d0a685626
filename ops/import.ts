/**
 * Imports a roster into an environment. Without `--apply` it only says what it would do.
 *
 *     npm run import -- 名册.xlsx --env <id> [--organisation <id>] [--apply]
 */
import { createHash } from 'node:crypto'
import { parseArgs } from 'node:util'
import type { Database } from '../cloudfunctions/kernel/db'
import { derivedId } from '../cloudfunctions/kernel/ids'
import { type Job, runStep, startJob } from '../cloudfunctions/kernel/jobs'
import { planImport } from '../cloudfunctions/kernel/roster/plan'
import { storePlan } from '../cloudfunctions/kernel/roster/stored-plan'
import { readWorkbook } from '../cloudfunctions/kernel/roster/workbook'
import { applyImport } from '../cloudfunctions/kernel/steps/apply-import'
import { readRoster } from '../cloudfunctions/rules/roster/read'
import type { AuditEntry } from '../typings/audit'
import type { Organisation } from '../typings/organisation'
import type { RosterProblemRow, RosterSummary } from '../typings/roster'
import { readNamed, runCommand, UsageError } from './command'
import { connect } from './connect'

const USAGE = `用法：npm run import -- 名册.xlsx --env 环境ID [--organisation 组织ID] [--apply]

  名册.xlsx       党组织和党员名册，.xlsx、.xls 或 .csv；表头用中文，模板在小程序“导入名册”里下载
  --env           云环境 ID
  --organisation  导入到哪个组织之下，默认为根组织
  --apply         写入；不加则只预检，列出将新增、修改的数目和逐行的问题

需要环境变量 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY。重复运行不会重复导入。`

export interface ImportOptions {
  bytes: Buffer
  /** Default: the root. */
  orgId?: string
  apply: boolean
  /** Takes one line per step. */
  log: (line: string) => void
}

/** Checks a roster and, if it is to, does what it says. Answers what was planned. */
export async function importRoster(
  db: Database,
  { bytes, orgId, apply, log }: ImportOptions,
): Promise<{ summary: RosterSummary; problems: RosterProblemRow[]; failed: number }> {
  const [organisation] = await db
    .collection<Organisation>('organisations')
    .find(orgId === undefined ? { parentId: null } : { _id: orgId }, { limit: 1 })
  if (organisation === undefined)
    throw new Error(
      orgId === undefined
        ? '这个环境里还没有组织，请先运行 npm run setup。'
        : `没有找到组织 ${orgId}，请核对 --organisation。`,
    )
  const plan = await planImport(db, organisation._id, readRoster(readWorkbook(bytes)))
  if (!apply || plan.items.length === 0) return { ...plan, failed: 0 }

  const now = new Date()
  const fileHash = createHash('sha256').update(bytes).digest('base64url')
  const importId = derivedId('operator-import', fileHash, now.toISOString())
  const stored = await storePlan(
    db,
    {
      _id: importId,
      orgId: organisation._id,
      path: organisation.path,
      by: 'operator',
      at: now.toISOString(),
      fileHash,
    },
    plan,
  )
  const entry: AuditEntry = {
    _id: derivedId('audit', 'operator.import', importId),
    at: now.toISOString(),
    actorId: 'operator',
    actorName: '运维命令',
    action: 'operator.import',
    orgId: organisation._id,
    path: organisation.path,
    subjectId: importId,
    summary: `导入名册：新增${plan.summary.people.created}人，修改${plan.summary.people.changed}人`,
  }
  await db.collection<AuditEntry>('audit').insert(entry)
  let job: Job = await startJob(
    db,
    {
      _id: `import:${importId}`,
      kind: 'import',
      input: { importId, pages: stored.pages },
      total: stored.total,
      orgId: organisation._id,
      startedBy: 'operator',
    },
    now,
  )
  while (job.state === 'waiting') {
    const stepped = await runStep({ db, now: () => new Date() }, job._id, { import: applyImport })
    // The environment's clock may be doing a step, or a step failed and waits: see how it stands.
    const current = stepped ?? (await db.collection<Job>('jobs').get(job._id))
    if (current === null) throw new Error('导入任务不见了')
    job = current
    log(`${job.done + job.failed}/${job.total}`)
    if (stepped === null) await new Promise((resolve) => setTimeout(resolve, 1000))
  }
  if (job.state === 'stuck') throw new Error('导入多次失败，已停止；可重新运行，已导入的不会重复')
  return { ...plan, failed: job.failed }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      env: { type: 'string' },
      organisation: { type: 'string' },
      apply: { type: 'boolean', default: false },
    },
  })
  const [file] = positionals
  if (file === undefined) throw new UsageError('请写名册文件。')
  if (!values.env) throw new UsageError('请用 --env 写明环境。')
  // Read first: a wrong file is said without asking the environment anything.
  const bytes = readNamed(file)
  const { summary, problems, failed } = await importRoster(connect(values.env).db, {
    bytes,
    ...(values.organisation === undefined ? {} : { orgId: values.organisation }),
    apply: values.apply,
    log: console.log,
  })
  for (const { sheet, row, column, text } of problems)
    console.log(`${sheet} 第${row}行${column === '' ? '' : ` ${column}列`}：${text}`)
  const { organisations, people } = summary
  console.log(
    `组织：新增${organisations.created}，已有${organisations.unchanged}；` +
      `人员：新增${people.created}，修改${people.changed}，无变化${people.unchanged}；问题${summary.problems}处`,
  )
  if (!values.apply) console.log('以上为预检，没有写入任何数据。确认后加 --apply 执行。')
  else console.log(failed === 0 ? '导入完成。' : `导入完成，${failed}项未成功，请重新运行。`)
}

if (require.main === module) runCommand(USAGE, main)
