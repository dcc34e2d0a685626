import type { Given, ShownQuestion } from '../../../../../typings/study'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import type { StartedQuiz } from '../../../../services/quiz'
import { NO_TAG } from '../../../../services/words'
import { type Pace, paced } from '../../services/pace'
import {
  answersOf,
  handIn,
  keepAnswer,
  keepPaper,
  paperKey,
  paperSubject,
  pendingOf,
  withSaved,
} from '../../services/paper'
import { type Countdown, countdown, type MapCell, mapOf, savedTag } from '../../services/paper-view'
import { choose, fill, type QuestionView, questionView } from '../../services/question-view'

/** Answers are sent at most so often; they are on the phone at once. */
const SEND_EVERY_MS = 10_000
const TICK_MS = 1000

/** A paper being answered, one question at a time. The clock is the server's. */
definePage({
  data: {
    ...SHELL,
    title: '',
    left: { words: '', tone: 'plain', over: false } as Countdown,
    saved: NO_TAG,
    question: null as QuestionView | null,
    at: 0,
    total: 0,
    answered: 0,
    map: [] as MapCell[],
    showMap: false,
    /** The sentence after handing in, or when it is over. */
    ended: '',
    endedNote: '',
    busy: '',
    failed: '',
  },
  id: '',
  attempt: 1,
  paper: null as StartedQuiz | null,
  /** Server's clock minus the phone's, milliseconds. */
  ahead: 0,
  pace: null as Pace | null,
  ticking: null as ReturnType<typeof setInterval> | null,
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; attempt?: string }): void {
    this.id = query.id ?? ''
    this.attempt = Number(query.attempt ?? 1)
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
    this.pace = paced(SEND_EVERY_MS, () => this.send())
    this.ticking = setInterval(() => this.tick(), TICK_MS)
  },
  onUnload(): void {
    this.unwatch?.()
    if (this.ticking !== null) clearInterval(this.ticking)
    this.pace?.now()
  },
  onHide(): void {
    this.pace?.now()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { id: quizId, attempt } = this
    const asked = Date.now()
    const ask = ['study.start', { quizId, attempt }, paperKey(quizId, attempt)] as const
    await present(this, ask, (paper, { fresh }) => {
      // Half of the way there and back is a fair guess of when the server looked at its clock.
      if (fresh) this.ahead = Date.parse(paper.at) - (asked + Date.now()) / 2
      this.paper = this.paper === null ? paper : withSaved(paper, this.paper)
      if (fresh && pendingOf(paper) !== null) this.pace?.now()
      return { title: paper.quiz.title, ...this.shown(this.paper) }
    })
  },

  onOutbox(event: outbox.OutboxEvent): void {
    const { paper } = this
    if (paper === null) return
    const saved = outbox.answerTo(event, 'study.save')
    if (saved !== null && isThis(saved.change.input, this)) {
      this.paper = withSaved(paper, saved.answer)
      keepPaper(saved.change.memberId, this.paper)
    }
    const handed = outbox.answerTo(event, 'study.submit')
    if (handed !== null && isThis(handed.change.input, this)) {
      const { submittedAt } = handed.answer
      const answers = handed.change.input.answers
      this.paper = {
        ...withSaved(paper, { answers, seq: paper.seq }),
        attempt: { ...paper.attempt, state: 'submitted', submittedAt },
      }
      keepPaper(handed.change.memberId, this.paper)
    }
    this.redraw()
  },

  onChoose(event: WechatMiniprogram.CustomEvent<{ position: number; choice: number }>): void {
    const { position, choice } = event.detail
    const question = this.paper?.questions[position]
    if (question !== undefined)
      this.keep(position, choose(question.kind, this.givenAt(position), choice))
  },
  onType(
    event: WechatMiniprogram.CustomEvent<{ position: number; blank: number; text: string }>,
  ): void {
    const { position, blank, text } = event.detail
    const question = this.paper?.questions[position]
    if (question !== undefined)
      this.keep(position, fill(this.givenAt(position), question.blanks, blank, text))
  },
  keep(position: number, given: Given): void {
    const { paper } = this
    if (paper === null || this.data.ended !== '') return
    keepAnswer(paper, position, given)
    this.redraw()
    this.pace?.soon()
  },
  givenAt(position: number): Given | null {
    const { paper } = this
    if (paper === null) return null
    return answersOf(paper).find((answer) => answer.position === position)?.given ?? null
  },

  send(): void {
    if (outbox.pending(paperSubject(this.id, this.attempt)) !== null) void outbox.send()
  },

  onPrevious(): void {
    this.go(this.data.at - 1)
  },
  onNext(): void {
    this.go(this.data.at + 1)
  },
  onCell(event: WechatMiniprogram.TouchEvent): void {
    draw(this, { showMap: false })
    this.go(Number(event.currentTarget.dataset.position))
  },
  onMap(): void {
    draw(this, { showMap: !this.data.showMap })
  },
  go(position: number): void {
    const total = this.paper?.questions.length ?? 0
    if (position < 0 || position >= total) return
    draw(this, { at: position })
    this.redraw()
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },

  async onHandIn(): Promise<void> {
    const { paper } = this
    if (paper === null || this.data.busy !== '') return
    const left = paper.questions.length - answersOf(paper).length
    const { confirm } = await wx.showModal({
      title: '交卷？',
      content: left > 0 ? `还有 ${left} 题没有答，交卷后不能再改。` : '全部已答，交卷后不能再改。',
      confirmText: '交卷',
    })
    if (!confirm) return
    draw(this, { busy: 'handIn' })
    await handIn(paper)
    draw(this, { busy: '' })
    this.redraw()
  },
  async onRefusalRead(): Promise<void> {
    const change = outbox.pending(paperSubject(this.id, this.attempt))
    if (change !== null) outbox.dismiss(change.clientId)
    await this.load()
  },
  onBack(): void {
    void wx.navigateBack()
  },

  tick(): void {
    if (this.paper !== null && this.data.ended === '')
      draw(this, { left: countdown(this.paper.attempt, Date.now() + this.ahead) })
  },
  redraw(): void {
    if (this.paper !== null) draw(this, this.shown(this.paper))
  },
  shown(paper: StartedQuiz) {
    const answers = answersOf(paper)
    const now = Date.now() + this.ahead
    const question: ShownQuestion | undefined = paper.questions[this.data.at]
    const given = answers.find((answer) => answer.position === this.data.at)?.given ?? null
    const view =
      question === undefined
        ? null
        : questionView(question, paper.questions.length, { given, marked: null, state: 'open' })
    return {
      question: view,
      total: paper.questions.length,
      answered: answers.length,
      map: mapOf(paper.questions.length, answers, this.data.at),
      left: countdown(paper.attempt, now),
      ...savedTag(paper, pendingOf(paper)),
    }
  },
})

function isThis(
  input: { quizId: string; attempt: number },
  page: { id: string; attempt: number },
): boolean {
  return input.quizId === page.id && input.attempt === page.attempt
}
