import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Scripts that name it get the id of the cloud environment in its place. */
export const CLOUD_ENV = 'CLOUD_ENV'

const SETTINGS = 'cloudbaserc.json'

export interface CloudEnv {
  /** '' when none is named: the account's first environment. */
  id: string
  /** Who named it: the variable, or the file. */
  from: string
}

/** What is built calls the environment that the variable `CLOUD_ENV` names, else `envId` of `cloudbaserc.json`. */
export function cloudEnvOf(root: string): CloudEnv {
  const named = process.env[CLOUD_ENV]
  if (named !== undefined && named !== '') return { id: named, from: CLOUD_ENV }
  const file = join(root, SETTINGS)
  const { envId } = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as { envId?: unknown })
    : {}
  return typeof envId === 'string' ? { id: envId, from: SETTINGS } : { id: '', from: SETTINGS }
}

/** Whom what was built will call, for whoever is about to upload it. */
export function describeCloudEnv({ id, from }: CloudEnv): string {
  if (from === CLOUD_ENV) return `calls the cloud environment ${id} (${CLOUD_ENV})`
  const named = id === '' ? 'none, so the account’s first' : `${id} (envId of ${from})`
  return `calls the cloud environment ${named}; for another: ${CLOUD_ENV}=<id> npm run build`
}
