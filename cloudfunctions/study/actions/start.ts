import * as v from 'valibot'
import type { AnswerRecord } from '../../../typings/ask'
import type { QuizView } from '../../../typings/study'
import { action, type MemberContext, refuse } from '../../kernel/action'
import { alignEnd, recordOpening } from '../../kernel/asks'
import { id } from '../../kernel/schema'
import {
  ATTEMPTS,
  attemptId,
  keysInOrder,
  PAPER_KEYS,
  PAPERS,
  type QuizFacts,
  type StoredAttempt,
  type StoredPaper,
  type StoredPaperKeys,
} from '../../kernel/study/stored'
import { isAsked } from '../../rules/audience'
import { attemptState, attemptTimes, isRated, mayStart } from '../../rules/study/attempt'
import { shownQuestions, slotFor } from '../../rules/study/paper'
import { isAskedElsewhere, tellable } from '../held-for'
import { attemptNumber } from '../schemas'
import { attemptView, lastSeq, markedAt, quizView, savedAnswers } from '../views'

/**
 * Starts an attempt or resumes it, on whichever phone. Reads the paper only, in which there are no keys; it carries
 * all that decides whether somebody may start. The attempt is one insert under an id that follows from quiz, person
 * and number, so that two taps and two phones have the same one.
 */
export const start = action('study.start', {
  input: v.strictObject({ quizId: id, attempt: attemptNumber }),
  answersTo: ({ quizId }) => quizId,
  async run(context, { quizId, attempt: number }, { mine }) {
    const { session, db, now } = context
    const at = now.toISOString()
    const { memberId } = session
    const attempts = db.collection<StoredAttempt>(ATTEMPTS)
    const [[paper], previous] = await Promise.all([
      db
        .collection<StoredPaper>(PAPERS)
        .find({ quizId, slots: slotFor(quizId, memberId, number) }, { limit: 1 }),
      number === 1 ? null : attempts.get(attemptId(quizId, memberId, number - 1)),
    ])
    if (paper === undefined) return refuse('notFound')
    const { quiz } = paper
    if (!isAsked(session.audienceKeys, quiz.audienceKeys)) return refuse('notAsked')
    if (quiz.state === 'withdrawn') return refuse('withdrawn')
    const { attempt, isNew } = await begin(context, paper, number, { previous, mine })
    const answers = savedAnswers(attempt)
    return {
      quiz: quizView(quiz),
      attempt: attemptView(attempt, attempt.score, at),
      questions: shownQuestions(paper.questions, attempt._id),
      answers,
      seq: lastSeq(answers),
      marked: isNew ? [] : await markedSoFar(context, attempt),
      material: paper.material,
      at,
    }
  },
})

/** The attempt: inserted, or as it was found. After the end only what was begun before is still shown. */
async function begin(
  { session, db, now }: MemberContext<'study.start'>,
  paper: StoredPaper,
  number: number,
  { previous, mine }: { previous: StoredAttempt | null; mine: readonly AnswerRecord[] },
): Promise<{ attempt: StoredAttempt; isNew: boolean }> {
  const attempts = db.collection<StoredAttempt>(ATTEMPTS)
  const at = now.toISOString()
  const fresh = freshAttempt(paper, session, number, at)
  const when = mayStart(timesOf(paper.quiz), at)
  if (when === 'early') return refuse('notOpen')
  const isAllowed =
    number === 1 ||
    (number <= (paper.quiz.terms?.attempts ?? 1) &&
      previous !== null &&
      attemptState(previous, at) !== 'open')
  if (when === 'late' || !isAllowed) {
    const begun = await attempts.get(fresh._id)
    if (begun !== null) return { attempt: begun, isNew: false }
    if (when === 'late') return refuse('deadlinePassed')
    if (number > (paper.quiz.terms?.attempts ?? 1)) return refuse('noAttemptsLeft')
    return refuse(previous === null ? 'notFound' : 'attemptOpen')
  }
  const { quizId, kind, releaseAt } = paper.quiz
  const asked = { _id: quizId, kind, version: 1, closesAt: releaseAt }
  const runs = kind === 'exam' ? { runsUntil: fresh.endsAt } : {}
  const [inserted, opening] = await Promise.all([
    attempts.insert(fresh),
    number === 1
      ? recordOpening(db, asked, session, { mine, isAnswer: false, ...runs }, now)
      : null,
  ])
  const isNew = inserted.state === 'inserted'
  const attempt = isNew ? fresh : inserted.existing
  // An earlier call wrote one of the two and broke off, or another phone was faster with one of them.
  if (kind === 'exam' && opening !== null) await alignEnd(db, opening, attempt.endsAt)
  return { attempt, isNew }
}

function freshAttempt(
  paper: StoredPaper,
  session: { memberId: string; affiliation: { orgId: string; path: string[] } },
  number: number,
  at: string,
): StoredAttempt {
  const { quizId, kind, title, hours, terms, releaseAt } = paper.quiz
  const { memberId, affiliation } = session
  const { endsAt, graceUntil } = attemptTimes(timesOf(paper.quiz), at)
  return {
    _id: attemptId(quizId, memberId, number),
    quizId,
    kind,
    title,
    hours,
    memberId,
    number,
    paperId: paper._id,
    orgId: affiliation.orgId,
    path: affiliation.path,
    rated: isRated(terms, number),
    passMark: terms?.passMark ?? null,
    startedAt: at,
    endsAt,
    graceUntil,
    releaseAt,
    questions: paper.questions.length,
    answers: {},
    revision: 0,
    submittedAt: null,
    scored: false,
    dueAt: graceUntil,
    score: null,
    wrong: [],
  }
}

/**
 * Of a weekly five or unit what has been answered is explained again; of an exam nothing. Once it is over an exam may
 * have drawn the same questions.
 */
async function markedSoFar(
  { session, db, now }: MemberContext<'study.start'>,
  attempt: StoredAttempt,
) {
  const answered = savedAnswers(attempt).map(({ position }) => position)
  if (attempt.kind === 'exam' || answered.length === 0) return []
  const stored = await db.collection<StoredPaperKeys>(PAPER_KEYS).get(attempt.paperId)
  if (stored === null) return []
  const { quizId, releaseAt } = attempt
  const keys = keysInOrder(stored)
  const mayBeHeld = releaseAt <= now.toISOString() || isAskedElsewhere(session, now)
  const told = mayBeHeld ? await tellable(db, session, { quizId, keys }, answered, now) : answered
  return markedAt(attempt, keys, told)
}

function timesOf({ kind, publishAt, closesAt, terms }: QuizFacts | QuizView) {
  return { kind, publishAt, closesAt, minutes: terms?.minutes ?? null }
}
