import type { OutputOf } from '../../../../../typings/contract'
import type { MeetingFile, MeetingKind, MeetingPlan } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { follow, present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import { dateWords } from '../../../../services/time'
import { chooseDocuments, MOST_FILES, uploadDocument } from '../../../../services/uploads'
import { instantIn, otherClocks } from '../../services/branch-entry'
import { filesShown, type ShownFile } from '../../services/materials'
import { addToCalendar } from '../../services/phone-calendar'
import { hasProblem, NO_PROBLEMS, problemsOf, refusedField } from '../../services/plan-problems'
import {
  type Choice,
  chairsOf,
  choiceOf,
  HALVES,
  MODES,
  type PlanFields,
  type PlanSetting,
  planFields,
  planOf,
  sizeWords,
} from '../../services/plan-view'
import { prepare } from '../../services/room-calls'

type Start = OutputOf<'meeting.start'>

interface Offered {
  id: string
  name: string
  note: string
}

/** 会场 reaches so far from where the secretary stood; metres [P]. */
const RADIUS_METRES = 300
const MOST_WITHOUT_VOTE = 20

const EMPTY: PlanFields = {
  title: '',
  place: '',
  link: '',
  mode: 0,
  date: '',
  time: '',
  clocks: '',
  length: '60',
  agenda: '',
  chair: 0,
  recorder: 0,
  half: 0,
  hasFence: false,
  also: [],
  observers: [],
  chosen: [],
  withoutVote: [],
}

/** Opens a meeting from a template or the last one in one tap, or plans it with everything said. */
definePage({
  data: {
    ...SHELL,
    ...EMPTY,
    files: [] as ShownFile[],
    step: 'choose' as 'choose' | 'plan' | 'planned',
    orgName: '',
    templates: [] as Offered[],
    recent: [] as Offered[],
    kindName: '',
    expected: '',
    remoteWhy: '',
    isNew: true,
    isNamed: false,
    votes: false,
    modes: MODES.map(({ name }) => name),
    halves: HALVES.map(({ name }) => name),
    chairs: [] as string[],
    people: [] as string[],
    problems: NO_PROBLEMS,
    mostFiles: MOST_FILES,
    /** Whether what most meetings leave as it is stands open. */
    more: false,
    voting: false,
    prepared: false,
    calendar: false,
    busy: '',
    failed: '',
  },
  id: '',
  orgId: '',
  start: null as Start | null,
  plan: null as MeetingPlan | null,
  version: 0,
  card: null as { title: string; path: string } | null,

  onLoad(query: { org?: string; id?: string }): void {
    this.orgId = query.org ?? ''
    this.id = query.id ?? ''
    void this.load()
  },
  async load(): Promise<void> {
    if (this.id !== '' && this.plan === null && !(await this.loadPlanned())) return
    const ask = ['meeting.start', { orgId: this.orgId }, `start:${this.orgId}`] as const
    await present(this, ask, (start) => {
      const begun = this.plan
      const isTyped = this.data.step === 'plan' && begun !== null
      // What was typed before the newer answer came stays.
      if (isTyped) this.plan = planOf(begun, this.data, this.setting())
      this.start = start
      return {
        ...offered(start),
        ...(this.plan === null ? {} : { step: 'plan' as const, ...this.fields(this.plan) }),
        ...(isTyped ? typedText(this.data) : {}),
      }
    })
  },
  /** An earlier plan that is changed: what can be chosen for it comes with its organisation. */
  async loadPlanned(): Promise<boolean> {
    const input = { meetingId: this.id }
    const trouble = await follow('meeting.view', input, null, ({ plan, meeting }) => {
      this.plan = plan
      this.version = meeting.version
      this.orgId = meeting.orgId
      this.data.isNew = false
      this.setData({ isNew: false, kindName: meeting.kindName })
    })
    if (trouble !== null) {
      const { status, message, retry: canRetry } = trouble
      draw(this, { status, message, canRetry })
    } else if (this.plan === null) {
      draw(this, {
        status: 'error',
        message: '这次会议的安排只有办会的人能修改。',
        canRetry: false,
      })
    }
    return this.plan !== null
  },
  setting(): PlanSetting {
    const kind = this.plan?.kind
    const start: Start | null = this.start
    return {
      people: start?.people ?? [],
      offer: start?.templates.find((each) => each.kind === kind)?.offer,
      timeZone: start?.organisation.timeZone ?? 'Asia/Shanghai',
    }
  },

  onTemplate(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const start: Start | null = this.start
    const found = start?.templates.find(({ kind }) => kind === id)
    if (found !== undefined) this.begin(found.plan)
  },
  onRecent(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    const start: Start | null = this.start
    const found = start?.recent.find(({ meetingId }) => meetingId === id)
    if (found !== undefined) this.begin(found.plan)
  },
  begin(plan: MeetingPlan): void {
    this.plan = plan
    this.id = `m-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`
    draw(this, { step: 'plan', ...this.fields(plan) })
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },
  fields(plan: MeetingPlan) {
    const setting: PlanSetting = this.setting()
    const { people, offer } = setting
    const counted = this.start?.expected[plan.kind]
    const kindName = kindNameOf(this.start, plan.kind)
    return {
      ...planFields(plan, setting, new Date()),
      files: filesShown(plan.materials),
      ...(kindName === '' ? {} : { kindName }),
      expected: counted === undefined || offer?.attendees === 'named' ? '' : sizeWords(counted),
      remoteWhy: offer?.remoteWhy ?? '',
      isNamed: offer?.attendees === 'named',
      votes: offer?.votes ?? false,
      chairs: chairsOf(people).map(({ name }) => name),
      people: people.map((person) => choiceOf(person, false).name),
      problems: NO_PROBLEMS,
    }
  },

  /** A field that is typed into: it shows itself what it holds. */
  onText(event: WechatMiniprogram.Input): void {
    const field = event.currentTarget.dataset.field as TextField
    this.data[field] = event.detail.value
    // What was wrong with it is being mended.
    if (field !== 'link' && this.data.problems[field] !== '')
      draw(this, { problems: { ...this.data.problems, [field]: '' } })
  },
  /** A picker of one of several, or a switch of them. */
  onPick(event: WechatMiniprogram.PickerChange): void {
    const field = event.currentTarget.dataset.field as 'mode' | 'chair' | 'recorder' | 'half'
    draw(this, { [field]: Number(event.detail.value) })
  },
  onMoment(event: WechatMiniprogram.PickerChange): void {
    const field = event.currentTarget.dataset.field as 'date' | 'time'
    const picked = String(event.detail.value)
    const date: string = field === 'date' ? picked : this.data.date
    const time: string = field === 'time' ? picked : this.data.time
    const { timeZone } = this.setting()
    const clocks = otherClocks(instantIn(date, time, timeZone), timeZone, new Date())
    draw(this, { date, time, clocks })
  },
  onToggle(event: WechatMiniprogram.CustomEvent<{ value: string }>): void {
    const field = event.currentTarget.dataset.field as 'also' | 'observers' | 'chosen'
    const { value } = event.detail
    draw(this, {
      [field]: this.data[field].map((each: Choice) =>
        each.value === value ? { ...each, on: !each.on } : each,
      ),
    })
  },
  onMore(event: WechatMiniprogram.TouchEvent): void {
    const part = event.currentTarget.dataset.part as 'more' | 'voting'
    draw(this, { [part]: !this.data[part] })
  },
  onWithoutVote(event: WechatMiniprogram.PickerChange): void {
    const person = this.start?.people[Number(event.detail.value)]
    const { withoutVote } = this.data
    if (person === undefined || withoutVote.length >= MOST_WITHOUT_VOTE) return
    if (withoutVote.some(({ value }) => value === person.memberId)) return
    draw(this, { withoutVote: [...withoutVote, choiceOf(person, true)] })
  },
  onVoteAgain(event: WechatMiniprogram.CustomEvent<{ value: string }>): void {
    const { value } = event.detail
    draw(this, { withoutVote: this.data.withoutVote.filter((each) => each.value !== value) })
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

  async onAddFile(): Promise<void> {
    const before = this.plan
    if (before === null) return
    const chosen = await chooseDocuments(MOST_FILES - before.materials.length)
    if (chosen.length === 0) return
    await act(this, 'upload', async () => {
      const refused: string[] = []
      for (const file of chosen) {
        const uploaded = await uploadDocument(`meeting-files/${this.id}`, file)
        if (typeof uploaded === 'string') refused.push(uploaded)
        else this.changeFiles((files: MeetingFile[]) => [...files, uploaded as MeetingFile])
      }
      return { failed: refused.join('；') }
    })
  },
  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    this.changeFiles((files: MeetingFile[]) => files.filter(({ fileId }) => fileId !== id))
  },
  changeFiles(change: (files: MeetingFile[]) => MeetingFile[]): void {
    const { plan } = this
    if (plan === null) return
    this.plan = { ...plan, materials: change(plan.materials) }
    draw(this, { files: filesShown(this.plan.materials) })
  },

  async onOpenNow(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const { id: meetingId, orgId } = this
    const now = { ...plan, startsAt: new Date().toISOString() }
    const done = await this.send('open', async () => {
      await call('meeting.plan', { meetingId, orgId, plan: now, announce: true })
      return {}
    })
    if (done)
      void wx.redirectTo({ url: `/packages/meeting/pages/host/host?id=${meetingId}&open=1` })
  },
  async onPlan(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const { id: meetingId, orgId, version: seenVersion } = this
    const done = await this.send('plan', async () => {
      const { card } = this.data.isNew
        ? await call('meeting.plan', { meetingId, orgId, plan, announce: true })
        : await call('meeting.edit', { meetingId, seenVersion, plan, announce: true })
      this.plan = plan
      this.card = card
      return { step: 'planned' as const }
    })
    if (done) void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },
  /** Says beside its field what the server did not take. */
  async send(busy: string, work: () => Promise<{ step?: 'planned' }>): Promise<boolean> {
    let taken = true
    const done = await act(this, busy, async () => {
      try {
        return await work()
      } catch (error) {
        const problems = error instanceof CallError ? refusedField(error) : null
        if (problems === null) throw error
        taken = false
        return { problems, ...this.opened(problems) }
      }
    })
    if (!taken) this.showProblem()
    return done && taken
  },
  async onCalendar(): Promise<void> {
    const { plan } = this
    if (plan === null) return
    const trouble = await addToCalendar(plan)
    draw(this, trouble === null ? { calendar: true } : { failed: trouble })
  },
  /** Loads what this phone needs to hold the meeting where there is no network. */
  async onPrepare(): Promise<void> {
    await act(this, 'prepare', async () => {
      await prepare(this.id)
      return { prepared: true }
    })
  },
  onView(): void {
    void wx.redirectTo({ url: `/packages/meeting/pages/open/open?id=${this.id}` })
  },

  /** What the fields say; `null` when something is wrong with them, which stands beside each then. */
  written(): MeetingPlan | null {
    const { plan } = this
    if (plan === null) return null
    const written = planOf(plan, this.data, this.setting())
    const problems = problemsOf(written, this.data.isNamed)
    if (!hasProblem(problems)) {
      draw(this, { problems })
      return written
    }
    draw(this, { problems, ...this.opened(problems) })
    this.showProblem()
    return null
  },
  /** A problem is never behind a closed part of the page. */
  opened({ length, people }: typeof NO_PROBLEMS): { more?: true } {
    return length === '' && people === '' ? {} : { more: true }
  },
  showProblem(): void {
    void wx.pageScrollTo({ selector: '.problem', offsetTop: -PROBLEM_ROOM, duration: 0 })
  },

  onShareAppMessage() {
    return this.card === null ? HOME_CARD : meetingCard(this.card)
  },
})

/** Above a problem its field has room, in pixels. */
const PROBLEM_ROOM = 120

type TextField = 'title' | 'place' | 'link' | 'length' | 'agenda'

function typedText(data: PlanFields): Pick<PlanFields, TextField> {
  const { title, place, link, length, agenda } = data
  return { title, place, link, length, agenda }
}

function kindNameOf(start: Start | null, kind: MeetingKind): string {
  return start?.templates.find((each) => each.kind === kind)?.kindName ?? ''
}

function offered({ organisation, templates, recent }: Start) {
  return {
    orgName: organisation.name,
    templates: templates.map(({ kind, kindName, hint }) => ({
      id: kind as string,
      name: kindName,
      note: hint,
    })),
    recent: recent.map(({ meetingId, heldOn, plan }) => ({
      id: meetingId,
      name: plan.title,
      note: `${dateWords(heldOn, new Date())}开过`,
    })),
  }
}
