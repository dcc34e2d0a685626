import { openAs } from '../fixture'
import { withCompany } from './company'

/** What the administrator of the headquarters does with the tree, on the real functions. */
const company = withCompany()
const administrator = () => openAs(company.holder('administrator', 'org-hq'), 'pages/branch/branch')

test('a branch is set up, renamed, given another superior and closed; each says before what it does', async () => {
  const phone = await administrator()
  await phone.tap('组织架构')
  await phone.tap('西南公司党总支')
  await phone.tap('新设下级组织')
  await phone.see('设在西南公司党总支之下', { within: '.card' })
  await phone.see(/正式党员3人以上应当成立党支部/)
  await phone.tap('党支部类型')
  await phone.tap('临时党支部')
  await phone.tap('确定')
  await phone.see(/一般不发展党员/)
  await phone.type('组织全称', '金沙江上游梯级水电站枢纽工程第二项目部联合党支部')
  await phone.tap('设立')
  await phone.tap('金沙江上游梯级水电站枢纽工程第二项目部联合党支部')
  await phone.see('还没有人任职')

  await phone.tap('修改名称和信息')
  await phone.type('组织全称', '金沙江二项目临时党支部')
  await phone.tap('保存')
  await phone.see('金沙江二项目临时党支部')

  await phone.tap('划归其他上级')
  await phone.see(/^0 人将随之划归/)
  await phone.tap('划归')
  await phone.see('请先选择新的上级组织。')
  await phone.tap('新的上级')
  await phone.tap('选华东公司党委')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('划归')
  await phone.see('新设下级组织')
  await phone.back()
  await phone.gone('金沙江二项目临时党支部')
  await phone.type('按名称查找组织', '金沙江')
  await phone.see('没有名称含“金沙江”的组织')
  await phone.back()
  await phone.type('按名称查找组织', '金沙江')
  await phone.see('华东公司党委', { within: '.row' })
  await phone.tap('金沙江二项目临时党支部')

  await phone.tap('撤销')
  await phone.see('现有 0 人、0 个下级组织')
  await phone.see(/撤销后不能恢复/)
  await phone.type('原因', '抢险结束')
  phone.willAnswer({ sheet: 'modal', confirm: true })
  await phone.tap('保存')
  await phone.see('已撤销')
  await phone.gone('修改名称和信息')
})

test('a rule that stands in the way is told before anything is tried', async () => {
  const phone = await openAs(
    company.holder('administrator', 'org-hq'),
    'packages/organisation/pages/close/close?org=org-east',
  )
  await phone.see(/个下级组织，请先撤销或调整。$/)
})

test('the tree opens from what was kept when there is no network, and says so', async () => {
  const phone = await administrator()
  await phone.tap('组织架构')
  await phone.see('华东公司党委')
  await phone.back()
  phone.offline()
  await phone.tap('组织架构')
  await phone.see('华东公司党委')
  await phone.see(/网络不通.*下面是上次的内容/)
  phone.online()
  await phone.tap('重试')
  await phone.gone(/下面是上次的内容/)
})

test('what was looked at is in the log, found by kind and by person', async () => {
  const phone = await openAs(company.holder('secretary', 'org-east-3'), 'pages/branch/branch')
  const { name } = company.member('org-east-3', true)
  await phone.tap(name)
  await phone.tap('查看号码')
  await phone.see(/^\d{11}$/)

  const hq = await administrator()
  await hq.tap('操作记录')
  await hq.see(`查看${name}的手机号（核对）`)
  await hq.see(/设立金沙江/)
  await hq.tap('操作种类')
  await hq.tap('查看手机号', { within: '.mp-wheel' })
  await hq.tap('确定')
  await hq.gone(/设立金沙江/)
  await hq.tap('清除条件')
  await hq.see(/设立金沙江/)
  await hq.tap(new RegExp(`^只看${company.holder('secretary', 'org-east-3').name}的操作`), {
    nth: 0,
  })
  await hq.gone(/设立金沙江/)
  await hq.see(`查看${name}的手机号（核对）`)
  await hq.tap('组织：示例建设集团党委')
  await hq.tap('选西南公司党总支')
  await hq.see('没有符合条件的记录')
})
