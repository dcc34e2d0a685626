import type {
  Amendment,
  FollowUp,
  MinutesFacts,
  MinutesText,
  MinutesView,
  Speech,
} from '../../../../typings/minutes'
import { dateWords } from '../../../services/time'
import { NO_TAG, type Tag } from '../../../services/words'
import { branchMoment } from './branch-time'
import type { Fact } from './meeting-words'
import { fourNumbers } from './motion-view'

/** Minutes as their page shows them. Pure. */

/** One line of what was changed after the lock. */
export interface AmendmentLine {
  id: string
  /** `决议`, `发言 · 王建国`. */
  what: string
  /** How it read, unless there was nothing, and how it reads now. */
  facts: Fact[]
  /** `李敏 · 今天 14:03 · 记漏了` */
  why: string
}

export interface FollowUpLine extends FollowUp {
  /** `12月10日前` */
  due: string
  note: string
  tag: Tag
}

/** Everything the page shows of the minutes but what is typed. */
interface Standing {
  title: string
  from: string
  state: Tag
  facts: Fact[]
  amendments: AmendmentLine[]
  /** Names of who can be given something to do. */
  people: string[]
  maySave: boolean
  mayApprove: boolean
  mayAmend: boolean
  mayExport: boolean
  maySeeCorrections: boolean
}

export const NOTHING_STANDS: Standing = {
  title: '',
  from: '',
  state: NO_TAG,
  facts: [],
  amendments: [],
  people: [],
  maySave: false,
  mayApprove: false,
  mayAmend: false,
  mayExport: false,
  maySeeCorrections: false,
}

export function standing(view: MinutesView, now: Date): Standing {
  const { facts, people, may } = view
  return {
    title: facts.title,
    from: facts.orgName,
    state: stateTag(view),
    facts: factLines(facts),
    amendments: amendmentLines(view, now),
    people: people.map(({ name }) => name),
    maySave: may.includes('save'),
    mayApprove: may.includes('approve'),
    mayAmend: may.includes('amend'),
    mayExport: may.includes('export'),
    maySeeCorrections: may.includes('corrections'),
  }
}

/** What is known without anybody typing it, as lines. */
function factLines(facts: MinutesFacts): Fact[] {
  const lines: Fact[] = [
    { name: '会议', value: [facts.kindName, ...facts.also].join('、') },
    { name: '时间', value: spanWords(facts.startedAt, facts.endedAt) },
    { name: '地点', value: facts.place },
    { name: '主持', value: facts.chair },
    { name: '记录', value: facts.recorder },
    { name: '人数', value: fourNumbers(facts.numbers) },
    { name: '出席', value: facts.present.join('、') },
    { name: '线上', value: facts.remote.join('、') },
    { name: '列席', value: facts.observers.join('、') },
    {
      name: '缺席',
      value: facts.absent
        .map(({ name, reason }) => (reason === '' ? name : `${name}（${reason}）`))
        .join('、'),
    },
    { name: '议程', value: facts.agenda.join('；') },
    {
      name: '表决',
      value: facts.votes
        .map(({ title, outcomes }) =>
          [title, ...outcomes.map(({ sentence }) => sentence)].join('：'),
        )
        .join('\n'),
    },
    { name: '依据', value: facts.quorum },
  ]
  return lines.filter(({ value }) => value !== '')
}

/** The day once when it is the same: `2026年11月25日 14:00 至 15:30`. */
function spanWords(from: string, until: string): string {
  const [day = '', time = ''] = until.split(' ')
  return `${from} 至 ${from.startsWith(`${day} `) ? time : until}`
}

const FIELDS: Readonly<Record<Amendment['field'], string>> = {
  speeches: '发言',
  dissent: '不同意见',
  resolution: '决议',
  attendance: '到会',
}

/** `决议`, `发言 · 王建国`: the part of the minutes an amendment is about. */
export function amendedPartName({ field, speaker }: Pick<Amendment, 'field' | 'speaker'>): string {
  return speaker === '' ? FIELDS[field] : `${FIELDS[field]} · ${speaker}`
}

/** Corrections after the lock, newest last. */
function amendmentLines(
  { amendments, timeZone }: Pick<MinutesView, 'amendments' | 'timeZone'>,
  now: Date,
): AmendmentLine[] {
  return amendments.map((amendment) => ({
    id: amendment.amendmentId,
    what: amendedPartName(amendment),
    facts: changeFacts(amendment),
    why: [amendment.by.name, branchMoment(amendment.at, timeZone, now), amendment.reason].join(
      ' · ',
    ),
  }))
}

function changeFacts({ before, after }: Amendment): Fact[] {
  const now = { name: '改为', value: after === '' ? '（删去）' : after }
  return before === '' ? [now] : [{ name: '原来', value: before }, now]
}

/** What was given to whom, and how it stands once the minutes are approved. */
export function followUpLines(
  followUps: readonly FollowUp[],
  known: MinutesView['followUps'],
  timeZone: string,
  now: Date,
): FollowUpLine[] {
  return followUps.map((each) => {
    const row = known.find(({ followUpId }) => followUpId === each.followUpId)
    const doneAt = row?.doneAt ?? null
    const due = `${dateWords(each.dueOn, now)}前`
    const note = `${each.name} · ${due}`
    if (doneAt === null) return { ...each, due, note, tag: NO_TAG }
    const done = `${branchMoment(doneAt, timeZone, now)}${row?.note ? `：${row.note}` : ''}`
    return {
      ...each,
      due,
      note: `${note} · ${done}`,
      tag: { word: '已落实', tone: 'done' as const },
    }
  })
}

/** How the minutes stand, in words. */
function stateTag({ state, version, approvedBy, savedBy }: MinutesView): Tag {
  if (state === 'approved') return { word: `${approvedBy ?? ''} 已定稿`, tone: 'done' }
  if (version === 0) return { word: '按记录起草，尚未保存', tone: 'due' }
  return { word: savedBy === null ? '草稿' : `草稿，${savedBy} 保存`, tone: 'due' }
}

/** What is sent of what was typed: rows that hold nothing stay on the phone. */
export function withoutBlanks({
  speeches,
  dissent,
  resolution,
  followUps,
}: MinutesText): MinutesText {
  return {
    speeches: speeches
      .map(({ name, gist }) => ({ name: name.trim(), gist: gist.trim() }))
      .filter(({ name, gist }) => name !== '' && gist !== ''),
    dissent: dissent.trim(),
    resolution: resolution.trim(),
    followUps: followUps
      .map((each) => ({ ...each, text: each.text.trim() }))
      .filter(({ text }) => text !== ''),
  }
}

/** A speech that was begun and lacks a name or its words would be lost; the sentence says which. */
export function halfWritten(speeches: readonly Speech[]): string | null {
  const at = speeches.findIndex(({ name, gist }) => (name.trim() === '') !== (gist.trim() === ''))
  if (at === -1) return null
  const missing = speeches[at]?.name.trim() === '' ? '谁说的' : '说了什么'
  return `第 ${at + 1} 条发言没有写${missing}，请补上或去掉。`
}

/** Everything typed, as text to be pasted elsewhere. */
export function asPlainText({ speeches, dissent, resolution, followUps }: MinutesText): string {
  return [
    ...speeches.map(({ name, gist }) => `${name}：${gist}`),
    dissent === '' ? '' : `不同意见：${dissent}`,
    resolution === '' ? '' : `决议：${resolution}`,
    ...followUps.map(({ text, name, dueOn }) => `督办：${text}（${name}，${dueOn}）`),
  ]
    .filter((line) => line !== '')
    .join('\n')
}
