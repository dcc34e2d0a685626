import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'
import { momentWords } from '../../../../services/time'
import { leadingPlace } from '../../services/publishing'

interface GroupRow {
  id: string
  title: string
  note: string
}

/** The WeChat groups of the organisation somebody leads, and how to bind another or undo one. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    rows: [] as GroupRow[],
    busy: '',
    failed: '',
  },
  orgId: '',

  onLoad(): void {
    void this.load()
  },

  async load(): Promise<void> {
    if (session.me() === null) await session.refresh().catch(() => undefined)
    const place = leadingPlace()
    if (place === null) {
      draw(this, { status: 'error', message: '只有书记和副书记能绑定微信群。', canRetry: false })
      return
    }
    const { orgId, orgName } = place
    this.orgId = orgId
    await present(this, ['notice.groups', { orgId }, `groups:${orgId}`], ({ groups }) => {
      const now = new Date()
      return {
        orgName,
        // WeChat tells nobody what a group is called.
        rows: groups.map(({ bindingId, boundBy, boundAt }, index) => ({
          id: bindingId,
          title: `群 ${groups.length - index}`,
          note: `${boundBy} · ${momentWords(boundAt, now)}绑定`,
        })),
      }
    })
  },

  async onUnbind(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const { group: bindingId, title } = event.currentTarget.dataset as Record<
      'group' | 'title',
      string
    >
    const { confirm } = await wx.showModal({
      title: `解除“${title}”的绑定？`,
      content: '以后从那个群打开通知，不再显示本组织还有几人没有确认。',
      confirmText: '解除',
    })
    if (!confirm) return
    const done = await act(this, bindingId, async () => {
      await call('notice.unbindGroup', { orgId: this.orgId, bindingId })
    })
    if (done) await this.load()
  },
})
