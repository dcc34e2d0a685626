import type { MeetingFile, MeetingPlan } from '../../../../../typings/meeting'
import { act } from '../../../../services/act'
import type { FileRow } from '../../../../services/attachments'
import { CallError } from '../../../../services/call-error'
import { draw } from '../../../../services/draw'
import { follow, present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { HOME_CARD, meetingCard } from '../../../../services/share'
import { chooseDocuments, MOST_FILES, uploadDocuments } from '../../../../services/uploads'
import { fenceHere } from '../../services/place'
import { type Offered, offered } from '../../services/plan-offer'
import { hasProblem, NO_PROBLEMS, problemsOf, refusedField } from '../../services/plan-problems'
import { PlanSheet } from '../../services/plan-sheet'
import {
  HALVES,
  MODES,
  momentFields,
  NO_FIELDS,
  type TextField,
  type TypedText,
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
    files: [] as FileRow[],
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
  sheet: new PlanSheet('', ''),
  card: null as { title: string; path: string } | null,

  onLoad(query: { org?: string; id?: string }): void {
    this.sheet = new PlanSheet(query.org ?? '', query.id ?? '')
    this.setData({ isNew: this.sheet.isNew })
    void this.load()
  },
  async load(): Promise<void> {
    const { sheet } = this
    if (!sheet.isNew && sheet.plan === null && !(await this.loadPlanned())) return
    const ask = ['meeting.start', { orgId: sheet.orgId }, `start:${sheet.orgId}`] as const
    await present(this, ask, (start) => {
      // What was typed before the newer answer came stays.
      const typed = this.data.step === 'plan' ? typedText(this.data) : null
      if (typed !== null) sheet.plan = sheet.written(this.data)
      sheet.start = start
      const restored = typed ?? sheet.restore()
      return {
        ...offered(start, new Date()),
        unsent: sheet.unsent(new Date()),
        ...(sheet.plan === null ? {} : { step: 'plan' as const, ...sheet.fields(new Date()) }),
        ...restored,
      }
    })
  },
  /** An earlier plan that is changed: what can be chosen for it comes with its organisation. */
  async loadPlanned(): Promise<boolean> {
    const { sheet } = this
    const trouble = await follow('meeting.view', { meetingId: sheet.id }, null, (view) => {
      sheet.take(view)
      draw(this, { kindName: view.meeting.kindName })
    })
    if (trouble !== null) {
      const { status, message, retry: canRetry } = trouble
      draw(this, { status, message, canRetry })
    } else if (sheet.plan === null) {
      draw(this, {
        status: 'error',
        message: '这次会议的安排只有办会的人能修改。',
        canRetry: false,
      })
    }
    return sheet.plan !== null
  },
  change(next: Parameters<typeof draw<typeof this.data>>[1]): void {
    draw(this, next)
    this.sheet.keep(this.data)
  },

  onTemplate(event: WechatMiniprogram.TouchEvent): void {
    this.begin(this.sheet.templateOf(String(event.currentTarget.dataset.id)))
  },
  onRecent(event: WechatMiniprogram.TouchEvent): void {
    this.begin(this.sheet.earlier(String(event.currentTarget.dataset.id)))
  },
  begin(plan: MeetingPlan | undefined): void {
    if (plan === undefined) return
    this.sheet.begin(plan)
    this.showPlan()
  },
  onUnsent(): void {
    const typed = this.sheet.resume()
    if (typed !== null) this.showPlan(typed)
  },
  showPlan(typed: Partial<TypedText> = {}): void {
    draw(this, { step: 'plan', ...this.sheet.fields(new Date()), ...typed })
    void wx.pageScrollTo({ scrollTop: 0, duration: 0 })
  },
  onDropUnsent(): void {
    this.sheet.forget()
    draw(this, { unsent: null })
  },
  onDropRestored(): void {
    this.sheet.forget()
    this.sheet.plan = null
    draw(this, { restored: false, step: 'choose', status: 'loading' })
    void this.load()
  },

  /** A field that is typed into: it shows itself what it holds. */
  onText(event: WechatMiniprogram.Input): void {
    const field = event.currentTarget.dataset.field as TextField
    this.data[field] = event.detail.value
    this.sheet.keep(this.data)
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
    this.change(momentFields(moment, this.sheet.timeZone(), new Date()))
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
    const person = this.sheet.candidate(Number(event.detail.value))
    this.change({ withoutVote: withPerson(this.data.withoutVote, person) })
  },
  onVoteAgain(event: WechatMiniprogram.CustomEvent<{ value: string }>): void {
    const { value } = event.detail
    this.change({ withoutVote: this.data.withoutVote.filter((each) => each.value !== value) })
  },
  async onFence(event: WechatMiniprogram.SwitchChange): Promise<void> {
    const fence = event.detail.value ? await fenceHere() : null
    const failed = event.detail.value && fence === null ? '没有取得会场位置，不影响开会。' : ''
    this.sheet.setFence(fence)
    // The switch moved by itself: it is set also where the page knows no difference.
    this.setData({ hasFence: fence !== null, failed })
    this.sheet.keep(this.data)
  },

  async onAddFile(): Promise<void> {
    const chosen = await chooseDocuments(MOST_FILES - this.data.files.length)
    if (chosen.length === 0) return
    await act(this, 'upload', async () => {
      const failed = await uploadDocuments(`meeting-files/${this.sheet.id}`, chosen, (uploaded) =>
        this.changeFiles((files: MeetingFile[]) => [...files, uploaded as MeetingFile]),
      )
      return { failed }
    })
  },
  onRemoveFile(event: WechatMiniprogram.TouchEvent): void {
    const { id } = event.currentTarget.dataset as { id: string }
    this.changeFiles((files: MeetingFile[]) => files.filter(({ fileId }) => fileId !== id))
  },
  changeFiles(change: (files: MeetingFile[]) => MeetingFile[]): void {
    this.change(this.sheet.changeFiles(change))
  },

  async onOpenNow(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const done = await this.send('open', async () => {
      await this.sheet.sendToOpen(plan, this.data, new Date())
      return {}
    })
    const url = `/packages/meeting/pages/host/host?id=${this.sheet.id}&open=1`
    if (done) void wx.redirectTo({ url })
  },
  async onPlan(): Promise<void> {
    const plan = this.written()
    if (plan === null) return
    const done = await this.send('plan', async () => {
      this.card = await this.sheet.send(plan)
      return { step: 'planned' as const, sent: plan, meetingId: this.sheet.id }
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
    const written = this.sheet.written(this.data)
    if (written === null) return null
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
