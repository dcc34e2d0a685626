import * as v from 'valibot'
import type { BankQuestion } from '../../../typings/question-bank'
import { action } from '../../kernel/action'
import { audit } from '../../kernel/audit'
import { questionTemplate } from '../../kernel/questions/template'
import { id } from '../../kernel/schema'
import { QUESTIONS } from '../../kernel/study/stored'
import { subject } from '../schemas'
import { bankWorkbook } from '../workbook'

const PAGE = 1000
const MOST = 100_000

/** The bank as a workbook that an import reads back. Who exported keys is logged. */
export const exportBank = action('question.export', {
  input: v.strictObject({
    orgId: id,
    subject: v.nullable(subject),
    offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST), v.multipleOf(PAGE)),
  }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, now }, { orgId, subject: name, offset }) {
    const post = session.posts.find((each) => each.orgId === orgId)
    const about = { orgId, path: post?.path ?? session.affiliation.path }
    const found = await db.collection<BankQuestion>(QUESTIONS).find(
      { orgId, ...(name === null ? {} : { subject: name }), state: 'inUse' },
      {
        orderBy: [
          ['changedAt', 'desc'],
          ['_id', 'desc'],
        ],
        skip: offset,
        limit: PAGE,
      },
    )
    await audit(db, {
      actor: session,
      action: 'question.export',
      about,
      subjectId: orgId,
      summary: `导出题库${name === null ? '' : `“${name}”`}${found.length}道`,
      now,
      once: [session.memberId, now.toISOString()],
    })
    return {
      name: `${name ?? '题库'}.xlsx`,
      base64: bankWorkbook(found).toString('base64'),
      more: found.length === PAGE,
    }
  },
})

export const template = action('question.template', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run() {
    return { name: '题库模板.xlsx', base64: questionTemplate().toString('base64') }
  },
})
