import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openAs, withCloud } from '../fixture'

/** A new environment: the operator's one-time code makes the first administrator, on their own phone. */
const ROOT = join(__dirname, '../../..')
const stage = withCloud()

async function setupCode(): Promise<string> {
  const { cloud } = stage
  const { stdout } = await promisify(execFile)(
    join(ROOT, 'node_modules/.bin/tsx'),
    [
      join(ROOT, 'ops/setup.ts'),
      ...['--env', cloud.env],
      ...['--organisation', '某某集团有限公司党委', '--administrator', '张三'],
    ],
    { env: { ...process.env, ...cloud.environment } },
  )
  return /^ {4}(\S{20,})$/m.exec(stdout)?.[1] ?? ''
}

test('who has the code becomes the administrator and finds the tools; nobody else does', async () => {
  const code = await setupCode()
  const phone = await openAs({ openid: 'wx-first', name: 'x', phoneNumber: '19900000000' })
  await phone.tap('我是本单位党员，确认身份')
  await phone.tap('同意并继续')
  await phone.tap('手机号对不上')
  await phone.tap(/输入设置码/)
  await phone.tap('同意并继续')
  await phone.type('设置码', `${code}x`)
  await phone.tap('成为系统管理员')
  await phone.see('没有完成')
  await phone.type('设置码', code)
  await phone.tap('成为系统管理员')
  await phone.see('张三，您是系统管理员')
  await phone.tap('开始')
  await phone.see('导入名册')
  await phone.see('操作记录')

  const second = await openAs(
    { openid: 'wx-second', name: 'x', phoneNumber: '19900000001' },
    'packages/join/pages/setup/setup',
  )
  await second.tap('同意并继续')
  await second.type('设置码', code)
  await second.tap('成为系统管理员')
  await second.see('没有完成')
})
