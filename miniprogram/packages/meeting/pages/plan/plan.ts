import type { OutputOf } from '../../../../../typings/contract'
import type { MeetingPlan } from '../../../../../typings/meeting'
import type { Candidate } from '../../../../../typings/meeting-contract'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import { instantOf } from '../../../../services/time'
import { deviceId } from '../../services/device'
import { agendaOf, chairsOf, MODES, planFields } from '../../services/plan-view'
import { prepare } from '../../services/prepared'

type Start = OutputOf<'meeting.start'>

interface Choice {
  id: string
  name: string
  note: string
}

/** Opens a meeting from a template or the last one in one tap, or plans it with everything said. */
definePage({
  data: {
    ...SHELL,
    step: 'choose' as 'choose' | 'plan' | 'planned',
    orgName: '',
    templates: [] as Choice[],
    recent: [] as Choice[],
    kindName: '',
    expected: '',
    isNew: true,
    modes: MODES.map(({ name }) => name),
    chairs: [] as string[],
    people: [] as string[],
    title: '',
    place: '',
    link: '',
    mode: 0,
    date: '',
    time: '',
    length: '60',
    agenda: '',
    chair: 0,
    recorder: 0,
    hasFence: false,
    named: false,
    chosen: [] as { id: string; name: string; on: boolean }[],
    more: false,
    prepared: false,
    busy: '',
    failed: '',
  },
  id: '',
  orgId: '',
  start: null as Start | null,
  plan: null as MeetingPlan | null,
  people: [] as Candidate[],
  version: 0,
  card: null as { title: string; path: string } | null,

  onLoad(query: { org?: string; id?: string }): void {
    this.orgId = query.org ?? ''
    this.id = query.id ?? ''
    void this.load()
  },
  async load(): Promise<void> {
    if (this.id !== '' && this.plan === null) await this.loadPlanned()
    if (this.orgId === '') return
    const ask = ['meeting.start', { orgId: this.orgId }, `start:${this.orgId}`] as const
    await present(this, ask, (start) => {
      this.start = start
      this.people = start.people
      const shown = {
        orgName: start.organisation.name,
        templates: start.templates.map(({ kind, kindName, hint }) => ({
          id: kind as string,
          name: kindName,
          note: hint,
        })),
        recent: start.recent.map(({ meetingId, heldOn, plan }) => ({
          id: meetingId,
          name: plan.title,
          note: `${heldOn} 开过`,
        })),
      }
      return this.plan === null ? shown : { ...shown, ...this.fields(this.plan) }
    })
  },
  /** An earlier plan that is changed: its people come with its organisation. */
  async loadPlanned(): Promise<void> {
    await act(this, 'load', async () => {
      const view = await call('meeting.view', { meetingId: this.id })
      this.plan = view.plan
      this.version = view.meeting.version
      this.orgId = view.meeting.orgId
      return { isNew: false, step: 'plan' as const, kindName: view.meeting.kindName }
    })
  },

  onTemplate(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const start: Start | null = this.start
    const found = start?.templates.find(({ kind }) => kind === id)
    if (found !== undefined) this.begin(found.plan, found.kindName)
  },
  onRecent(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const start: Start | null = this.start
    const found = start?.recent.find(({ meetingId }) => meetingId === id)
    const kindName = start?.templates.find(({ kind }) => kind === found?.plan.kind)?.kindName
    if (found !== undefined) this.begin(found.plan, kindName ?? '')
  },
  begin(plan: MeetingPlan, kindName: string): void {
    this.plan = plan
    this.id = `m-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`
    const counted = this.start?.expected[plan.kind]
    draw(this, {
      step: 'plan',
      kindName,
      expected:
        counted === undefined ? '' : `应到 ${counted.all} 人，其中有表决权 ${counted.voters} 人`,
      ...this.fields(plan),
    })
  },
  fields(plan: MeetingPlan) {
    return {
      ...planFields(plan, this.people),
      named: plan.kind === 'groupMeeting' || plan.kind === 'talk',
      chairs: chairsOf(this.people).map(({ name }) => name),
      people: (this.people as Candidate[]).map(({ name }) => name),
    }
  },

  onTitle(event: WechatMiniprogram.Input): void {
    this.data.title = event.detail.value
  },
  onPlace(event: WechatMiniprogram.Input): void {
    this.data.place = event.detail.value
  },
  onLink(event: WechatMiniprogram.Input): void {
    this.data.link = event.detail.value
  },
  onLength(event: WechatMiniprogram.Input): void {
    this.data.length = event.detail.value
  },
  onAgenda(event: WechatMiniprogram.Input): void {
    this.data.agenda = event.detail.value
  },
  onMode(event: WechatMiniprogram.PickerChange): void {
    draw(this, { mode: Number(event.detail.value) })
  },
  onDate(event: WechatMiniprogram.PickerChange): void {
    draw(this, { date: String(event.detail.value) })
  },
  onTime(event: WechatMiniprogram.PickerChange): void {
    draw(this, { time: String(event.detail.value) })
  },
  onChair(event: WechatMiniprogram.PickerChange): void {
    draw(this, { chair: Number(event.detail.value) })
  },
  onRecorder(event: WechatMiniprogram.PickerChange): void {
    draw(this, { recorder: Number(event.detail.value) })
  },
  onMore(): void {
    draw(this, { more: !this.data.more })
  },
  onChoose(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    draw(this, {
      chosen: this.data.chosen.map((each) => (each.id === id ? { ...each, on: !each.on } : each)),
    })
  },
  async onFence(event: WechatMiniprogram.SwitchChange): Promise<void> {
    const { plan } = this
    if (plan === null) return
    if (!event.detail.value) {
      this.plan = { ...plan, fence: null }
      draw(this, { hasFence: false })
      return
    }
    try {
      const { latitude, longitude } = await wx.getLocation({ type: 'gcj02' })
      this.plan = { ...plan, fence: { latitude, longitude, radius: RADIUS_METRES } }
      draw(this, { hasFence: true })
    } catch {
      this.setData({ hasFence: false, failed: '没有取得会场位置，不影响开会。' })
    }
  },

  async onOpenNow(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const { id: meetingId, orgId } = this
    const done = await act(this, 'open', async () => {
      const now = { ...plan, startsAt: new Date().toISOString() }
      await call('meeting.plan', { meetingId, orgId, plan: now, announce: true })
    })
    if (done)
      void wx.redirectTo({ url: `/packages/meeting/pages/host/host?id=${meetingId}&open=1` })
  },
  async onPlan(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const { id: meetingId, orgId, version: seenVersion } = this
    await act(this, 'plan', async () => {
      const { card } = this.data.isNew
        ? await call('meeting.plan', { meetingId, orgId, plan, announce: true })
        : await call('meeting.edit', { meetingId, seenVersion, plan, announce: true })
      this.card = card
      return { step: 'planned' as const }
    })
  },
  /** Loads what this phone needs to hold the meeting where there is no network. */
  async onPrepare(): Promise<void> {
    await act(this, 'prepare', async () => {
      await prepare(this.id, deviceId())
      return { prepared: true }
    })
  },
  onView(): void {
    void wx.redirectTo({ url: `/packages/meeting/pages/open/open?id=${this.id}` })
  },

  written(): MeetingPlan | null {
    const { plan } = this
    if (plan === null) return null
    const { title, place, link, mode, date, time, length, agenda, chair, recorder, chosen } =
      this.data
    const chairId = chairsOf(this.people)[chair]?.memberId ?? plan.chairId
    const recorderId = this.people[recorder]?.memberId ?? plan.recorderId
    const written: MeetingPlan = {
      ...plan,
      title: title.trim(),
      place: place.trim(),
      link: link.trim(),
      mode: MODES[mode]?.mode ?? 'onSite',
      startsAt: instantOf(date, time),
      length: Number(length),
      agenda: agendaOf(agenda),
      chairId,
      recorderId,
      chosenIds: this.data.named ? chosen.filter(({ on }) => on).map(({ id }) => id) : [],
    }
    const problem = problemOf(written, this.data.named)
    if (problem === null) return written
    draw(this, { failed: problem })
    return null
  },

  onShareAppMessage() {
    return this.card === null ? HOME_CARD : meetingCard(this.card)
  },
})

/** 会场 reaches so far from where the secretary stood; metres [P]. */
const RADIUS_METRES = 300

function problemOf(plan: MeetingPlan, named: boolean): string | null {
  if (plan.title === '') return '请填写会议名称。'
  if (plan.mode !== 'online' && plan.place === '') return '请填写地点。'
  if (!(plan.length >= 10 && plan.length <= 720)) return '时长在 10 到 720 分钟之间。'
  if (named && plan.chosenIds.length === 0) return '请选择参加的人。'
  return null
}
