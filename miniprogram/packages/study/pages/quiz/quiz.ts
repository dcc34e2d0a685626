import type { Given, ShownQuestion } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { openFile } from '../../../../services/attachments'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import {
  nextTry,
  questionSubject,
  quizKey,
  type StartedQuiz,
  withAnswer,
} from '../../../../services/quiz'
import { HOME_CARD, quizCard, quizPath, titleOnCard } from '../../../../services/share'
import { deadlineWords } from '../../../../services/time'
import { type MaterialView, materialOf } from '../../services/material'
import { choose, fill, isAnswered, type QuestionView } from '../../services/question-view'
import { type Draft, questionsOf, tallyOf } from '../../services/quiz-view'

/**
 * 每周五题 and the questions of a study unit on one scrolling page. A tap on an answer submits that question and
 * unfolds why; without network the answer waits in the outbox.
 */
definePage({
  data: {
    ...SHELL,
    title: '',
    note: '',
    questions: [] as QuestionView[],
    answered: 0,
    total: 0,
    isUnit: false,
    material: null as MaterialView | null,
    /** What happened once everything is answered; empty before. */
    done: '',
    to: '',
    /** What a stranger has read already, on the card. */
    cardTitle: '',
    busy: '',
    failed: '',
  },
  id: '',
  quiz: null as StartedQuiz | null,
  drafts: new Map<number, Draft>(),
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; title?: string }): void {
    const opened = decoded(query)
    this.id = opened.id ?? ''
    this.drafts = new Map()
    this.setData({ to: quizPath(this.id, 'weekly'), cardTitle: titleOnCard(opened) })
    this.unwatch = outbox.watch((event) => this.onOutbox(event))
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const ask = ['study.start', { quizId: this.id, attempt: 1 }, quizKey(this.id)] as const
    await present(this, ask, (quiz) => {
      this.quiz = quiz
      return this.shown(quiz)
    })
  },

  onOutbox(event: outbox.OutboxEvent): void {
    const told = outbox.answerTo(event, 'study.answer')
    if (told !== null && told.change.input.quizId === this.id && this.quiz !== null) {
      this.drafts.delete(told.change.input.position)
      this.quiz = withAnswer(this.quiz, told.change.input, told.answer)
    }
    this.redraw()
  },

  onChoose(event: WechatMiniprogram.CustomEvent<{ position: number; choice: number }>): void {
    const { position, choice } = event.detail
    const question = this.questionAt(position)
    if (question === null) return
    const given = choose(question.kind, this.givenAt(position), choice)
    this.keep(position, given)
    if (question.kind === 'multiple') this.redraw()
    else void this.submit(question, given)
  },
  onType(
    event: WechatMiniprogram.CustomEvent<{ position: number; blank: number; text: string }>,
  ): void {
    const { position, blank, text } = event.detail
    const question = this.questionAt(position)
    if (question === null) return
    this.keep(position, fill(this.givenAt(position), question.blanks, blank, text))
    this.redraw()
  },
  onConfirm(event: WechatMiniprogram.CustomEvent<{ position: number }>): void {
    const { position } = event.detail
    const question = this.questionAt(position)
    const given = this.givenAt(position)
    if (question !== null && given !== null && isAnswered(question, given))
      void this.submit(question, given)
  },
  onRetry(event: WechatMiniprogram.CustomEvent<{ position: number }>): void {
    this.drafts.set(event.detail.position, { given: null, again: true })
    this.redraw()
  },

  async submit({ position }: ShownQuestion, given: Given): Promise<void> {
    if (this.quiz === null) return
    const input = { quizId: this.id, position, given, tries: nextTry(this.quiz, position) }
    await outbox.put('study.answer', input, questionSubject(this.id, position))
    this.redraw()
  },

  questionAt(position: number): ShownQuestion | null {
    return (this.quiz as StartedQuiz | null)?.questions[position] ?? null
  },
  givenAt(position: number): Given | null {
    return this.drafts.get(position)?.given ?? null
  },
  keep(position: number, given: Given): void {
    this.drafts.set(position, { given, again: this.drafts.get(position)?.again ?? false })
  },

  redraw(): void {
    if (this.quiz !== null) draw(this, this.shown(this.quiz))
  },
  shown(quiz: StartedQuiz) {
    const { title, orgName, closesAt, kind, hours } = quiz.quiz
    const { answered, right, total } = tallyOf(quiz)
    const isDone = quiz.attempt.state !== 'open'
    const credited = hours > 0 ? `，记 ${hours} 学时` : ''
    const rightly = right === null ? '' : `答对 ${right} 题`
    return {
      title,
      note: `${orgName} · ${deadlineWords(closesAt, new Date())}`,
      material: materialOf(quiz.material),
      questions: questionsOf(quiz, this.drafts, (position) => this.pendingAt(position)),
      answered,
      total,
      isUnit: kind === 'unit',
      done: isDone ? `答完了，${total} 题${rightly}${credited}` : '',
    }
  },
  pendingAt(position: number): outbox.Change<'study.answer'> | null {
    const change = outbox.pending(questionSubject(this.id, position))
    return change as outbox.Change<'study.answer'> | null
  },

  onDismiss(event: WechatMiniprogram.CustomEvent<{ position: number }>): void {
    const change = this.pendingAt(event.detail.position)
    if (change !== null) outbox.dismiss(change.clientId)
    void this.load()
  },
  onCopy(): void {
    const url = this.quiz?.material?.link?.url
    if (url !== undefined) void wx.setClipboardData({ data: url })
  },
  async onFile(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const index = Number(event.currentTarget.dataset.index)
    const file = this.quiz?.material?.files[index]
    if (file === undefined) return
    await act(this, `file:${index}`, () => openFile(file))
  },

  onShareAppMessage() {
    return this.quiz === null ? HOME_CARD : quizCard(this.quiz.quiz, new Date())
  },
})
