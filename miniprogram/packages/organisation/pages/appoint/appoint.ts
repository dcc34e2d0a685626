import { ROLE_NAMES, ROLES } from '../../../../../cloudfunctions/rules/roles'
import type { PostRole } from '../../../../../typings/organisation'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { type Found, peopleNote, type SearchBox, searchBox } from '../../../../services/search-box'
import * as session from '../../../../services/session'
import { pickerDate } from '../../../../services/time'
import { STAGE_NAMES } from '../../../../services/words'
import type { AppointQuery } from '../../services/links'
import { foundPerson } from '../../services/person-words'

const TITLES = { appoint: '任命职务', delegate: '委托代行职责', handover: '移交职务' } as const

interface Row {
  memberId: string
  name: string
  note: string
}

/** Gives a post: by appointment, for a while in the secretary's place, or taken over from who holds it. */
definePage({
  data: {
    ...SHELL,
    way: 'appoint' as keyof typeof TITLES,
    orgName: '',
    fromName: '',
    chosen: null as { memberId: string; name: string } | null,
    /** The person was given; it cannot be chosen here. */
    isFixed: false,
    words: '',
    rows: [] as Row[],
    note: '',
    roles: [] as string[],
    role: 0,
    today: '',
    since: '',
    until: '',
    busy: '',
    failed: '',
  },
  query: {} as Partial<AppointQuery>,
  roles: ROLES as readonly PostRole[],
  /** People of the organisation itself, shown before anything is typed. */
  own: [] as Row[],
  box: null as SearchBox | null,

  onLoad(query: Partial<AppointQuery>): void {
    this.query = decoded(query as Record<string, string | undefined>)
    this.box = searchBox<Row>(
      (words) => this.search(words),
      (words, found) => this.setData({ words, ...found }),
    )
    const { way = 'appoint', member, name = '', orgName = '', fromName = '', role } = this.query
    const today = pickerDate(new Date())
    // Administrators are made by administrators.
    const isAdministrator = session.me()?.posts.some((post) => post.role === 'administrator')
    this.roles = ROLES.filter(
      (each) => each !== 'administrator' || isAdministrator || each === role,
    )
    this.setData({
      roles: this.roles.map((each) => ROLE_NAMES[each]),
      way,
      orgName,
      fromName,
      chosen: member === undefined ? null : { memberId: member, name },
      isFixed: member !== undefined,
      role: Math.max((this.roles as readonly string[]).indexOf(role ?? ''), 0),
      today,
      since: today,
    })
    void this.load()
  },
  onReady(): void {
    void wx.setNavigationBarTitle({ title: TITLES[this.data.way] })
  },
  onUnload(): void {
    this.box?.stop()
  },

  async load(): Promise<void> {
    const { org: orgId = '', from } = this.query
    await present(this, ['member.branch', { orgId }, `branch:${orgId}`], (view) => {
      this.own = view.people
        .filter(({ memberId }) => memberId !== from)
        .map(({ memberId, name, stage }) => ({ memberId, name, note: STAGE_NAMES[stage] }))
      const rows = !this.box?.words ? this.own : this.data.rows
      return { orgName: view.organisation.name, rows }
    })
  },

  onSearch(event: WechatMiniprogram.Input): void {
    this.box?.type(event.detail.value)
  },
  async search(words: string): Promise<Found<Row>> {
    if (words === '') return { rows: this.own, note: '' }
    const { org: orgId = '', from } = this.query
    const { found, more } = await call('member.find', { orgId, name: words })
    const rows = found.filter(({ memberId }) => memberId !== from).map(foundPerson)
    return { rows, note: peopleNote(words, rows.length, more) }
  },
  onChoose(event: WechatMiniprogram.TouchEvent): void {
    const { member, name } = event.currentTarget.dataset as { member: string; name: string }
    this.setData({ chosen: { memberId: member, name }, failed: '' })
    void wx.pageScrollTo({ scrollTop: 0 })
  },
  onAgain(): void {
    this.setData({ chosen: null })
  },
  onRole(event: WechatMiniprogram.PickerChange): void {
    this.setData({ role: Number(event.detail.value) })
  },
  onSince(event: WechatMiniprogram.PickerChange): void {
    this.setData({ since: String(event.detail.value) })
  },
  onUntil(event: WechatMiniprogram.PickerChange): void {
    this.setData({ until: String(event.detail.value), failed: '' })
  },
  onNoUntil(): void {
    this.setData({ until: '' })
  },

  async onSave(): Promise<void> {
    const { way, chosen, until } = this.data
    if (chosen === null) return this.setData({ failed: '请先选择人员。' })
    if (way === 'delegate' && until === '')
      return this.setData({ failed: '请选择委托到哪一天为止。' })
    const done = await act(this, 'save', () => this.give(chosen.memberId))
    if (!done) return
    void wx.showToast({ title: '已生效', icon: 'success' })
    void wx.navigateBack()
  },

  /** A handover appoints first: what stops in between leaves two who can work, never none. */
  async give(memberId: string): Promise<void> {
    const { org: orgId = '', from } = this.query
    const { way, since, until, today } = this.data
    const role: PostRole = this.roles[this.data.role] ?? 'secretary'
    if (way === 'delegate') {
      await call('member.delegate', { orgId, memberId, until })
      return
    }
    const start = way === 'handover' ? today : since
    const end = until === '' ? {} : { until }
    await call('member.appoint', { orgId, memberId, role, from: start, ...end })
    if (way === 'handover' && from !== undefined)
      await call('member.endPost', { orgId, memberId: from, role, on: today })
  },
})
