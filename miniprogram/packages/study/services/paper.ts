import { mergedAnswers } from '../../../../cloudfunctions/rules/study/attempt'
import type { InputOf } from '../../../../typings/contract'
import type { Given, SavedAnswer } from '../../../../typings/study'
import * as cache from '../../../services/cache'
import * as outbox from '../../../services/outbox'
import type { StartedQuiz } from '../../../services/quiz'

/** Where the answer of `study.start` of an exam's attempt is kept. */
export function paperKey(quizId: string, attempt: number): string {
  return `paper:${quizId}:${attempt}`
}

/** What the outbox knows an attempt by: its saves and its handing in wait for one another. */
export function paperSubject(quizId: string, attempt: number): string {
  return `${quizId}#${attempt}`
}

type Saving = InputOf<'study.save'>

/** Everything known on this phone: what the server has, and what is on its way to it. */
export function answersOf(paper: StartedQuiz): SavedAnswer[] {
  const change = pendingOf(paper)
  return mergedAnswers(paper.answers, change?.input.answers ?? [])
}

/** What is on its way: a save, or the handing in. */
export function pendingOf({
  quiz,
  attempt,
}: StartedQuiz): outbox.Change<'study.save' | 'study.submit'> | null {
  const change = outbox.pending(paperSubject(quiz.quizId, attempt.number))
  return change as outbox.Change<'study.save' | 'study.submit'> | null
}

/** Keeps one tap on the phone, at once. Sending is the page's. */
export function keepAnswer(paper: StartedQuiz, position: number, given: Given): void {
  const answers = answersOf(paper)
  const seq = Math.max(paper.seq, ...answers.map((answer) => answer.seq)) + 1
  put('study.save', paper, mergedAnswers(answers, [{ position, given, seq }]))
}

/** Hands in everything this phone shows. It stays in the outbox until the server has it. */
export function handIn(paper: StartedQuiz): Promise<void> {
  put('study.submit', paper, answersOf(paper))
  return outbox.send()
}

/** The paper after the server took a save: what it holds now, and nothing older. Pure. */
export function withSaved(
  paper: StartedQuiz,
  { answers, seq }: { answers: SavedAnswer[]; seq: number },
): StartedQuiz {
  return { ...paper, answers: mergedAnswers(paper.answers, answers), seq: Math.max(paper.seq, seq) }
}

/** Keeps what the server took, so that the paper opens with it after a kill without network. */
export function keepPaper(memberId: string, paper: StartedQuiz): void {
  const { quiz, attempt } = paper
  cache.patch<StartedQuiz>(memberId, paperKey(quiz.quizId, attempt.number), () => paper)
}

function put(
  action: 'study.save' | 'study.submit',
  { quiz, attempt }: StartedQuiz,
  answers: Saving['answers'],
): void {
  const input = { quizId: quiz.quizId, attempt: attempt.number, answers }
  outbox.replace(action, input, paperSubject(quiz.quizId, attempt.number))
}
