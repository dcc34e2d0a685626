import type { MissingRow, NudgeOutcome, PersonState, ProgressRow } from '../../../../../typings/ask'
import type { NoticeView } from '../../../../../typings/notice'
import { noticeKey } from '../../../../services/acknowledged'
import * as cache from '../../../../services/cache'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { ageLine, follow, type Standing, type Trouble } from '../../../../services/follow'
import * as outbox from '../../../../services/outbox'
import { definePage } from '../../../../services/page'
import { callPerson } from '../../../../services/phone-call'
import * as session from '../../../../services/session'
import { HOME_CARD, noticeCard } from '../../../../services/share'
import { ageWords } from '../../../../services/time'
import { LEVEL_NAMES, type Tag } from '../../../../services/words'

const STATES: Record<PersonState, Tag> = {
  notJoined: { word: '未加入', tone: 'overdue' },
  unread: { word: '未读', tone: 'new' },
  read: { word: '已读未确认', tone: 'due' },
  recorded: { word: '书记代记', tone: 'done' },
  confirmed: { word: '已确认', tone: 'done' },
}

const OUTCOMES: Record<NudgeOutcome, Tag> = {
  sent: { word: '已提醒', tone: 'done' },
  noQuota: { word: '提醒不到', tone: 'overdue' },
  alreadyAnswered: { word: '已确认', tone: 'done' },
  coolingDown: { word: '半小时内提醒过', tone: 'plain' },
  notJoined: { word: '未加入', tone: 'overdue' },
  failed: { word: '没有发出', tone: 'overdue' },
  uncertain: { word: '不确定是否送达', tone: 'due' },
}
const DONE: readonly PersonState[] = ['recorded', 'confirmed']

interface Person {
  memberId: string
  name: string
  note: string
  tag: Tag
  missing: boolean
  callable: boolean
}

/** What a nudge did, to whom. */
interface Nudged {
  memberId: string
  name: string
  note: string
  tag: Tag
}

interface Child {
  orgId: string
  orgName: string
  note: string
  expected: number
  confirmed: number
}

/** Who has not confirmed: people of this organisation by name, and the organisations below, biggest gap first. */
definePage({
  data: {
    status: 'loading' as Standing,
    message: '',
    canRetry: true,
    age: '',
    orgName: '',
    people: [] as Person[],
    expected: 0,
    confirmed: 0,
    children: [] as Child[],
    counted: '',
    onlyMissing: true,
    nudged: [] as Nudged[],
    nudgeNote: '',
    busy: false,
    failed: '',
  },
  /** One id per attempt, kept until it is answered: a second tap nudges nobody twice. */
  nudgeId: '',
  id: '',
  orgId: '',
  version: 1,
  rows: [] as MissingRow[],
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; org?: string; name?: string; version?: string }): void {
    this.id = query.id ?? ''
    this.orgId = query.org ?? ''
    this.version = Number(query.version ?? 1)
    this.setData({ orgName: decodeURIComponent(query.name ?? '') })
    this.unwatch = outbox.watch((event) => {
      if (event.kind === 'sent') void this.load()
      else this.drawPeople()
    })
    void this.load()
  },
  onUnload(): void {
    this.unwatch?.()
  },
  async onPullDownRefresh(): Promise<void> {
    await this.load()
    wx.stopPullDownRefresh()
  },

  /** A branch has names, a superior organisation has counters, some have both; what one may not see is left out. */
  async load(): Promise<void> {
    const { id: noticeId, orgId } = this
    const input = { noticeId, orgId }
    const names = follow('notice.names', input, `names:${noticeId}:${orgId}`, ({ rows }, seen) => {
      this.rows = rows
      this.setData({ status: 'ready', message: '', age: ageLine(seen) })
      this.drawPeople()
    })
    const progress = follow(
      'notice.progress',
      input,
      `progress:${noticeId}:${orgId}`,
      ({ rows, at }, seen) => {
        this.setData({
          status: 'ready',
          message: '',
          age: ageLine(seen),
          children: rows.map(childOf),
          counted: at === null ? '' : `${ageWords(at, new Date())}统计`,
        })
      },
    )
    const troubles = await Promise.all([names, progress])
    const trouble = worst(troubles)
    if (trouble !== null) this.setData({ ...trouble, canRetry: trouble.retry })
  },

  drawPeople(): void {
    const told = new Set(
      outbox.changes().flatMap(({ state, subject }) => (state === 'waiting' ? [subject] : [])),
    )
    const rows: MissingRow[] = this.rows
    const people = rows.map((row) => personOf(row, told.has(this.subjectOf(row.memberId))))
    this.setData({
      people,
      expected: people.length,
      confirmed: people.filter((person) => !person.missing).length,
    })
  },

  subjectOf(memberId: string): string {
    return `told:${this.id}:${memberId}`
  },

  onFilter(): void {
    this.setData({ onlyMissing: !this.data.onlyMissing })
  },

  async onPerson(event: WechatMiniprogram.TouchEvent): Promise<void> {
    const memberId = String(event.currentTarget.dataset.member)
    const person = this.data.people.find((each) => each.memberId === memberId)
    if (person === undefined || !person.missing) return
    const choices = [
      { name: '只提醒这一位', run: () => this.nudge([memberId]) },
      { name: '登记“已当面告知”', run: () => this.recordTold(person) },
      ...(person.callable ? [{ name: '打电话', run: () => this.callUp(memberId) }] : []),
    ]
    const chosen = await wx
      .showActionSheet({ alertText: person.name, itemList: choices.map(({ name }) => name) })
      .catch(() => null)
    if (chosen !== null) await choices[chosen.tapIndex]?.run()
  },

  async recordTold(person: Person): Promise<void> {
    const { confirm, content } = await wx.showModal({
      title: `已当面告知${person.name}`,
      editable: true,
      placeholderText: '原因，例如：没有智能手机',
      confirmText: '登记',
    })
    const reason = content?.trim().slice(0, 100) ?? ''
    if (!confirm) return
    if (reason === '') {
      this.setData({ failed: '没有登记：请写明原因。' })
      return
    }
    this.setData({ failed: '' })
    const { id: noticeId, version, orgId } = this
    const { memberId } = person
    const subject = this.subjectOf(memberId)
    const input = { noticeId, version, orgId, memberId, reason }
    const sent = await outbox.put('notice.recordTold', input, subject)
    const refused = sent === 'refused' ? outbox.pending(subject) : null
    if (refused !== null) {
      outbox.dismiss(refused.clientId)
      this.setData({ failed: refused.refusal ?? '没有登记。' })
    }
  },

  /** Everyone missing here; above a branch the secretaries of the branches that have gaps. */
  onNudge(): void {
    void this.nudge([])
  },

  async nudge(memberIds: string[]): Promise<void> {
    if (this.data.busy) return
    this.nudgeId ||= `nudge-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    this.setData({ busy: true, failed: '' })
    try {
      const { id: noticeId, orgId, nudgeId: clientId } = this
      const { outcomes } = await call('notice.nudge', { noticeId, orgId, memberIds, clientId })
      this.nudgeId = ''
      const open = outcomes.filter(({ outcome }) => outcome !== 'alreadyAnswered')
      const sent = open.filter(({ outcome }) => outcome === 'sent').length
      this.setData({
        busy: false,
        nudgeNote:
          open.length === 0
            ? '都已经确认了，没有要提醒的人。'
            : `${open.length} 人中已提醒 ${sent} 人${sent < open.length ? '；其余的人请打电话，或把通知发到群里' : ''}。`,
        nudged: open.map(({ memberId, name, outcome, maskedPhone }) => ({
          memberId,
          name,
          note: maskedPhone ?? '',
          tag: OUTCOMES[outcome],
        })),
      })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      if (!error.unanswered) this.nudgeId = ''
      this.setData({ busy: false, failed: error.message })
    }
  },

  onCall(event: WechatMiniprogram.TouchEvent): void {
    void this.callUp(String(event.currentTarget.dataset.member))
  },

  async callUp(memberId: string): Promise<void> {
    try {
      this.setData({ failed: (await callPerson(memberId)) ?? '' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      this.setData({ failed: error.message })
    }
  },

  onChild(event: WechatMiniprogram.TouchEvent): void {
    const { org, name } = event.currentTarget.dataset as { org: string; name: string }
    const query = `id=${this.id}&org=${org}&name=${encodeURIComponent(name)}&version=${this.version}`
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

function personOf(row: MissingRow, waiting: boolean): Person {
  return {
    memberId: row.memberId,
    name: row.name,
    note: row.reply ?? row.recordedReason ?? row.maskedPhone ?? '',
    tag: waiting ? { word: '待发送', tone: 'waiting' } : STATES[row.state],
    missing: !waiting && !DONE.includes(row.state),
    callable: row.maskedPhone !== undefined,
  }
}

function childOf({ orgId, orgName, level, expected, read, confirmed }: ProgressRow): Child {
  const missing = expected - confirmed
  const note = missing === 0 ? '全部确认' : `还差 ${missing} 人，其中 ${expected - read} 人未读`
  return { orgId, orgName, note: `${LEVEL_NAMES[level]} · ${note}`, expected, confirmed }
}

/** One of the two may be refused; only when both are is there nothing to show. */
function worst([names, progress]: readonly (Trouble | null)[]): Trouble | null {
  if (!names || !progress) {
    const one = names ?? progress ?? null
    return one?.retry ? { ...one, status: 'ready' } : null
  }
  return names
}
