import type { QuestionView } from '../../services/question-view'

/**
 * One question: its stem, its options or fields, and after the answer what was right and why. Holds nothing itself.
 * `question` is a QuestionView of services/question-view.
 * Events: `choose` {position, choice} · `type` {position, blank, text} · `confirm`, `retry`, `dismiss` {position}.
 */
Component({
  properties: {
    question: { type: Object, value: {} },
    /** Answers are kept as they are chosen: no 确定. */
    plain: { type: Boolean, value: false },
  },
  methods: {
    onOption(event: WechatMiniprogram.TouchEvent): void {
      const { position, state } = this.shown()
      if (state !== 'open' && state !== 'refused') return
      const choice = Number(event.currentTarget.dataset.choice)
      this.triggerEvent('choose', { position, choice })
    },
    onType(event: WechatMiniprogram.Input): void {
      const blank = Number(event.currentTarget.dataset.blank)
      const { position } = this.shown()
      this.triggerEvent('type', { position, blank, text: event.detail.value })
    },
    onConfirm(): void {
      const { position, mayConfirm } = this.shown()
      if (mayConfirm) this.triggerEvent('confirm', { position })
    },
    onRetry(): void {
      this.triggerEvent('retry', { position: this.shown().position })
    },
    onDismiss(): void {
      this.triggerEvent('dismiss', { position: this.shown().position })
    },
    shown(): QuestionView {
      return this.data.question as QuestionView
    },
  },
})
