import type {
  BankQuestion,
  QuestionKind,
  SubjectOffer,
  SubjectRow,
} from '../../../typings/question-bank'
import type { Database } from '../db'
import { derivedId } from '../ids'
import { QUESTIONS } from './stored'

export const SUBJECTS = 'subjects'

/** How many questions one organisation has of one subject: a cache, counted again after every change. */
export interface StoredSubject extends SubjectRow {
  _id: string
  orgId: string
  orgName: string
  path: string[]
  at: string
}

const KINDS: readonly QuestionKind[] = ['single', 'multiple', 'trueFalse', 'fill']

/** Counts a subject from the questions themselves. Safe to repeat; the last to count is right. */
export async function recountSubject(
  db: Database,
  { orgId, orgName, path }: { orgId: string; orgName: string; path: string[] },
  subject: string,
  now: Date,
): Promise<void> {
  const questions = db.collection<BankQuestion>(QUESTIONS)
  const inUse = { orgId, subject, state: 'inUse' }
  const [practice, ...counts] = await Promise.all([
    questions.count({ ...inUse, practice: true }),
    ...KINDS.map((kind) => questions.count({ ...inUse, kind })),
  ])
  const [single = 0, multiple = 0, trueFalse = 0, fill = 0] = counts
  await db.collection<StoredSubject>(SUBJECTS).put({
    _id: derivedId('subject', orgId, subject),
    orgId,
    orgName,
    path,
    subject,
    counts: { single, multiple, trueFalse, fill },
    practice: practice ?? 0,
    at: now.toISOString(),
  })
}

/** The subjects of one bank that still hold a question in use. */
export async function subjectsOf(db: Database, orgId: string): Promise<SubjectRow[]> {
  const found = await db
    .collection<StoredSubject>(SUBJECTS)
    .find({ orgId }, { orderBy: [['subject', 'asc']], limit: 200 })
  return found
    .filter(({ counts }) => Object.values(counts).some((count) => count > 0))
    .map(({ subject, counts, practice }) => ({ subject, counts, practice }))
}

const HELD_COUNTED = 1000

/** The same, and how many of them quizzes hold at an instant. */
export async function offersOf(db: Database, orgId: string, at: string): Promise<SubjectOffer[]> {
  const [subjects, held] = await Promise.all([
    subjectsOf(db, orgId),
    db
      .collection<BankQuestion>(QUESTIONS)
      .find(
        { orgId, heldUntil: db.is.gt(at) },
        { limit: HELD_COUNTED, fields: ['subject', 'kind', 'state'] },
      ),
  ])
  return subjects.map((row) => {
    const counts = { single: 0, multiple: 0, trueFalse: 0, fill: 0 }
    for (const { subject, kind, state } of held)
      if (subject === row.subject && state === 'inUse') counts[kind] += 1
    return { ...row, held: counts }
  })
}
