import type { OutputOf } from '../../../../../typings/contract'
import type { Given, MistakeQuestion } from '../../../../../typings/study'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { choose, fill, isAnswered, type QuestionView } from '../../services/question-view'
import { type Reviewed, reviewView } from '../../services/review-view'

/** 错题本: what is due today, a few at a time. */
definePage({
  data: {
    ...SHELL,
    questions: [] as QuestionView[],
    waiting: 0,
    total: 0,
    left: 0,
  },
  due: [] as MistakeQuestion[],
  reviewed: new Map<string, Reviewed>(),
  drafts: new Map<string, Given>(),
  waiting: 0,
  unwatch: null as (() => void) | null,

  onLoad(): void {
    this.reviewed = new Map()
    this.drafts = new Map()
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
    void this.load()
  },
  onUnload(): void {
    this.unwatch?.()
  },

  async load(): Promise<void> {
    await present(this, ['study.mistakes', {}, 'mistakes'], (book: OutputOf<'study.mistakes'>) => {
      this.due = book.due
      this.reviewed.clear()
      this.drafts.clear()
      return { total: book.total, waiting: book.waiting, ...this.shown() }
    })
  },

  onOutbox(event: outbox.OutboxEvent): void {
    const told = outbox.answerTo(event, 'study.reviewMistake')
    if (told !== null) {
      const { questionId, given } = told.change.input
      this.reviewed.set(questionId, { given, answer: told.answer })
    }
    draw(this, this.shown())
  },

  onChoose(event: WechatMiniprogram.CustomEvent<{ position: number; choice: number }>): void {
    const question = this.due[event.detail.position]
    if (question === undefined) return
    const { questionId, kind } = question
    const given = choose(kind, this.drafts.get(questionId) ?? null, event.detail.choice)
    this.drafts.set(questionId, given)
    if (kind === 'multiple') draw(this, this.shown())
    else void this.submit(question, given)
  },
  onType(
    event: WechatMiniprogram.CustomEvent<{ position: number; blank: number; text: string }>,
  ): void {
    const question = this.due[event.detail.position]
    if (question === undefined) return
    const { questionId, blanks } = question
    const { blank, text } = event.detail
    this.drafts.set(questionId, fill(this.drafts.get(questionId) ?? null, blanks, blank, text))
    draw(this, this.shown())
  },
  onConfirm(event: WechatMiniprogram.CustomEvent<{ position: number }>): void {
    const question = this.due[event.detail.position]
    const given = question === undefined ? null : (this.drafts.get(question.questionId) ?? null)
    if (question !== undefined && given !== null && isAnswered(question, given))
      void this.submit(question, given)
  },
  async submit({ questionId, reviews }: MistakeQuestion, given: Given): Promise<void> {
    await outbox.put('study.reviewMistake', { questionId, reviews, given }, `mistake:${questionId}`)
    draw(this, this.shown())
  },
  onDismiss(event: WechatMiniprogram.CustomEvent<{ position: number }>): void {
    const question = this.due[event.detail.position]
    const change = question === undefined ? null : outbox.pending(`mistake:${question.questionId}`)
    if (change !== null) outbox.dismiss(change.clientId)
    void this.load()
  },
  onMore(): void {
    void this.load()
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },

  shown() {
    const questions = this.due.map((question, position) =>
      reviewView(question, position, {
        draft: this.drafts.get(question.questionId) ?? null,
        reviewed: this.reviewed.get(question.questionId) ?? null,
        change: outbox.pending(
          `mistake:${question.questionId}`,
        ) as outbox.Change<'study.reviewMistake'> | null,
      }),
    )
    const isDone = ({ state }: QuestionView) => state !== 'open' && state !== 'refused'
    return { questions, left: questions.filter((each) => !isDone(each)).length }
  },
})
