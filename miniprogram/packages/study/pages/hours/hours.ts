import type { OutputOf } from '../../../../../typings/contract'
import type { CreditEntry } from '../../../../../typings/study'
import { act } from '../../../../services/act'
import { call } from '../../../../services/cloud'
import { draw } from '../../../../services/draw'
import { present, SHELL } from '../../../../services/follow'
import { newId } from '../../../../services/new-id'
import { definePage } from '../../../../services/page'
import { momentWords } from '../../../../services/time'

interface EntryRow {
  id: string
  title: string
  note: string
  value: string
}

const SOURCES: Readonly<Record<CreditEntry['source'], string>> = {
  unit: '学习单元',
  lecture: '党课',
  correction: '更正',
}

/** 学时 of one calendar year: one's own, or those of a person of the branch whose hours one keeps. */
definePage({
  data: {
    ...SHELL,
    name: '',
    year: 0,
    years: [] as number[],
    hours: 0,
    required: 0,
    capNote: '',
    entries: [] as EntryRow[],
    mayCorrect: false,
    correcting: false,
    busy: '',
    failed: '',
  },
  memberId: '',
  typed: { hours: '', reason: '' },
  clientId: '',

  onLoad(query: { member?: string; year?: string }): void {
    this.memberId = query.member ?? ''
    this.typed = { hours: '', reason: '' }
    const now = new Date().getFullYear()
    this.setData({
      year: Number(query.year ?? now),
      years: [now, now - 1, now - 2],
      mayCorrect: this.memberId !== '',
    })
  },
  onShow(): void {
    void this.load()
  },

  async load(): Promise<void> {
    const { year } = this.data
    if (this.memberId === '') {
      await present(this, ['study.credits', { year }, `hours:${year}`], (credits) => ({
        ...shown(credits),
        capNote:
          credits.online > credits.onlineCap
            ? `线上学习 ${credits.online} 学时，按 ${credits.onlineCap} 学时计入。`
            : '',
      }))
      return
    }
    const ask = ['study.personCredits', { memberId: this.memberId, year }, null] as const
    await present(this, ask, (credits) => ({ name: credits.name, ...shown(credits) }))
  },

  onYear(event: WechatMiniprogram.TouchEvent): void {
    draw(this, { year: Number(event.currentTarget.dataset.year) })
    void this.load()
  },

  onCorrect(): void {
    this.clientId = newId()
    draw(this, { correcting: !this.data.correcting })
  },
  onHours(event: WechatMiniprogram.Input): void {
    this.typed.hours = event.detail.value
  },
  onReason(event: WechatMiniprogram.Input): void {
    this.typed.reason = event.detail.value
  },
  async onSave(): Promise<void> {
    const hours = Number(this.typed.hours)
    const reason = this.typed.reason.trim()
    if (!Number.isFinite(hours) || hours === 0 || (hours * 2) % 1 !== 0) {
      draw(this, { failed: '学时请填写数字，最小 0.5；减少填负数。' })
      return
    }
    if (reason === '') {
      draw(this, { failed: '请写明更正原因。' })
      return
    }
    const { memberId, clientId } = this
    const { year } = this.data
    const done = await act(this, 'correct', async () => {
      await call('study.correctCredit', { memberId, year, hours, reason, clientId })
      this.typed = { hours: '', reason: '' }
      return { correcting: false }
    })
    if (done) await this.load()
  },
})

function shown({
  hours,
  required,
  entries,
}: Pick<OutputOf<'study.credits'>, 'hours' | 'required' | 'entries'>) {
  const now = new Date()
  return {
    hours,
    required,
    entries: entries.map(({ entryId, source, title, hours: each, at, reason, byName }) => ({
      id: entryId,
      title,
      note: [SOURCES[source], momentWords(at, now), reason, byName].filter(Boolean).join(' · '),
      value: `${each > 0 ? '+' : ''}${each}`,
    })),
  }
}
