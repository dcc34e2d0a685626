import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { ReadBank } from '../../../typings/questions'
import { action, refuse } from '../../kernel/action'
import { checkTexts } from '../../kernel/content'
import type { Database } from '../../kernel/db'
import { readBank, readPastedBank } from '../../kernel/questions/read-bank'
import {
  ITEMS_A_PAGE,
  itemPageId,
  pageHeads,
  QUESTION_IMPORTS,
  type StoredItemPage,
  type StoredQuestionImport,
  storeItems,
  summaryOf,
} from '../../kernel/questions/stored-import'
import { UnreadableFile } from '../../kernel/roster/workbook'
import { id, line, text } from '../../kernel/schema'
import type { WeChat } from '../../kernel/wechat'
import { placeInWords } from '../../rules/questions/place'
import { itemOf } from '../../rules/study/import-item'
import { importTarget, knownMarked } from '../checked'
import { subject } from '../schemas'

/** Where the page uploads a bank; nobody else reads it, and it is deleted when it has been read. */
const FILE = /^cloud:\/\/[\w.-]+\/question-files\/[^\s]+$/
const MOST_PASTED = 20_000
const MOST_QUESTIONS = 5000
const LEFT_OUT_SHOWN = 50

const source = v.union([
  v.strictObject({
    fileId: v.pipe(v.string(), v.maxLength(300), v.regex(FILE)),
    name: line(200),
  }),
  v.strictObject({ text: text(MOST_PASTED) }),
])
type Source = v.InferOutput<typeof source>

/** Reads a file or a pasted text and keeps what was understood, to be looked through. The bank is not touched. */
export const check = action('question.check', {
  input: v.strictObject({ orgId: id, importId: id, subject, source }),
  prefetch: (db, { importId }) =>
    db.collection<StoredQuestionImport>(QUESTION_IMPORTS).get(importId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, openid, now }, input, { prefetched: before }) {
    const post = session.posts.find((each) => each.orgId === input.orgId)
    if (post === undefined) return refuse('forbidden')
    const inputHash = createHash('sha256')
      .update(JSON.stringify([session.memberId, input]))
      .digest('base64url')
    if (before !== null) {
      if (before.inputHash !== inputHash) return refuse('idReused')
      return answerOf(db, before)
    }
    if ('text' in input.source) await checkTexts(wechat, openid, input.subject, [input.source.text])
    const bank = await read(wechat, input.source)
    if (bank.questions.length > MOST_QUESTIONS) return refuse('tooMany', { limit: MOST_QUESTIONS })
    const items = bank.questions.map((question, index) => itemOf(question, index, input.subject))
    const place = { orgId: post.orgId, orgName: post.orgName, path: post.path }
    const stored = await storeItems(
      db,
      {
        ...place,
        _id: input.importId,
        by: session.memberId,
        at: now.toISOString(),
        inputHash,
        subjects: [...new Set(items.map((item) => item.subject))],
        problems: bank.problems.map((problem) => ({
          place: placeInWords(problem.place),
          text: problem.text,
        })),
        leftOut: bank.leftOut.slice(0, LEFT_OUT_SHOWN).map((line) => ({
          place: placeInWords(line.place),
          text: line.text.slice(0, 200),
        })),
        confirmedAt: null,
      },
      await knownMarked(db, post.orgId, items),
    )
    if ('fileId' in input.source) await wechat.deleteFiles([input.source.fileId])
    return answerOf(db, stored)
  },
})

async function read(wechat: WeChat, from: Source): Promise<ReadBank> {
  try {
    if ('text' in from) return readPastedBank(from.text)
    const bytes = await wechat.readFile(from.fileId)
    if (bytes === null)
      return refuse('fileUnreadable', { reason: '没有找到上传的文件，请重新选择' })
    return await readBank({ name: from.name, bytes })
  } catch (error) {
    if (error instanceof UnreadableFile) return refuse('fileUnreadable', { reason: error.message })
    throw error
  }
}

async function answerOf(db: Database, stored: StoredQuestionImport) {
  const [heads, first] = await Promise.all([
    pageHeads(db, stored._id),
    db.collection<StoredItemPage>(QUESTION_IMPORTS).get(itemPageId(stored._id, 0)),
  ])
  return { summary: summaryOf(stored, heads), first: first?.items ?? [] }
}

/** Items of a checked file, one state or all, a page at a time. */
export const items = action('question.items', {
  input: v.strictObject({
    orgId: id,
    importId: id,
    which: v.picklist(['all', 'broken', 'sound', 'known', 'skipped']),
    offset: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_QUESTIONS)),
  }),
  target: importTarget,
  subjects: (_, { target }) => [target],
  async run({ db }, { importId, which, offset }, { target }) {
    const heads = await pageHeads(db, importId)
    const countIn = ({ counts }: StoredItemPage) =>
      which === 'all' ? counts.sound + counts.broken + counts.known + counts.skipped : counts[which]
    const total = heads.reduce((sum, head) => sum + countIn(head), 0)
    // Only the pages that hold what is asked for.
    let before = 0
    let first = -1
    const wanted: string[] = []
    for (const head of heads) {
      const after = before + countIn(head)
      if (after > offset && before < offset + ITEMS_A_PAGE && after > before) {
        if (first === -1) first = before
        wanted.push(head._id)
      }
      before = after
    }
    const pages =
      wanted.length === 0
        ? []
        : await db
            .collection<StoredItemPage>(QUESTION_IMPORTS)
            .find({ _id: db.is.in(wanted) }, { orderBy: [['page', 'asc']], limit: wanted.length })
    const chosen = pages
      .flatMap((page) => page.items)
      .filter(({ state }) => which === 'all' || state === which)
      .slice(Math.max(0, offset - first), Math.max(0, offset - first) + ITEMS_A_PAGE)
    return {
      summary: summaryOf(target, heads),
      items: chosen,
      more: offset + chosen.length < total,
    }
  },
})
