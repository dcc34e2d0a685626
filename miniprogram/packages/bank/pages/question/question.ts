import type { QuestionRow } from '../../../../../typings/question-bank'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { definePage } from '../../../../services/page'
import { momentWords } from '../../../../services/time'
import { type Draft, draftOf, emptyDraft, questionOf } from '../../services/form'

/** Adds one question to a bank, or changes, retires or brings back one that is there. */
definePage({
  data: {
    draft: emptyDraft() as Draft,
    subject: '',
    practice: false,
    reason: '',
    isNew: true,
    retired: false,
    held: '',
    done: '',
    busy: '',
    failed: '',
  },
  orgId: '',
  question: null as QuestionRow | null,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
    this.setData({ draft: emptyDraft() })
    this.getOpenerEventChannel().on?.('question', (row: QuestionRow) => this.take(row))
  },
  take(row: QuestionRow): void {
    this.question = row
    draw(this, {
      draft: draftOf(row),
      subject: row.subject,
      practice: row.practice,
      isNew: false,
      retired: row.state === 'retired',
      held:
        row.heldUntil === null
          ? ''
          : `正在每周五题、学习单元或考试中使用，${momentWords(row.heldUntil, new Date())} 前不会出现在练习里。`,
    })
  },

  onDraft(event: WechatMiniprogram.CustomEvent<{ draft: Draft }>): void {
    draw(this, { draft: event.detail.draft, done: '' })
  },
  onSubject(event: WechatMiniprogram.Input): void {
    draw(this, { subject: event.detail.value })
  },
  onReason(event: WechatMiniprogram.Input): void {
    draw(this, { reason: event.detail.value })
  },
  onPractice(event: WechatMiniprogram.SwitchChange): void {
    draw(this, { practice: event.detail.value })
  },

  async onSave(): Promise<void> {
    const { draft, practice, reason } = this.data
    const subject = this.data.subject.trim()
    const question = questionOf(draft)
    if (typeof question === 'string') {
      draw(this, { failed: question })
      return
    }
    if (subject === '') {
      draw(this, { failed: '请填写分类，例如党史。' })
      return
    }
    const { question: before, orgId } = this
    await act(this, 'save', async () => {
      if (before === null) {
        const { state } = await call('question.add', { orgId, subject, question, practice })
        const done =
          state === 'exists' ? '题库里已有这道题，没有重复添加。' : '已添加，可以接着写下一题。'
        return { done, ...(state === 'exists' ? {} : { draft: emptyDraft() }) }
      }
      const { version, rescoring } = await call('question.edit', {
        questionId: before._id,
        seenVersion: before.version,
        subject,
        question,
        practice,
        reason: reason.trim(),
      })
      this.question = { ...before, version }
      return {
        done: rescoring ? '已保存。答案有改动，正在更正受影响的成绩。' : '已保存。',
        reason: '',
      }
    })
  },
  async onRetire(): Promise<void> {
    const { question } = this
    if (question === null) return
    const retired = !this.data.retired
    if (retired) {
      const { confirm } = await wx.showModal({
        title: '停用这道题？',
        content: '以后不再选用，已经用过的试卷和成绩不变。可以随时恢复。',
        confirmText: '停用',
      })
      if (!confirm) return
    }
    await act(this, 'retire', async () => {
      const { version } = await call('question.retire', { questionId: question._id, retired })
      this.question = { ...question, version }
      return { retired, done: retired ? '已停用。' : '已恢复使用。' }
    })
  },
})
