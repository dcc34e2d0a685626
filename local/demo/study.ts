import type { QuestionText } from '../../typings/question-bank'
import type { QuizDraft } from '../../typings/study'

const DAY_MS = 86_400_000
const SAFETY = '安全生产'
const HISTORY = '党史'
const RULES = '党章党规'

type Asked = [stem: string, options: string[], right: number[], explanation: string]

const choice = ([stem, options, choices, explanation]: Asked): QuestionText => ({
  kind: choices.length > 1 ? 'multiple' : 'single',
  stem,
  options,
  key: { choices },
  explanation,
})
const trueFalse = (stem: string, isTrue: boolean, explanation: string): QuestionText => ({
  kind: 'trueFalse',
  stem,
  options: [],
  key: { choices: [isTrue ? 0 : 1] },
  explanation,
})
const fill = (stem: string, texts: string[], explanation: string): QuestionText => ({
  kind: 'fill',
  stem,
  options: [],
  key: { blanks: [texts] },
  explanation,
})

/** A small bank of the headquarters: what is asked this week and in the exam, and what can be practised. */
export function demoQuestions(): { subject: string; question: QuestionText; practice: boolean }[] {
  const of = (subject: string, practice: boolean, questions: QuestionText[]) =>
    questions.map((question) => ({ subject, question, practice }))
  return [
    ...of(HISTORY, false, [
      choice([
        '中国共产党第一次全国代表大会于哪一年召开？',
        ['1919年', '1921年', '1927年', '1949年'],
        [1],
        '1921年7月在上海召开，后移至浙江嘉兴南湖。',
      ]),
      choice([
        '确立毛泽东同志在党中央和红军领导地位的会议是？',
        ['八七会议', '古田会议', '遵义会议', '瓦窑堡会议'],
        [2],
        '1935年1月召开的遵义会议。',
      ]),
      choice([
        '改革开放开始的标志是哪次会议？',
        ['党的十一届三中全会', '党的十二大', '党的十三大', '党的十四大'],
        [0],
        '1978年12月召开。',
      ]),
      choice([
        '中华人民共和国成立于哪一天？',
        ['1949年7月1日', '1949年8月1日', '1949年10月1日', '1950年1月1日'],
        [2],
        '1949年10月1日举行开国大典。',
      ]),
      trueFalse('红军长征胜利结束于1936年10月。', true, '红军三大主力在甘肃会宁、将台堡会师。'),
    ]),
    ...of(RULES, false, [
      choice([
        '“三会一课”包括哪些？',
        ['支部党员大会', '支部委员会会议', '党小组会', '党课'],
        [0, 1, 2, 3],
        '《中国共产党支部工作条例（试行）》：三会一课是党的组织生活的基本制度。',
      ]),
      choice([
        '预备党员没有哪些权利？',
        ['表决权', '参加党的有关会议', '选举权', '被选举权'],
        [0, 2, 3],
        '党章第七条：预备党员没有表决权、选举权和被选举权。',
      ]),
      trueFalse(
        '党支部党员大会一般每季度召开一次。',
        true,
        '《中国共产党支部工作条例（试行）》第十一条。',
      ),
      trueFalse('党员可以不参加党的组织生活。', false, '每个党员都必须参加党的组织生活。'),
      fill(
        '党的根本宗旨是____。',
        ['全心全意为人民服务', '为人民服务'],
        '中国共产党以全心全意为人民服务为根本宗旨。',
      ),
    ]),
    ...of(SAFETY, false, [
      choice([
        '我国的安全生产方针是？',
        ['安全第一、预防为主、综合治理', '质量第一', '进度优先', '效益优先'],
        [0],
        '《中华人民共和国安全生产法》第三条。',
      ]),
      trueFalse('特种作业人员必须持证上岗。', true, '《中华人民共和国安全生产法》第三十条。'),
    ]),
    ...of(SAFETY, true, [
      choice([
        '发现隧道掌子面渗水突然变大，首先应当？',
        ['继续作业', '停工撤人并报告', '等下班再说', '自行封堵'],
        [1],
        '险情不明时先撤人、再报告。',
      ]),
      choice([
        '进入施工现场必须佩戴的防护用品有？',
        ['安全帽', '反光背心', '防滑鞋', '耳机'],
        [0, 1, 2],
        '耳机会妨碍听到警示，不得佩戴。',
      ]),
      trueFalse('高处作业可以用绳子代替安全带。', false, '必须使用合格的安全带。'),
      fill('高处作业是指坠落高度基准面____米及以上的作业。', ['2', '二', '两'], 'GB/T 3608。'),
    ]),
  ]
}

/** What the headquarters asks of everybody: a weekly five, a unit and an exam. */
export function demoQuizzes(now: number): { quizId: string; quiz: QuizDraft }[] {
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString()
  const audience = { orgIds: ['org-hq'], stages: [], roles: [], memberIds: [] }
  const rule = (subject: string, kind: QuestionText['kind'], count: number) => ({
    subject,
    kind,
    count,
  })
  return [
    {
      quizId: 'demo-weekly',
      quiz: {
        kind: 'weekly',
        title: '本周五题：党史',
        audience,
        publishAt: null,
        closesAt: inDays(5),
        choice: { rules: [rule(HISTORY, 'single', 4), rule(HISTORY, 'trueFalse', 1)] },
      },
    },
    {
      quizId: 'demo-unit',
      quiz: {
        kind: 'unit',
        title: '安全生产方针',
        audience,
        publishAt: null,
        closesAt: inDays(25),
        choice: { rules: [rule(SAFETY, 'single', 1), rule(SAFETY, 'trueFalse', 1)] },
        material: {
          body: [
            { kind: 'heading', text: '要点' },
            {
              kind: 'text',
              text: '安全生产工作坚持中国共产党的领导，以人为本，坚持人民至上、生命至上。',
            },
            { kind: 'list', items: ['安全第一', '预防为主', '综合治理'] },
          ],
          files: [],
          link: null,
        },
        hours: 1,
      },
    },
    {
      quizId: 'demo-exam',
      quiz: {
        kind: 'exam',
        title: '党章党规知识测试',
        audience,
        publishAt: null,
        closesAt: inDays(7),
        choice: {
          rules: [rule(RULES, 'multiple', 2), rule(RULES, 'trueFalse', 2), rule(RULES, 'fill', 1)],
        },
        terms: {
          minutes: 20,
          attempts: 2,
          passMark: 60,
          rated: true,
          points: { single: 10, multiple: 30, trueFalse: 10, fill: 20 },
          papers: 4,
        },
      },
    },
  ]
}
