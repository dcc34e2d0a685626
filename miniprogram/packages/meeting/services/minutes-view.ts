import type { MinutesFacts, MinutesView } from '../../../../typings/minutes'
import { momentWords } from '../../../services/time'
import { fourNumbers } from './motion-view'

export interface Fact {
  name: string
  value: string
}

/** What is known without anybody typing it, as lines. Pure. */
export function factLines(facts: MinutesFacts): Fact[] {
  const lines: Fact[] = [
    { name: '会议', value: [facts.kindName, ...facts.also].join('、') },
    { name: '时间', value: `${facts.startedAt} 至 ${facts.endedAt}` },
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
    ...facts.votes.map(({ title, outcomes }) => ({
      name: '表决',
      value: [title, ...outcomes.map(({ sentence }) => sentence)].join('：'),
    })),
    { name: '依据', value: facts.quorum },
  ]
  return lines.filter(({ value }) => value !== '')
}

/** Corrections after the lock, newest last. Pure. */
export function amendmentLines({ amendments }: MinutesView, now: Date): Fact[] {
  const FIELDS = { speeches: '发言', dissent: '不同意见', resolution: '决议', attendance: '到会' }
  return amendments.map(({ field, after, by, at, reason }) => ({
    name: FIELDS[field],
    value: `${after}（${by.name} ${momentWords(at, now)}，${reason}）`,
  }))
}
