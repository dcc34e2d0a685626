import type { NoticeFile } from '../../../../typings/notice'
import type { QuizDraft, QuizKind } from '../../../../typings/study'
import { newId } from '../../../services/new-id'
import { clock, instantOf, pickerDate } from '../../../services/time'
import { audienceAt, choiceOf, type RuleRow, totalOf, usualEnd, usualTitle } from './compose'
import { materialOf } from './material'

/** A quiz as its author has typed it so far, also where it is none yet: a length without a number, no title. */
export interface TypedQuiz {
  /** Sent with it, so that a second try after a lost answer publishes nothing twice. */
  quizId: string
  title: string
  /** Place in `AUDIENCES`. */
  audience: number
  /** When it begins, `YYYY-MM-DD`; empty: at once. */
  startDate: string
  startTime: string
  endDate: string
  endTime: string
  /** Of a unit. */
  body: string
  linkTitle: string
  linkUrl: string
  hours: string
  files: NoticeFile[]
  /** Of an exam. */
  minutes: string
  passMark: string
  attempts: string
  rated: boolean
  /** How many of each rule, by its id; `null` while nobody has changed what is offered. */
  counts: Record<string, number> | null
  /** Questions chosen one by one; they stand in place of the rules. */
  questionIds: string[]
  /** It was sent and may have arrived: then it holds its questions itself. */
  sent: boolean
}

/** Everything has its usual value already: a title alone is missing, and of the weekly five nothing. */
export function freshQuiz(kind: QuizKind, now: Date): TypedQuiz {
  const end = usualEnd(now)
  return {
    quizId: newId('quiz-'),
    title: usualTitle(kind, now),
    audience: 0,
    startDate: '',
    startTime: '09:00',
    endDate: pickerDate(end),
    endTime: clock(end),
    body: '',
    linkTitle: '',
    linkUrl: '',
    hours: '1',
    files: [],
    minutes: '30',
    passMark: '60',
    attempts: '1',
    rated: false,
    counts: null,
    questionIds: [],
    sent: false,
  }
}

/** The rules as the author left them, within what the bank has now; as they were sent, if they were. Pure. */
export function rulesLeft(rules: readonly RuleRow[], { counts, sent }: TypedQuiz): RuleRow[] {
  if (counts === null) return [...rules]
  return rules.map((rule) => {
    const left = counts[rule.id] ?? 0
    return { ...rule, count: sent ? left : Math.min(rule.have, left) }
  })
}

/** Points of one question of an exam [P]. */
const POINTS = { single: 1, multiple: 2, trueFalse: 1, fill: 2 }
/** Different papers drawn from the rules. */
const MOST_PAPERS = 32

/** What would be published, or the sentence that says what is missing; the server checks all of it again. Pure. */
export function quizOf(
  typed: TypedQuiz,
  kind: QuizKind,
  { orgId, rules }: { orgId: string; rules: readonly RuleRow[] },
  now: Date,
): QuizDraft | string {
  const { questionIds } = typed
  const title = typed.title.trim()
  if (title === '') return '请填写标题。'
  if (questionIds.length === 0 && totalOf(rules) === 0) return '请选择题目。'
  const publishAt = typed.startDate === '' ? null : instantOf(typed.startDate, typed.startTime)
  const closesAt = instantOf(typed.endDate, typed.endTime)
  const at = now.toISOString()
  if (publishAt !== null && publishAt <= at) return '开始时间已经过了，请重新选择。'
  if (closesAt <= at) return '截止时间已经过了，请重新选择。'
  if (publishAt !== null && closesAt <= publishAt) return '截止时间要在开始时间之后。'
  const common = {
    title,
    audience: audienceAt(typed.audience, orgId),
    publishAt,
    closesAt,
    choice: choiceOf(rules, questionIds),
  }
  if (kind === 'weekly') return { ...common, kind }
  if (kind === 'unit') {
    const material = materialOf(typed.body, typed.linkTitle, typed.linkUrl, typed.files)
    if (typeof material === 'string') return material
    const hours = within(typed.hours, 0, 40, 0.5)
    if (hours === null) return '学时填 0 到 40，可以有半学时。'
    return { ...common, kind, material, hours }
  }
  const minutes = within(typed.minutes, 1, 300)
  if (minutes === null) return '时长填 1 到 300 分钟。'
  const passMark = within(typed.passMark, 1, 100)
  if (passMark === null) return '及格线填 1 到 100。'
  const attempts = within(typed.attempts, 1, 10)
  if (attempts === null) return '次数填 1 到 10。'
  const papers = questionIds.length > 0 ? 1 : MOST_PAPERS
  const terms = { minutes, attempts, passMark, rated: typed.rated, points: POINTS, papers }
  return { ...common, kind, terms }
}

/** A typed number in whole steps between two limits of the server's schema; `null` when it is none. */
function within(typed: string, least: number, most: number, step = 1): number | null {
  const value = typed.trim() === '' ? Number.NaN : Number(typed)
  return value >= least && value <= most && Number.isInteger(value / step) ? value : null
}
