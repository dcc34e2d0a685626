import { utils, write } from '@e965/xlsx'
import { openAs } from '../fixture'
import { withCompany } from './company'

/** The administrator imports a roster from a chat. */
const company = withCompany()
const HEADER = ['工号', '姓名', '手机号码', '所在党支部', '政治面貌', '入党时间', '党内职务']

function workbook(rows: unknown[][]): string {
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADER, ...rows]), '名册')
  return (write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer).toString('base64')
}
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    `R-${index}`,
    `柳${'一二三四五六七八九十'[index % 10]}${'甲乙丙丁戊己庚辛'[index % 8]}`,
    `138${String(10_000_000 + index)}`,
    '青岚大桥项目党支部',
    '正式党员',
    '2011年7月',
    '',
  ])

test('says what it would do and what is wrong, does it, and twice changes nothing', async () => {
  const phone = await openAs(company.holder('administrator', 'org-hq'), 'pages/branch/branch')
  const file = workbook([
    ...people(30),
    ['R-90', '买买提·阿不都热依木·吐尔逊江', '12345', '青岚大桥项目党支部', '正式党员', '', ''],
    ['R-91', '赵六一', '13900000004', '没有这个支部', '正式党员', '', ''],
  ])
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'file', files: [{ name: '党员名册.xlsx', base64: file }] })
  await phone.tap('导入名册')
  await phone.tap('从聊天中选择')
  await phone.see('还没有写入任何内容')
  await phone.see(/名册 · 第 32 行 · C 列/)
  await phone.see(/名册 · 第 33 行/)

  // Left in the middle and killed: it goes on where it was.
  await phone.kill()
  await phone.restart()
  await phone.tap('支部')
  await phone.tap('导入名册')
  await phone.see('党员名册.xlsx')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('导入 30 项')
  await phone.see('导入完成')
  await phone.see('全部写入')

  await phone.tap('再导入一份')
  phone.willAnswer({ sheet: 'file', files: [{ name: '党员名册.xlsx', base64: file }] })
  await phone.tap('从聊天中选择')
  await phone.see('没有要写入的内容')
})

test('a file that is no workbook is refused with a sentence, and another can be chosen', async () => {
  const phone = await openAs(
    company.holder('administrator', 'org-hq'),
    'packages/organisation/pages/roster/roster?org=org-hq&name=%E9%9B%86%E5%9B%A2',
  )
  const base64 = Buffer.from('PK\u0003\u0004 broken off').toString('base64')
  phone.willAnswer({ sheet: 'privacy', agree: true })
  phone.willAnswer({ sheet: 'file', files: [{ name: '名册.xlsx', base64 }] })
  await phone.tap('从聊天中选择')
  await phone.see('没有完成')
  await phone.see('从聊天中选择')
})

test('the template opens as a workbook', async () => {
  const phone = await openAs(
    company.holder('administrator', 'org-hq'),
    'packages/organisation/pages/roster/roster?org=org-hq&name=%E9%9B%86%E5%9B%A2',
  )
  await phone.tap('下载模板')
  await phone.see(/党员名册模板/)
})
