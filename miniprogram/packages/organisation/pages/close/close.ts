import { closeRule } from '../../../../../cloudfunctions/rules/organisation'
import type { OrganisationRow } from '../../../../../typings/organisation-contract'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { follow, type Standing } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { pickerDate } from '../../../../services/time'

/** Enters an organisation's last day, takes it back, or closes it: what stands in the way is said before. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    name: '',
    /** What is still in it. */
    remains: '',
    closesOn: '',
    isClosing: false,
    /** What saving will do, by the rule. */
    outlook: '',
    blocked: false,
    reason: '',
    busy: '',
    failed: '',
  },
  orgId: '',
  organisation: null as OrganisationRow | null,
  remaining: null as { people: number; children: number } | null,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
    void this.load()
  },

  async load(): Promise<void> {
    const { orgId } = this
    const today = pickerDate(new Date())
    const trouble = await follow(
      'organisation.tree',
      { orgId },
      null,
      ({ organisation, children }) => {
        this.organisation = organisation
        this.remaining = {
          people: 0,
          children: children.filter(({ state }) => state !== 'closed').length,
        }
        this.setData({
          status: 'ready',
          message: '',
          name: organisation.name,
          isClosing: organisation.state === 'closing',
          closesOn: organisation.closesOn ?? today,
        })
      },
    )
    if (trouble !== null) return this.setData({ ...trouble, canRetry: trouble.retry })
    const counted = await follow('organisation.effects', { orgId }, null, ({ peopleHere }) => {
      const children = this.remaining?.children ?? 0
      this.remaining = { people: peopleHere, children }
      this.setData({ remains: `现有 ${peopleHere} 人、${children} 个下级组织` })
    })
    if (counted !== null) this.setData({ failed: counted.message })
    this.judge()
  },

  /** The rule as the server will apply it, on what was just read. */
  judge(): void {
    const { organisation, remaining } = this
    if (organisation === null || remaining === null) return
    const { closesOn } = this.data
    const decided = closeRule(organisation.state, closesOn, pickerDate(new Date()), remaining)
    if ('rule' in decided) {
      this.setData({ outlook: `还不能撤销：${decided.text}。`, blocked: true })
      return
    }
    this.setData({
      blocked: false,
      outlook:
        decided.state === 'closing'
          ? `到 ${closesOn} 前照常工作，列表中标明拟撤销；届时办完 ${remaining.people} 人的组织关系转接后再来撤销。`
          : '撤销后不能恢复。已有记录保留，可以查阅，不再产生新的记录。',
    })
  },

  onDate(event: WechatMiniprogram.PickerChange): void {
    this.setData({ closesOn: String(event.detail.value), failed: '' })
    this.judge()
  },
  onReason(event: WechatMiniprogram.Input): void {
    this.data.reason = event.detail.value
  },

  async onSave(): Promise<void> {
    if (this.data.blocked) return
    if (this.data.reason.trim() === '')
      return this.setData({ failed: '请填写原因，例如：项目竣工。' })
    const { confirm } = await wx.showModal({
      title: `${this.data.name}：最后一日 ${this.data.closesOn}`,
      content: this.data.outlook,
      confirmText: '确定',
    })
    if (confirm) await this.save(this.data.closesOn, this.data.reason.trim())
  },
  async onReopen(): Promise<void> {
    const { confirm } = await wx.showModal({ title: '取消撤销，恢复正常？', confirmText: '恢复' })
    if (confirm) await this.save(null, this.data.reason.trim() || '取消撤销')
  },

  async save(closesOn: string | null, reason: string): Promise<void> {
    const version = this.organisation?.version ?? 0
    const done = await act(this, 'save', async () => {
      await call('organisation.close', { orgId: this.orgId, version, closesOn, reason })
    })
    if (!done) return
    void wx.showToast({ title: '已保存', icon: 'success' })
    void wx.navigateBack()
  },
})
