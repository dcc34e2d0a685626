import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { joinPath } from '../../../../services/share'

const DELETE_WORDS = '删除我的账号'

/** What is stored about me and why, and what I can do about it: export, withdraw, delete. */
definePage({
  data: {
    busy: '' as '' | 'export' | 'withdraw' | 'delete',
    /** What happened, and what it means. */
    said: '',
    failed: '',
    stays: [] as string[],
    /** Joined, or left: either way something is kept that can be taken along and deleted. */
    isKnown: false,
    mayWithdraw: false,
    /** The way back from what was just done. */
    again: '' as '' | 'agree' | 'join',
  },

  onShow(): void {
    const { state } = session.who()
    const agreed = hasAgreed()
    this.setData({ isKnown: state === 'joined' || state === 'left', mayWithdraw: agreed })
    // Agreed again, or joined again: what was said before is no longer so.
    if (agreed && this.data.again !== '') this.setData({ again: '', said: '', stays: [] })
  },

  async onExport(): Promise<void> {
    await this.run('export', async () => {
      const { json } = await call('member.exportMine', {})
      await wx.setClipboardData({ data: json })
      return '已复制到剪贴板，可粘贴到文件或邮件中保存。'
    })
  },

  async onWithdraw(): Promise<void> {
    const { confirm } = await wx.showModal({
      title: '撤回同意？',
      content: '撤回后不能再查看和确认通知，直到您重新同意。已作出的记录不受影响。',
      confirmText: '撤回',
    })
    if (!confirm) return
    await this.run('withdraw', async () => {
      await call('member.withdrawConsent', {})
      await session.refresh()
      this.setData({ again: 'agree', mayWithdraw: false })
      return '已撤回同意。您仍可导出数据或删除账号。'
    })
  },

  async onDelete(): Promise<void> {
    const { confirm, content } = await wx.showModal({
      title: '删除账号',
      editable: true,
      placeholderText: `请输入“${DELETE_WORDS}”`,
      confirmText: '删除',
    })
    if (!confirm) return
    if (content?.trim() !== DELETE_WORDS) {
      this.setData({ failed: `没有删除：需要输入“${DELETE_WORDS}”。`, said: '' })
      void wx.pageScrollTo({ scrollTop: 0 })
      return
    }
    await this.run('delete', async () => {
      const { stays } = await call('member.deleteMine', { confirm: DELETE_WORDS })
      // Whoever has left the organisation has nothing to join again.
      const again = session.me() === null ? '' : 'join'
      session.becameStranger()
      this.setData({ stays, isKnown: false, mayWithdraw: false, again })
      return '账号已删除，本微信不再与您的党员信息相连。'
    })
  },

  onAgain(): void {
    void wx.navigateTo({ url: joinPath({}) })
  },

  async run(busy: 'export' | 'withdraw' | 'delete', work: () => Promise<string>): Promise<void> {
    if (this.data.busy !== '') return
    this.setData({ busy, said: '', failed: '' })
    try {
      this.setData({ said: await work(), busy: '' })
      // The buttons are below a long text, the answer above it.
      void wx.pageScrollTo({ scrollTop: 0 })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: error.message, busy: '' })
      void wx.pageScrollTo({ scrollTop: 0 })
    }
  },
})

function hasAgreed(): boolean {
  const person = session.me()
  return person !== null && person.consentVersion !== null
}
