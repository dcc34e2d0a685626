import * as v from 'valibot'
import { action, documentIn } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { JOBS, type Job, runStep, startJob } from '../../kernel/jobs'
import { IMPORTS, type StoredImport } from '../../kernel/roster/stored-plan'
import { id } from '../../kernel/schema'
import { applyImport } from '../../kernel/steps/apply-import'

const input = v.strictObject({ orgId: id, importId: id })
const target = documentIn<StoredImport>(IMPORTS)<{ importId: string }>(({ importId }) => importId)
const jobId = (importId: string) => `import:${importId}`

/** Starts what was checked. A second tap starts nothing twice. */
export const apply = action('roster.apply', {
  input,
  target,
  subjects: (_, { target: plan }) => [plan],
  async run({ session, db, now }, { importId }, { target: plan }) {
    const { people, organisations } = plan.summary
    await audit(db, {
      actor: session,
      action: 'roster.apply',
      about: plan,
      subjectId: importId,
      summary: `导入名册：新增${people.created}人，修改${people.changed}人，新增组织${organisations.created}个`,
      now,
      once: [importId],
    })
    const job = await startJob(
      db,
      {
        _id: jobId(importId),
        kind: 'import',
        input: { importId, pages: plan.pages },
        total: plan.total,
        orgId: plan.orgId,
        startedBy: session.memberId,
      },
      now,
    )
    return { startedAt: job.startedAt }
  },
})

export const progress = action('roster.progress', {
  input,
  target,
  subjects: (_, { target: plan }) => [plan],
  async run({ db, wechat }, { importId }, { target: plan }) {
    const tools = { db, wechat, now: () => new Date() }
    const stepped = await runStep(tools, jobId(importId), { import: applyImport })
    const job = stepped ?? (await db.collection<Job>(JOBS).get(jobId(importId)))
    if (job === null) return { state: 'notStarted' as const, done: 0, failed: 0, total: plan.total }
    const { state, done, failed, total } = job
    return { state: state === 'waiting' ? ('running' as const) : state, done, failed, total }
  },
})
