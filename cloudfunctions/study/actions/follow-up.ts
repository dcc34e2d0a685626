import * as v from 'valibot'
import type { AnswerRecord, Ask } from '../../../typings/ask'
import type { Organisation } from '../../../typings/organisation'
import type { PersonResult, Score } from '../../../typings/study'
import { action, documentIn, refuse } from '../../kernel/action'
import { ASKS, answersAlong } from '../../kernel/asks'
import { progressIn, progressOf } from '../../kernel/follow-up'
import { nudgeChoice, nudgeMissing } from '../../kernel/nudge'
import { once } from '../../kernel/once'
import { peopleAt } from '../../kernel/people-at'
import { id } from '../../kernel/schema'
import {
  firstAttemptsAlong,
  QUIZZES,
  type StoredAttempt,
  type StoredQuiz,
} from '../../kernel/study/stored'
import { type StoredTally, TALLIES, tallyId, worst } from '../../kernel/study/tally'
import { personState } from '../../rules/ask'
import { isAsked } from '../../rules/audience'
import { attemptState } from '../../rules/study/attempt'
import { attemptView, quizView } from '../views'

const quizTarget = documentIn<StoredQuiz>(QUIZZES)<{ quizId: string }>(({ quizId }) => quizId)
const STUDY_KINDS = ['weekly', 'unit', 'exam']
/** Those who need the secretary first come first; among them by name. Never by score. */
const ORDER = ['notJoined', 'notStarted', 'started', 'recorded', 'done'] as const

/**
 * Who of a branch, or of those who belong to a superior organisation itself, has done it and who has not, from the
 * records themselves. Scores only if announced as rated.
 */
export const people = action('study.people', {
  input: v.strictObject({ quizId: id, orgId: id }),
  target: quizTarget,
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { quizId }, { target: quiz, prefetched: place }) {
    if (place === null) return refuse('notFound')
    const at = now.toISOString()
    const along = [answersAlong({ _id: quizId, version: 1 }), firstAttemptsAlong(quizId)]
    const everybody = await peopleAt(db, place, along, now)
    const expected = everybody.filter(({ document }) =>
      isAsked(document.audienceKeys, quiz.audienceKeys),
    )
    const rows = expected.map(({ document: person, along: [answers, attempts] }): PersonResult => {
      const answer = answers?.[0] as AnswerRecord | undefined
      const attempt = attempts?.[0] as StoredAttempt | undefined
      const asked = personState(person.openid !== undefined, answer)
      return {
        memberId: person._id,
        name: person.name,
        state: stateOf(asked, attempt, at),
        score: quiz.terms?.rated === true ? scoreOf(attempt, at) : null,
      }
    })
    rows.sort(
      (a, b) =>
        ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name, 'zh'),
    )
    return { quiz: quizView(quiz), rows, level: place.level, at }
  },
})

function stateOf(
  asked: ReturnType<typeof personState>,
  attempt: StoredAttempt | undefined,
  at: string,
): PersonResult['state'] {
  if (asked === 'recorded') return 'recorded'
  if (asked === 'confirmed') return 'done'
  // An exam past its time is handed in before the settling job has written it down.
  if (attempt?.kind === 'exam' && attemptState(attempt, at) !== 'open') return 'done'
  if (attempt !== undefined) return 'started'
  return asked === 'notJoined' ? 'notJoined' : 'notStarted'
}

function scoreOf(attempt: StoredAttempt | undefined, at: string): Score | null {
  return attempt === undefined ? null : attemptView(attempt, attempt.score, at).score
}

/** Children of one organisation from the counters, biggest gap first. */
export const progress = action('study.progress', {
  input: v.strictObject({ quizId: id, orgId: id }),
  target: quizTarget,
  prefetch: (db, { quizId, orgId }) => progressIn(db, quizId, orgId),
  subjects: ({ orgId }) => [orgId],
  async run(_, __, { target: quiz, prefetched: counted }) {
    return { quiz: quizView(quiz), ...progressOf({ version: 1 }, counted) }
  },
})

/** Reminds those who have not done it: one's own people, and below them the secretaries. */
export const nudge = action('study.nudge', {
  input: v.strictObject({
    quizId: id,
    orgId: id,
    clientId: id,
    ...nudgeChoice,
  }),
  target: documentIn<Ask>(ASKS, ({ kind }) => STUDY_KINDS.includes(kind))<{
    quizId: string
  }>(({ quizId }) => quizId),
  prefetch: (db, { orgId }) => db.collection<Organisation>('organisations').get(orgId),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, now }, input, { target: ask, prefetched: place }) {
    if (ask.state === 'withdrawn') return refuse('withdrawn')
    if (place === null) return refuse('notFound')
    const call = { session, action: 'study.nudge', clientId: input.clientId, input, now }
    return once(db, call, (key) =>
      nudgeMissing({ db, wechat, now, session }, ask, place, input, key),
    )
  },
})

/** Which questions were most got wrong at or below an organisation. Its keys are public by then. */
export const mostWrong = action('study.mostWrong', {
  input: v.strictObject({ quizId: id, orgId: id }),
  target: quizTarget,
  prefetch: (db, { quizId, orgId }) =>
    db.collection<StoredTally>(TALLIES).get(tallyId(quizId, orgId)),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, _, { target: quiz, prefetched: tally }) {
    if (now.toISOString() <= quiz.releaseAt) return refuse('notReleased', { at: quiz.releaseAt })
    if (tally === null) return { questions: [], people: 0, at: null }
    return { questions: await worst(db, tally), people: tally.people, at: tally.at }
  },
})
