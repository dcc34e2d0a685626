import type { Tally } from '../../../../typings/meeting'
import type { MotionRow } from './motion-view'

/** The numbers a count is entered with, as fields and back. Pure. */

/** A count as the server takes it; of a show of hands `tallies` alone. */
export interface Counted {
  issued: number
  returned: number
  invalid: number
  tallies: Tally[]
  written: Tally[]
}

export interface CountField {
  id: string
  name: string
  /** For a screen reader: `张三同意`. */
  says: string
}

/** Fields that stand side by side. */
export interface CountGroup {
  id: string
  /** What they are about; empty where the page says it already. */
  heading: string
  fields: CountField[]
  /** Most have none: empty is 0. */
  isOptional: boolean
}

const ANSWERS = [
  { key: 'yes', name: '同意' },
  { key: 'no', name: '不同意' },
  { key: 'abstain', name: '弃权' },
] as const satisfies readonly { key: keyof Tally; name: string }[]

const PAPERS: CountGroup = {
  id: 'papers',
  heading: '',
  fields: [
    { id: 'issued', name: '发出', says: '发出票数' },
    { id: 'returned', name: '收回', says: '收回票数' },
    { id: 'invalid', name: '无效', says: '无效票数' },
  ],
  isOptional: false,
}

export function countGroups({
  title,
  subjects,
  isBallot,
  hasWritten,
}: Pick<MotionRow, 'title' | 'subjects' | 'isBallot' | 'hasWritten'>): CountGroup[] {
  const answers = (at: number, what: 'tally' | 'written', says: string) =>
    ANSWERS.map(({ key, name }) => ({ id: `${what}:${at}:${key}`, name, says: `${says}${name}` }))
  return [
    ...(isBallot ? [PAPERS] : []),
    ...subjects.flatMap((subject, at): CountGroup[] => {
      const heading = subject === title ? '' : subject
      const counted = answers(at, 'tally', subject)
      const tally = { id: `tally:${at}`, heading, fields: counted, isOptional: false }
      if (!hasWritten) return [tally]
      const fields = answers(at, 'written', `${subject}书面`)
      const id = `written:${at}`
      return [tally, { id, heading: '会前的书面意见', fields, isOptional: true }]
    }),
  ]
}

/** What was typed, by the fields' ids; `null` while a field is empty that has to say 0. */
export function countOf(
  groups: readonly CountGroup[],
  typed: Readonly<Record<string, string>>,
  subjects: readonly string[],
): Counted | null {
  const isEmpty = ({ id }: CountField) => (typed[id] ?? '').trim() === ''
  if (groups.some(({ isOptional, fields }) => !isOptional && fields.some(isEmpty))) return null
  const number = (id: string) => Number(typed[id] ?? '')
  const tally = (what: 'tally' | 'written') => (_: string, at: number) => ({
    yes: number(`${what}:${at}:yes`),
    no: number(`${what}:${at}:no`),
    abstain: number(`${what}:${at}:abstain`),
  })
  return {
    issued: number('issued'),
    returned: number('returned'),
    invalid: number('invalid'),
    tallies: subjects.map(tally('tally')),
    written: subjects.map(tally('written')),
  }
}
