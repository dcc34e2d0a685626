import type { OutputOf } from '../../../../typings/contract'
import type { MeetingCard, MeetingFile, MeetingPlan } from '../../../../typings/meeting'
import type { Candidate } from '../../../../typings/meeting-contract'
import { filesShown } from '../../../services/attachments'
import { newId } from '../../../services/new-id'
import { changesTyped, planDraft } from './plan-draft'
import { kindShown, type Start, unsentRow } from './plan-offer'
import { NO_PROBLEMS } from './plan-problems'
import { sendChange, sendNew } from './plan-send'
import {
  openedAtOnce,
  type PlanFields,
  type PlanSetting,
  planFields,
  planOf,
  type TypedText,
  typedText,
} from './plan-view'

/** Changes typed here before that are shown again, or why they are not. */
type Restored = (TypedText & { restored: true }) | { failed: string } | null

/**
 * The plan a page fills in: what it was begun with, what its organisation offers, and what this phone keeps of it until
 * the server has it. The fields are the page's.
 */
export class PlanSheet {
  start: Start | null = null
  plan: MeetingPlan | null = null
  /** A meeting nobody was told of so far; else one that was planned and is changed. */
  isNew: boolean
  private version = 0
  /** As it was last sent to open at once. */
  private opening: MeetingPlan | null = null

  /** @param id of the meeting that is changed; empty for a new one */
  constructor(
    public orgId: string,
    public id: string,
  ) {
    this.isNew = id === ''
  }

  /** An earlier plan that is changed. */
  take({ plan, meeting }: OutputOf<'meeting.view'>): void {
    this.plan = plan
    this.version = meeting.version
    this.orgId = meeting.orgId
  }
  /** Begins a new one: from a template, or from an earlier meeting that is held again. */
  begin(plan: MeetingPlan): void {
    this.plan = plan
    this.id = newId('m-')
    this.opening = null
  }
  templateOf(kind: string): MeetingPlan | undefined {
    return this.start?.templates.find((each) => each.kind === kind)?.plan
  }
  earlier(meetingId: string): MeetingPlan | undefined {
    return this.start?.recent.find((each) => each.meetingId === meetingId)?.plan
  }
  candidate(index: number): Candidate | undefined {
    return this.start?.people[index]
  }

  /** The plan as the page's fields show it; nothing as long as there is none. */
  fields(now: Date) {
    const { plan } = this
    if (plan === null) return {}
    return {
      ...planFields(plan, this.setting(), now),
      files: filesShown(plan.materials),
      ...kindShown(this.start, plan),
      problems: NO_PROBLEMS,
    }
  }
  /** What the fields say. */
  written(fields: PlanFields): MeetingPlan | null {
    return this.plan === null ? null : planOf(this.plan, fields, this.setting())
  }
  changeFiles(change: (files: MeetingFile[]) => MeetingFile[]) {
    if (this.plan === null) return {}
    this.plan = { ...this.plan, materials: change(this.plan.materials) }
    return { files: filesShown(this.plan.materials) }
  }
  setFence(fence: MeetingPlan['fence']): void {
    if (this.plan !== null) this.plan = { ...this.plan, fence }
  }

  /** Keeps every change on the phone until the server has it. */
  keep(fields: PlanFields): void {
    const plan = this.written(fields)
    if (plan === null) return
    const kept = { meetingId: this.id, plan, typed: typedText(fields), opening: this.opening }
    planDraft.keep(this.draftId(), kept, this.version)
  }
  /** What was typed for a new meeting and never sent. */
  unsent(now: Date) {
    return unsentRow(planDraft.unsaved(this.orgId), now)
  }
  /** Goes on with that. @returns what was typed letter by letter, over the fields of its plan */
  resume(): TypedText | null {
    const kept = planDraft.unsaved(this.orgId)
    if (kept === null) return null
    const { plan, meetingId, typed, opening } = kept.text
    Object.assign(this, { plan, id: meetingId, opening })
    return typed
  }
  /** Changes typed over the plan as it still stands; over another one they would undo somebody's. */
  restore(): Restored {
    const before = this.isNew ? null : changesTyped(this.id, this.version)
    if (before === null) return null
    if (before === 'overtaken')
      return { failed: '您以前改的、没有保存的安排已不能用：别人后来改过这次会议。' }
    this.plan = before.plan
    return { ...before.typed, restored: true }
  }
  /** What is kept here is not wanted any more, or the server has it. */
  forget(): void {
    planDraft.forget(this.draftId())
  }

  /** Sends the plan to be held now. @throws CallError */
  async sendToOpen(plan: MeetingPlan, fields: PlanFields, now: Date): Promise<void> {
    this.opening = openedAtOnce(plan, this.opening, now)
    this.keep(fields)
    const { id: meetingId, orgId, opening } = this
    await sendNew({ meetingId, orgId, plan: opening }, { toOpen: true })
    this.forget()
  }
  /** @returns what a chat shows of the meeting @throws CallError */
  async send(plan: MeetingPlan): Promise<MeetingCard | null> {
    const { id: meetingId, orgId, version } = this
    const card = this.isNew
      ? await sendNew({ meetingId, orgId, plan })
      : await sendChange(meetingId, version, plan)
    this.forget()
    return card
  }

  private setting(): PlanSetting {
    const { plan, start } = this
    return {
      people: start?.people ?? [],
      offer: start?.templates.find(({ kind }) => kind === plan?.kind)?.offer,
      timeZone: this.timeZone(),
    }
  }
  timeZone(): string {
    return this.start?.organisation.timeZone ?? 'Asia/Shanghai'
  }
  private draftId(): string {
    return this.isNew ? this.orgId : this.id
  }
}
