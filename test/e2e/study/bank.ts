import type { ActionName, InputOf, OutputOf } from '../../../typings/contract'
import type { QuestionText } from '../../../typings/question-bank'
import type { QuizDraft } from '../../../typings/study'
import type { StagedCloud } from '../fixture/stage'

/** What happens on other people's phones: straight through the functions. */
export async function does<Name extends ActionName>(
  { cloud }: StagedCloud,
  openid: string,
  action: Name,
  input: InputOf<Name>,
): Promise<OutputOf<Name>> {
  const outcome = await cloud.invoke(action.split('.')[0] ?? '', { action, input }, { openid })
  if ('error' in outcome) throw new Error(`${action}: ${outcome.error.message}`)
  const answer = outcome.result as { ok: boolean; data: OutputOf<Name>; error?: unknown }
  if (!answer.ok) throw new Error(`${action}: ${JSON.stringify(answer.error)}`)
  return answer.data
}

const SUBJECT = '党章党规'

/** The first of each kind is right with A, AC, 正确 and 三分之二. */
const QUESTIONS: readonly QuestionText[] = [
  single('党的最高领导机关，是党的（　　）和它所产生的中央委员会。', [
    '全国代表大会',
    '中央政治局',
    '中央书记处',
    '中央军委',
  ]),
  single('党支部党员大会一般（　　）召开一次。', ['每季度', '每月', '每半年', '每年']),
  single('预备党员的预备期为（　　）。', ['一年', '半年', '两年', '三个月']),
  {
    kind: 'multiple',
    stem: '下列属于“三会一课”的有哪些？请选出全部正确的选项，少选、多选、错选均不得分。',
    options: ['支部党员大会', '职工代表大会', '党课', '项目生产例会'],
    key: { choices: [0, 2] },
    explanation: '“三会一课”指支部党员大会、支部委员会、党小组会和党课。',
  },
  {
    kind: 'trueFalse',
    stem: '预备党员没有表决权、选举权和被选举权。',
    options: [],
    key: { choices: [0] },
    explanation: '见党章第七条。',
  },
  {
    kind: 'fill',
    stem: '选举时，到会有选举权的党员须超过应到会人数的____方可开会。',
    options: [],
    key: { blanks: [['五分之四', '4/5']] },
    explanation: '见基层组织选举工作条例。',
  },
]

function single(stem: string, options: string[]): QuestionText {
  return {
    kind: 'single',
    stem,
    options,
    key: { choices: [0] },
    explanation: `正确的是“${options[0]}”，见党章和支部工作条例的有关规定。`,
  }
}

/** Fills the bank of an organisation. Answers the ids, in the order of `QUESTIONS`. */
export async function fillBank(
  stage: StagedCloud,
  author: string,
  orgId: string,
  questions: readonly QuestionText[] = QUESTIONS,
): Promise<string[]> {
  const ids: string[] = []
  for (const question of questions) {
    const input = { orgId, subject: SUBJECT, question, practice: true }
    ids.push((await does(stage, author, 'question.add', input)).questionId)
  }
  return ids
}

/** Publishes as the headquarters does; answers its id. */
export async function publish(
  stage: StagedCloud,
  author: string,
  orgId: string,
  quiz: QuizDraft,
): Promise<string> {
  const quizId = `quiz-${quiz.kind}-${Math.round(stage.cloud.clock.now() % 1e9)}`
  await does(stage, author, 'study.publish', { quizId, orgId, quiz, filesConfirmed: true })
  return quizId
}

/** Everybody at and below an organisation, until so many milliseconds from now. */
export function common(stage: StagedCloud, orgId: string, title: string, lasts: number) {
  return {
    title,
    audience: { orgIds: [orgId], stages: [], roles: [], memberIds: [] },
    publishAt: null,
    closesAt: new Date(stage.cloud.clock.now() + lasts).toISOString(),
  }
}
