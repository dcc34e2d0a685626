import type { PersonResult, QuizView } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import type { Nudged } from '../../../../services/nudged'
import { isOwn, nudging } from '../../../../services/nudging'
import { definePage } from '../../../../services/page'
import { callOfficer, callPerson } from '../../../../services/phone-call'
import { type Counted, LEAVES, type Own, ownPlace, type Place } from '../../../../services/places'
import { decoded, queryOf } from '../../../../services/query'
import * as session from '../../../../services/session'
import { HOME_CARD, quizCard } from '../../../../services/share'
import { ageWords, momentWords } from '../../../../services/time'
import {
  type FollowList,
  organisationsList,
  type PersonRow,
  peopleList,
  type WrongRow,
  wrongRow,
} from '../../services/follow-view'

/** Rows on the page at first, and more each time its end is reached. */
const SHOWN = 40

/**
 * Who has done a quiz and who has not: names in a branch, numbers above it, gaps first; who has not can be
 * reminded. Nobody is ranked.
 */
definePage({
  data: {
    ...SHELL,
    name: '',
    title: '',
    people: [] as PersonRow[][],
    own: null as Own | null,
    children: [] as Place[][],
    confirmed: 0,
    expected: 0,
    left: 0,
    chosen: 0,
    counted: '',
    wrong: [] as WrongRow[],
    wrongNote: '',
    /** Whether the people are the caller's own, to be reminded one by one; else their secretary is reminded. */
    isOwn: false,
    /** It has people and nothing below it. */
    isLeaf: false,
    /** The people named belong to a superior organisation itself. */
    isAbove: false,
    /** It is asked for still: who has not done it can be reminded. */
    isOpen: false,
    nudged: [] as Nudged[],
    nudgedLeft: 0,
    nudgeNote: '',
    busy: '',
    failed: '',
  },
  id: '',
  orgId: '',
  /** Below a branch there are people, above it organisations. */
  level: '',
  quiz: null as QuizView | null,
  results: [] as PersonResult[],
  counted: { rows: [], own: null } as Counted,
  shown: SHOWN,
  desk: nudging('study.nudge'),
  unwatch: null as (() => void) | null,

  onLoad(query: { id?: string; org?: string; name?: string; level?: string }): void {
    const { id = '', org = '', level = '', name = '' } = decoded(query)
    this.id = id
    this.orgId = org
    this.level = level
    this.desk = nudging('study.nudge')
    this.setData({ name, isOwn: isOwn(org), isLeaf: LEAVES.includes(level) })
    this.unwatch = session.watch(() => draw(this, { isOwn: isOwn(this.orgId) }))
    void session.known()
  },
  onUnload(): void {
    this.unwatch?.()
  },
  onShow(): void {
    void this.load()
  },
  onReachBottom(): void {
    if (this.data.left === 0) return
    this.shown += SHOWN
    this.redraw()
  },

  /** A branch has names, a superior organisation counters; until it is known which this is, both are asked for. */
  async load(): Promise<void> {
    const asked = []
    if (this.data.children.length === 0) asked.push(this.loadPeople())
    if (!LEAVES.includes(this.level)) asked.push(this.loadPlaces())
    const refused = (await Promise.all(asked)).filter((trouble) => trouble !== null)
    // One of two may be refused, which leaves the other.
    const [first] = refused
    if (first !== undefined && refused.length < asked.length && !first.retry)
      draw(this, { status: 'ready', message: '' })
    await this.loadWrong()
  },
  loadPeople() {
    const about = { quizId: this.id, orgId: this.orgId }
    const key = `follow:${this.id}:${this.orgId}:people`
    return present(this, ['study.people', about, key], ({ quiz, rows, level }) => {
      this.results = rows
      return { isAbove: !LEAVES.includes(level), ...this.headOf(quiz), ...this.list() }
    })
  },
  loadPlaces() {
    const about = { quizId: this.id, orgId: this.orgId }
    const key = `follow:${this.id}:${this.orgId}`
    return present(this, ['study.progress', about, key], ({ quiz, rows, own, at }) => {
      this.counted = { rows, own: own ?? null }
      const counted = at === null ? '' : `${ageWords(at, new Date())}统计`
      return { counted, ...this.headOf(quiz), ...this.list() }
    })
  },
  headOf(quiz: QuizView) {
    this.quiz = quiz
    const at = new Date().toISOString()
    const isOpen = quiz.state === 'published' && quiz.publishAt <= at && at < quiz.closesAt
    return { title: quiz.title, isOpen }
  },
  /** Beside the list, never in its way. */
  async loadWrong(): Promise<void> {
    try {
      const wrong = await call('study.mostWrong', { quizId: this.id, orgId: this.orgId })
      draw(this, { wrong: wrong.questions.map(wrongRow), wrongNote: '' })
    } catch (error) {
      if (!(error instanceof CallError)) throw error
      const wrongNote =
        error.code === 'notReleased'
          ? `错得最多的题 ${momentWords(String(error.detail.at), new Date())} 后可看。`
          : ''
      draw(this, { wrong: [], wrongNote })
    }
  },

  /** The organisations below, if there are any: their people stand in their own lists. Else the people. */
  list() {
    const { picked, ...list } = this.listed()
    this.desk.keep(picked)
    return { ...list, chosen: picked.length }
  },
  listed(): FollowList {
    const { shown, counted, results, desk } = this
    const look = { picked: desk.picked, shown }
    return counted.rows.length > 0
      ? organisationsList(this.data, counted, look)
      : peopleList(this.data, results, look)
  },
  redraw(): void {
    draw(this, this.list())
  },

  /** Chooses, or chooses not, who is to be reminded, or where the secretaries are to be. */
  onPick(event: WechatMiniprogram.TouchEvent): void {
    const { people, children, isOpen } = this.data
    const id = String(event.currentTarget.dataset.id)
    const rows: (PersonRow | Place)[] = [...people, ...children].flat()
    if (!isOpen || !rows.some((row) => row.id === id && row.missing)) return
    if (people.length > 0 && !this.data.isOwn) return
    this.desk.pick(id)
    this.redraw()
  },
  onPlace(event: WechatMiniprogram.TouchEvent): void {
    const { id, name, level } = event.currentTarget.dataset as Record<string, string>
    const query = queryOf({ id: this.id, org: id, name, level })
    void wx.navigateTo({ url: `/packages/study/pages/follow/follow?${query}` })
  },
  onOwn(): void {
    const query = queryOf({ id: this.id, ...ownPlace(this.orgId, this.data.name) })
    void wx.navigateTo({ url: `/packages/study/pages/follow/follow?${query}` })
  },

  /** Those chosen; nobody chosen is everybody missing, above a branch the secretaries where somebody is. */
  async onNudge(): Promise<void> {
    const { id: quizId, orgId, desk } = this
    const done = await act(this, 'nudge', async () => {
      await desk.send({ quizId, orgId }, this.counted.rows.length > 0)
      return { ...this.list(), ...desk.shown() }
    })
    if (done) await wx.pageScrollTo({ scrollTop: 0 })
  },
  onMoreNudged(): void {
    draw(this, this.desk.more())
  },
  async onCall(
    event: WechatMiniprogram.CustomEvent<{ member: string; org: string }>,
  ): Promise<void> {
    const { member, org } = event.detail
    await act(this, 'call', async () => {
      const trouble = org ? await callOfficer(org, member) : await callPerson(member)
      return { failed: trouble ?? '' }
    })
  },

  onShareAppMessage() {
    return this.quiz === null ? HOME_CARD : quizCard(this.quiz, new Date())
  },
})
