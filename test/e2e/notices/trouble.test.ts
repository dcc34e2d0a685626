import { parsePlan } from '../../../local/cloud/faults/plan'
import { openAs, type Phone } from '../fixture'
import { withCompany } from '../people/company'

/** What goes wrong around a notice, and what is there all the same. */
const company = withCompany()
const BRANCH = 'org-east-2'
const PDF = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64')

async function write(title: string): Promise<Phone> {
  const phone = await openAs(company.holder('editor', 'org-hq'), 'packages/notice/pages/edit/edit')
  await phone.see(/共 \d+ 人/)
  await phone.type('标题', title)
  await phone.type('正文', '请按时落实。')
  return phone
}

test('while the content check cannot be reached the draft stays and the page says so; then it goes out', async () => {
  const phone = await write('关于消防演练的通知')
  company.stage.cloud.faults.add([parsePlan({ kind: 'error', action: 'wx.*', times: 'always' })], 1)
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('发布')
  await phone.see('没有完成')
  await phone.see('内容检查服务暂时不可用，填写的内容已保留，请稍后再试。')
  company.stage.cloud.faults.clear()

  // Killed in between: nothing that was written is lost.
  await phone.kill()
  await phone.restart({ path: 'packages/notice/pages/edit/edit', query: {}, scene: 1001 })
  await phone.see('已恢复上次没有发布的草稿')
  await phone.see(/共 \d+ 人/)
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('发布')
  await phone.see('管理')
  await phone.see('请按时落实。')
})

test('an attachment that was opened once opens again without network', async () => {
  const author = await write('关于值班安排的通知')
  author.willAnswer({ sheet: 'privacy', agree: true })
  author.willAnswer({ sheet: 'actionSheet', index: 0 })
  author.willAnswer({ sheet: 'file', files: [{ name: '安排.pdf', base64: PDF }] })
  await author.tap('添加')
  await author.see('PDF · 1 KB')
  author.willAnswer({ sheet: 'modal', confirm: true })
  await author.tap('发布')
  await author.see('管理')
  await author.close()

  const reader = await openAs(company.member(BRANCH, true))
  await reader.tap('关于值班安排的通知')
  await reader.see('安排.pdf')
  reader.offline()
  await reader.tap('安排.pdf')
  await reader.see(/没能打开“安排.pdf”/)
  reader.online()
  await reader.tap('安排.pdf')
  await reader.tap('关闭', { within: '.mp-full' })
  await reader.see('PDF · 1 KB · 已下载')
  reader.offline()
  await reader.tap('安排.pdf')
  await reader.tap('关闭', { within: '.mp-full' })
  await reader.see('PDF · 1 KB · 已下载')
  expect(await reader.words()).not.toContain('没能打开')

  // WeChat's own cleaning took the file: it is fetched again.
  reader.online()
  await reader.mini.evaluate(`() => {
    const [{ path: filePath }] = wx.getStorageSync('attachments')
    return new Promise((success, fail) =>
      wx.getFileSystemManager().removeSavedFile({ filePath, success, fail }),
    )
  }`)
  await reader.tap('安排.pdf')
  await reader.tap('关闭', { within: '.mp-full' })
  expect(await reader.words()).not.toContain('没能打开')
})
