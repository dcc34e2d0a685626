import type { NoticeDraft } from '../../typings/notice'

const DAY_MS = 86_400_000

/** What the headquarters' editor has published when the preview begins. `now` is in milliseconds since the epoch. */
export function demoNotices(
  now: number,
): { noticeId: string; orgId: string; notice: NoticeDraft }[] {
  const everyone = { orgIds: ['org-hq'], stages: [], roles: [], memberIds: [] }
  const inDays = (days: number) => new Date(now + days * DAY_MS).toISOString()
  const common = { files: [], audience: everyone, publishAt: null, pinned: false }
  return [
    {
      noticeId: 'demo-safety',
      orgId: 'org-hq',
      notice: {
        ...common,
        title: '关于组织学习安全生产重要部署的通知',
        body: [
          {
            kind: 'text',
            text: '请各支部在本月内组织一次集中学习，重点学习隧道、深基坑和高支模作业要求。',
          },
          { kind: 'heading', text: '具体安排' },
          {
            kind: 'list',
            items: ['学习不少于一小时', '结合本项目风险清单讨论', '学习情况由书记记入会议记录'],
          },
        ],
        mode: 'confirm',
        deadline: inDays(3),
      },
    },
    {
      noticeId: 'demo-theme-day',
      orgId: 'org-hq',
      notice: {
        ...common,
        title: '十二月主题党日安排',
        body: [
          {
            kind: 'text',
            text: '十二月主题党日定在第一个星期五，主题为“安全生产我当先”。不便到场的同志可线上参加。',
          },
        ],
        mode: 'read',
        deadline: null,
      },
    },
    {
      noticeId: 'demo-training',
      orgId: 'org-hq',
      notice: {
        ...common,
        title: '征求明年党员教育培训需求',
        body: [{ kind: 'text', text: '请用一两句话写下明年最想参加的培训，月底前回复。' }],
        mode: 'reply',
        deadline: inDays(10),
      },
    },
  ]
}
