import type { StudyCard, StudyHome } from '../../../typings/study'
import { draw } from '../../services/draw'
import { present, SHELL } from '../../services/follow'
import * as outbox from '../../services/outbox'
import { definePage } from '../../services/page'
import { waitingToBeSent } from '../../services/quiz'
import { quizPath } from '../../services/share'
import { momentWords } from '../../services/time'
import { type AskRow, askRow } from '../../services/words'

interface DoneRow {
  id: string
  path: string
  title: string
  note: string
  value: string
}

interface PackRow {
  id: string
  orgId: string
  subject: string
  note: string
}

/** 学习: what is to be learned and answered, then what one may do of one's own accord. */
definePage({
  data: {
    ...SHELL,
    todo: [] as AskRow[],
    done: [] as DoneRow[],
    mistakesDue: 0,
    year: 0,
    hours: 0,
    required: 0,
    subjects: [] as PackRow[],
    writes: [] as StudyHome['writes'],
    follows: [] as StudyHome['follows'],
  },
  home: null as StudyHome | null,
  unwatch: null as (() => void) | null,

  onLoad(): void {
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else if (this.home !== null) draw(this, shown(this.home))
    })
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    await present(this, ['study.home', {}, 'study'], (home) => {
      this.home = home
      return shown(home)
    })
  },

  onOpen(event: WechatMiniprogram.TouchEvent): void {
    void wx.navigateTo({ url: String(event.currentTarget.dataset.path) })
  },
  onPractice(event: WechatMiniprogram.TouchEvent): void {
    const { org, subject } = event.currentTarget.dataset as { org: string; subject: string }
    void wx.navigateTo({
      url: `/packages/study/pages/practice/practice?org=${org}&subject=${encodeURIComponent(subject)}`,
    })
  },
  onMistakes(): void {
    void wx.navigateTo({ url: '/packages/study/pages/mistakes/mistakes' })
  },
  onHours(): void {
    void wx.navigateTo({ url: '/packages/study/pages/hours/hours' })
  },
  onBranchHours(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    void wx.navigateTo({
      url: `/packages/study/pages/branch-hours/branch-hours?org=${org}&name=${encodeURIComponent(name)}`,
    })
  },
  onWrite(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    void wx.navigateTo({
      url: `/packages/bank/pages/published/published?org=${org}&name=${encodeURIComponent(name)}`,
    })
  },
  onHistory(): void {
    void wx.navigateTo({ url: '/packages/study/pages/history/history' })
  },
})

function shown(home: StudyHome) {
  const now = new Date()
  const waiting = waitingToBeSent()
  return {
    todo: home.todo.map(({ card }) => askRow(card, waiting, now)),
    done: home.done.map((each) => doneRow(each, now)),
    mistakesDue: home.mistakesDue,
    ...home.credits,
    subjects: home.subjects.map(({ orgId, orgName, subject, questions }) => ({
      id: `${orgId}:${subject}`,
      orgId,
      subject,
      note: `${orgName} · 共 ${questions} 题`,
    })),
    writes: home.writes,
    follows: home.follows,
  }
}

function doneRow({ quiz, attempt }: StudyCard, now: Date): DoneRow {
  const score = attempt?.score ?? null
  const value =
    score !== null
      ? `${score.right} / ${score.questions}`
      : quiz.kind === 'exam'
        ? `${momentWords(quiz.releaseAt, now)} 公布`
        : ''
  return {
    id: quiz.quizId,
    path: quizPath(quiz.quizId, quiz.kind),
    title: quiz.title,
    note: quiz.orgName,
    value,
  }
}
