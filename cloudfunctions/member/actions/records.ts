import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { Attendance, Leave } from '../../../typings/meeting'
import type { StoredMeeting } from '../../../typings/meeting-room'
import type { MyRecord } from '../../../typings/member'
import type { StoredFollowUp } from '../../../typings/minutes'
import type { Organisation } from '../../../typings/organisation'
import type { PageMark } from '../../../typings/page'
import { action } from '../../kernel/action'
import { ANSWERS, ASKS } from '../../kernel/asks'
import type { Database, Stored } from '../../kernel/db'
import { ATTENDANCE, FOLLOW_UPS, LEAVES, MEETINGS } from '../../kernel/meetings'
import { pageBefore } from '../../kernel/page-before'
import { instant } from '../../kernel/schema'

/**
 * What a person did, across every branch they belonged to (P7). Answers say nothing of meetings and tasks: who came
 * is the attendance, who asked for leave the leave, what was given to do the task. Each of the four is read newest
 * first, and what is newest of all makes the page.
 */
const PAGE = 50
/** `answer:ask:version:member`: no id of ours is longer. */
const KEY_LENGTH = 200
const GONE = '（已删除）'

/** A record before names and titles are known. `at` and `key` are its place in the list. */
interface Entry {
  key: string
  at: string
  orgId: string
  shown: (found: Found) => Omit<MyRecord, 'at' | 'orgId' | 'orgName' | 'key'>
  askId?: string
  meetingId?: string
}

interface Found {
  ask: Ask | undefined
  meeting: StoredMeeting | undefined
}

/** My records, newest first. */
export const myRecords = action('member.myRecords', {
  input: v.strictObject({
    after: v.exactOptional(
      v.strictObject({
        at: instant,
        key: v.pipe(v.string(), v.maxLength(KEY_LENGTH), v.regex(/^[a-z]+:[\w:.-]+$/)),
      }),
    ),
  }),
  async run({ session, db }, { after = null }) {
    const { memberId } = session
    const read = <Document extends Stored>(source: Source<Document>) =>
      entriesOf(db, memberId, source, after)
    const found = (
      await Promise.all([read(ANSWER), read(ATTENDED), read(LEAVE), read(TASK)])
    ).flat()
    const page = found.sort(newestFirst).slice(0, PAGE)
    const last = page.at(-1)
    const isMore = found.length > PAGE && last !== undefined
    return {
      records: await named(db, page),
      next: isMore ? { at: last.at, key: last.key } : null,
    }
  },
})

function newestFirst(a: Entry, b: Entry): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1
  return a.key < b.key ? 1 : -1
}

/** One of the collections that hold records. `name` goes before a document's id, and orders what is of one instant. */
interface Source<Document extends Stored> {
  name: string
  collection: string
  field: keyof Document & string
  but?: (db: Database) => object
  entry: (document: Document) => Omit<Entry, 'key' | 'at'>
}

const ANSWER: Source<AnswerRecord> = {
  name: 'answer',
  collection: ANSWERS,
  field: 'changedAt',
  but: ({ is }) => ({ kind: is.nin(['meeting', 'followUp']) }),
  entry: (answer) => ({
    orgId: answer.orgId,
    askId: answer.askId,
    shown: ({ ask }) => ({
      kind: answer.kind,
      subjectId: ask?.subjectId ?? null,
      title: ask?.title ?? GONE,
      askedBy: ask?.orgName ?? '',
      state: stateOf(answer),
    }),
  }),
}

const ATTENDED: Source<Attendance> = {
  name: 'attendance',
  collection: ATTENDANCE,
  field: 'startsAt',
  but: ({ is }) => ({ cancelled: is.exists(false) }),
  entry: (attendance) => ({
    orgId: attendance.orgId,
    shown: () => ({
      kind: 'meeting',
      subjectId: attendance.meetingId,
      title: attendance.meetingTitle,
      askedBy: attendance.meetingOrgName,
      state: attendance.state,
    }),
  }),
}

const LEAVE: Source<Leave> = {
  name: 'leave',
  collection: LEAVES,
  field: 'askedAt',
  entry: (leave) => ({
    orgId: leave.orgId,
    meetingId: leave.meetingId,
    shown: ({ meeting }) => ({
      kind: 'leave',
      subjectId: meeting?._id ?? null,
      title: meeting?.title ?? GONE,
      askedBy: meeting?.orgName ?? '',
      state: leave.state === 'declined' ? 'refused' : leave.state,
    }),
  }),
}

const TASK: Source<StoredFollowUp> = {
  name: 'task',
  collection: FOLLOW_UPS,
  field: 'givenAt',
  entry: (task) => ({
    orgId: task.orgId,
    shown: () => ({
      kind: 'followUp',
      subjectId: task._id,
      title: task.text,
      askedBy: task.orgName,
      state: task.doneAt === null ? 'open' : 'confirmed',
    }),
  }),
}

async function entriesOf<Document extends Stored>(
  db: Database,
  memberId: string,
  source: Source<Document>,
  after: { at: string; key: string } | null,
): Promise<Entry[]> {
  const { name, collection, field, but, entry } = source
  const documents = await pageBefore(
    db,
    db.collection<Document>(collection),
    { memberId, ...but?.(db) },
    { field, before: markIn(name, after), limit: PAGE + 1 },
  )
  return documents.map((document) => ({
    key: `${name}:${document._id}`,
    at: String(document[field]),
    ...entry(document),
  }))
}

/** Where one source goes on: of the mark's instant all of it, some, or nothing is still to come. */
function markIn(name: string, after: { at: string; key: string } | null): PageMark | null {
  if (after === null) return null
  const { at, key } = after
  const prefix = `${name}:`
  if (key.startsWith(prefix)) return { at, id: key.slice(prefix.length) }
  return { at, id: prefix < key ? LAST_ID : '' }
}

/** After every id: they hold letters, digits, `-`, `_`, `:` and `.`. */
const LAST_ID = '~'

async function named(db: Database, page: readonly Entry[]): Promise<MyRecord[]> {
  const some = (ids: (string | undefined)[]) => [
    ...new Set(ids.filter((id): id is string => id !== undefined)),
  ]
  const read = async <Document extends Stored>(collection: string, ids: string[], field?: string) =>
    new Map(
      (ids.length === 0
        ? []
        : await db
            .collection<Document>(collection)
            .find(
              { _id: db.is.in(ids) },
              { limit: ids.length, ...(field === undefined ? {} : { fields: [field] }) },
            )
      ).map((each) => [each._id, each]),
    )
  const [asks, meetings, places] = await Promise.all([
    read<Ask>(ASKS, some(page.map(({ askId }) => askId))),
    read<StoredMeeting>(MEETINGS, some(page.map(({ meetingId }) => meetingId))),
    read<Organisation>('organisations', some(page.map(({ orgId }) => orgId)), 'name'),
  ])
  return page.map(({ key, at, orgId, askId = '', meetingId = '', shown }) => ({
    ...shown({ ask: asks.get(askId), meeting: meetings.get(meetingId) }),
    key,
    orgId,
    orgName: places.get(orgId)?.name ?? '',
    at,
  }))
}

function stateOf(answer: AnswerRecord): MyRecord['state'] {
  if (answer.recordedBy !== undefined) return 'recorded'
  if (answer.reply !== undefined && answer.answeredAt !== null) return 'replied'
  return answer.answeredAt === null ? 'read' : 'confirmed'
}
