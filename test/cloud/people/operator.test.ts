import { execFile } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { utils, write } from '@e965/xlsx'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { readSchema } from '../../../local/cloud/schema'
import type { Member } from '../../../typings/organisation'

const ROOT = join(__dirname, '../../..')
const run = promisify(execFile)

let cloud: Cloud
beforeAll(async () => {
  cloud = await startCloud({
    functions: join(ROOT, 'dist/cloudfunctions'),
    schema: readSchema(join(ROOT, 'cloudbaserc.json')),
  })
})
afterAll(() => cloud.stop())

/** An operator's command against the environment, as its own process. */
async function command(script: string, ...options: string[]): Promise<string> {
  const { stdout } = await run(
    join(ROOT, 'node_modules/.bin/tsx'),
    [join(ROOT, 'ops', script), '--env', cloud.env, ...options],
    { env: { ...process.env, ...cloud.environment } },
  )
  return stdout
}

async function calls(openid: string, name: string, input: unknown): Promise<unknown> {
  const outcome = await cloud.invoke(name.split('.')[0] ?? '', { action: name, input }, { openid })
  if ('error' in outcome) throw new Error(outcome.error.message)
  return outcome.result
}

async function members(): Promise<Member[]> {
  const answer = await fetch(`${cloud.url}/_local/export?collection=members`)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '')
  return lines.map((line) => JSON.parse(line) as Member)
}

test('the one-time code of the operator makes the first administrator, once', async () => {
  const text = await command(
    'setup.ts',
    '--organisation',
    '某某集团有限公司党委',
    '--administrator',
    '张三',
  )
  const code = /^ {4}(\S{20,})$/m.exec(text)?.[1] ?? ''
  expect(await calls('wx-thief', 'member.claimSetup', { code: `${code}x` })).toMatchObject({
    ok: false,
  })
  expect(await calls('wx-first', 'member.claimSetup', { code })).toMatchObject({ ok: true })
  expect(await calls('wx-second', 'member.claimSetup', { code })).toMatchObject({ ok: false })
  const [first] = await members()
  expect(first).toMatchObject({ name: '张三', openid: 'wx-first' })
  expect(first?.posts.map((post) => post.role)).toEqual(['administrator'])
})

test('imports a roster from the command line: first a look, then the deed, then nothing more', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'roster-')), '名册.xlsx')
  const book = utils.book_new()
  const tree = [
    ['组织名称', '上级组织', '组织类别'],
    ['第一党支部', '某某集团有限公司党委', '党支部'],
  ]
  const people = Array.from({ length: 450 }, (_, index) => [
    `E${index}`,
    `人员${index}`,
    '第一党支部',
    '正式党员',
  ])
  utils.book_append_sheet(book, utils.aoa_to_sheet(tree), '组织')
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([['工号', '姓名', '支部', '类别'], ...people]),
    '名册',
  )
  writeFileSync(file, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)

  expect(await command('import.ts', file)).toContain('新增450')
  expect(await members()).toHaveLength(1)
  expect(await command('import.ts', file, '--apply')).toContain('导入完成')
  expect(await members()).toHaveLength(451)
  expect(await command('import.ts', file, '--apply')).toContain('新增0，修改0，无变化450')
  expect(await members()).toHaveLength(451)
})

test('a command that lacks something says what, and how it is used; without secrets it asks nobody', async () => {
  const other = join(mkdtempSync(join(tmpdir(), 'roster-')), '物资.xlsx')
  const book = utils.book_new()
  utils.book_append_sheet(book, utils.aoa_to_sheet([['安全帽', '数量']]), '物资')
  writeFileSync(other, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer)
  const none = { ...process.env, TENCENTCLOUD_SECRETID: '', TENCENTCLOUD_SECRETKEY: '' }
  const options = [other, '--env', cloud.env]
  expect(await outcomeOf(['setup.ts', '--help'], none)).toEqual([
    0,
    expect.stringMatching(/^用法：npm run setup/),
  ])
  expect(await outcomeOf(['import.ts', ...options], none)).toEqual([
    2,
    expect.stringMatching(/TENCENTCLOUD_SECRETID.*\n\n用法/),
  ])
  expect(await command('import.ts', other)).toMatch(/没有找到.*表头|没有.*工作表/)
})

/** Exit code and everything it printed. */
async function outcomeOf(
  [script = '', ...options]: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<[number, string]> {
  const tsx = join(ROOT, 'node_modules/.bin/tsx')
  try {
    const { stdout } = await run(tsx, [join(ROOT, 'ops', script), ...options], { env })
    return [0, stdout]
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string }
    return [code, stderr + stdout]
  }
}
