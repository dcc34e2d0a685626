import { ROLE_NAMES } from '../../../cloudfunctions/rules/roles'
import type { Me } from '../../../typings/member'
import { CallError } from '../../services/call-error'
import { type Standing, troubleOf } from '../../services/follow'
import * as outbox from '../../services/outbox'
import { definePage } from '../../services/page'
import * as session from '../../services/session'
import { MY_MEETINGS } from '../../services/share'
import { STAGE_NAMES } from '../../services/words'

interface PostRow {
  orgId: string
  title: string
  note: string
  chosen: boolean
}

/** 我的: who I am here, for which organisation I act, what is kept about me. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    name: '',
    line: '',
    attached: [] as string[],
    posts: [] as PostRow[],
    unsent: [] as { id: string; title: string; note: string; refused: boolean }[],
  },
  unwatch: [] as (() => void)[],

  onLoad(): void {
    this.unwatch = [session.watch(() => this.draw()), outbox.watch(() => this.draw())]
  },
  onUnload(): void {
    for (const stop of this.unwatch) stop()
  },
  onShow(): void {
    this.draw()
    void this.load()
  },

  async load(): Promise<void> {
    try {
      await session.refresh()
      this.draw()
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, session.me() !== null)
      this.setData({ ...trouble, canRetry: trouble.retry })
    }
  },

  draw(): void {
    const who = session.who()
    if (who.state === 'joined') this.drawPerson(who.me)
    else if (who.state === 'left') this.setData({ status: 'left', message: who.message })
    else if (who.state === 'stranger') this.setData({ status: 'stranger', message: '' })
  },

  drawPerson(me: Me): void {
    this.setData({
      status: me.consentVersion === null ? 'consent' : 'ready',
      message: '',
      name: me.name,
      line: `${STAGE_NAMES[me.stage]} · ${me.affiliation.orgName}`,
      attached: me.attachments.map(({ orgName }) => orgName),
      posts: postRows(me, session.actingFor()?.orgId),
      unsent: outbox.changes().map((change) => ({
        id: change.clientId,
        title: '通知的确认或回复',
        note: change.refusal ?? '待发送，联网后自动发出',
        refused: change.state === 'refused',
      })),
    })
  },

  onPost(event: WechatMiniprogram.TouchEvent): void {
    session.actFor(String(event.currentTarget.dataset.org))
    this.draw()
  },
  onDismiss(event: WechatMiniprogram.TouchEvent): void {
    outbox.dismiss(String(event.currentTarget.dataset.id))
  },
  onMeetings(): void {
    void wx.navigateTo({ url: MY_MEETINGS })
  },
  onRecords(): void {
    void wx.navigateTo({ url: '/packages/me/pages/records/records' })
  },
  onPrivacy(): void {
    void wx.navigateTo({ url: '/packages/me/pages/privacy/privacy' })
  },
})

/** One row per organisation: several posts in one are one way of acting. */
function postRows(me: Me, chosen: string | undefined): PostRow[] {
  const byOrg = new Map<string, PostRow>()
  for (const post of me.posts) {
    const before = byOrg.get(post.orgId)
    const role = ROLE_NAMES[post.role] + (post.delegateOf === undefined ? '' : '（代）')
    const until = post.until === undefined ? '' : `，至 ${post.until}`
    byOrg.set(post.orgId, {
      orgId: post.orgId,
      title: post.orgName,
      note: before === undefined ? role + until : `${before.note}、${role}${until}`,
      chosen: post.orgId === chosen,
    })
  }
  return [...byOrg.values()]
}
