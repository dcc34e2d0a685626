import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Organisation } from '../../../typings/organisation'
import { action, documentIn } from '../../kernel/action'
import { planImport } from '../../kernel/roster/plan'
import {
  IMPORTS,
  PROBLEMS_A_PAGE,
  problemsOf,
  type StoredImport,
  storePlan,
} from '../../kernel/roster/stored-plan'
import { readWorkbook, UnreadableFile } from '../../kernel/roster/workbook'
import { id } from '../../kernel/schema'
import { readRoster } from '../../rules/roster/read'

/** Where the page uploads a roster; nobody else reads it, and it is deleted when it has been read. */
const FILE = /^cloud:\/\/[\w.-]+\/roster-files\/[^\s]+$/
const MOST_PAGES = 20

/** Reads an uploaded roster against what is known and keeps the plan. Nothing else is written. */
export const check = action('roster.check', {
  input: v.strictObject({
    orgId: id,
    importId: id,
    fileId: v.pipe(v.string(), v.maxLength(300), v.regex(FILE)),
  }),
  target: documentIn<Organisation>('organisations')(({ orgId }) => orgId),
  subjects: (_, { target }) => [{ orgId: target._id, path: target.path }],
  async run({ session, db, wechat, now, refuse }, { importId, fileId }, { target }) {
    const before = await db.collection<StoredImport>(IMPORTS).get(importId)
    if (before !== null) {
      const isSame = before.by === session.memberId && before.orgId === target._id
      return isSame ? { summary: before.summary } : refuse('idReused')
    }
    const bytes = await wechat.readFile(fileId)
    if (bytes === null)
      return refuse('fileUnreadable', { reason: '没有找到上传的文件，请重新选择' })
    const plan = await planImport(db, target._id, readRoster(sheetsOf(bytes)))
    const stored = await storePlan(
      db,
      {
        _id: importId,
        orgId: target._id,
        path: target.path,
        by: session.memberId,
        at: now.toISOString(),
        fileHash: createHash('sha256').update(bytes).digest('base64url'),
      },
      plan,
    )
    await wechat.deleteFiles([fileId])
    return { summary: stored.summary }

    function sheetsOf(file: Buffer) {
      try {
        return readWorkbook(file)
      } catch (error) {
        if (error instanceof UnreadableFile)
          return refuse('fileUnreadable', { reason: error.message })
        throw error
      }
    }
  },
})

export const problems = action('roster.problems', {
  input: v.strictObject({
    orgId: id,
    importId: id,
    offset: v.pipe(
      v.number(),
      v.integer(),
      v.minValue(0),
      v.maxValue(MOST_PAGES * PROBLEMS_A_PAGE),
      v.multipleOf(PROBLEMS_A_PAGE),
    ),
  }),
  target: documentIn<StoredImport>(IMPORTS)(({ importId }) => importId),
  subjects: (_, { target }) => [target],
  async run({ db }, { importId, offset }, { target }) {
    const page = await problemsOf(db, importId, offset / PROBLEMS_A_PAGE)
    return {
      problems: page,
      more: offset + page.length < target.summary.problems && page.length > 0,
    }
  },
})
