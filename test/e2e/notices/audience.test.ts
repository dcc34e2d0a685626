import { openAs } from '../fixture'
import { withCompany } from '../people/company'

/** Whom a notice goes to, and what is written in it, before anything is sent. */
const company = withCompany()

const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')

test('a notice goes to organisations found in the tree and by name, to their secretaries only', async () => {
  const phone = await openAs(company.holder('editor', 'org-hq'), 'packages/notice/pages/edit/edit')
  await phone.type('标题', '关于召开书记例会的通知')
  await phone.type('正文', '请准时参加。')
  await phone.see(/共 \d+ 人/)
  await phone.tap(/^本组织及全部下级/)
  await phone.tap('选择组织')
  await phone.see('还没有选')
  await phone.tap(/^看.*华东.*的下级/)
  await phone.see(/云溪隧道/)
  await phone.tap(/云溪隧道/)
  await phone.see('已选 1 个组织')
  await phone.type('按名称找组织', '青岚')
  await phone.tap(/青岚大桥/)
  await phone.see('已选 2 个组织')
  await phone.tap('书记', { nth: 0 })
  await phone.see('共 2 人，其中 2 人已加入小程序')
  await phone.tap('完成')
  await phone.see('2 个组织及其下级 · 书记')
  await phone.see('共 2 人，其中 2 人已加入小程序')
  await phone.tap('预览')
  await phone.see('收到的人看到的样子')
})

test('a notice goes to people by name, and a draft remembers them', async () => {
  const [first, second] = [company.member('org-east-2', true), company.member('org-east-3', true)]
  const phone = await openAs(company.holder('editor', 'org-hq'), 'packages/notice/pages/edit/edit')
  await phone.type('标题', '关于评审专家的通知')
  await phone.tap(/^本组织及全部下级/)
  await phone.tap('指定人员')
  for (const [index, { name }] of [first, second].entries()) {
    await phone.type('按姓名找人', name)
    await phone.tap(name, { within: '.found', nth: 0 })
    await phone.see(`已选 ${index + 1} 人`)
  }
  await phone.see('共 2 人，其中 2 人已加入小程序')
  await phone.kill()
  await phone.restart({ path: 'packages/notice/pages/edit/edit', query: {}, scene: 1001 })
  await phone.see('已恢复上次没有发布的草稿')
  await phone.see('指定的 2 人')
  await phone.tap('指定的 2 人')
  await phone.see(first.name)
  await phone.see(second.name)
})

test('attachments are shown with their size, and what cannot be attached says why', async () => {
  const phone = await openAs(company.holder('editor', 'org-hq'), 'packages/notice/pages/edit/edit')
  const files = [
    { name: '安排.pdf', base64: PDF },
    { name: '程序.exe', base64: PDF },
  ]
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'actionSheet', index: 0 })
  phone.willAnswer({ sheet: 'file', files })
  await phone.tap('添加')
  await phone.see('PDF · 1 KB')
  await phone.see('“程序.exe”不是 PDF、Word、Excel 或图片')
  await phone.tap('移除安排.pdf')
  await phone.gone('PDF · 1 KB')
})
