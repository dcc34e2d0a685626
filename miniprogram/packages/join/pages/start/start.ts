import type { Me } from '../../../../../typings/member'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { CONSENT_VERSION } from '../../../../services/consent'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import * as session from '../../../../services/session'

type Step = 'consent' | 'prove' | 'asked' | 'done'

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
    busy: '',
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
    await this.join('agree', () => call('member.consent', { version: CONSENT_VERSION }))
  },

  async onPhone(event: WechatMiniprogram.ButtonGetPhoneNumber): Promise<void> {
    const { code } = event.detail
    if (code === undefined) {
      this.setData({ failed: '没有取得手机号，可以改用邀请码。', typing: true })
      return
    }
    await this.join('phone', async () => {
      try {
        return await call('member.joinByPhone', {
          phoneCode: code,
          consentVersion: CONSENT_VERSION,
        })
      } catch (error) {
        // Nobody has this number: the other ways are open then.
        if (error instanceof CallError && !error.unanswered) this.setData({ typing: true })
        throw error
      }
    })
  },

  async onCode(): Promise<void> {
    const { code, fullName } = this.data
    if (code.trim().length < 6 || fullName.trim() === '') {
      this.setData({ failed: this.data.invited ? '请填写姓名。' : '请填写邀请码和姓名。' })
      return
    }
    await this.join('code', () =>
      call('member.joinByCode', {
        code: code.trim(),
        fullName: fullName.trim(),
        consentVersion: CONSENT_VERSION,
      }),
    )
  },

  async onRequest(): Promise<void> {
    const { fullName, note } = this.data
    const { card } = this.query
    if (card === undefined) return
    if (fullName.trim() === '') {
      this.setData({ failed: '请填写姓名。' })
      return
    }
    await act(this, 'request', async () => {
      const { orgName } = await call('member.requestToJoin', {
        cardId: card,
        fullName: fullName.trim(),
        note: note.trim(),
        consentVersion: CONSENT_VERSION,
      })
      return { step: 'asked' as const, branchName: orgName }
    })
  },

  /** What an attempt found becomes the session, and the person goes on to where they wanted. */
  async join(busy: string, attempt: () => Promise<{ me: Me }>): Promise<void> {
    const done = await act(this, busy, async () => {
      const { me } = await attempt()
      session.became(me)
      return { step: 'done' as const, name: me.name }
    })
    if (done) this.land()
  },

  /** After having asked: perhaps the secretary has answered. */
  async onCheck(): Promise<void> {
    await act(this, 'check', async () => {
      const who = await session.refresh()
      if (who.state === 'joined') return { step: 'done' as const, name: who.me.name }
      return { failed: '书记还没有答复，请稍后再看。' }
    })
    if (this.data.step === 'done') this.land()
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
