import * as v from 'valibot'
import { action, refuse } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { checkTexts } from '../../kernel/content'
import { JOBS, type Job, runStep, startJob } from '../../kernel/jobs'
import { saveQuestions } from '../../kernel/questions/save-import'
import {
  countsOf,
  ITEMS_A_PAGE,
  itemPageId,
  pageHeads,
  QUESTION_IMPORTS,
  type StoredItemPage,
  type StoredQuestionImport,
  summaryOf,
} from '../../kernel/questions/stored-import'
import { id } from '../../kernel/schema'
import { mendedItem } from '../../rules/study/import-item'
import { importTarget, knownMarked } from '../checked'
import { questionText } from '../schemas'

const MOST_QUESTIONS = 5000
const ROUNDS = 5
const jobId = (importId: string) => `questions:${importId}`

/** Mends one item in place, or leaves it out. What it becomes is judged as a question of the form is. */
export const mend = action('question.mend', {
  input: v.strictObject({
    orgId: id,
    importId: id,
    index: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_QUESTIONS - 1)),
    question: v.nullable(questionText),
  }),
  target: importTarget,
  subjects: (_, { target }) => [target],
  async run({ db, wechat, openid }, { importId, index, question }, { target: head }) {
    if (head.confirmedAt !== null) return refuse('busy')
    if (question !== null) {
      const { stem, options, explanation } = question
      await checkTexts(wechat, openid, stem, [[stem, ...options, explanation].join('\n')])
    }
    const pages = db.collection<StoredItemPage>(QUESTION_IMPORTS)
    const _id = itemPageId(importId, Math.floor(index / ITEMS_A_PAGE))
    for (let round = 0; round < ROUNDS; round += 1) {
      const page = await pages.get(_id)
      const before = page?.items[index % ITEMS_A_PAGE]
      if (page === null || before === undefined) return refuse('notFound')
      const [after = before] = await knownMarked(db, head.orgId, [mendedItem(before, question)])
      const items = page.items.map((item) => (item.index === index ? after : item))
      const saved = await pages.updateWhere(
        { _id, revision: page.revision },
        {
          items: db.is.set(items),
          counts: db.is.set(countsOf(items)),
          revision: page.revision + 1,
        },
      )
      if (saved === 1)
        return { summary: summaryOf(head, await pageHeads(db, importId)), item: after }
    }
    return refuse('busy')
  },
})

/** Starts the saving of what is sound. A second tap starts nothing. */
export const confirm = action('question.confirm', {
  input: v.strictObject({ orgId: id, importId: id, practice: v.boolean() }),
  target: importTarget,
  subjects: (_, { target }) => [target],
  async run({ session, db, now }, { importId, practice }, { target: head }) {
    const at = now.toISOString()
    await db
      .collection<StoredQuestionImport>(QUESTION_IMPORTS)
      .updateWhere({ _id: importId, confirmedAt: null }, { confirmedAt: at })
    const { sound } = summaryOf(head, await pageHeads(db, importId))
    await audit(db, {
      actor: session,
      action: 'question.confirm',
      about: head,
      subjectId: importId,
      summary: `导入题目${sound}道`,
      now,
      once: [importId],
    })
    const job = await startJob(
      db,
      {
        _id: jobId(importId),
        kind: 'saveQuestions',
        input: { importId, practice },
        total: sound,
        orgId: head.orgId,
        startedBy: session.memberId,
      },
      now,
    )
    return { startedAt: job.startedAt }
  },
})

/** Where the saving stands; each call does a step, beside those of the minute timer. */
export const progress = action('question.progress', {
  input: v.strictObject({ orgId: id, importId: id }),
  target: importTarget,
  subjects: (_, { target }) => [target],
  async run({ db }, { importId }) {
    const tools = { db, now: () => new Date() }
    const stepped = await runStep(tools, jobId(importId), { saveQuestions })
    const [job, heads] = await Promise.all([
      stepped ?? db.collection<Job>(JOBS).get(jobId(importId)),
      pageHeads(db, importId),
    ])
    const added = heads.reduce((sum, head) => sum + head.added, 0)
    if (job === null) return { state: 'notStarted' as const, done: 0, failed: 0, total: 0, added }
    const { state, done, failed, total } = job
    const shown = state === 'waiting' ? ('running' as const) : state
    return { state: shown, done, failed, total, added }
  },
})
