/**
 * Prepares a new environment: its collections, the root organisation, the first administrator, and a one-time
 * code with which that person's WeChat takes the post.
 *
 *     npm run setup -- --env <id> --organisation 某某集团有限公司党委 --administrator 张三
 *
 * Run again, it prints a new code for the same person.
 */
import { parseArgs } from 'node:util'
import { codeId, newCode } from '../cloudfunctions/kernel/codes'
import { derivedId } from '../cloudfunctions/kernel/ids'
import { audienceKeysOf } from '../cloudfunctions/rules/audience'
import { BEIJING, localDate } from '../cloudfunctions/rules/calendar'
import type { AuditEntry } from '../typings/audit'
import type { Member, Organisation } from '../typings/organisation'
import { runCommand, UsageError } from './command'
import { type Connection, connect } from './connect'
import { declared } from './declared'

const USAGE = `用法：npm run setup -- --env 环境ID --organisation 根组织全称 --administrator 姓名

  --env            云环境 ID
  --organisation   最上级党组织的全称，例如 某某集团有限公司党委；已经建立的不会改名
  --administrator  第一位系统管理员的姓名

建立缺少的集合、根组织和管理员，打印一次性设置码：本人在小程序里输入它，成为系统管理员。
再次运行，为同一个人打印新的设置码。
需要环境变量 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY。`

/** Hours a code is good for. */
const CODE_HOURS = 24

interface SetupCode {
  _id: string
  memberId: string
  expiresAt: string
}

/** Answers the code; it is stored only as a hash. */
export async function setUp(
  { db, createCollection }: Connection,
  names: { organisation: string; administrator: string },
  now: Date,
): Promise<{ code: string; expiresAt: string; organisation: string; created: string[] }> {
  const created: string[] = []
  for (const { collectionName } of declared().collections)
    if (await createCollection(collectionName)) created.push(collectionName)

  const root = await rootOrganisation()
  const administrator = await firstAdministrator(root)
  const code = newCode('card')
  const expiresAt = new Date(now.getTime() + CODE_HOURS * 3_600_000).toISOString()
  await db
    .collection<SetupCode>('setupCodes')
    .insert({ _id: codeId(code), memberId: administrator._id, expiresAt })
  const entry: AuditEntry = {
    _id: derivedId('audit', 'operator.setup', codeId(code)),
    at: now.toISOString(),
    actorId: 'operator',
    actorName: '运维命令',
    action: 'operator.setup',
    orgId: root._id,
    path: root.path,
    subjectId: administrator._id,
    summary: `为${administrator.name}生成系统管理员一次性设置码`,
  }
  await db.collection<AuditEntry>('audit').insert(entry)
  return { code, expiresAt, organisation: root.name, created }

  async function rootOrganisation(): Promise<Organisation> {
    const organisations = db.collection<Organisation>('organisations')
    const [existing] = await organisations.find({ parentId: null }, { limit: 1 })
    if (existing !== undefined) return existing
    const _id = derivedId('organisation', 'root', names.organisation)
    const root: Organisation = {
      _id,
      name: names.organisation,
      shortName: names.organisation,
      level: 'committee',
      parentId: null,
      path: [_id],
      state: 'open',
      timeZone: BEIJING,
      order: 0,
      version: 1,
    }
    const inserted = await organisations.insert(root)
    return inserted.state === 'inserted' ? root : inserted.existing
  }

  async function firstAdministrator(root: Organisation): Promise<Member> {
    const place = { orgId: root._id, orgName: root.name, path: root.path }
    const today = localDate(now)
    const person = {
      _id: derivedId('member', 'administrator', root._id, names.administrator),
      name: names.administrator,
      stage: 'full' as const,
      affiliation: place,
      attachments: [],
      posts: [{ role: 'administrator' as const, ...place, from: today }],
      state: 'active' as const,
      version: 1,
    }
    const member: Member = { ...person, audienceKeys: audienceKeysOf(person, today) }
    const inserted = await db.collection<Member>('members').insert(member)
    const current = inserted.state === 'inserted' ? member : inserted.existing
    if (current.openid !== undefined)
      throw new Error(`${current.name}已绑定微信，不需要设置码；请在小程序内由其任命其他管理员`)
    return current
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      env: { type: 'string' },
      organisation: { type: 'string' },
      administrator: { type: 'string' },
    },
  })
  const { env, organisation, administrator } = values
  if (!env || !organisation || !administrator)
    throw new UsageError('请写明 --env、--organisation 和 --administrator。')
  const done = await setUp(connect(env), { organisation, administrator }, new Date())
  if (done.created.length > 0) console.log(`已建立集合：${done.created.join(' ')}`)
  console.log(`组织：${done.organisation}\n管理员：${administrator}`)
  console.log(`一次性设置码（${CODE_HOURS}小时内有效，只显示这一次）：\n\n    ${done.code}\n`)
}

if (require.main === module) runCommand(USAGE, main)
