import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { CONSENT_VERSION } from '../../../../services/consent'
import { definePage } from '../../../../services/page'
import * as session from '../../../../services/session'

/** The first administrator takes the post with the one-time code that the operator's command printed. */
definePage({
  data: {
    step: 'consent' as 'consent' | 'code' | 'done',
    code: '',
    name: '',
    busy: '',
    failed: '',
  },

  onLoad(): void {
    // A phone that took the post and was cut off before it heard so goes on from there.
    const person = session.me()
    if (person !== null) this.setData({ step: 'done', name: person.name })
  },

  onAgree(): void {
    this.setData({ step: 'code' })
  },
  onCode(event: WechatMiniprogram.Input): void {
    this.data.code = event.detail.value
  },

  async onClaim(): Promise<void> {
    const code = this.data.code.trim()
    if (code.length < 16)
      return this.setData({ failed: '设置码是运维命令打印的一长串字符，请完整粘贴。' })
    await act(this, 'claim', async () => {
      await call('member.claimSetup', { code })
      const { me } = await call('member.consent', { version: CONSENT_VERSION })
      session.became(me)
      return { step: 'done' as const, name: me.name }
    })
  },

  onBranch(): void {
    void wx.switchTab({ url: '/pages/branch/branch' })
  },
})
