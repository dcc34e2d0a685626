import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Scripts that name it get the id of the cloud environment in its place. */
export const CLOUD_ENV = 'CLOUD_ENV'

/**
 * The cloud environment that what is built will use: the variable `CLOUD_ENV`, else `envId` of the project's
 * `cloudbaserc.json`; '' when neither says one.
 */
export function cloudEnvOf(root: string): string {
  const named = process.env.CLOUD_ENV
  if (named !== undefined && named !== '') return named
  const file = join(root, 'cloudbaserc.json')
  if (!existsSync(file)) return ''
  const { envId } = JSON.parse(readFileSync(file, 'utf8')) as { envId?: unknown }
  return typeof envId === 'string' ? envId : ''
}
