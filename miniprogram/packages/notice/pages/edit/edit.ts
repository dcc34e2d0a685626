import type { AskMode } from '../../../../../typings/ask'
import type { NoticeDraft, NoticeFile, Paragraph } from '../../../../../typings/notice'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { type Standing, troubleOf } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { noticePath } from '../../../../services/share'
import { clock, instantOf, pickerDate } from '../../../../services/time'
import { MODE_NAMES } from '../../../../services/words'
import { fileNote, kindOf, SUFFIXES, sizeWords } from '../../services/attachments'
import { AUDIENCES, audienceAt, audienceIndex } from '../../services/audiences'
import { toParagraphs, toTyped } from '../../services/body-text'
import { forget, isEmpty, keep, newDraft, unfinished } from '../../services/draft'
import { publishingPlace } from '../../services/publishing'

const MODES: readonly AskMode[] = ['confirm', 'read', 'reply']
/** Limits of the server's schema. */
const TITLE_LENGTH = 60
const BODY_LENGTH = 20_000
const MOST_FILES = 9
const LARGEST_FILE = 20 * 1024 * 1024
/** Milliseconds of rest before the draft goes to the server. */
const REST = 2500
const DEFAULT_TIME = '18:00'

/** Writes and publishes a notice. What is typed is kept at once; the defaults need no choice. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    orgName: '',
    restored: false,
    title: '',
    body: '',
    titleLength: TITLE_LENGTH,
    bodyLength: BODY_LENGTH,
    files: [] as { name: string; note: string; icon: string }[],
    uploading: '',
    audiences: AUDIENCES.map(({ name }) => name),
    audience: 0,
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
    failed: '',
    busy: false,
    preview: null as { from: string; paragraphs: Paragraph[] } | null,
  },
  kept: newDraft(''),
  draftId: '',
  head: 0,
  resting: undefined as ReturnType<typeof setTimeout> | undefined,

  onLoad(query: { draft?: string }): void {
    this.draftId = query.draft ?? ''
    void this.load()
  },
  onUnload(): void {
    void this.saveNow()
  },
  onHide(): void {
    void this.saveNow()
  },

  async load(): Promise<void> {
    try {
      const place = await this.place()
      if (place === null) {
        this.setData({ status: 'error', message: '您没有发布通知的职务。', canRetry: false })
        return
      }
      const local = unfinished(place.orgId)
      if (this.draftId === '' || local?.draftId === this.draftId) {
        this.kept = local ?? newDraft(place.orgId)
      } else {
        const { draftId } = this
        const read = await call('notice.readDraft', { orgId: place.orgId, draftId })
        this.kept = { draftId, orgId: place.orgId, ...read }
      }
      this.draw(place.orgName, local !== null && this.draftId === '')
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, false)
      this.setData({ ...trouble, canRetry: trouble.retry })
      return
    }
    await this.count()
  },

  /** Opened by a link, before the session has answered, the posts are not known yet. */
  async place(): Promise<ReturnType<typeof publishingPlace>> {
    if (session.me() === null) await session.refresh()
    return publishingPlace()
  },

  draw(orgName: string, restored: boolean): void {
    const { draft } = this.kept
    const deadline = draft.deadline === null ? null : new Date(draft.deadline)
    const publishAt = draft.publishAt === null ? null : new Date(draft.publishAt)
    this.setData({
      status: 'ready',
      orgName,
      restored,
      title: draft.title,
      body: toTyped(draft.body),
      files: filesShown(draft.files),
      audience: audienceIndex(draft.audience),
      mode: MODES.indexOf(draft.mode),
      deadlineDate: deadline === null ? '' : pickerDate(deadline),
      deadlineTime: deadline === null ? DEFAULT_TIME : clock(deadline),
      publishDate: publishAt === null ? '' : pickerDate(publishAt),
      publishTime: publishAt === null ? DEFAULT_TIME : clock(publishAt),
      today: pickerDate(new Date()),
      pinned: draft.pinned,
      more: false,
      saved: '',
      failed: '',
    })
  },

  /** Head-count of the audience, shown before anything is sent. */
  async count(): Promise<void> {
    const { orgId, draft } = this.kept
    this.setData({ people: '正在统计人数…' })
    try {
      const { people, joined } = await call('notice.headcount', { orgId, audience: draft.audience })
      this.head = people
      this.setData({ people: `共 ${people} 人，其中 ${joined} 人已加入小程序` })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ people: `人数没有统计出来：${error.message}` })
    }
  },

  onTitle(event: WechatMiniprogram.Input): void {
    this.data.title = event.detail.value
    this.change({ title: event.detail.value })
  },
  onBody(event: WechatMiniprogram.Input): void {
    this.data.body = event.detail.value
    this.change({ body: toParagraphs(event.detail.value) })
  },
  onAudience(event: WechatMiniprogram.PickerChange): void {
    const audience = Number(event.detail.value)
    this.setData({ audience })
    this.change({ audience: audienceAt(audience, this.kept.orgId) })
    void this.count()
  },
  onMode(event: WechatMiniprogram.PickerChange): void {
    const mode = Number(event.detail.value)
    this.setData({ mode })
    this.change({ mode: MODES[mode] ?? 'confirm' })
  },
  onMore(): void {
    this.setData({ more: !this.data.more })
  },
  onDeadlineDate(event: WechatMiniprogram.PickerChange): void {
    this.setData({ deadlineDate: String(event.detail.value) })
    this.changeTimes()
  },
  onDeadlineTime(event: WechatMiniprogram.PickerChange): void {
    this.setData({ deadlineTime: String(event.detail.value) })
    this.changeTimes()
  },
  onNoDeadline(): void {
    this.setData({ deadlineDate: '' })
    this.changeTimes()
  },
  onPublishDate(event: WechatMiniprogram.PickerChange): void {
    this.setData({ publishDate: String(event.detail.value) })
    this.changeTimes()
  },
  onPublishTime(event: WechatMiniprogram.PickerChange): void {
    this.setData({ publishTime: String(event.detail.value) })
    this.changeTimes()
  },
  onPublishNow(): void {
    this.setData({ publishDate: '' })
    this.changeTimes()
  },
  changeTimes(): void {
    const { deadlineDate, deadlineTime, publishDate, publishTime } = this.data
    this.change({
      deadline: deadlineDate === '' ? null : instantOf(deadlineDate, deadlineTime),
      publishAt: publishDate === '' ? null : instantOf(publishDate, publishTime),
    })
  },
  onPinned(event: WechatMiniprogram.SwitchChange): void {
    this.change({ pinned: event.detail.value })
  },

  /** Keeps it on the phone at once and sends it when the typing rests. */
  change(part: Partial<NoticeDraft>): void {
    this.kept = { ...this.kept, draft: { ...this.kept.draft, ...part } }
    keep(this.kept)
    if (this.resting !== undefined) clearTimeout(this.resting)
    this.resting = setTimeout(() => void this.saveNow(), REST)
  },

  async saveNow(): Promise<void> {
    if (this.resting === undefined) return
    clearTimeout(this.resting)
    this.resting = undefined
    const { draftId, orgId, draft, version: seenVersion } = this.kept
    if (isEmpty(this.kept) || this.data.busy) return
    try {
      const { version } = await call('notice.saveDraft', { draftId, orgId, draft, seenVersion })
      if (this.kept.draftId !== draftId) return
      this.kept = { ...this.kept, version }
      keep(this.kept)
      this.setData({ saved: '草稿已保存' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const saved = error.unanswered ? '草稿已存在手机上，联网后再保存' : error.message
      this.setData({ saved })
    }
  },

  async onAddFile(): Promise<void> {
    const room = MOST_FILES - this.kept.draft.files.length
    const chosen = await wx
      .chooseMessageFile({ count: room, type: 'file', extension: SUFFIXES })
      .catch(() => null)
    if (chosen === null) return
    const failed: string[] = []
    for (const file of chosen.tempFiles) {
      const problem = await this.upload(file)
      if (problem !== null) failed.push(problem)
    }
    this.setData({ uploading: '', failed: failed.join('；') })
  },

  /** Answers why a file could not be attached, or `null`. */
  async upload(file: { path: string; name: string; size: number }): Promise<string | null> {
    const { name, size, path } = file
    const kind = kindOf(name)
    if (kind === undefined) return `“${name}”不是 PDF、Word、Excel 或图片`
    if (size > LARGEST_FILE)
      return `“${name}”有 ${sizeWords(size)}，最大 ${sizeWords(LARGEST_FILE)}`
    this.setData({ uploading: `正在上传“${name}”…` })
    try {
      const suffix = name.split('.').at(-1) ?? ''
      const place = `${this.kept.draftId}/${Date.now().toString(36)}.${suffix.toLowerCase()}`
      const { fileID } = await wx.cloud.uploadFile({
        cloudPath: `notice-files/${place}`,
        filePath: path,
      })
      const files = [
        ...this.kept.draft.files,
        { fileId: fileID, name: name.slice(-120), size, kind },
      ]
      this.change({ files })
      this.setData({ files: filesShown(files) })
      return null
    } catch (cause) {
      console.warn('upload', cause)
      return `“${name}”没有传上去，请检查网络后再试`
    }
  },

  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const index = Number(event.currentTarget.dataset.index)
    const files = this.kept.draft.files.filter((_, at) => at !== index)
    this.change({ files })
    this.setData({ files: filesShown(files) })
  },

  onPreview(): void {
    const { orgName, title, body } = this.data
    const from = `${orgName} ${session.me()?.name ?? ''} · 今天`
    // The fields go and come back with the preview: they take what was typed from here.
    this.setData({
      title,
      body,
      preview: this.data.preview === null ? { from, paragraphs: this.kept.draft.body } : null,
    })
  },

  async onRestart(): Promise<void> {
    const { draftId, orgId, version } = this.kept
    this.kept = newDraft(orgId)
    forget()
    this.draw(this.data.orgName, false)
    void this.count()
    if (version === 0) return
    try {
      await call('notice.dropDraft', { orgId, draftId })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: `旧草稿还在草稿列表里：${error.message}` })
    }
  },

  async onPublish(): Promise<void> {
    const { draft } = this.kept
    if (this.data.busy) return
    const missing = problemOf(draft)
    if (missing !== null) return this.setData({ failed: missing, preview: null })
    const documents = draft.files.some((file) => file.kind !== 'image')
    const { confirm } = await wx.showModal({
      title: draft.publishAt === null ? '现在发布？' : '定时发布？',
      content: `发给${AUDIENCES[this.data.audience]?.name ?? ''}，${this.head} 人。${
        documents ? '我已检查附件，不含涉密和不宜公开的内容。' : '内容不含涉密信息。'
      }`,
      confirmText: '发布',
    })
    if (confirm) await this.publish(documents)
  },

  async publish(filesConfirmed: boolean): Promise<void> {
    const { draftId, orgId, draft, version } = this.kept
    this.setData({ busy: true, failed: '' })
    if (this.resting !== undefined) clearTimeout(this.resting)
    this.resting = undefined
    try {
      const input = { noticeId: draftId, orgId, notice: draft, filesConfirmed }
      const { noticeId } = await call('notice.publish', input)
      forget()
      // A draft that stays behind is an old copy in a list; the notice is out all the same.
      if (version > 0) {
        await call('notice.dropDraft', { orgId, draftId }).catch((error: unknown) =>
          console.warn('the draft stayed', error),
        )
      }
      void wx.showToast({ title: draft.publishAt === null ? '已发布' : '已定时', icon: 'success' })
      void wx.redirectTo({ url: noticePath(noticeId) })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ busy: false, failed: error.message })
    }
  },
})

function filesShown(files: readonly NoticeFile[]) {
  return files.map((file) => ({ name: file.name, note: fileNote(file), icon: file.kind }))
}

/** What is still missing, in one sentence; the server checks all of it again. */
function problemOf({ title, body, deadline, publishAt }: NoticeDraft): string | null {
  const now = new Date().toISOString()
  if (title.trim() === '') return '请填写标题。'
  if (body.length === 0) return '请填写正文。'
  if (body.some((each) => each.kind !== 'list' && each.text.length > 2000)) {
    return '有一段超过 2000 字，请分成几段。'
  }
  if (publishAt !== null && publishAt <= now) return '定时发布的时间已经过了，请重新选择。'
  if (deadline !== null && deadline <= (publishAt ?? now)) return '截止时间要在发布时间之后。'
  return null
}
