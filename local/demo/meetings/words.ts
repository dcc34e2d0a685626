import type { MeetingKind } from '../../../typings/meeting'
import type { Random } from '../random'

/** What is planned, said and decided in the demo's meetings. All invented. */

const THEMES = [
  '安全生产我当先',
  '重温入党誓词',
  '劳动竞赛动员',
  '工友冬季送温暖',
  '廉洁从业教育',
  '义务植树',
  '学习先进典型',
  '困难工友走访',
]
const LECTURES = [
  '把支部建在工地上',
  '党员在急难险重任务中的作用',
  '从百年党史看团结奋斗',
  '守住安全生产底线',
]

/** `month`: 1–12. */
export function titleOf(kind: MeetingKind, month: number, random: Random): string {
  const theme = THEMES[(month - 1) % THEMES.length] ?? ''
  switch (kind) {
    case 'generalMeeting':
      return `第${['一', '二', '三', '四'][Math.floor((month - 1) / 3)] ?? ''}季度支部党员大会`
    case 'committeeMeeting':
      return `${month}月支部委员会会议`
    case 'groupMeeting':
      return `${month}月党小组会`
    case 'themeDay':
      return `${month}月主题党日：${theme}`
    case 'partyLecture':
      return `党委书记讲党课：${random.pick(LECTURES)}`
    case 'lifeMeeting':
      return '年度组织生活会和民主评议党员'
    case 'democraticReview':
      return '民主评议党员'
    case 'talk':
      return '书记谈心谈话'
  }
}

export function agendaOf(kind: MeetingKind, random: Random): string[] {
  switch (kind) {
    case 'generalMeeting':
      return [
        '通报上季度决议落实情况',
        `党课：${random.pick(LECTURES)}`,
        '讨论下季度党员责任区安排',
        '表决下季度工作计划',
      ]
    case 'committeeMeeting':
      return ['研究本月党建工作', '研究积极分子培养', '研究需提交党员大会的事项']
    case 'groupMeeting':
      return ['学习上级文件', '交流岗位安全隐患', '小组下月工作']
    case 'themeDay':
      return ['集中学习', '主题活动', '交流体会']
    case 'lifeMeeting':
    case 'democraticReview':
      return ['通报会前准备情况', '对照检查', '批评和自我批评', '民主测评', '明确整改措施']
    case 'partyLecture':
      return ['讲课', '交流讨论']
    case 'talk':
      return []
  }
}

export const SPEECHES = [
  '赞成计划，建议把夜间巡查排进党员责任区。',
  '工期紧，建议学习和班前会结合，不另占休息时间。',
  '新进场工友多，愿意带两名徒弟，做好安全交底。',
  '上季度责任区隐患整改率有提高，台账还要再细一些。',
  '食堂和宿舍的意见收集了，建议由后勤逐条答复。',
  '同意，补充一条：雨季前把应急物资再清点一遍。',
]
export const DISSENT = '有同志建议把学习放到周末，经讨论仍安排在工作日下午。'
export const RESOLUTIONS = [
  '会议通过下季度工作计划，由各党员责任区按计划落实。',
  '会议决定设立三个党员责任区，每月通报隐患整改情况。',
  '会议同意开展“师带徒”活动，每名党员联系两名新进场工友。',
]
export const TASKS = [
  '更新党员责任区公示牌',
  '整理本季度学习台账',
  '收集工友意见并反馈',
  '清点应急物资',
]
export const LEAVES = [
  { reason: 'duty', text: '夜班值守' },
  { reason: 'travel', text: '去业主单位开会' },
  { reason: 'illness', text: '' },
  { reason: 'family', text: '探亲' },
  { reason: 'duty', text: '盾构值班' },
  { reason: 'other', text: '参加安全培训取证' },
] as const
export const OPENING = '主持人到会'
export const MARKED = ['手机没电', '手机没带', '摄像头坏了']
export const NOT_JOINED = '还没有加入小程序'
