import type { OutputOf } from '../../../../typings/contract'
import type { AttemptView, QuizView, Score } from '../../../../typings/study'
import { deadlineWords, momentWords } from '../../../services/time'
import type { Tag } from '../../../services/words'

type Opened = OutputOf<'study.open'>

/** One fact about an exam, as a line. */
export interface Fact {
  name: string
  value: string
}

export interface AttemptRow {
  number: number
  title: string
  note: string
  tag: Tag
  /** Points as people look for them; empty before they may be known. */
  figure: string
  canSee: boolean
}

/** An exam before it starts and after it: what it is, what was done, what may be done now. Pure. */
export function examView({ quiz, attempts, next, mayFollowUp, mayEdit }: Opened, now: Date) {
  return {
    title: quiz.title,
    from: quiz.orgName,
    window: windowWords(quiz, now),
    facts: factsOf(quiz),
    rated: quiz.terms?.rated === true,
    attempts: attempts.map((attempt) => attemptRow(quiz, attempt, now)),
    action: next === null ? '' : next.resumes ? '继续作答' : '开始考试',
    /** Why nothing can be started. */
    closed: next === null ? closedWords(quiz, attempts, now) : '',
    followUp: mayFollowUp,
    mayWithdraw: mayEdit && quiz.state === 'published',
    ended: quiz.state === 'withdrawn' ? '这次考试已撤回，不用再考。' : '',
  }
}

/** `86 分，及格`. */
export function scoreWords({ points, total, passed }: Score): string {
  const outcome = passed === null ? '' : passed ? '，及格' : '，未及格'
  return `${points} / ${total} 分${outcome}`
}

function windowWords({ publishAt, closesAt }: QuizView, now: Date): string {
  const at = now.toISOString()
  if (at < publishAt) return `${momentWords(publishAt, now)} 开始`
  return at < closesAt ? `${deadlineWords(closesAt, now)}可以开始` : '已结束'
}

function factsOf({ questions, points, terms }: QuizView): Fact[] {
  if (terms === null) return []
  const pass = Math.ceil((points * terms.passMark) / 100)
  return [
    { name: '题目', value: `${questions} 题，共 ${points} 分` },
    { name: '时长', value: `${terms.minutes} 分钟` },
    { name: '及格', value: `${pass} 分` },
    { name: '次数', value: terms.attempts === 1 ? '1 次' : `${terms.attempts} 次，第 1 次为准` },
  ]
}

function attemptRow(quiz: QuizView, attempt: AttemptView, now: Date): AttemptRow {
  const { number, state, rated, score, submittedAt, graceUntil } = attempt
  const released = now.toISOString() > quiz.releaseAt
  const open = state === 'open'
  return {
    number,
    title: `第 ${number} 次${quiz.terms?.rated && !rated ? ' · 练习' : ''}`,
    note: open
      ? `已答 ${attempt.answered} / ${quiz.questions} · ${endWords(attempt.endsAt, now)}`
      : state === 'submitted'
        ? `${momentWords(submittedAt ?? graceUntil, now)} 交卷`
        : `到时自动交卷，已答 ${attempt.answered} / ${quiz.questions}`,
    tag: open ? { word: '作答中', tone: 'due' } : { word: '已交卷', tone: 'done' },
    figure: score === null ? '' : scoreWords(score),
    canSee: !open && released,
  }
}

/** Until when an attempt goes on; after its end answers given in time may still arrive. */
function endWords(endsAt: string, now: Date): string {
  return endsAt > now.toISOString() ? `${momentWords(endsAt, now)} 到时` : '已到时'
}

function closedWords(quiz: QuizView, attempts: readonly AttemptView[], now: Date): string {
  const at = now.toISOString()
  if (quiz.state === 'withdrawn') return ''
  if (at < quiz.publishAt) return `${momentWords(quiz.publishAt, now)} 开始，请届时再来。`
  if (attempts.length > 0 && at <= quiz.releaseAt)
    return `成绩和解析 ${momentWords(quiz.releaseAt, now)} 后公布。`
  if (attempts.length === 0) return '考试已结束，您没有参加。'
  return ''
}
