import type { Ask, AskKind } from '../../typings/ask'

/** What differs between the kinds of things that are asked of people: names and pages. Pure; both sides use it. */
interface KindWords {
  /** Before the title of a card, in 【】. */
  name: string
  /** Opened with `?id=` and the ask's subject. `null`: this version has no page for it, Today is opened. */
  page: string | null
  /** What a person is told to do, after 请. */
  verb: string
  /** On the line of Today: before it is done, and after. */
  todo: string
  done: string
}

export const ASK_KINDS: Readonly<Record<AskKind, KindWords>> = {
  notice: {
    name: '通知',
    page: 'packages/notice/pages/open/open',
    verb: '确认',
    todo: '待确认',
    done: '已确认',
  },
  meeting: {
    name: '会议',
    page: 'packages/meeting/pages/open/open',
    verb: '参加',
    todo: '待参加',
    done: '已签到',
  },
  followUp: {
    name: '督办',
    page: 'packages/meeting/pages/follow-up/follow-up',
    verb: '完成',
    todo: '待落实',
    done: '已落实',
  },
  weekly: {
    name: '每周五题',
    page: 'packages/study/pages/quiz/quiz',
    verb: '答题',
    todo: '待答题',
    done: '已答题',
  },
  unit: {
    name: '学习',
    page: 'packages/study/pages/quiz/quiz',
    verb: '学完',
    todo: '待学习',
    done: '已学完',
  },
  exam: {
    name: '考试',
    page: 'packages/study/pages/exam/exam',
    verb: '交卷',
    todo: '待考试',
    done: '已交卷',
  },
  rescore: {
    name: '成绩更正',
    page: 'packages/study/pages/result/result',
    verb: '查看',
    todo: '待查看',
    done: '已查看',
  },
}

const TODAY = 'pages/today/today'

/** The page of an ask with its query, without the leading slash: what a subscription message takes. */
export function askPage({ kind, subjectId }: Pick<Ask, 'kind' | 'subjectId'>): string {
  // A phone that was not updated may hear of kinds it does not know.
  const page = ASK_KINDS[kind]?.page ?? null
  return page === null ? TODAY : `${page}?id=${encodeURIComponent(subjectId)}`
}
