import type { Ask } from '../../typings/ask'
import type { Session } from '../../typings/organisation'
import type { QuizKind } from '../../typings/study'
import { ASKS } from '../kernel/asks'
import type { Database } from '../kernel/db'
import { ATTEMPTS, type KeptKey, type StoredAttempt } from '../kernel/study/stored'
import { currentAttachments, currentPosts } from '../rules/audience'
import { heldContents } from './hold'

/**
 * Which keys one person is not told, because a quiz that asks them holds the question. Within one line of
 * organisations no two quizzes hold the same (`hold`); but a guest or a holder of two posts stands in several lines.
 */

/** Quizzes of one person that are not over. */
const THEIRS_LIMIT = 1000
const QUIZ_KINDS = ['weekly', 'unit', 'exam'] as const

/**
 * Which of these contents are in a quiz that may ask this person: of wherever they belong, take part or hold a post,
 * of an exam they have begun, of whatever asks them. Neither a pack nor the mistake book tells a key of these.
 */
export async function heldFor(
  db: Database,
  session: Session,
  contentIds: readonly string[],
  now: Date,
): Promise<Set<string>> {
  if (contentIds.length === 0) return new Set()
  const { is } = db
  const { affiliation, attachments } = session
  const stays = [affiliation, ...currentAttachments(attachments, now)].map(({ orgId }) => orgId)
  const theirs = await quizzesOf(db, session, QUIZ_KINDS, now)
  const where = [
    { orgId: is.in(orgIdsAbove(session, now)) },
    { path: is.in(stays) },
    { heldBy: is.in(theirs) },
  ]
  return heldContents(db, contentIds, where, now.toISOString())
}

/**
 * Which of these contents are in an exam that asks this person and is not over, `quizId` itself excepted: while they
 * answer a quiz of one place, or see its result, nothing of the exam of another place is told. Of two that explain
 * each answer neither waits for the other.
 */
export async function inExamsOf(
  db: Database,
  session: Session,
  contentIds: readonly string[],
  quizId: string,
  now: Date,
): Promise<Set<string>> {
  const exams = (await quizzesOf(db, session, ['exam'], now)).filter((each) => each !== quizId)
  if (exams.length === 0) return new Set()
  return heldContents(db, contentIds, [{ heldBy: db.is.in(exams) }], now.toISOString())
}

/**
 * Whether somebody is asked by organisations that do not stand above their own. Of everybody else what was drawn for
 * one quiz is in no other, so while they answer it nothing needs to be looked up.
 */
export function isAskedElsewhere(session: Session, now: Date): boolean {
  const { path } = session.affiliation
  return orgIdsAbove(session, now).some((orgId) => !path.includes(orgId))
}

/**
 * The organisations whose quizzes may ask a person: theirs and all above, of each place and post. Of attachments that
 * begin or ended another day too: an exam may begin with them, and may name who was there.
 */
function orgIdsAbove({ affiliation, attachments, posts }: Session, now: Date): string[] {
  const places = [affiliation, ...attachments, ...currentPosts(posts, now)]
  return [...new Set(places.flatMap(({ path }) => path))]
}

/** Quizzes that ask a person today, and exams they have begun, though they have moved since; none that is over. */
async function quizzesOf(
  db: Database,
  { memberId, audienceKeys }: Session,
  kinds: readonly QuizKind[],
  now: Date,
): Promise<string[]> {
  const { is } = db
  const at = now.toISOString()
  const [asked, begun] = await Promise.all([
    db.collection<Ask>(ASKS).find(
      {
        audienceKeys: is.in(audienceKeys),
        state: 'open',
        closesAt: is.gt(at),
        kind: is.in(kinds),
      },
      { limit: THEIRS_LIMIT, fields: ['subjectId'] },
    ),
    db
      .collection<StoredAttempt>(ATTEMPTS)
      .find(
        { memberId, kind: 'exam', releaseAt: is.gt(at) },
        { limit: THEIRS_LIMIT, fields: ['quizId'] },
      ),
  ])
  return [...asked.map(({ subjectId }) => subjectId), ...begun.map(({ quizId }) => quizId)]
}

/** Of these positions of a quiz those whose key may be shown again: all but what an exam now asks this person. */
export async function tellable(
  db: Database,
  session: Session,
  { quizId, keys }: { quizId: string; keys: readonly KeptKey[] },
  positions: readonly number[],
  now: Date,
): Promise<number[]> {
  const contentOf = (position: number) => keys[position]?.contentId ?? ''
  const held = await inExamsOf(db, session, positions.map(contentOf), quizId, now)
  return positions.filter((position) => !held.has(contentOf(position)))
}
