import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parsePlan } from '../../../local/cloud/faults/plan'
import { EVERY_VARIANT, openAs, type Phone, strike } from '../fixture'
import { withCompany } from '../people/company'

/** HQ brings a question file out of a chat into the bank, mends what is broken, and publishes from it. */
const NAME = 'Hermannmayer__题库模板.xlsx'
const FILE = join(__dirname, '../../data/question-banks/files', NAME)
const BRANCH = 'org-east-2'
const company = withCompany()

/** From the first screen to the page of an editor's organisation. */
async function openWriting(): Promise<Phone> {
  const phone = await openAs(company.holder('editor', 'org-hq'))
  await toWriting(phone)
  return phone
}

async function toWriting(phone: Phone): Promise<void> {
  await phone.tap('学习', { within: '.mp-tab-bar' })
  await phone.tap('题库、每周五题、学习单元、考试')
  await phone.see('每周五题')
}

test('a file with one broken question: eleven are sound, the twelfth is mended in place, none twice', async () => {
  const phone = await openWriting()
  await phone.screenshot('study/published-empty', EVERY_VARIANT)
  await phone.tap('导入、查找、修改')
  await phone.see('题库还是空的')
  await phone.screenshot('study/bank-empty', EVERY_VARIANT)
  await phone.tap('导入文件')
  await phone.tap('从聊天中选择文件')
  await phone.see('请先填写分类，例如党史。')
  await phone.screenshot('study/import-choose', EVERY_VARIANT)
  await phone.type('分类', '综合知识')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  const base64 = readFileSync(FILE).toString('base64')
  phone.willAnswer({ sheet: 'file', files: [{ name: NAME, base64 }] })
  await phone.tap('从聊天中选择文件')
  await phone.see('共 12 题，可导入单选 5、多选 3、判断 3')
  await phone.see('需处理 1')
  await phone.see('可导入 11')
  await phone.screenshot('study/import-check', EVERY_VARIANT)

  await phone.tap('就地修改')
  await phone.tap('A')
  await phone.tap('C')
  await phone.screenshot('study/import-mend', EVERY_VARIANT)
  await phone.tap('改好了')
  await phone.see('可导入 12')
  await phone.tap('导入 12 题')
  await phone.see('题库新增 12 题。')
  await phone.screenshot('study/import-done', EVERY_VARIANT)

  await phone.tap('再导入一个')
  phone.willAnswer({ sheet: 'file', files: [{ name: NAME, base64 }] })
  await phone.tap('从聊天中选择文件')
  await phone.see(/已有 1\d/)
  await phone.back()
  await phone.see('综合知识 12')
  await phone.screenshot('study/bank', EVERY_VARIANT)
})

test('HQ publishes the weekly five with its defaults; who has not done it is reminded, in a branch by name, from above by secretary', async () => {
  const phone = await openWriting()
  await phone.tap('点选即提交，当场看解析')
  await phone.see('抽 5 题')
  await phone.screenshot('study/compose-weekly', EVERY_VARIANT)
  await phone.tap('发布')
  await phone.see('进行中')
  expect(phone.taps).toBe(4)
  await phone.screenshot('study/published', EVERY_VARIANT)
  await phone.tap('限时，结束后公布成绩')
  await phone.see('考试规则')
  await phone.screenshot('study/compose-exam', EVERY_VARIANT)
  await phone.back()

  const { stage } = company
  const missing = company.member(BRANCH, false).name
  const secretary = await openAs(company.holder('secretary', BRANCH))
  await secretary.tap(/人中 \d+ 人还没有办/)
  await secretary.see(/^没完成的在前，不排名/)
  await secretary.see('未开始')
  await secretary.screenshot('study/follow', EVERY_VARIANT)
  await secretary.tap(missing)
  await secretary.tap('提醒所选 1 人')
  await secretary.see(missing, { within: '.nudged' })
  await secretary.see('未加入', { within: '.nudged' })
  await secretary.screenshot('study/follow-reminded', EVERY_VARIANT)
  await secretary.close()

  // HQ reminds where it chooses, and drills down from the biggest gap to the names.
  await strike(stage)
  await phone.tap(/^每周五题（/)
  await phone.see('下级组织')
  await phone.screenshot('study/follow-hq', EVERY_VARIANT)
  await phone.tap(/^提醒华东公司.*的书记$/)
  await phone.tap('提醒所选 1 个组织')
  await phone.see(company.holder('secretary', BRANCH).name, { within: '.nudged' })
  await phone.tap(/^华东公司/, { within: '.child', nth: 0 })
  await phone.tap(/^云溪隧道/, { within: '.child', nth: 0 })
  await phone.see(missing)
  await phone.see('提醒书记')
})

test('a unit takes documents out of a chat, and says that it takes no pictures', async () => {
  const phone = await openWriting()
  await phone.tap('一段材料、几道题，计学时')
  await phone.see('可添加 PDF、Word、Excel，不收图片')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  const base64 = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')
  const files = ['要点.pdf', '照片.jpg'].map((name) => ({ name, base64 }))
  phone.willAnswer({ sheet: 'file', files })
  await phone.tap('从微信聊天中添加文档')
  await phone.see('PDF · 1 KB')
  await phone.see('“照片.jpg”是图片，这里只能添加 PDF、Word、Excel')
  await phone.screenshot('study/compose-unit', EVERY_VARIANT)

  // What is typed outlives the app and is there without network.
  await phone.type('标题', '隧道防水要点')
  await phone.back()
  phone.offline()
  await phone.tap('一段材料、几道题，计学时')
  await phone.see('要点.pdf')
  await phone.see('抽 3 题')
  await phone.see(/网络不通/)
  phone.online()
  await phone.back()
  await phone.tap('一段材料、几道题，计学时')
  await phone.gone(/网络/)

  // A publication whose answer was lost is not made twice, whatever was changed since, though it holds its questions.
  phone.weak(['lostBack'])
  await phone.tap('发布')
  await phone.see(/网络/)
  phone.online()
  await phone.kill()
  await phone.restart()
  await toWriting(phone)
  await phone.tap('一段材料、几道题，计学时')
  await phone.see(/^已恢复您今天 .*写的、还没有发布的内容。$/)
  await phone.see('要点.pdf')
  await phone.see('抽 3 题')
  await phone.screenshot('study/compose-restored', EVERY_VARIANT)
  await phone.type('标题', '隧道防水要点（改）')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('发布')
  await phone.see('隧道防水要点')
  await phone.gone('隧道防水要点（改）')
  await phone.tap('一段材料、几道题，计学时')
  await phone.see('题库的 5 题都在进行中的答题里')
  await phone.gone(/^已恢复您/)
  await phone.tap('发布')
  await phone.see('请填写标题。')

  // One that broke off before anybody was asked comes out as it is written now.
  const fault = { kind: 'worker-killed', when: 'after', action: 'database.insertDocument' }
  company.stage.cloud.faults.add([parsePlan({ ...fault, collection: 'quizzes' })], 1)
  await phone.type('标题', '隧道通风要点')
  await phone.type('学习内容', '掌子面加强通风。')
  await phone.tap('知道了')
  await phone.tap('发布')
  await phone.see('没有完成')
  await phone.type('标题', '隧道通风要点（改）')
  await phone.tap('发布')
  await phone.see('隧道通风要点（改）')
  // The server's clock is half a minute ahead of this phone's.
  await phone.gone('定时')
})
