import { ASK_KINDS, askPage } from '../../../../cloudfunctions/rules/ask-kinds'
import type { MyRecord } from '../../../../typings/member'
import { momentWords } from '../../../services/time'
import type { Tag } from '../../../services/words'

/** One's own records in words. */

export interface Row {
  key: string
  title: string
  note: string
  tag: Tag
  /** Empty where no page shows it. */
  path: string
}

export function rowOf(record: MyRecord): Row {
  const { key, kind, title, orgName, at } = record
  const name = kind === 'leave' ? '请假' : ASK_KINDS[kind]?.name
  return {
    key,
    title,
    note: [name, orgName, momentWords(at, new Date())]
      .filter((part) => part !== undefined && part !== '')
      .join(' · '),
    tag: tagOf(record),
    path: pathOf(record),
  }
}

const STATES: Readonly<Record<Exclude<MyRecord['state'], 'confirmed'>, Tag>> = {
  read: { word: '已读', tone: 'plain' },
  replied: { word: '已回复', tone: 'done' },
  recorded: { word: '书记代记', tone: 'plain' },
  open: { word: '待落实', tone: 'due' },
  present: { word: '已签到', tone: 'done' },
  unverified: { word: '待核实', tone: 'due' },
  waiting: { word: '待同意', tone: 'due' },
  declined: { word: '未同意列席', tone: 'plain' },
  struck: { word: '未到', tone: 'plain' },
  asked: { word: '待答复', tone: 'due' },
  agreed: { word: '已同意', tone: 'done' },
  refused: { word: '未同意', tone: 'plain' },
  withdrawn: { word: '已撤回', tone: 'plain' },
}

/** What counts as done is called by another word in each kind: 已确认, 已落实, 已交卷. */
function tagOf({ kind, state }: MyRecord): Tag {
  if (state !== 'confirmed') return STATES[state]
  return { word: (kind === 'leave' ? null : ASK_KINDS[kind]?.done) ?? '已完成', tone: 'done' }
}

/** A leave is shown by the meeting it is about. */
function pathOf({ kind, subjectId }: MyRecord): string {
  const opens = kind === 'leave' ? 'meeting' : kind
  const page = ASK_KINDS[opens]?.page ?? null
  return page === null || subjectId === null ? '' : `/${askPage({ kind: opens, subjectId })}`
}
