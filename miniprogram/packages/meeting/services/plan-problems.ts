import type { MeetingPlan } from '../../../../typings/meeting'
import type { CallError } from '../../../services/call-error'

/** A field of the planning page beside which it says what is wrong with it. */
export type ProblemField =
  | 'title'
  | 'place'
  | 'startsAt'
  | 'length'
  | 'chosen'
  | 'agenda'
  | 'people'

export type Problems = Record<ProblemField, string>

export const NO_PROBLEMS: Readonly<Problems> = {
  title: '',
  place: '',
  startsAt: '',
  length: '',
  chosen: '',
  agenda: '',
  people: '',
}

/** Limits of the server's schema. */
const MOST_ITEMS = 20
const ITEM_LENGTH = 100
const MOST_CHOSEN = 200
const SHORTEST = 10
const LONGEST = 720

/** What is wrong with each field, empty for those that are right. The server checks all of it again. Pure. */
export function problemsOf(plan: MeetingPlan, isNamed: boolean): Problems {
  const { title, place, mode, length, agenda, chosenIds, chairId, recorderId } = plan
  return {
    title: title === '' ? '请填写会议名称。' : '',
    place: mode !== 'online' && place === '' ? '请填写地点。' : '',
    startsAt: '',
    length:
      Number.isInteger(length) && length >= SHORTEST && length <= LONGEST
        ? ''
        : `时长填 ${SHORTEST} 到 ${LONGEST} 分钟的整数。`,
    chosen: isNamed ? chosenProblem(chosenIds.length) : '',
    agenda: agendaProblem(agenda),
    people:
      chairId === ''
        ? '请选择主持人：以前的主持人已不担任职务。'
        : recorderId === ''
          ? '请选择记录人：以前的记录人已不在本组织。'
          : '',
  }
}

function chosenProblem(count: number): string {
  if (count === 0) return '请选择参加的人。'
  return count > MOST_CHOSEN ? `最多选 ${MOST_CHOSEN} 人。` : ''
}

function agendaProblem(agenda: readonly string[]): string {
  if (agenda.length > MOST_ITEMS) return `议程最多 ${MOST_ITEMS} 项，现在有 ${agenda.length} 项。`
  const long = agenda.findIndex((item) => item.length > ITEM_LENGTH)
  return long === -1 ? '' : `第 ${long + 1} 项超过 ${ITEM_LENGTH} 字，请写短一些。`
}

export function hasProblem(problems: Problems): boolean {
  return Object.values(problems).some((problem) => problem !== '')
}

/** What the server refused, beside the field it is about; `null` when it names none of them. Pure. */
export function refusedField({ code, detail }: CallError): Problems | null {
  if (code !== 'badInput') return null
  const field = String(detail.field ?? '').split('.')[1]
  if (field === undefined) return null
  const sentence = REFUSED[field]
  return sentence === undefined ? null : { ...NO_PROBLEMS, ...sentence }
}

const REFUSED: Readonly<Record<string, Partial<Problems>>> = {
  title: { title: '会议名称填 1 到 60 个字。' },
  place: { place: '请填写地点，最多 60 个字。' },
  startsAt: { startsAt: '时间要在 12 小时以前到 400 天以后之间，请重新选择。' },
  length: { length: `时长填 ${SHORTEST} 到 ${LONGEST} 分钟的整数。` },
  agenda: { agenda: `议程最多 ${MOST_ITEMS} 项，每项最多 ${ITEM_LENGTH} 字。` },
  chosenIds: { chosen: '所选的人中有的已不在本组织，请重新选择。' },
  recorderId: { people: '记录人已不在本组织，请重新选择。' },
}
