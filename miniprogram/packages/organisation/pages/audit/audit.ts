import type { InputOf, OutputOf } from '../../../../../typings/contract'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { type Standing, troubleOf } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import * as session from '../../../../services/session'
import { instantOf, momentWords, pickerDate } from '../../../../services/time'
import { AUDITED } from '../../services/audit-words'
import { type Picked, pickPath } from '../../services/links'

interface Row {
  id: string
  summary: string
  note: string
  actorId: string
  actorName: string
}

/** Who did, saw and exported what, newest first: of an organisation and below, a person, a kind, a period. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    orgName: '',
    kinds: AUDITED.map(({ name }) => name),
    kind: 0,
    who: null as { id: string; name: string } | null,
    since: '',
    until: '',
    today: '',
    rows: [] as Row[],
    more: false,
    busy: false,
  },
  orgId: '',
  next: null as OutputOf<'member.audit'>['next'],
  /** The filter that was last asked for; answers to earlier ones are dropped. */
  turn: 0,

  onLoad(query: { org?: string; name?: string }): void {
    const { org = '', name = '' } = decoded(query)
    this.orgId = org
    this.setData({ orgName: name, today: pickerDate(new Date()) })
    void this.load()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },
  onReachBottom(): void {
    void this.loadMore()
  },

  async load(): Promise<void> {
    this.turn += 1
    const { turn } = this
    try {
      const page = await call('member.audit', this.input(null))
      if (turn === this.turn) this.setData({ status: 'ready', message: '', ...this.shown(page) })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      session.learn(error)
      if (turn !== this.turn) return
      const trouble = troubleOf(error, false)
      this.setData({ ...trouble, canRetry: trouble.retry })
    }
  },
  async loadMore(): Promise<void> {
    const { turn, next } = this
    if (next === null || this.data.busy) return
    this.setData({ busy: true })
    try {
      const page = await call('member.audit', this.input(next))
      if (turn !== this.turn) return this.setData({ busy: false })
      const have = this.data.rows.length
      const { rows, more } = this.shown(page)
      const change: Record<string, unknown> = { busy: false, more }
      for (const [index, row] of rows.entries()) change[`rows[${have + index}]`] = row
      this.setData(change)
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const trouble = troubleOf(error, true)
      this.setData({ ...trouble, canRetry: trouble.retry, busy: false })
    }
  },

  input(after: OutputOf<'member.audit'>['next']): InputOf<'member.audit'> {
    const { who, kind, since, until } = this.data
    const action = AUDITED[kind]?.id ?? null
    return {
      orgId: this.orgId,
      ...(action === null ? {} : { action }),
      ...(who === null ? {} : { actorId: who.id }),
      ...(since === '' ? {} : { since: instantOf(since, '00:00') }),
      ...(until === '' ? {} : { before: instantOf(until, '24:00') }),
      ...(after === null ? {} : { after }),
    }
  },
  shown({ entries, next }: OutputOf<'member.audit'>): { rows: Row[]; more: boolean } {
    this.next = next
    const now = new Date()
    return {
      more: next !== null,
      rows: entries.map(({ _id, summary, actorId, actorName, at }) => ({
        id: _id,
        summary,
        note: `${actorName} · ${momentWords(at, now)}`,
        actorId,
        actorName,
      })),
    }
  },

  onOrganisation(): void {
    const top = session.actingFor()?.orgId ?? this.orgId
    void wx.navigateTo({
      url: pickPath(top, '看哪个组织'),
      events: {
        picked: ({ orgId, name }: Picked) => {
          this.orgId = orgId
          this.filter({ orgName: name })
        },
      },
    })
  },
  onKind(event: WechatMiniprogram.PickerChange): void {
    this.filter({ kind: Number(event.detail.value) })
  },
  onSince(event: WechatMiniprogram.PickerChange): void {
    this.filter({ since: String(event.detail.value) })
  },
  onUntil(event: WechatMiniprogram.PickerChange): void {
    this.filter({ until: String(event.detail.value) })
  },
  onWho(event: WechatMiniprogram.TouchEvent): void {
    const { actor, name } = event.currentTarget.dataset as { actor: string; name: string }
    if (this.data.who === null) this.filter({ who: { id: actor, name } })
  },
  onClear(): void {
    this.filter({ who: null, kind: 0, since: '', until: '' })
  },
  filter(change: Record<string, unknown>): void {
    this.setData({ ...change, rows: [], more: false, status: 'loading' })
    void this.load()
  },
})
