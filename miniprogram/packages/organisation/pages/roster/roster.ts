import type { RosterSummary } from '../../../../../typings/roster'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import {
  forget,
  LARGEST_FILE,
  openTemplate,
  type StartedImport,
  started,
  summaryRows,
  upload,
} from '../../services/roster-import'

/** Milliseconds between two looks when the last one found no progress: somebody else is doing the step. */
const PAUSE = 1500

interface ProblemRow {
  key: string
  where: string
  text: string
}

/** Imports a roster: choose the file, see what it would do and what is wrong in it, then let it be done. */
definePage({
  data: {
    /** `resuming`: an import begun earlier is looked up. */
    step: 'choose' as 'choose' | 'resuming' | 'checked' | 'running' | 'stuck' | 'done',
    orgName: '',
    fileName: '',
    counts: [] as { name: string; count: number }[],
    changes: 0,
    problemCount: 0,
    problems: [] as ProblemRow[],
    more: false,
    /** `正在上传…`: what takes a while, in words. */
    doing: '',
    done: 0,
    lost: 0,
    total: 0,
    busy: '',
    failed: '',
  },
  orgId: '',
  file: null as StartedImport | null,
  visible: false,
  watching: false,
  pause: undefined as ReturnType<typeof setTimeout> | undefined,

  onLoad(query: { org?: string; name?: string }): void {
    const { org = '', name = '' } = decoded(query)
    this.orgId = org
    this.file = started(org)
    this.setData({ orgName: name })
    if (this.file !== null) void this.resume(this.file)
  },
  onShow(): void {
    this.visible = true
    if (this.data.step === 'running') void this.watchProgress()
  },
  onHide(): void {
    this.visible = false
  },
  onUnload(): void {
    this.visible = false
    if (this.pause !== undefined) clearTimeout(this.pause)
  },

  async onTemplate(): Promise<void> {
    await act(this, 'template', async () => {
      try {
        await openTemplate(this.orgId)
      } catch (error) {
        if (error instanceof CallError) throw error
        console.warn('template', error)
        this.setData({ failed: '模板没能打开，请再试一次。' })
      }
    })
  },

  async onChoose(): Promise<void> {
    if (this.data.busy !== '') return
    const chosen = await wx
      .chooseMessageFile({ count: 1, type: 'file', extension: ['xlsx', 'xls'] })
      .catch(() => null)
    const file = chosen?.tempFiles[0]
    if (file === undefined) return
    if (file.size > LARGEST_FILE)
      return this.setData({ failed: '文件超过 10 MB，请按公司或支部分成几份。' })
    this.setData({ busy: 'upload', doing: '正在上传…', failed: '' })
    try {
      this.file = await upload(this.orgId, file.path, file.name)
    } catch (cause) {
      console.warn('upload', cause)
      return this.setData({ busy: '', doing: '', failed: '没有传上去，请检查网络后再试。' })
    }
    this.setData({ busy: '' })
    await this.check(this.file)
  },

  /** Left in the middle: the server knows how far it got. */
  async resume(file: StartedImport): Promise<void> {
    this.setData({ step: 'resuming', fileName: file.fileName })
    await this.check(file)
  },

  async check(file: StartedImport): Promise<void> {
    const { importId, fileId, fileName } = file
    this.setData({ fileName, doing: '正在核对…' })
    await act(this, 'check', async () => {
      try {
        const input = { orgId: this.orgId, importId }
        const { summary } = await call('roster.check', { ...input, fileId })
        const how = await call('roster.progress', input)
        this.drawSummary(summary)
        this.drawProgress(how)
        if (how.state !== 'running') await this.loadProblems(0)
      } catch (error) {
        // What cannot be read will not be readable later; what did not get through can be tried again.
        if (error instanceof CallError && !error.retry) this.startAgain()
        throw error
      } finally {
        this.setData({ doing: '' })
      }
    })
    if (this.data.step === 'running') await this.watchProgress()
  },
  onRetry(): void {
    if (this.file !== null) void this.check(this.file)
  },

  drawSummary(summary: RosterSummary): void {
    const { organisations, people, problems } = summary
    this.setData({
      counts: summaryRows(summary),
      changes: organisations.created + people.created + people.changed,
      problemCount: problems,
    })
  },

  drawProgress(how: {
    state: 'notStarted' | 'running' | 'finished' | 'stuck'
    done: number
    failed: number
    total: number
  }): void {
    const steps = {
      notStarted: 'checked',
      running: 'running',
      finished: 'done',
      stuck: 'stuck',
    } as const
    this.setData({
      step: steps[how.state],
      done: how.done + how.failed,
      lost: how.failed,
      total: how.total,
    })
  },

  async loadProblems(offset: number): Promise<void> {
    const importId = this.file?.importId ?? ''
    const input = { orgId: this.orgId, importId, offset }
    const { problems, more } = await call('roster.problems', input)
    const rows = problems.map(({ sheet, row, column, text }, index) => ({
      key: String(offset + index),
      where: `${sheet} · 第 ${row} 行${column === '' ? '' : ` · ${column} 列`}`,
      text,
    }))
    const change: Record<string, unknown> = { more }
    for (const [index, row] of rows.entries()) change[`problems[${offset + index}]`] = row
    this.setData(offset === 0 ? { more, problems: rows } : change)
  },
  async onMore(): Promise<void> {
    await act(this, 'more', async () => {
      await this.loadProblems(this.data.problems.length)
    })
  },

  async onApply(): Promise<void> {
    const { changes, problemCount } = this.data
    const { confirm } = await wx.showModal({
      title: '开始导入？',
      content: `将写入 ${changes} 项${problemCount === 0 ? '' : `，${problemCount} 处有问题的不导入`}。已有的人员不会重复建立。`,
      confirmText: '导入',
    })
    if (!confirm) return
    const importId = this.file?.importId ?? ''
    const begun = await act(this, 'apply', async () => {
      await call('roster.apply', { orgId: this.orgId, importId })
      this.setData({ step: 'running' })
    })
    if (begun) await this.watchProgress()
  },

  /** Every look also does a step; the clock goes on when nobody looks. */
  async watchProgress(): Promise<void> {
    if (this.watching) return
    this.watching = true
    const input = { orgId: this.orgId, importId: this.file?.importId ?? '' }
    try {
      while (this.visible && this.data.step === 'running') {
        const before = this.data.done
        const how = await call('roster.progress', input)
        this.setData({ failed: '' })
        this.drawProgress(how)
        if (this.data.step === 'running' && this.data.done === before) await this.rest()
      }
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: `${error.message}导入在后台继续，稍后可回来查看。` })
    } finally {
      this.watching = false
    }
  },
  rest(): Promise<void> {
    return new Promise((resolve) => {
      this.pause = setTimeout(resolve, PAUSE)
    })
  },
  onLook(): void {
    void this.watchProgress()
  },

  onAnother(): void {
    this.startAgain()
    this.setData({ failed: '' })
  },
  startAgain(): void {
    forget(this.orgId)
    this.file = null
    this.setData({ step: 'choose', fileName: '', problems: [], more: false })
  },
})
