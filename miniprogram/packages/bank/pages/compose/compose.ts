import type { QuizDraft, QuizKind } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { filesShown } from '../../../../services/attachments'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { momentWords, pickerDate } from '../../../../services/time'
import { chooseDocuments, MOST_FILES, uploadDocuments } from '../../../../services/uploads'
import { AUDIENCES, MOST, type RuleRow, rulesOf, stepped, totalOf } from '../../services/compose'
import { quizDraft, quizDraftId } from '../../services/quiz-draft'
import { freshQuiz, quizOf, rulesLeft, type TypedQuiz } from '../../services/quiz-typed'

const NAMES: Readonly<Record<QuizKind, string>> = {
  weekly: '每周五题',
  unit: '学习单元',
  exam: '考试',
}

/** Publishes a weekly five, a unit or an exam with few taps; what is typed is kept until it is published. */
definePage({
  data: {
    ...SHELL,
    kind: 'weekly' as QuizKind,
    orgName: '',
    ...shown(freshQuiz('weekly', new Date())),
    rules: [] as RuleRow[],
    total: 0,
    today: '',
    audiences: AUDIENCES.map(({ name }) => name),
    /** Since when what was typed before waits here; empty for a fresh one. */
    restored: '',
    busy: '',
    failed: '',
  },
  orgId: '',
  typed: freshQuiz('weekly', new Date()),
  /** What the bank offers, before anybody changed it. */
  offered: [] as RuleRow[],

  onLoad(query: { org?: string; kind?: QuizKind; name?: string }): void {
    this.orgId = query.org ?? ''
    const kind = query.kind ?? 'weekly'
    const now = new Date()
    const kept = quizDraft.unsaved(quizDraftId(this.orgId, kind))
    this.typed = kept?.text ?? freshQuiz(kind, now)
    this.setData({
      kind,
      orgName: decoded(query).name ?? '',
      ...shown(this.typed),
      today: pickerDate(now),
      restored: kept === null ? '' : momentWords(kept.at, now),
    })
    void this.load()
  },
  onReady(): void {
    void wx.setNavigationBarTitle({ title: `发布${NAMES[this.data.kind]}` })
  },
  async load(): Promise<void> {
    const { orgId } = this
    await present(this, ['question.subjects', { orgId }, `subjects:${orgId}`], ({ subjects }) => {
      this.offered = rulesOf(subjects, this.data.kind)
      return this.drawnRules()
    })
  },
  drawnRules() {
    const rules = rulesLeft(this.offered, this.typed)
    return { rules, total: totalOf(rules) }
  },

  /** What was typed or chosen changes, on this phone at once. */
  change(changed: Partial<TypedQuiz>): void {
    this.typed = { ...this.typed, ...changed }
    quizDraft.keep(quizDraftId(this.orgId, this.data.kind), this.typed, 0)
  },
  /** Typed: the field shows it already. */
  onText(event: WechatMiniprogram.Input): void {
    const { field } = event.currentTarget.dataset as { field: 'title' }
    this.data[field] = event.detail.value
    this.change({ [field]: event.detail.value })
  },
  onTime(event: WechatMiniprogram.PickerChange): void {
    const { field } = event.currentTarget.dataset as { field: string }
    const moment = { [field]: String(event.detail.value ?? '') }
    this.change(moment)
    draw(this, moment)
  },
  onRated(event: WechatMiniprogram.SwitchChange): void {
    this.change({ rated: event.detail.value })
    draw(this, { rated: event.detail.value })
  },
  onAudience(event: WechatMiniprogram.PickerChange): void {
    const audience = Number(event.detail.value)
    this.change({ audience })
    draw(this, { audience })
  },
  onAfresh(): void {
    const { kind } = this.data
    quizDraft.forget(quizDraftId(this.orgId, kind))
    this.typed = freshQuiz(kind, new Date())
    draw(this, { ...shown(this.typed), ...this.drawnRules(), restored: '', failed: '' })
  },

  async onAddFile(): Promise<void> {
    const chosen = await chooseDocuments(MOST_FILES - this.typed.files.length)
    if (chosen.length === 0) return
    await act(this, 'upload', async () => {
      const failed = await uploadDocuments(`notice-files/${this.typed.quizId}`, chosen, (file) =>
        this.change({ files: [...this.typed.files, file] }),
      )
      return { files: filesShown(this.typed.files), failed }
    })
  },
  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    this.change({ files: this.typed.files.filter(({ fileId }) => fileId !== id) })
    draw(this, { files: filesShown(this.typed.files) })
  },
  onStep(event: WechatMiniprogram.TouchEvent): void {
    const { id, step } = event.currentTarget.dataset as { id: string; step: string }
    const rules = stepped(this.data.rules, id, Number(step), MOST[this.data.kind])
    this.change({ counts: countsOf(rules) })
    draw(this, { rules, total: totalOf(rules) })
  },
  onPick(): void {
    void wx.navigateTo({
      url: `/packages/bank/pages/pick/pick?org=${this.orgId}&most=${MOST[this.data.kind]}`,
      events: {
        picked: (ids: string[]) => {
          this.change({ questionIds: ids })
          draw(this, { picked: ids.length })
        },
      },
      success: ({ eventChannel }) => eventChannel.emit('chosen', this.typed.questionIds),
    })
  },
  onByRules(): void {
    this.change({ questionIds: [] })
    draw(this, { picked: 0 })
  },

  async onPublish(): Promise<void> {
    const { orgId } = this
    const { kind, rules } = this.data
    const quiz = quizOf(this.typed, kind, { orgId, rules }, new Date())
    if (typeof quiz === 'string') {
      draw(this, { failed: quiz })
      return
    }
    // Kept as it was sent: after a lost answer and a killed app the same is sent again, and published once.
    this.change({ counts: countsOf(rules), sent: true })
    const done = await act(this, 'publish', async () => {
      if (await this.wasSentBefore(quiz)) {
        await wx.showModal({
          title: '上一次已经发布',
          content:
            '网络不好时没有收到回音，之后改动的内容没有发布。可以在“已发布”里看到它，或者撤回后重新发布。',
          showCancel: false,
          confirmText: '知道了',
        })
      } else
        void wx.showToast({ title: quiz.publishAt === null ? '已发布' : '已定时', icon: 'success' })
    })
    if (!done) return
    quizDraft.forget(quizDraftId(orgId, kind))
    void wx.navigateBack()
  },
  /** Whether what was sent under this id came out; the latest of the organisation are looked at. @throws CallError */
  async isPublished(): Promise<boolean> {
    const { quizzes } = await call('study.published', { orgId: this.orgId, before: null })
    return quizzes.some(({ quizId }) => quizId === this.typed.quizId)
  },
  /** @returns whether an earlier try had arrived, without an answer, and something was changed since @throws CallError */
  async wasSentBefore(quiz: QuizDraft): Promise<boolean> {
    const { orgId, typed } = this
    try {
      await call('study.publish', { quizId: typed.quizId, orgId, quiz, filesConfirmed: true })
      return false
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      if (error.code === 'idReused') {
        if (await this.isPublished()) return true
        // It broke off before anybody was asked: as it is written now it goes out under another id.
        this.change({ quizId: newId('quiz-') })
        return this.wasSentBefore(quiz)
      }
      // What the bank lacks was not published before.
      if (error.code === 'notEnough') this.change({ sent: false })
      throw error
    }
  },
})

/** The fields of the page. */
function shown(typed: TypedQuiz) {
  const { quizId: _, counts: __, sent: ___, questionIds, ...fields } = typed
  return { ...fields, files: filesShown(typed.files), picked: questionIds.length }
}

function countsOf(rules: readonly RuleRow[]): Record<string, number> {
  return Object.fromEntries(rules.map(({ id, count }) => [id, count]))
}
