import type { NoticeFile } from '../../../../../typings/notice'
import type { QuizDraft, QuizKind } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { fileNote } from '../../../../services/attachments'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { clock, instantOf, pickerDate } from '../../../../services/time'
import { chooseDocuments, MOST_FILES, uploadDocument } from '../../../../services/uploads'
import {
  AUDIENCES,
  audienceAt,
  choiceOf,
  MOST,
  type RuleRow,
  rulesOf,
  stepped,
  totalOf,
  usualEnd,
  usualTitle,
} from '../../services/compose'
import { materialOf } from '../../services/material'

const NAMES: Readonly<Record<QuizKind, string>> = {
  weekly: '每周五题',
  unit: '学习单元',
  exam: '考试',
}

/** Publishes a weekly five, a unit or an exam with few taps: everything has its usual value already. */
definePage({
  data: {
    ...SHELL,
    kind: 'weekly' as QuizKind,
    orgName: '',
    title: '',
    rules: [] as RuleRow[],
    total: 0,
    most: 10,
    picked: 0,
    endDate: '',
    endTime: '',
    today: '',
    audiences: AUDIENCES.map(({ name }) => name),
    audience: 0,
    files: [] as { id: string; name: string; note: string; icon: string }[],
    body: '',
    linkTitle: '',
    linkUrl: '',
    hours: '1',
    minutes: '30',
    passMark: '60',
    attempts: '1',
    rated: false,
    busy: '',
    failed: '',
  },
  orgId: '',
  quizId: '',
  questionIds: [] as string[],
  files: [] as NoticeFile[],

  onLoad(query: { org?: string; kind?: QuizKind; name?: string }): void {
    this.orgId = query.org ?? ''
    const kind = query.kind ?? 'weekly'
    const now = new Date()
    const end = usualEnd(now)
    this.quizId = newId('quiz-')
    this.questionIds = []
    this.files = []
    this.setData({
      kind,
      orgName: decoded(query).name ?? '',
      title: usualTitle(kind, now),
      most: MOST[kind],
      today: pickerDate(now),
      endDate: pickerDate(end),
      endTime: clock(end),
    })
    void this.load()
  },
  onReady(): void {
    void wx.setNavigationBarTitle({ title: `发布${NAMES[this.data.kind]}` })
  },
  async load(): Promise<void> {
    await present(this, ['question.subjects', { orgId: this.orgId }, null], ({ subjects }) => {
      const rules = rulesOf(subjects, this.data.kind)
      return { rules, total: totalOf(rules) }
    })
  },

  onTitle(event: WechatMiniprogram.Input): void {
    this.data.title = event.detail.value
  },
  onBody(event: WechatMiniprogram.Input): void {
    this.data.body = event.detail.value
  },
  onLinkTitle(event: WechatMiniprogram.Input): void {
    this.data.linkTitle = event.detail.value
  },
  onLinkUrl(event: WechatMiniprogram.Input): void {
    this.data.linkUrl = event.detail.value
  },
  onHours(event: WechatMiniprogram.Input): void {
    this.data.hours = event.detail.value
  },
  onMinutes(event: WechatMiniprogram.Input): void {
    this.data.minutes = event.detail.value
  },
  onPassMark(event: WechatMiniprogram.Input): void {
    this.data.passMark = event.detail.value
  },
  onAttempts(event: WechatMiniprogram.Input): void {
    this.data.attempts = event.detail.value
  },
  onRated(event: WechatMiniprogram.SwitchChange): void {
    draw(this, { rated: event.detail.value })
  },
  onEndDate(event: WechatMiniprogram.PickerChange): void {
    draw(this, { endDate: String(event.detail.value) })
  },
  onEndTime(event: WechatMiniprogram.PickerChange): void {
    draw(this, { endTime: String(event.detail.value) })
  },
  onAudience(event: WechatMiniprogram.PickerChange): void {
    draw(this, { audience: Number(event.detail.value) })
  },
  async onAddFile(): Promise<void> {
    const chosen = await chooseDocuments(MOST_FILES - this.files.length)
    if (chosen.length === 0) return
    await act(this, 'upload', async () => {
      const problems: string[] = []
      for (const file of chosen) {
        const done = await uploadDocument(`notice-files/${this.quizId}`, file)
        if (typeof done === 'string') problems.push(done)
        else this.files = [...this.files, done]
      }
      return { ...this.shownFiles(), failed: problems.join('；') }
    })
  },
  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    this.files = this.files.filter(({ fileId }) => fileId !== id)
    draw(this, this.shownFiles())
  },
  shownFiles() {
    return {
      files: this.files.map((file) => ({
        id: file.fileId,
        name: file.name,
        note: fileNote(file),
        icon: file.kind,
      })),
    }
  },
  onStep(event: WechatMiniprogram.TouchEvent): void {
    const { id, step } = event.currentTarget.dataset as { id: string; step: string }
    const rules = stepped(this.data.rules, id, Number(step), this.data.most)
    draw(this, { rules, total: totalOf(rules) })
  },
  onPick(): void {
    void wx.navigateTo({
      url: `/packages/bank/pages/pick/pick?org=${this.orgId}&most=${this.data.most}`,
      events: {
        picked: (ids: string[]) => {
          this.questionIds = ids
          draw(this, { picked: ids.length })
        },
      },
      success: ({ eventChannel }) => eventChannel.emit('chosen', this.questionIds),
    })
  },
  onByRules(): void {
    this.questionIds = []
    draw(this, { picked: 0 })
  },

  async onPublish(): Promise<void> {
    const quiz = this.written()
    if (typeof quiz === 'string') {
      draw(this, { failed: quiz })
      return
    }
    const { quizId, orgId } = this
    const done = await act(this, 'publish', async () => {
      await call('study.publish', { quizId, orgId, quiz, filesConfirmed: true })
    })
    if (!done) return
    void wx.showToast({ title: '已发布', icon: 'success' })
    void wx.navigateBack()
  },

  /** What would be published, or the sentence that says what is missing. */
  written(): QuizDraft | string {
    const { kind, title, rules, endDate, endTime } = this.data
    const { orgId } = this
    if (title.trim() === '') return '请填写标题。'
    if (this.questionIds.length === 0 && totalOf(rules) === 0) return '请选择题目。'
    const common = {
      title: title.trim(),
      audience: audienceAt(this.data.audience, orgId),
      publishAt: null,
      closesAt: instantOf(endDate, endTime),
      choice: choiceOf(rules, this.questionIds),
    }
    if (kind === 'weekly') return { ...common, kind }
    if (kind === 'unit') {
      const { body, linkTitle, linkUrl } = this.data
      const material = materialOf(body, linkTitle, linkUrl, this.files)
      if (typeof material === 'string') return material
      return { ...common, kind, material, hours: Number(this.data.hours) }
    }
    const { minutes, attempts, passMark, rated } = this.data
    return {
      ...common,
      kind,
      terms: {
        minutes: Number(minutes),
        attempts: Number(attempts),
        passMark: Number(passMark),
        rated,
        points: { single: 1, multiple: 2, trueFalse: 1, fill: 2 },
        papers: this.questionIds.length > 0 ? 1 : 32,
      },
    }
  },
})
