import type { MissingRow } from '../../../../../typings/ask'
import type { OutputOf } from '../../../../../typings/contract'
import type { NoticeView } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { act } from '../../../../services/act'
import * as cache from '../../../../services/cache'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { callPerson } from '../../../../services/phone-call'
import { decoded, queryOf } from '../../../../services/query'
import * as session from '../../../../services/session'
import { HOME_CARD, noticeCard } from '../../../../services/share'
import { ageWords } from '../../../../services/time'
import { type Child, childOf, type Person, personOf } from '../../services/follow-view'
import {
  coolDownWords,
  type Nudged,
  nudgedShown,
  nudgeLine,
  rememberNudge,
} from '../../services/nudging'

/** Organisations and their levels that have people by name. */
const LEAVES: readonly string[] = ['branch', 'group']

interface FollowData {
  people: Person[]
  chosen: number
  expected: number
  confirmed: number
}

/** 落实情况: in a branch its people by name, above it the organisations below, biggest gap first. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    people: [] as Person[],
    children: [] as Child[],
    expected: 0,
    confirmed: 0,
    counted: '',
    onlyMissing: true,
    chosen: 0,
    /** Whether the people are the caller's own, to be reminded one by one; else their secretary is reminded. */
    isOwn: false,
    nudged: [] as Nudged[],
    nudgeNote: '',
    busy: '',
    failed: '',
  },
  /** One id per attempt, kept until it is answered: a second tap nudges nobody twice. */
  nudgeId: '',
  id: '',
  orgId: '',
  level: '',
  version: 1,
  rows: [] as MissingRow[],
  picked: new Set<string>(),
  unwatch: null as (() => void) | null,

  onLoad(query: {
    id?: string
    org?: string
    name?: string
    version?: string
    level?: string
  }): void {
    const { id = '', org = '', level = '', version = '1', name = '' } = decoded(query)
    this.id = id
    this.orgId = org
    this.level = level
    this.version = Number(version)
    this.picked = new Set()
    const posts = session.me()?.posts ?? []
    this.setData({
      orgName: name,
      isOwn: posts.some(({ orgId }) => orgId === this.orgId),
    })
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else this.redraw()
    })
    void this.load()
  },
  onUnload(): void {
    this.unwatch?.()
  },

  /** A branch has names, a superior organisation counters; until it is known which this is, both are asked for. */
  async load(): Promise<void> {
    const level = this.level === '' ? this.levelKept() : this.level
    const asked = []
    if (level !== 'superior') asked.push(this.loadNames())
    if (!LEAVES.includes(level)) asked.push(this.loadProgress())
    const refused = (await Promise.all(asked)).filter((trouble) => trouble !== null)
    // One of two may be refused, which leaves the other.
    const [first] = refused
    if (first === undefined) return
    const isAll = refused.length === asked.length
    if (!isAll && !first.retry) draw(this, { status: 'ready', message: '' })
  },

  loadNames() {
    const input = { noticeId: this.id, orgId: this.orgId }
    return present(this, ['notice.names', input, this.key('names')], ({ rows }) => {
      this.rows = rows
      return this.data.children.length > 0 ? {} : this.peopleShown()
    })
  },

  loadProgress() {
    const input = { noticeId: this.id, orgId: this.orgId }
    return present(this, ['notice.progress', input, this.key('progress')], ({ rows, at }) => {
      const children = rows.map(childOf)
      const counted = at === null ? '' : `${ageWords(at, new Date())}统计`
      if (children.length === 0) return { children, counted }
      const sum = (field: 'expected' | 'confirmed') =>
        children.reduce((total, child) => total + child[field], 0)
      // The people of the organisations below stand in their own lists.
      const totals = { expected: sum('expected'), confirmed: sum('confirmed') }
      return { children, counted, people: [], chosen: 0, ...totals }
    })
  },

  key(what: 'names' | 'progress'): string {
    return `${what}:${this.id}:${this.orgId}`
  },
  levelKept(): string {
    const owner = session.me()?.memberId ?? ''
    const kept = cache.read<OutputOf<'notice.progress'>>(owner, this.key('progress'))
    return (kept?.data.rows.length ?? 0) > 0 ? 'superior' : ''
  },

  peopleShown(): Pick<FollowData, 'people' | 'chosen' | 'expected' | 'confirmed'> {
    const now = new Date()
    const waiting = outbox.waiting()
    const people: Person[] = this.rows.map((row: MissingRow) =>
      personOf(row, {
        waiting: waiting.has(this.subjectOf(row.memberId)),
        cooling: coolDownWords(this.id, row.memberId, now),
        chosen: this.picked.has(row.memberId),
      }),
    )
    return {
      people,
      chosen: people.filter((person) => person.chosen).length,
      expected: people.length,
      confirmed: people.filter((person) => !person.missing).length,
    }
  },

  redraw(): void {
    if (this.data.children.length === 0) draw(this, this.peopleShown())
  },

  subjectOf(memberId: string): string {
    return `told:${this.id}:${memberId}`
  },

  onFilter(): void {
    this.setData({ onlyMissing: !this.data.onlyMissing })
  },

  /** Chooses, or chooses not, who is to be reminded. */
  onPerson(event: WechatMiniprogram.TouchEvent): void {
    const memberId = String(event.currentTarget.dataset.member)
    const person = this.data.people.find((each) => each.id === memberId)
    if (!person?.missing || !this.data.isOwn) return
    if (!this.picked.delete(memberId)) this.picked.add(memberId)
    this.redraw()
  },

  chosenOne(): Person | undefined {
    return this.data.people.find((person) => person.chosen)
  },

  async onTold(): Promise<void> {
    const person = this.chosenOne()
    if (person === undefined) return
    const { confirm, content } = await wx.showModal({
      title: `已当面告知${person.name}`,
      editable: true,
      placeholderText: '原因，例如：没有智能手机',
      confirmText: '登记',
    })
    const reason = content?.trim().slice(0, 100) ?? ''
    if (!confirm) return
    if (reason === '') {
      draw(this, { failed: '没有登记：请写明原因。' })
      return
    }
    const { id: noticeId, version, orgId } = this
    const subject = this.subjectOf(person.id)
    const input = { noticeId, version, orgId, memberId: person.id, reason }
    this.picked.clear()
    await act(this, 'told', async () => {
      const sent = await outbox.put('notice.recordTold', input, subject)
      const refused = sent === 'refused' ? outbox.pending(subject) : null
      if (refused === null) return
      outbox.dismiss(refused.clientId)
      throw new CallError('forbidden', refused.refusal ?? '没有登记。', false)
    })
  },

  /** Those chosen; nobody chosen is everybody missing, above a branch the secretaries where somebody is. */
  async onNudge(): Promise<void> {
    const memberIds = [...this.picked]
    this.nudgeId ||= `nudge-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    const { id: noticeId, orgId, nudgeId: clientId } = this
    let answered = true
    await act(this, 'nudge', async () => {
      try {
        const { outcomes } = await call('notice.nudge', { noticeId, orgId, memberIds, clientId })
        rememberNudge(noticeId, outcomes, new Date())
        this.picked.clear()
        return {
          ...(this.data.children.length === 0 ? this.peopleShown() : {}),
          nudgeNote: nudgeLine(outcomes),
          nudged: nudgedShown(outcomes, memberIds.length > 0),
        }
      } catch (error) {
        answered = !(error instanceof CallError && error.unanswered)
        throw error
      }
    })
    // Unanswered, the same attempt goes on with the same id.
    if (answered) this.nudgeId = ''
    if (this.data.nudgeNote !== '') await wx.pageScrollTo({ scrollTop: 0 })
  },

  async onCall(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const memberId = event.currentTarget.dataset.member ?? this.chosenOne()?.id
    if (memberId === undefined) return
    await act(this, 'call', async () => ({ failed: (await callPerson(String(memberId))) ?? '' }))
  },

  onChild(event: WechatMiniprogram.TouchEvent): void {
    const { org, name, level } = event.currentTarget.dataset as Record<
      'org' | 'name' | 'level',
      string
    >
    const query = queryOf({
      id: this.id,
      org,
      name,
      version: String(this.version),
      level: LEAVES.includes(level) ? level : undefined,
    })
    void wx.navigateTo({ url: `/packages/notice/pages/follow/follow?${query}` })
  },

  onShareAppMessage() {
    const owner = session.me()?.memberId
    const kept = owner === undefined ? null : cache.read<NoticeView>(owner, noticeKey(this.id))
    if (kept === null) return HOME_CARD
    const { title, mode, deadline } = kept.data.notice
    return noticeCard({ id: this.id, title, mode, deadline }, new Date())
  },
})
