import type { Me } from '../../../../../typings/member'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { CONSENT_VERSION } from '../../../../services/consent'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import * as session from '../../../../services/session'

type Step = 'consent' | 'prove' | 'asked' | 'done'
type Way = '' | 'phone' | 'code' | 'request'

type Query = {
  /** Of a branch's join card. */
  card?: string
  /** Of an invite card. */
  code?: string
  /** Where the person wanted to go: a path of this mini-program. */
  to?: string
}

const TABS = ['/pages/today/today', '/pages/study/study', '/pages/branch/branch', '/pages/me/me']

/**
 * Proves membership: consent first, then the phone number; else an invite code with the name; else a request to
 * the branch whose card was opened. Lands where the person wanted to go.
 */
definePage({
  data: {
    step: 'consent' as Step,
    busy: '' as Way | 'agree',
    /** Whose card was opened. */
    branchName: '',
    hasCard: false,
    /** Came by an invite card, which brings its code along. */
    invited: false,
    /** Typing a code is open: asked for, or the phone number found nobody. */
    typing: false,
    code: '',
    fullName: '',
    note: '',
    failed: '',
    name: '',
  },
  query: {} as Query,

  onLoad(query: Query): void {
    this.query = decoded(query)
    const { code, card } = this.query
    const invited = code !== undefined
    this.setData({ code: code ?? '', invited, typing: invited, hasCard: card !== undefined })
    const person = session.me()
    if (person !== null && person.consentVersion !== null) this.land()
    else if (card !== undefined) void this.readCard(card)
  },

  async readCard(cardId: string): Promise<void> {
    try {
      const { orgName } = await call('member.readJoinCard', { cardId })
      this.setData({ branchName: orgName })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: error.message, hasCard: error.unanswered })
    }
  },

  /** Agreeing is stored with the join itself; somebody who joined before agrees again here. */
  async onAgree(): Promise<void> {
    if (session.me() === null) return this.setData({ step: 'prove' })
    await this.run('agree', async () => {
      const { me } = await call('member.consent', { version: CONSENT_VERSION })
      return me
    })
  },

  async onPhone(event: WechatMiniprogram.ButtonGetPhoneNumber): Promise<void> {
    const { code } = event.detail
    if (code === undefined) {
      this.setData({ failed: '没有取得手机号，可以改用邀请码。', typing: true })
      return
    }
    await this.run('phone', async () => {
      const joined = await call('member.joinByPhone', {
        phoneCode: code,
        consentVersion: CONSENT_VERSION,
      })
      return joined.me
    })
  },

  async onCode(): Promise<void> {
    const { code, fullName } = this.data
    if (code.trim().length < 6 || fullName.trim() === '') {
      this.setData({ failed: this.data.invited ? '请填写姓名。' : '请填写邀请码和姓名。' })
      return
    }
    await this.run('code', async () => {
      const joined = await call('member.joinByCode', {
        code: code.trim(),
        fullName: fullName.trim(),
        consentVersion: CONSENT_VERSION,
      })
      return joined.me
    })
  },

  async onRequest(): Promise<void> {
    const { fullName, note } = this.data
    const { card } = this.query
    if (card === undefined) return
    if (fullName.trim() === '') {
      this.setData({ failed: '请填写姓名。' })
      return
    }
    await this.run('request', async () => {
      const { orgName } = await call('member.requestToJoin', {
        cardId: card,
        fullName: fullName.trim(),
        note: note.trim(),
        consentVersion: CONSENT_VERSION,
      })
      this.setData({ step: 'asked', branchName: orgName })
      return null
    })
  },

  /** One attempt at a time; what it found becomes the session. */
  async run(busy: Way | 'agree', attempt: () => Promise<Me | null>): Promise<void> {
    if (this.data.busy !== '') return
    this.setData({ busy, failed: '' })
    try {
      const me = await attempt()
      if (me === null) return this.setData({ busy: '' })
      session.became(me)
      this.setData({ busy: '', step: 'done', name: me.name })
      this.land()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const other = busy === 'phone' && !error.unanswered
      this.setData({ busy: '', failed: error.message, typing: this.data.typing || other })
    }
  },

  /** After having asked: perhaps the secretary has answered. */
  async onCheck(): Promise<void> {
    this.setData({ failed: '' })
    try {
      const who = await session.refresh()
      if (who.state === 'joined') this.land()
      else this.setData({ failed: '书记还没有答复，请稍后再看。' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: error.message })
    }
  },

  /** Back to the page that asked, when it lies below; else to where the card led. */
  land(): void {
    const { to = '' } = this.query
    const below = getCurrentPages().at(-2)
    const tab = TABS.find((path) => to === path) ?? (to.startsWith('/packages/') ? '' : TABS[0])
    const asked = to === '' || to.split('?')[0] === `/${below?.route}`
    if (below !== undefined && asked) void wx.navigateBack()
    else void (tab ? wx.switchTab({ url: tab }) : wx.redirectTo({ url: to }))
  },

  onSetup(): void {
    void wx.redirectTo({ url: '/packages/join/pages/setup/setup' })
  },
  onTyping(): void {
    this.setData({ typing: true, failed: '' })
  },
  onCodeInput(event: WechatMiniprogram.Input): void {
    this.data.code = event.detail.value
  },
  onNameInput(event: WechatMiniprogram.Input): void {
    this.data.fullName = event.detail.value
  },
  onNoteInput(event: WechatMiniprogram.Input): void {
    this.data.note = event.detail.value
  },
  onHome(): void {
    void wx.switchTab({ url: '/pages/today/today' })
  },
})
