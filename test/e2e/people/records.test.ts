import type { AnswerRecord, Ask, AskKind } from '../../../typings/ask'
import { EVERY_VARIANT, openAs } from '../fixture'
import { withCompany } from './company'

/** 我的记录: what was asked of a person, whatever its kind, and in whatever branch they stood then. */
const company = withCompany()
const BRANCH = 'org-east-2'
const EARLIER = 'org-east-3'
const ASKED: readonly [AskKind, string][] = [
  ['weekly', '第 47 周每周五题'],
  ['unit', '发展党员工作细则'],
  ['exam', '年度党章知识考试'],
]

test('a notice just confirmed leads back to it; everything else stands there under its own name', async () => {
  const reader = company.member(BRANCH, true)
  const memberId = reader.openid.replace('wx-', '')
  const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString()
  const asks = ASKED.map(
    ([kind, title]): Ask => ({
      ...{ _id: `ask-${kind}`, kind, subjectId: `s-${kind}`, version: 1, title },
      ...{ orgId: 'org-hq', orgName: '示例建设集团党委', path: ['org-hq'], audienceKeys: [] },
      ...{ mode: 'confirm', publishAt: days(-9), deadline: null, closesAt: days(-1) },
      ...{ state: 'open', pinned: false, changedAt: days(-9) },
    }),
  )
  const answers = asks.map(
    ({ _id, kind, closesAt }, index): AnswerRecord => ({
      ...{ _id: `${_id}:1:${memberId}`, askId: _id, kind, version: 1, memberId, closesAt },
      ...{ orgId: index < 1 ? BRANCH : EARLIER, path: ['org-hq'] },
      ...{ readAt: days(-9), answeredAt: days(-8), changedAt: days(-2 - index) },
    }),
  )
  const mine = { memberId, name: reader.name, orgId: BRANCH, path: ['org-hq', BRANCH] }
  const attendance = [
    {
      ...{ ...mine, _id: `m-1:${memberId}`, meetingId: 'm-1', meetingTitle: '第四季度党员大会' },
      ...{ meetingOrgName: '云溪隧道项目党支部', state: 'present', startsAt: days(-3) },
    },
  ]
  const meetings = [{ _id: 'm-2', title: '十一月主题党日', orgId: BRANCH, orgName: '云溪隧道' }]
  const leaves = [
    { ...mine, _id: `m-2:${memberId}`, meetingId: 'm-2', state: 'agreed', askedAt: days(-5) },
  ]
  const text = '落实高处作业安全带双钩检查，逐人登记并于周五前报送项目部党支部'
  const followUps = [
    { ...mine, _id: 't-1', meetingId: 'm-1', text, doneAt: null, givenAt: days(-1), orgName: '' },
  ]
  const { database } = company.stage.cloud
  const kept = { asks, answers, attendance, meetings, leaves, followUps }
  for (const [collection, documents] of Object.entries(kept))
    await database.importLines(
      collection,
      documents.map((each) => JSON.stringify(each)),
    )

  const author = await openAs(company.holder('editor', 'org-hq'), '', { screen: 'pc' })
  author.willAnswer({ sheet: 'modal', confirm: true })
  await author.tap('全部通知')
  await author.tap('发布通知')
  await author.see(/共 \d+ 人/)
  await author.type('标题', '雨季施工安全提示')
  await author.type('正文', '各班组：即日起检查边坡和基坑。')
  await author.tap('发布')
  await author.see('管理')

  const phone = await openAs(reader)
  phone.willAnswer({ sheet: 'subscribe', result: 'accept' })
  await phone.tap('雨季施工安全提示')
  await phone.tap('我知道了')
  await phone.see('已确认收到')
  await phone.back()
  await phone.tap('我的', { within: '.mp-tab-bar' })
  await phone.tap('我的记录')
  await phone.see('已签到')
  await phone.see('待落实')
  await phone.see(/^请假 · 云溪隧道项目党支部/)
  await phone.see('已交卷')
  await phone.see(/^会议 · 云溪隧道项目党支部/)
  await phone.see(/^考试 · 青岚大桥项目党支部/)
  await phone.screenshot('people/records', EVERY_VARIANT)
  await phone.tap('雨季施工安全提示')
  await phone.see('各班组：即日起检查边坡和基坑。')
})

test('who was asked nothing yet is told what will stand there', async () => {
  const phone = await openAs(
    company.member('org-southwest-2', true),
    'packages/me/pages/records/records',
  )
  await phone.see('还没有记录')
  await phone.screenshot('people/records-empty', EVERY_VARIANT)
})
