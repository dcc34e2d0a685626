import type { Paragraph } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { act } from '../../../../services/act'
import { type FileRow, filesShown } from '../../../../services/attachments'
import { oneLine, toParagraphs } from '../../../../services/body-text'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { follow, SHELL, troubleOf } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { noticePath } from '../../../../services/share'
import { deadlineWords, instantOf, urgencyOf } from '../../../../services/time'
import { chooseFiles, MOST_FILES, upload } from '../../../../services/uploads'
import { MODE_NAMES, type Tag } from '../../../../services/words'
import { audienceWords } from '../../services/audiences'
import { copyOf, type KeptDraft, newDraft, unfinished } from '../../services/draft'
import * as keeper from '../../services/draft-keeper'
import {
  BODY_LENGTH,
  DEFAULT_TIME,
  fieldsOf,
  MODES,
  problemOf,
  TITLE_LENGTH,
} from '../../services/draft-view'
import { publishingPlace } from '../../services/publishing'

/** Writes and publishes a notice. What is typed is kept at once; the defaults need no choice. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    restored: false,
    title: '',
    body: '',
    titleLength: TITLE_LENGTH,
    bodyLength: BODY_LENGTH,
    files: [] as FileRow[],
    mostFiles: MOST_FILES,
    uploading: '',
    audience: '',
    people: '',
    modes: MODES.map((mode) => MODE_NAMES[mode]),
    mode: 0,
    deadlineDate: '',
    deadlineTime: DEFAULT_TIME,
    publishDate: '',
    publishTime: DEFAULT_TIME,
    today: '',
    pinned: false,
    /** Whether everything beyond title, text and audience is open. */
    more: false,
    saved: '',
    preview: null as { from: string; paragraphs: Paragraph[]; due: Tag | null } | null,
    busy: '',
    failed: '',
  },
  query: {} as { draft?: string; copy?: string },
  head: 0,
  /** The audience that was counted last, so that coming back from choosing counts anew. */
  counted: '',

  onLoad(query: { draft?: string; copy?: string }): void {
    this.query = query
    void this.load()
  },
  onShow(): void {
    if (this.data.status === 'ready') void this.showAudience()
  },
  onUnload(): void {
    void keeper.saveNow()
  },
  onHide(): void {
    void keeper.saveNow()
  },

  async load(): Promise<void> {
    try {
      // Opened by a link, before the session has answered, the posts are not known yet.
      if (session.me() === null) await session.refresh()
      const place = publishingPlace()
      if (place === null) {
        draw(this, { status: 'error', message: '您没有发布通知的职务。', canRetry: false })
        return
      }
      const local = unfinished(place.orgId)
      const isRestored = local !== null && !this.query.draft && !this.query.copy
      const draft = isRestored ? local : await this.draftFor(place.orgId)
      if (draft === null) return
      keeper.begin(draft, (saved) => draw(this, { saved }))
      this.showDraft(place.orgName, isRestored)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const { status, message, retry: canRetry } = troubleOf(error, false)
      draw(this, { status, message, canRetry })
      return
    }
    await this.showAudience()
  },

  /** A draft of the list, a copy of a notice, or an empty one. `null`: there is trouble, and it is shown. */
  async draftFor(orgId: string): Promise<KeptDraft | null> {
    const { draft: draftId, copy } = this.query
    if (draftId) {
      const local = unfinished(orgId)
      if (local?.draftId === draftId) return local
      return { draftId, orgId, ...(await call('notice.readDraft', { orgId, draftId })) }
    }
    if (!copy) return newDraft(orgId)
    let copied: KeptDraft | null = null
    const trouble = await follow('notice.open', { noticeId: copy }, noticeKey(copy), (view) => {
      copied = copyOf(view.notice, orgId)
    })
    if (copied === null && trouble !== null) {
      const { status, message, retry: canRetry } = trouble
      draw(this, { status, message, canRetry })
    }
    return copied
  },

  showDraft(orgName: string, restored: boolean): void {
    const { draft, orgId } = keeper.current()
    draw(this, {
      ...SHELL,
      ...fieldsOf(draft, orgId),
      status: 'ready',
      orgName,
      restored,
      more: false,
      saved: '',
      failed: '',
      preview: null,
    })
  },

  /** Whom it goes to, and how many they are, before anything is sent. */
  async showAudience(): Promise<void> {
    const { orgId, draft } = keeper.current()
    const audience = JSON.stringify(draft.audience)
    if (audience === this.counted) return
    this.counted = audience
    draw(this, { audience: audienceWords(draft.audience, orgId), people: '正在统计人数…' })
    let words: string
    try {
      const input = { orgId, audience: draft.audience }
      const { people, joined } = await call('notice.headcount', input)
      this.head = people
      words = `共 ${people} 人，其中 ${joined} 人已加入小程序`
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.counted = ''
      words = `人数没有统计出来：${error.message}`
    }
    draw(this, { people: words })
  },

  onTitle(event: WechatMiniprogram.Input): void {
    const title = oneLine(event.detail.value)
    this.data.title = title
    keeper.change({ title })
  },
  onBody(event: WechatMiniprogram.Input): void {
    this.data.body = event.detail.value
    keeper.change({ body: toParagraphs(event.detail.value) })
  },
  onAudience(): void {
    void wx.navigateTo({ url: '/packages/notice/pages/audience/audience' })
  },
  onMode(event: WechatMiniprogram.PickerChange): void {
    const mode = Number(event.detail.value)
    draw(this, { mode })
    keeper.change({ mode: MODES[mode] ?? 'confirm' })
  },
  onMore(): void {
    draw(this, { more: !this.data.more })
  },
  /** One of the four fields of time, named by `data-field`; without a value it is emptied. */
  onTime(event: WechatMiniprogram.PickerChange): void {
    const field = String(event.currentTarget.dataset.field) as
      | 'deadlineDate'
      | 'deadlineTime'
      | 'publishDate'
      | 'publishTime'
    this.setData({ [field]: String(event.detail.value ?? '') })
    const { deadlineDate, deadlineTime, publishDate, publishTime } = this.data
    keeper.change({
      deadline: deadlineDate === '' ? null : instantOf(deadlineDate, deadlineTime),
      publishAt: publishDate === '' ? null : instantOf(publishDate, publishTime),
    })
  },
  onPinned(event: WechatMiniprogram.SwitchChange): void {
    this.data.pinned = event.detail.value
    keeper.change({ pinned: event.detail.value })
  },

  async onAddFile(): Promise<void> {
    const { draftId, draft } = keeper.current()
    const chosen = await chooseFiles(MOST_FILES - draft.files.length)
    const problems: string[] = []
    for (const file of chosen) {
      draw(this, { uploading: `正在上传“${file.name}”…` })
      const uploaded = await upload(`notice-files/${draftId}`, file)
      if (keeper.current().draftId !== draftId) return
      if (typeof uploaded === 'string') problems.push(uploaded)
      else keeper.change({ files: [...keeper.current().draft.files, uploaded] })
      draw(this, { files: filesShown(keeper.current().draft.files) })
    }
    draw(this, { uploading: '', failed: problems.join('；') })
  },
  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const index = Number(event.currentTarget.dataset.index)
    const files = keeper.current().draft.files.filter((_, at) => at !== index)
    keeper.change({ files })
    draw(this, { files: filesShown(files) })
  },

  onPreview(): void {
    const { orgName, title, body } = this.data
    const { draft } = keeper.current()
    const now = new Date()
    const preview = {
      from: `${orgName} ${session.me()?.name ?? ''} · 今天`,
      paragraphs: draft.body,
      due:
        draft.deadline === null
          ? null
          : {
              word: deadlineWords(draft.deadline, now),
              tone: urgencyOf(draft.deadline, now),
            },
    }
    // The fields go and come back with the preview: they take what was typed from here.
    this.setData({ title, body, preview: this.data.preview === null ? preview : null })
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },

  async onRestart(): Promise<void> {
    const dropped = keeper.drop()
    keeper.begin(keeper.current(), (saved) => draw(this, { saved }))
    this.counted = ''
    this.showDraft(this.data.orgName, false)
    void this.showAudience()
    try {
      await dropped
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      draw(this, { failed: `旧草稿还在草稿列表里：${error.message}` })
    }
  },

  async onPublish(): Promise<void> {
    const { draft, orgId } = keeper.current()
    if (this.data.busy !== '') return
    const missing = problemOf(draft)
    if (missing !== null) {
      const { title, body } = this.data
      this.setData({ title, body, failed: missing, preview: null })
      return
    }
    const hasDocuments = draft.files.some((file) => file.kind !== 'image')
    const promise = hasDocuments ? '我已检查附件，不含涉密和不宜公开的内容。' : '内容不含涉密信息。'
    const { confirm } = await wx.showModal({
      title: draft.publishAt === null ? '现在发布？' : '定时发布？',
      content: `发给${audienceWords(draft.audience, orgId)}，${this.head} 人。${promise}`,
      confirmText: '发布',
    })
    if (!confirm) return
    await act(this, 'publish', async () => {
      try {
        const noticeId = await keeper.publish(hasDocuments)
        const title = draft.publishAt === null ? '已发布' : '已定时'
        void wx.showToast({ title, icon: 'success' })
        void wx.redirectTo({ url: noticePath(noticeId) })
      } catch (error) {
        if (!(error instanceof CallError && error.unanswered)) throw error
        return { failed: `${error.message}草稿已保留，可以稍后再发。` }
      }
    })
  },
})
