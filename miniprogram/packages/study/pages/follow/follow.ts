import type { ProgressRow } from '../../../../../typings/ask'
import type { OrganisationLevel } from '../../../../../typings/organisation'
import type { PersonResult, WrongQuestion } from '../../../../../typings/study'
import { CallError } from '../../../../services/call-error'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { definePage } from '../../../../services/page'
import { decoded } from '../../../../services/query'
import { momentWords } from '../../../../services/time'
import type { Tag } from '../../../../services/words'
import { scoreWords } from '../../services/exam-view'

interface PersonRow {
  id: string
  name: string
  tag: Tag
  score: string
}

interface PlaceRow {
  id: string
  name: string
  level: OrganisationLevel
  done: number
  expected: number
  gap: number
}

interface WrongRow {
  id: string
  stem: string
  note: string
}

const STATES: Readonly<Record<PersonResult['state'], Tag>> = {
  notJoined: { word: '未加入', tone: 'plain' },
  notStarted: { word: '未开始', tone: 'new' },
  started: { word: '作答中', tone: 'due' },
  done: { word: '已完成', tone: 'done' },
  recorded: { word: '书记代记', tone: 'plain' },
}

/** Who has done a quiz and who has not: names in a branch, numbers above it, gaps first. Nobody is ranked. */
definePage({
  data: {
    ...SHELL,
    name: '',
    title: '',
    people: [] as PersonRow[],
    places: [] as PlaceRow[],
    done: 0,
    expected: 0,
    wrong: [] as WrongRow[],
    wrongNote: '',
  },
  id: '',
  orgId: '',
  /** Below a branch there are people, above it organisations. */
  level: '' as OrganisationLevel | '',

  onLoad(query: { id?: string; org?: string; name?: string; level?: OrganisationLevel }): void {
    this.id = query.id ?? ''
    this.orgId = query.org ?? ''
    this.level = query.level ?? ''
    this.setData({ name: decoded(query).name ?? '' })
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const about = { quizId: this.id, orgId: this.orgId }
    const key = `follow:${this.id}:${this.orgId}`
    if (this.level === 'branch' || this.level === 'group') await this.loadPeople(about, key)
    else {
      await present(this, ['study.progress', about, key], ({ quiz, rows }) => ({
        title: quiz.title,
        places: rows.map(placeRow),
        done: rows.reduce((sum, row) => sum + row.confirmed, 0),
        expected: rows.reduce((sum, row) => sum + row.expected, 0),
      }))
      // An organisation without others below it has people.
      if (this.data.status === 'ready' && this.data.places.length === 0)
        await this.loadPeople(about, `${key}:people`)
    }
    await this.loadWrong()
  },
  async loadPeople(about: { quizId: string; orgId: string }, key: string): Promise<void> {
    await present(this, ['study.people', about, key], ({ quiz, rows }) => ({
      title: quiz.title,
      people: rows.map(personRow),
      done: rows.filter(({ state }) => state === 'done' || state === 'recorded').length,
      expected: rows.length,
    }))
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

  onPlace(event: WechatMiniprogram.TouchEvent): void {
    const { org, name, level } = event.currentTarget.dataset as Record<string, string>
    void wx.navigateTo({
      url: `/packages/study/pages/follow/follow?id=${this.id}&org=${org}&name=${encodeURIComponent(name ?? '')}&level=${level}`,
    })
  },
})

function personRow({ memberId, name, state, score }: PersonResult): PersonRow {
  return { id: memberId, name, tag: STATES[state], score: score === null ? '' : scoreWords(score) }
}

function placeRow({ orgId, orgName, level, expected, confirmed }: ProgressRow): PlaceRow {
  return { id: orgId, name: orgName, level, done: confirmed, expected, gap: expected - confirmed }
}

function wrongRow({ questionId, stem, answered, wrong }: WrongQuestion): WrongRow {
  return { id: questionId, stem, note: `${answered} 人作答，${wrong} 人答错` }
}
