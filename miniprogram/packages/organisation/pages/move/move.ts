import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { follow, present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { type Picked, pickPath } from '../../services/links'

/** Gives an organisation another superior; says before whom it takes along. */
definePage({
  data: {
    ...SHELL,
    name: '',
    picked: null as Picked | null,
    effect: '',
    busy: '',
    failed: '',
  },
  orgId: '',
  version: 0,

  onLoad(query: { org?: string }): void {
    this.orgId = query.org ?? ''
    void this.load()
  },

  async load(): Promise<void> {
    const { orgId } = this
    const trouble = await present(this, ['organisation.tree', { orgId }, null], (view) => {
      this.version = view.organisation.version
      return { name: view.organisation.name }
    })
    if (trouble !== null) return
    await follow('organisation.effects', { orgId }, null, ({ people, organisations }) => {
      const below = organisations === 0 ? '' : `和 ${organisations} 个下级组织`
      this.setData({
        effect: `${people} 人${below}将随之划归新的上级，原上级的人员不能再查看。已经发生的记录仍在原组织名下。`,
      })
    })
  },

  onPick(): void {
    const top = session.actingFor()?.orgId ?? ''
    void wx.navigateTo({
      url: pickPath(top, '选择新的上级'),
      events: { picked: (picked: Picked) => this.setData({ picked, failed: '' }) },
    })
  },

  async onSave(): Promise<void> {
    const { picked, name } = this.data
    if (picked === null) return this.setData({ failed: '请先选择新的上级组织。' })
    const { confirm } = await wx.showModal({
      title: `将${name}划归${picked.name}？`,
      content: this.data.effect,
      confirmText: '划归',
    })
    if (!confirm) return
    const done = await act(this, 'save', async () => {
      const { orgId, version } = this
      await call('organisation.move', { orgId, version, parentId: picked.orgId })
    })
    if (!done) return
    void wx.showToast({ title: '已划归', icon: 'success' })
    void wx.navigateBack()
  },
})
