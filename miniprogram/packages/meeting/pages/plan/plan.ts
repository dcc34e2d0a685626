import type { MeetingFile, MeetingPlan } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { follow, present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import { chooseDocuments, MOST_FILES, uploadDocument } from '../../../../services/uploads'
import { filesShown, type ShownFile } from '../../services/materials'
import { fenceHere } from '../../services/place'
import { planDraft, type TypedPlan } from '../../services/plan-draft'
import { kindShown, type Offered, offered, type Start, unsentRow } from '../../services/plan-offer'
import { hasProblem, NO_PROBLEMS, problemsOf, refusedField } from '../../services/plan-problems'
import {
  HALVES,
  MODES,
  momentFields,
  NO_FIELDS,
  openedAtOnce,
  type PlanSetting,
  planFields,
  planOf,
  type TextField,
  toggled,
  typedText,
  withPerson,
} from '../../services/plan-view'

/** Above a problem its field has room, in pixels. */
const PROBLEM_ROOM = 120

/** Opens a meeting from a template or the last one in one tap, or plans it with everything said. */
definePage({
  data: {
    ...SHELL,
    ...NO_FIELDS,
    files: [] as ShownFile[],
    step: 'choose' as 'choose' | 'plan' | 'planned',
    orgName: '',
    templates: [] as Offered[],
    recent: [] as Offered[],
    /** Typed here before and never sent. */
    unsent: null as Offered | null,
    /** Changes of a plan that were typed here before are shown again. */
    restored: false,
    /** The plan as it was sent. */
    sent: null as MeetingPlan | null,
    meetingId: '',
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
    busy: '',
    failed: '',
  },
  id: '',
  orgId: '',
  start: null as Start | null,
  plan: null as MeetingPlan | null,
  version: 0,
  /** The plan as it was last sent to open at once. */
  opening: null as MeetingPlan | null,
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
        ...offered(start, new Date()),
        unsent: unsentRow(planDraft.unsaved(this.orgId), new Date()),
        ...(this.plan === null ? {} : { step: 'plan' as const, ...this.fields(this.plan) }),
        ...(isTyped ? typedText(this.data) : this.typedBefore()),
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
  /** Changes typed over the plan as it still stands; over another one they would undo somebody's. */
  typedBefore() {
    const kept = this.data.isNew ? null : planDraft.unsaved(this.id)
    if (kept === null) return {}
    if (kept.version !== this.version) {
      planDraft.forget(this.id)
      return { failed: '您以前改的、没有保存的安排已不能用：别人后来改过这次会议。' }
    }
    this.plan = kept.text.plan
    return { ...this.fields(kept.text.plan), ...kept.text.typed, restored: true }
  },
  /** Keeps every change on the phone until the server has it. */
  keep(): void {
    const { plan } = this
    if (plan === null) return
    const written = planOf(plan, this.data, this.setting())
    const { id: meetingId, opening } = this
    const kept: TypedPlan = { meetingId, plan: written, typed: typedText(this.data), opening }
    planDraft.keep(this.draftId(), kept, this.version)
  },
  draftId(): string {
    return this.data.isNew ? this.orgId : this.id
  },
  change(next: Parameters<typeof draw<typeof this.data>>[1]): void {
    draw(this, next)
    this.keep()
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
  onUnsent(): void {
    const kept = planDraft.unsaved(this.orgId)
    if (kept === null) return
    const { plan, meetingId, typed, opening } = kept.text
    this.begin(plan, meetingId)
    this.opening = opening
    draw(this, typed)
  },
  onDropUnsent(): void {
    planDraft.forget(this.orgId)
    draw(this, { unsent: null })
  },
  onDropRestored(): void {
    planDraft.forget(this.id)
    this.plan = null
    draw(this, { restored: false, step: 'choose', status: 'loading' })
    void this.load()
  },
  begin(plan: MeetingPlan, id = newId('m-')): void {
    this.plan = plan
    this.id = id
    this.opening = null
    draw(this, { step: 'plan', ...this.fields(plan) })
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },
  fields(plan: MeetingPlan) {
    return {
      ...planFields(plan, this.setting(), new Date()),
      files: filesShown(plan.materials),
      ...kindShown(this.start, plan),
      problems: NO_PROBLEMS,
    }
  },

  /** A field that is typed into: it shows itself what it holds. */
  onText(event: WechatMiniprogram.Input): void {
    const field = event.currentTarget.dataset.field as TextField
    this.data[field] = event.detail.value
    this.keep()
    // What was wrong with it is being mended.
    if (field !== 'link' && this.data.problems[field] !== '')
      draw(this, { problems: { ...this.data.problems, [field]: '' } })
  },
  /** A picker of one of several, or a switch of them. */
  onPick(event: WechatMiniprogram.PickerChange): void {
    const field = event.currentTarget.dataset.field as 'mode' | 'chair' | 'recorder' | 'half'
    this.change({ [field]: Number(event.detail.value) })
  },
  onMoment(event: WechatMiniprogram.PickerChange): void {
    const field = event.currentTarget.dataset.field as 'date' | 'time'
    const picked = String(event.detail.value)
    const { date, time } = this.data
    const moment = field === 'date' ? { date: picked, time } : { date, time: picked }
    this.change(momentFields(moment, this.setting().timeZone, new Date()))
  },
  onToggle(event: WechatMiniprogram.CustomEvent<{ value: string }>): void {
    const field = event.currentTarget.dataset.field as 'also' | 'observers' | 'chosen'
    this.change({ [field]: toggled(this.data[field], event.detail.value) })
  },
  onMore(event: WechatMiniprogram.TouchEvent): void {
    const part = event.currentTarget.dataset.part as 'more' | 'voting'
    draw(this, { [part]: !this.data[part] })
  },
  onWithoutVote(event: WechatMiniprogram.PickerChange): void {
    const person = this.start?.people[Number(event.detail.value)]
    this.change({ withoutVote: withPerson(this.data.withoutVote, person) })
  },
  onVoteAgain(event: WechatMiniprogram.CustomEvent<{ value: string }>): void {
    const { value } = event.detail
    this.change({ withoutVote: this.data.withoutVote.filter((each) => each.value !== value) })
  },
  async onFence(event: WechatMiniprogram.SwitchChange): Promise<void> {
    const fence = event.detail.value ? await fenceHere() : null
    const failed = event.detail.value && fence === null ? '没有取得会场位置，不影响开会。' : ''
    if (this.plan !== null) this.plan = { ...this.plan, fence }
    // The switch moved by itself: it is set also where the page knows no difference.
    this.setData({ hasFence: fence !== null, failed })
    this.keep()
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
    this.change({ files: filesShown(this.plan.materials) })
  },

  async onOpenNow(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const { id: meetingId, orgId } = this
    const now = openedAtOnce(plan, this.opening, new Date())
    this.opening = now
    this.keep()
    const done = await this.send('open', async () => {
      await call('meeting.plan', { meetingId, orgId, plan: now, announce: true })
      planDraft.forget(this.draftId())
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
      planDraft.forget(this.draftId())
      this.card = card
      return { step: 'planned' as const, sent: plan, meetingId }
    })
    if (done) void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },
  /** Says beside its field what the server did not take. */
  async send(
    busy: string,
    work: () => Promise<{ step?: 'planned'; sent?: MeetingPlan; meetingId?: string }>,
  ): Promise<boolean> {
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
