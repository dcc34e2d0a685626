import type { InputOf, OutputOf } from '../../typings/contract'
import * as cache from './cache'
import * as outbox from './outbox'

/** A weekly five or unit as `study.start` answers it. */
export type StartedQuiz = OutputOf<'study.start'>

/** Where the answer of `study.start` is kept. */
export function quizKey(quizId: string): string {
  return `quiz:${quizId}`
}

/** What the outbox knows one question of a quiz by. */
export function questionSubject(quizId: string, position: number): string {
  return `${quizId}:${position}`
}

/** What lists mark 待发送: also exams handed in on this phone, which the outbox knows by their attempt. */
export function waitingToBeSent(): Set<string> {
  const handedIn = outbox.changes().flatMap(({ action, state, input }) => {
    if (action !== 'study.submit' || state !== 'waiting') return []
    return [(input as InputOf<'study.submit'>).quizId]
  })
  return new Set([...outbox.waiting(), ...handedIn])
}

/** Which try the next answer to a question is, from 1. Saved answers of these quizzes carry it as their `seq`. */
export function nextTry(quiz: StartedQuiz, position: number): number {
  return (quiz.answers.find((each) => each.position === position)?.seq ?? 0) + 1
}

/** The quiz after the server answered one of its questions. Pure. */
export function withAnswer(
  quiz: StartedQuiz,
  { position, tries }: Pick<InputOf<'study.answer'>, 'position' | 'tries'>,
  { marked, given, done }: OutputOf<'study.answer'>,
): StartedQuiz {
  const others = <Row extends { position: number }>(rows: Row[]) =>
    rows.filter((row) => row.position !== position)
  return {
    ...quiz,
    answers: [...others(quiz.answers), { position, given, seq: tries }],
    marked: [...others(quiz.marked), marked],
    attempt: done ? { ...quiz.attempt, state: 'submitted' } : quiz.attempt,
  }
}

/** Brings a kept quiz in line with an answer the server just took, whichever page is open. */
export function keepQuizInLine(event: outbox.OutboxEvent): void {
  const told = outbox.answerTo(event, 'study.answer')
  if (told === null) return
  const { input, memberId } = told.change
  cache.patch<StartedQuiz>(memberId, quizKey(input.quizId), (quiz) =>
    withAnswer(quiz, input, told.answer),
  )
}
