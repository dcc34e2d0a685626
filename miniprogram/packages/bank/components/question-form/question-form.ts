import type { QuestionKind } from '../../../../../typings/question-bank'
import type { Draft } from '../../services/form'

const KINDS: readonly { kind: QuestionKind; name: string }[] = [
  { kind: 'single', name: '单选' },
  { kind: 'multiple', name: '多选' },
  { kind: 'trueFalse', name: '判断' },
  { kind: 'fill', name: '填空' },
]
const MOST_OPTIONS = 8
const MOST_BLANKS = 10

/** Writes one question. `draft` is a Draft of services/form; event `change` carries the changed one. */
Component({
  properties: {
    draft: { type: Object, value: {} },
  },
  data: { kinds: KINDS, letters: ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'] },
  methods: {
    onKind(event: WechatMiniprogram.TouchEvent): void {
      const kind = event.currentTarget.dataset.kind as QuestionKind
      const { options } = this.now()
      const four = Array.from({ length: Math.max(0, 4 - options.length) }, () => ({
        text: '',
        right: false,
      }))
      const isChoice = kind === 'single' || kind === 'multiple'
      this.change({ kind, ...(isChoice && options.length === 0 ? { options: four } : {}) })
    },
    onStem(event: WechatMiniprogram.Input): void {
      this.change({ stem: event.detail.value })
    },
    onOption(event: WechatMiniprogram.Input): void {
      const index = Number(event.currentTarget.dataset.index)
      const { options } = this.now()
      this.change({
        options: options.map((option, at) =>
          at === index ? { ...option, text: event.detail.value } : option,
        ),
      })
    },
    onRight(event: WechatMiniprogram.TouchEvent): void {
      const index = Number(event.currentTarget.dataset.index)
      const { options, kind } = this.now()
      this.change({
        options: options.map((option, at) => {
          if (at === index) return { ...option, right: kind === 'single' || !option.right }
          return kind === 'single' ? { ...option, right: false } : option
        }),
      })
    },
    onAddOption(): void {
      const { options } = this.now()
      if (options.length < MOST_OPTIONS)
        this.change({ options: [...options, { text: '', right: false }] })
    },
    onJudge(event: WechatMiniprogram.TouchEvent): void {
      this.change({ judged: Number(event.currentTarget.dataset.choice) })
    },
    onBlank(event: WechatMiniprogram.Input): void {
      const index = Number(event.currentTarget.dataset.index)
      const { blanks } = this.now()
      this.change({
        blanks: blanks.map((text, at) => (at === index ? event.detail.value : text)),
      })
    },
    onAddBlank(): void {
      const { blanks } = this.now()
      if (blanks.length < MOST_BLANKS) this.change({ blanks: [...blanks, ''] })
    },
    onRemoveBlank(): void {
      const { blanks } = this.now()
      if (blanks.length > 1) this.change({ blanks: blanks.slice(0, -1) })
    },
    onExplanation(event: WechatMiniprogram.Input): void {
      this.change({ explanation: event.detail.value })
    },
    now(): Draft {
      return this.data.draft as Draft
    },
    change(part: Partial<Draft>): void {
      this.triggerEvent('change', { draft: { ...this.now(), ...part } })
    },
  },
})
