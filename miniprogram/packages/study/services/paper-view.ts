import type { OutputOf } from '../../../../typings/contract'
import type { AttemptView, SavedAnswer } from '../../../../typings/study'
import { momentWords } from '../../../services/time'
import type { Tag, Tone } from '../../../services/words'

export interface Countdown {
  /** `剩 29:58`, `结束，还可送达 8 分钟`. */
  words: string
  tone: Tone
  over: boolean
}

/** The time that is left. @param now server time, milliseconds since the epoch. Pure. */
export function countdown({ endsAt, graceUntil }: AttemptView, now: number): Countdown {
  const left = Date.parse(endsAt) - now
  if (left > 0)
    return { words: `剩 ${clockWords(left)}`, tone: left < WARN_MS ? 'due' : 'plain', over: false }
  const grace = Date.parse(graceUntil) - now
  if (grace > 0)
    return {
      words: `时间到，${Math.ceil(grace / 60_000)} 分钟内可交`,
      tone: 'overdue',
      over: false,
    }
  return { words: '已结束', tone: 'overdue', over: true }
}

const WARN_MS = 5 * 60_000

/** What is on its way to the server: a save, or the handing in. */
export interface OnItsWay {
  action: 'study.save' | 'study.submit'
  state: 'waiting' | 'refused'
  refusal?: string
}

export interface MapCell {
  position: number
  label: string
  answered: boolean
  here: boolean
}

/** 题目表: which questions are answered, and where the person is. Pure. */
export function mapOf(total: number, answers: readonly SavedAnswer[], at: number): MapCell[] {
  const answered = new Set(answers.map(({ position }) => position))
  return Array.from({ length: total }, (_, position) => ({
    position,
    label: String(position + 1),
    answered: answered.has(position),
    here: position === at,
  }))
}

/** How far the answers have got, and, once it is over, how it ended. Pure. */
export function savedTag(
  { attempt, quiz }: Pick<OutputOf<'study.start'>, 'attempt' | 'quiz'>,
  change: OnItsWay | null,
): { saved: Tag; ended: string; endedNote: string } {
  const now = new Date()
  const results = `成绩和解析 ${momentWords(quiz.releaseAt, now)} 后公布。`
  const saved: Tag =
    change === null
      ? { word: '已保存', tone: 'done' }
      : change.state === 'refused'
        ? { word: '没有送达', tone: 'overdue' }
        : { word: '待发送', tone: 'waiting' }
  if (change?.state === 'refused')
    return { saved, ended: '没有计入', endedNote: change.refusal ?? '' }
  if (change?.action === 'study.submit')
    return {
      saved,
      ended: '已交卷，待发送',
      endedNote: `请尽快联网：${momentWords(attempt.graceUntil, now)} 前送达的才计入。答案已保存在本机，联网后自动发出。`,
    }
  if (attempt.state === 'submitted') return { saved, ended: '已交卷', endedNote: results }
  if (attempt.state === 'timedOut')
    return { saved, ended: '已到时，自动交卷', endedNote: `按到时前送达的答案计分。${results}` }
  return { saved, ended: '', endedNote: '' }
}

function clockWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]
  const tail = `${two(minutes)}:${two(seconds % 60)}`
  return hours === 0 ? tail : `${hours}:${tail}`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
