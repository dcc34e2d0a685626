import type { MissingRow } from '../../../../../typings/ask'
import type { OutputOf } from '../../../../../typings/contract'
import type { NoticeView } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import { act } from '../../../../services/act'
import * as cache from '../../../../services/cache'
import { CallError } from '../../../../services/call-error'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import type { Nudged } from '../../../../services/nudged'
import { isOwn, nudging } from '../../../../services/nudging'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { callOfficer, callPerson } from '../../../../services/phone-call'
import { type Counted, LEAVES, type Own, ownPlace, type Place } from '../../../../services/places'
import { decoded, queryOf } from '../../../../services/query'
import { askReason } from '../../../../services/reason'
import * as session from '../../../../services/session'
import { HOME_CARD, noticeCard } from '../../../../services/share'
import { ageWords } from '../../../../services/time'
import { type FollowList, namesList, organisationsList } from '../../services/follow-list'
import { afterNudge, type Person } from '../../services/follow-view'

/** Rows on the page at first, and more each time its end is reached: with the longest replies 32 KB at once. */
const SHOWN = 40

/** 落实情况: in a branch its people by name, above it the organisations below, biggest gap first. */
definePage({
  data: {
    ...SHELL,
    orgName: '',
    people: [] as Person[][],
    own: null as Own | null,
    children: [] as Place[][],
    expected: 0,
    confirmed: 0,
    left: 0,
    counted: '',
    onlyMissing: true,
    chosen: 0,
    /** Whether the people are the caller's own, to be reminded one by one; else their secretary is reminded. */
    isOwn: false,
    /** It has people and nothing below it. */
    isLeaf: false,
    /** The people named belong to a superior organisation itself. */
    isAbove: false,
    nudged: [] as Nudged[],
    nudgedLeft: 0,
    nudgeNote: '',
    busy: '',
    failed: '',
  },
  desk: nudging('notice.nudge'),
  id: '',
  orgId: '',
  level: '',
  version: 1,
  names: [] as MissingRow[],
  counted: { rows: [], own: null } as Counted,
  shown: SHOWN,
  unwatch: [] as (() => void)[],

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
    this.desk = nudging('notice.nudge')
    this.setData({
      orgName: name,
      isLeaf: LEAVES.includes(level),
      isOwn: isOwn(this.orgId),
    })
    this.unwatch = [
      outbox.watch((event) => {
        if (event.kind === 'sent') void this.load()
        else this.redraw()
      }),
      session.watch(() => draw(this, { isOwn: isOwn(this.orgId) })),
    ]
    void session.known()
    void this.load()
  },
  onUnload(): void {
    for (const undo of this.unwatch) undo()
  },
  onReachBottom(): void {
    if (this.data.left === 0) return
    this.shown += SHOWN
    this.redraw()
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
    return present(this, ['notice.names', input, this.key('names')], ({ rows, level }) => {
      this.names = rows
      return { isAbove: !LEAVES.includes(level), ...this.list() }
    })
  },

  loadProgress() {
    const input = { noticeId: this.id, orgId: this.orgId }
    return present(this, ['notice.progress', input, this.key('progress')], ({ rows, own, at }) => {
      this.counted = { rows, own: own ?? null }
      return { counted: at === null ? '' : `${ageWords(at, new Date())}统计`, ...this.list() }
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

  /** The organisations below, if there are any: their people stand in their own lists. Else the people. */
  list(onlyMissing?: boolean) {
    const { picked, ...list } = this.listed(onlyMissing)
    this.desk.keep(picked)
    return { ...list, chosen: picked.length }
  },
  listed(onlyMissing?: boolean): FollowList {
    const { shown, desk } = this
    const { picked } = desk
    if (this.counted.rows.length > 0)
      return organisationsList(this.data.children, this.counted, { picked, shown })
    const waiting = outbox.waiting()
    const isWaiting = (memberId: string) => waiting.has(this.subjectOf(memberId))
    const look = { picked, shown, isWaiting, onlyMissing: onlyMissing ?? this.data.onlyMissing }
    return namesList(this.data.people, this.names, look, new Date())
  },

  redraw(): void {
    draw(this, this.list())
  },

  subjectOf(memberId: string): string {
    return `told:${this.id}:${memberId}`
  },

  onFilter(): void {
    this.shown = SHOWN
    const onlyMissing = !this.data.onlyMissing
    draw(this, { onlyMissing, ...this.list(onlyMissing) })
  },

  /** Chooses, or chooses not, who is to be reminded, or where the secretaries are to be. */
  onPick(event: WechatMiniprogram.TouchEvent): void {
    const id = String(event.currentTarget.dataset.id)
    const rows: (Person | Place)[] = [...this.data.people, ...this.data.children].flat()
    const isPerson = this.data.people.length > 0
    if (!rows.some((row) => row.id === id && row.missing) || (isPerson && !this.data.isOwn)) return
    this.desk.pick(id)
    this.redraw()
  },

  chosenOne(): MissingRow | undefined {
    return this.names.find(({ memberId }: MissingRow) => this.desk.picked.has(memberId))
  },

  async onTold(): Promise<void> {
    const person = this.chosenOne()
    if (person === undefined) return
    const reason = await askReason(
      this,
      {
        title: `已当面告知${person.name}`,
        placeholderText: '原因，例如：没有智能手机',
        confirmText: '登记',
      },
      '没有登记：请写明原因。',
    )
    if (reason === null) return
    const { id: noticeId, version, orgId } = this
    const { memberId } = person
    const subject = this.subjectOf(memberId)
    const input = { noticeId, version, orgId, memberId, reason }
    this.desk.keep([])
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
    const { id: noticeId, orgId, desk } = this
    const done = await act(this, 'nudge', async () => {
      const result = await desk.send({ noticeId, orgId }, this.counted.rows.length > 0)
      this.names = afterNudge(this.names, result, new Date())
      return { ...this.list(), ...desk.shown() }
    })
    if (done) await wx.pageScrollTo({ scrollTop: 0 })
  },
  onMoreNudged(): void {
    draw(this, this.desk.more())
  },

  async onCall(event: WechatMiniprogram.CustomEvent): Promise<void> {
    const { member, org } = event.detail as { member?: string; org?: string }
    const memberId = member ?? this.chosenOne()?.memberId
    if (memberId === undefined) return
    await act(this, 'call', async () => {
      const trouble = org ? await callOfficer(org, memberId) : await callPerson(memberId)
      return { failed: trouble ?? '' }
    })
  },

  onChild(event: WechatMiniprogram.TouchEvent): void {
    const { id, name, level } = event.currentTarget.dataset as Record<
      'id' | 'name' | 'level',
      string
    >
    const query = queryOf({
      id: this.id,
      org: id,
      name,
      version: String(this.version),
      level: LEAVES.includes(level) ? level : undefined,
    })
    void wx.navigateTo({ url: `/packages/notice/pages/follow/follow?${query}` })
  },

  onOwn(): void {
    const { id, version } = this
    const own = ownPlace(this.orgId, this.data.orgName)
    const query = queryOf({ id, ...own, version: String(version) })
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
