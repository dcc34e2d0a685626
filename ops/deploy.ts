/**
 * Brings an environment to what this folder holds: collections, indexes and access rules of `cloudbaserc.json`,
 * then the functions of `dist/cloudfunctions`. Run again, it makes what is missing and renews the functions.
 * It leaves the mini-program of that same environment in `dist/miniprogram`, to be uploaded from DevTools.
 *
 *     npm run deploy -- --env <id>            needs TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY
 *     npm run deploy -- --env <id> --dry-run  says what would be sent, asks nobody
 *
 * Not verified against a real environment: the calls are those of `@cloudbase/manager-node`.
 */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type Manager from '@cloudbase/manager-node'
import { buildFunctions } from './build-functions'
import { credentials, runCommand, UsageError } from './command'
import { type DeclaredCollection, type DeclaredFunction, declared } from './declared'

const USAGE = `用法：npm run deploy -- --env 环境ID [--dry-run]

  --env      云环境 ID；小程序也会按这个环境构建
  --dry-run  只列出将要部署的集合和云函数，不连接环境

部署集合、索引、访问规则和云函数；小程序留在 dist/miniprogram，由微信开发者工具上传。
需要环境变量 TENCENTCLOUD_SECRETID 和 TENCENTCLOUD_SECRETKEY（--dry-run 不需要）。`

const ROOT = path.resolve(__dirname, '..')
const FUNCTIONS = path.join(ROOT, 'dist/cloudfunctions')
const MINIPROGRAM_BUILD = path.join(ROOT, 'local/wechat/build/main.ts')

/** The environment as a deployment sees it. */
export interface Target {
  /** Makes a collection unless it is there. Answers the names of its indexes. */
  collection(name: string): Promise<string[]>
  createIndexes(collection: string, indexes: DeclaredCollection['createIndexes']): Promise<void>
  /** Who may read and write from outside the functions: `ADMINONLY`, nobody. */
  protect(collection: string, rule: DeclaredCollection['aclTag']): Promise<void>
  deploy(declared: DeclaredFunction): Promise<void>
}

/** Collections first: a new function must find what it reads. Ends at the first failure; a repeat goes on. */
export async function deploy(
  target: Target,
  { collections, functions }: ReturnType<typeof declared>,
  log: (line: string) => void,
): Promise<void> {
  for (const { collectionName, aclTag, createIndexes } of collections) {
    const there = new Set(await target.collection(collectionName))
    const missing = createIndexes.filter((index) => !there.has(index.name))
    if (missing.length > 0) await target.createIndexes(collectionName, missing)
    await target.protect(collectionName, aclTag)
    log(
      `集合 ${collectionName}：${missing.length > 0 ? `新建索引 ${missing.length} 个` : '已是最新'}`,
    )
  }
  for (const each of functions) {
    await target.deploy(each)
    log(`云函数 ${each.name}：已部署`)
  }
}

/** The environment behind Tencent Cloud's management interface. */
function targetOf(manager: Manager): Target {
  const { database, functions, permission } = manager
  return {
    async collection(name) {
      await database.createCollectionIfNotExists(name)
      const { Indexes } = await database.describeCollection(name)
      return (Indexes ?? []).map((index) => index.Name)
    },
    async createIndexes(collection, indexes) {
      await database.updateCollection(collection, {
        CreateIndexes: indexes.map(({ name, unique, keys }) => ({
          IndexName: name,
          MgoKeySchema: {
            MgoIsUnique: unique,
            MgoIndexKeys: keys.map((key) => ({ Name: key.name, Direction: key.direction })),
          },
        })),
      })
    },
    async protect(collection, rule) {
      await permission.modifyResourcePermission({
        resourceType: 'collection',
        resource: collection,
        permission: rule,
      })
    },
    async deploy(func) {
      await functions.createFunction({ func, functionRootPath: FUNCTIONS, force: true })
    },
  }
}

/** A process of its own, as it is told the environment by a variable; it says which one it was built for. */
function buildMiniprogram(env: string): void {
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', MINIPROGRAM_BUILD], {
    cwd: ROOT,
    env: { ...process.env, CLOUD_ENV: env },
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('小程序没有构建成功，什么也没有部署。')
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { env: { type: 'string' }, 'dry-run': { type: 'boolean', default: false } },
  })
  if (!values.env) throw new UsageError('请用 --env 写明环境。')
  // Before the build, which takes a while.
  const secrets = values['dry-run'] ? null : credentials()
  const built = await buildFunctions()
  buildMiniprogram(values.env)
  const all = declared()
  if (secrets === null) {
    for (const { collectionName, aclTag, createIndexes } of all.collections)
      console.log(`集合 ${collectionName}：索引 ${createIndexes.length} 个，${aclTag}`)
    for (const { name, size } of built.functions)
      console.log(`云函数 ${name}：${(size / 1024).toFixed(1)} KB`)
    return
  }
  const { default: CloudBase } = await import('@cloudbase/manager-node')
  const manager = new CloudBase({ ...secrets, envId: values.env })
  await deploy(targetOf(manager), all, (line) => console.log(line))
}

if (require.main === module) runCommand(USAGE, main)
