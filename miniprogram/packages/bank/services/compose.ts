import type { Audience } from '../../../../typings/notice'
import type { QuestionKind, SubjectOffer } from '../../../../typings/question-bank'
import type { QuestionChoice, QuizKind } from '../../../../typings/study'
import { KINDS } from './question-row'

/** So many of one subject and kind. */
export interface RuleRow {
  id: string
  subject: string
  kind: QuestionKind
  name: string
  /** Free to be asked. */
  have: number
  note: string
  count: number
}

/** How many questions a quiz begins with, and at most has [P]. */
const USUAL: Readonly<Record<QuizKind, number>> = { weekly: 5, unit: 3, exam: 20 }
export const MOST: Readonly<Record<QuizKind, number>> = { weekly: 10, unit: 10, exam: 100 }

/** What the bank has, with the usual number chosen from the largest subject on: nobody starts from zeros. Pure. */
export function rulesOf(subjects: readonly SubjectOffer[], quiz: QuizKind): RuleRow[] {
  let left = USUAL[quiz]
  return subjects.flatMap(({ subject, counts, held }) =>
    (Object.keys(KINDS) as QuestionKind[]).flatMap((kind) => {
      if (counts[kind] === 0) return []
      const have = Math.max(0, counts[kind] - held[kind])
      const count = Math.min(left, have)
      left -= count
      return [
        {
          id: `${subject}:${kind}`,
          subject,
          kind,
          name: `${subject} · ${KINDS[kind]}`,
          have,
          note: stockWords(have, counts[kind]),
          count,
        },
      ]
    }),
  )
}

function stockWords(free: number, all: number): string {
  if (free === all) return `题库有 ${all} 题`
  if (free === 0) return `题库的 ${all} 题都在进行中的答题里`
  return `可用 ${free} 题，另 ${all - free} 题在进行中的答题里`
}

/** One more or one less of a rule, within what there is. Pure. */
export function stepped(
  rules: readonly RuleRow[],
  id: string,
  step: number,
  most: number,
): RuleRow[] {
  const total = totalOf(rules)
  return rules.map((rule) => {
    if (rule.id !== id) return rule
    const room = most - total + rule.count
    return { ...rule, count: Math.max(0, Math.min(rule.have, room, rule.count + step)) }
  })
}

export function totalOf(rules: readonly RuleRow[]): number {
  return rules.reduce((sum, { count }) => sum + count, 0)
}

export function choiceOf(
  rules: readonly RuleRow[],
  questionIds: readonly string[],
): QuestionChoice {
  if (questionIds.length > 0) return { questionIds: [...questionIds] }
  const chosen = rules.filter(({ count }) => count > 0)
  return { rules: chosen.map(({ subject, kind, count }) => ({ subject, kind, count })) }
}

/** Who is asked, at and below the organisation. */
export const AUDIENCES: readonly {
  name: string
  narrow: Pick<Audience, 'stages' | 'roles'>
}[] = [
  { name: '本组织及下级所有人', narrow: { stages: [], roles: [] } },
  { name: '正式党员和预备党员', narrow: { stages: ['full', 'probationary'], roles: [] } },
  { name: '预备党员', narrow: { stages: ['probationary'], roles: [] } },
  {
    name: '入党申请人、积极分子和发展对象',
    narrow: { stages: ['applicant', 'activist', 'candidate'], roles: [] },
  },
  { name: '各级书记', narrow: { stages: [], roles: ['secretary'] } },
]

export function audienceAt(index: number, orgId: string): Audience {
  const narrow = AUDIENCES[index]?.narrow ?? { stages: [], roles: [] }
  return { orgIds: [orgId], memberIds: [], ...narrow }
}

/** A title nobody needs to change: `每周五题（11月25日）`. Pure. */
export function usualTitle(kind: QuizKind, now: Date): string {
  const day = `${now.getMonth() + 1}月${now.getDate()}日`
  return kind === 'weekly' ? `每周五题（${day}）` : ''
}

/** When it ends unless somebody says otherwise: a week on, at the end of the working day. Pure. */
export function usualEnd(now: Date): Date {
  const end = new Date(now.getTime() + 7 * 86_400_000)
  end.setHours(18, 0, 0, 0)
  return end
}
