import { isRight } from '../../../../../cloudfunctions/rules/study/score'
import { openSeal } from '../../../../../cloudfunctions/rules/study/seal'
import type { OutputOf } from '../../../../../typings/contract'
import type { Given, Marked, PackQuestion, ShownQuestion } from '../../../../../typings/study'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import {
  choose,
  fill,
  isAnswered,
  type QuestionView,
  questionView,
} from '../../services/question-view'

/** 练习: one subject from a downloaded pack, one question at a time, without network too. Nothing is recorded. */
definePage({
  data: {
    ...SHELL,
    subject: '',
    question: null as QuestionView | null,
    at: 0,
    total: 0,
    right: 0,
    answered: 0,
    more: false,
  },
  orgId: '',
  subject: '',
  offset: 0,
  pack: [] as PackQuestion[],
  given: null as Given | null,
  marked: null as Marked | null,

  onLoad(query: { org?: string; subject?: string }): void {
    this.orgId = query.org ?? ''
    this.subject = decoded(query).subject ?? ''
    this.setData({ subject: this.subject })
    void this.load()
  },

  async load(): Promise<void> {
    const { orgId, subject, offset } = this
    const name = `pack:${orgId}:${subject}:${offset}`
    const ask = ['study.pack', { orgId, subject, offset }, name] as const
    await present(this, ask, (pack: OutputOf<'study.pack'>, { fresh }) => {
      // The pack that is being answered stays under the hand; a newer one is used next time.
      if (fresh && this.pack.length > 0 && this.data.answered > 0) return {}
      this.pack = pack.questions
      return { more: pack.more, total: pack.questions.length, ...this.shown() }
    })
  },

  onChoose(event: WechatMiniprogram.CustomEvent<{ choice: number }>): void {
    const question = this.pack[this.data.at]
    if (question === undefined || this.marked !== null) return
    this.given = choose(question.kind, this.given, event.detail.choice)
    if (question.kind === 'multiple') draw(this, this.shown())
    else this.mark(question)
  },
  onType(event: WechatMiniprogram.CustomEvent<{ blank: number; text: string }>): void {
    const question = this.pack[this.data.at]
    if (question === undefined || this.marked !== null) return
    this.given = fill(this.given, question.blanks, event.detail.blank, event.detail.text)
    draw(this, this.shown())
  },
  onConfirm(): void {
    const question = this.pack[this.data.at]
    if (question !== undefined && isAnswered(question, this.given)) this.mark(question)
  },
  mark({ questionId, seal }: PackQuestion): void {
    const sealed = openSeal(seal, questionId)
    if (sealed === null || this.given === null) {
      draw(this, { status: 'error', message: '练习包不完整，请联网后重新打开。', canRetry: true })
      return
    }
    const right = isRight(sealed.key, this.given)
    this.marked = { position: this.data.at, right, ...sealed }
    draw(this, {
      answered: this.data.answered + 1,
      right: this.data.right + (right ? 1 : 0),
      ...this.shown(),
    })
  },
  onNext(): void {
    this.given = null
    this.marked = null
    draw(this, { at: this.data.at + 1 })
    draw(this, this.shown())
  },
  onNextPack(): void {
    this.offset += this.pack.length
    this.restart()
    void this.load()
  },
  onAgain(): void {
    this.restart()
    draw(this, this.shown())
  },
  restart(): void {
    this.given = null
    this.marked = null
    draw(this, { at: 0, answered: 0, right: 0 })
  },

  shown(): { question: QuestionView | null } {
    const { at } = this.data
    const packed = this.pack[at]
    if (packed === undefined) return { question: null }
    const options = packed.options.map((text, choice) => ({ choice, text }))
    const shown: ShownQuestion = {
      ...packed,
      position: at,
      points: 0,
      options: optionsOf(packed, options),
    }
    const state = this.marked === null ? 'open' : this.marked.right ? 'right' : 'wrong'
    return {
      question: questionView(shown, this.pack.length, {
        given: this.given,
        marked: this.marked,
        state,
      }),
    }
  },
})

/** A true/false question stores no options; its choices are 正确 and 错误. */
function optionsOf(
  { kind }: PackQuestion,
  options: ShownQuestion['options'],
): ShownQuestion['options'] {
  if (kind !== 'trueFalse') return options
  return [
    { choice: 0, text: '正确' },
    { choice: 1, text: '错误' },
  ]
}
