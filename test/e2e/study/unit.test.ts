import { EVERY_VARIANT, openAs } from '../fixture'
import { withCompany } from '../people/company'
import { common, fillBank, publish } from './bank'

/** Units with their credit hours, what waits without network, and practice in a tunnel. */
const BRANCH = 'org-east-2'
const DAY = 86_400_000
const company = withCompany()

beforeAll(async () => {
  const { stage } = company
  const { openid } = company.holder('editor', 'org-hq')
  const [first, second, third, ...others] = await fillBank(stage, openid, 'org-hq')
  await publish(stage, openid, 'org-hq', {
    ...common(stage, 'org-hq', '安全生产重要论述专题学习', 20 * DAY),
    kind: 'unit',
    hours: 2,
    choice: { questionIds: [first!] },
    material: {
      body: [
        { kind: 'heading', text: '一、学习要点' },
        { kind: 'text', text: '坚持人民至上、生命至上，把安全生产责任落实到每个岗位、每道工序。' },
        { kind: 'list', items: ['班前讲安全', '班中查隐患', '班后有总结'] },
      ],
      files: [],
      link: { title: '共产党员网', url: 'https://www.12371.cn/' },
    },
  })
  await publish(stage, openid, 'org-hq', {
    ...common(stage, 'org-hq', '本周五题', 5 * DAY),
    kind: 'weekly',
    choice: { questionIds: [second!, third!] },
  })
  expect(others.length).toBe(3)
})

test('a unit is done when its question is right, however often it was wrong, and gives its hours', async () => {
  const phone = await openAs(company.member(BRANCH, true))
  await phone.tap('安全生产重要论述专题学习')
  await phone.see('班前讲安全')
  await phone.tap('复制链接')
  await phone.see('内容已复制')
  expect(phone.effects).toContainEqual({ effect: 'clipboard', text: 'https://www.12371.cn/' })
  await phone.screenshot('study/unit', EVERY_VARIANT)
  await phone.tap('中央政治局')
  await phone.see('答错了')
  await phone.tap('再答一次')
  await phone.tap('全国代表大会')
  await phone.see('答完了，1 题答对 1 题，记 2 学时')
  await phone.back()
  await phone.tap('学习', { within: '.mp-tab-bar' })
  await phone.see('2 / 32')
  await phone.tap('明细')
  await phone.see('安全生产重要论述专题学习')
  await phone.see('+2')
  await phone.screenshot('study/hours', EVERY_VARIANT)
  await phone.close()

  const secretary = await openAs(company.holder('secretary', BRANCH))
  await secretary.tap('学习', { within: '.mp-tab-bar' })
  await secretary.screenshot('study/home-secretary', EVERY_VARIANT)
  await secretary.tap('按姓名，不排名')
  await secretary.see('2 / 32')
  await secretary.screenshot('study/branch-hours', EVERY_VARIANT)
  await secretary.tap(company.member(BRANCH, true).name)
  await secretary.tap('更正学时')
  await secretary.type('学时', '-0.5')
  await secretary.type('原因', '重复计算')
  await secretary.tap('保存更正')
  await secretary.see('1.5 / 32 学时')
})

test('an answer tapped without network waits, outlives the app, and its explanation follows', async () => {
  const phone = await openAs(company.member(BRANCH, true))
  await phone.tap('本周五题')
  await phone.see('每季度')
  phone.offline()
  await phone.tap('每季度')
  await phone.see('待发送')
  await phone.kill()
  await phone.restart()
  phone.online()
  await phone.tap('本周五题')
  await phone.see('答对了')
  await phone.see(/正确的是“每季度”/)
})

test('practice goes on in a tunnel, with questions of no running quiz', async () => {
  const phone = await openAs(company.member(BRANCH, true))
  await phone.tap('学习', { within: '.mp-tab-bar' })
  await phone.tap('党章党规')
  await phone.see('1 / 3 · 多选题')
  await phone.back()
  phone.offline()
  await phone.tap('党章党规')
  await phone.tap('支部党员大会')
  await phone.tap('党课')
  await phone.tap('确定')
  await phone.see(/“三会一课”指/)
  await phone.screenshot('study/practice', EVERY_VARIANT)
  await phone.tap('下一题')
  await phone.type('填写答案', '五分之四')
  await phone.tap('确定')
  await phone.see('见基层组织选举工作条例。')
  await phone.tap('下一题')
  await phone.tap('错误')
  await phone.see('答错了')
  await phone.tap('完成')
  await phone.see(/^3 题，答对 2 题。/)
})
