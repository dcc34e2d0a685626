import type { MeetingKind, MeetingPlan } from '../../../typings/meeting'
import type { OrganisationLevel } from '../../../typings/organisation'
import { KINDS, MEETING_KINDS } from './kinds'

/** What a meeting can start from, ready to be held now; agendas are suggestions [P]. */
interface Template {
  title: string
  agenda: readonly string[]
  also?: readonly MeetingKind[]
  /** Minutes. */
  length: number
}

const TEMPLATES: Readonly<Record<MeetingKind, Template>> = {
  generalMeeting: {
    title: '支部党员大会',
    agenda: ['通报上次决议落实情况', '学习', '讨论和表决', '布置下阶段工作'],
    length: 90,
  },
  committeeMeeting: {
    title: '支部委员会会议',
    agenda: ['研究本月工作', '研究需提交党员大会的事项'],
    length: 60,
  },
  groupMeeting: { title: '党小组会', agenda: ['学习', '讨论', '小组工作'], length: 45 },
  partyLecture: { title: '党课', agenda: ['讲课', '交流讨论'], length: 60 },
  themeDay: { title: '主题党日', agenda: ['重温入党誓词', '主题活动', '交流'], length: 120 },
  lifeMeeting: {
    title: '组织生活会',
    agenda: ['通报会前准备情况', '对照检查', '批评和自我批评', '明确整改措施'],
    length: 180,
  },
  democraticReview: {
    title: '民主评议党员',
    agenda: ['个人自评', '党员互评', '民主测评', '提出评定意见'],
    length: 120,
  },
  talk: { title: '谈心谈话', agenda: [], length: 30 },
}

const QUARTER_HOUR_MS = 15 * 60_000

/** A plan for each kind this level of organisation can hold, starting at the next full quarter of an hour. */
export function plansFor(
  level: OrganisationLevel,
  { chairId, recorderId, place }: { chairId: string; recorderId: string; place: string },
  now: Date,
): MeetingPlan[] {
  const startsAt = new Date(Math.ceil(now.getTime() / QUARTER_HOUR_MS) * QUARTER_HOUR_MS)
  return MEETING_KINDS.filter((kind) => KINDS[kind].levels.includes(level)).map((kind) => {
    const { title, agenda, also = [], length } = TEMPLATES[kind]
    return {
      kind,
      also: [...also],
      title,
      startsAt: startsAt.toISOString(),
      length,
      mode: 'onSite',
      place,
      link: '',
      agenda: [...agenda],
      materials: [],
      chairId,
      recorderId,
      chosenIds: [],
      withoutVoteIds: [],
      observerStages: [],
      fence: null,
      half: 'halfIsEnough',
    }
  })
}
