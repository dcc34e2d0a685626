import type { StudyCard } from '../../../typings/study'
import { action } from '../../kernel/action'
import { openFor } from '../../kernel/asks'
import { creditsOf, yearOf } from '../../kernel/credits'
import { nothing } from '../../kernel/schema'
import { MISTAKES, type StoredMistake } from '../../kernel/study/mistake-book'
import {
  ATTEMPTS,
  attemptId,
  QUIZZES,
  type StoredAttempt,
  type StoredQuiz,
} from '../../kernel/study/stored'
import { type StoredSubject, SUBJECTS } from '../../kernel/study/subjects'
import { byUrgency, cardOf } from '../../rules/ask'
import { currentAttachments, currentPosts } from '../../rules/audience'
import { localDate } from '../../rules/calendar'
import { hoursOf, requiredHours } from '../../rules/study/credit'
import { attemptView, quizView } from '../views'

/** More due than this is shown as so many. */
const MISTAKES_COUNTED = 50
const SUBJECTS_SHOWN = 100
const STUDY_KINDS = ['weekly', 'unit', 'exam']

/** The 学习 tab in one call: what is asked, mistakes due, the year's hours, what can be practised. Three rounds. */
export const home = action('study.home', {
  input: nothing,
  async run({ session, db, now, may }) {
    const at = now.toISOString()
    const day = localDate(now)
    const { memberId } = session
    const { is } = db
    const places = [session.affiliation, ...currentAttachments(session.attachments, day)]
    const orgIds = [...new Set(places.flatMap(({ path }) => path))]
    const [{ asks, answers }, due, credits, subjects] = await Promise.all([
      openFor(db, session, now),
      db
        .collection<StoredMistake>(MISTAKES)
        .find({ memberId, dueOn: is.lte(day) }, { limit: MISTAKES_COUNTED, fields: ['dueOn'] }),
      creditsOf(db, memberId, yearOf(now)),
      db
        .collection<StoredSubject>(SUBJECTS)
        .find({ orgId: is.in(orgIds), practice: is.gt(0) }, { limit: SUBJECTS_SHOWN }),
    ])
    const study = asks.filter((ask) => STUDY_KINDS.includes(ask.kind))
    const ids = study.map((ask) => ask.subjectId)
    const attemptIds = ids.map((quizId) => attemptId(quizId, memberId, 1))
    const [quizzes, attempts] =
      ids.length === 0
        ? [[], []]
        : await Promise.all([
            db.collection<StoredQuiz>(QUIZZES).find({ _id: is.in(ids) }, { limit: ids.length }),
            db
              .collection<StoredAttempt>(ATTEMPTS)
              .find({ _id: is.in(attemptIds) }, { limit: ids.length }),
          ])
    const quizById = new Map(quizzes.map((quiz) => [quiz._id, quiz]))
    const attemptByQuiz = new Map(attempts.map((attempt) => [attempt.quizId, attempt]))
    const cards = study
      .map((ask) => cardOf(ask, answers))
      .sort(byUrgency(at))
      .flatMap((card): StudyCard[] => {
        const quiz = quizById.get(card.subjectId)
        const attempt = attemptByQuiz.get(card.subjectId)
        if (quiz === undefined) return []
        const view = attempt === undefined ? null : attemptView(attempt, attempt.score, at)
        return [{ card, quiz: quizView(quiz), attempt: view }]
      })
    const required = requiredHours(session.posts, day)
    const posts = currentPosts(session.posts, day)
    const placesFor = (name: 'study.publish' | 'study.people') => [
      ...new Map(
        posts
          .filter((post) => may(name, post))
          .map(({ orgId, orgName }) => [orgId, { orgId, orgName }]),
      ).values(),
    ]
    return {
      todo: cards.filter(({ card, attempt }) => !isDone(card.state, attempt?.state)),
      done: cards
        .filter(({ card, attempt }) => isDone(card.state, attempt?.state))
        .sort((a, b) => (a.quiz.publishAt < b.quiz.publishAt ? 1 : -1)),
      mistakesDue: due.length,
      credits: { year: yearOf(now), hours: hoursOf(credits, required).hours, required },
      subjects: subjects.map(({ orgId, orgName, subject, practice }) => ({
        orgId,
        orgName,
        subject,
        questions: practice,
      })),
      writes: placesFor('study.publish'),
      follows: placesFor('study.people'),
      at,
    }
  },
})

/** An exam past its time is done before the settling job has written it down. */
function isDone(card: string, attempt: string | undefined): boolean {
  return card === 'answered' || attempt === 'submitted' || attempt === 'timedOut'
}
