import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Cloud, startCloud } from '../cloud/cloud'
import { readSchema } from '../cloud/schema'

/**
 * Folder of the mini-program in a project, as its `project.config.json` names it.
 * @throws one sentence when there is none
 */
export function miniprogramOf(project: string): string {
  const file = join(project, 'project.config.json')
  const folder = existsSync(file) ? join(project, rootIn(file)) : project
  if (existsSync(join(folder, 'app.json'))) return folder
  throw new Error(
    `${folder} holds no app.json: name the folder of a mini-program or of its project.`,
  )
}

function rootIn(file: string): string {
  try {
    const config = JSON.parse(readFileSync(file, 'utf8')) as { miniprogramRoot?: unknown }
    return typeof config.miniprogramRoot === 'string' ? config.miniprogramRoot : ''
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : error}`)
  }
}

/** A cloud in memory for a project that declares one in `cloudbaserc.json`. */
export async function cloudOf(project: string): Promise<Cloud | undefined> {
  const file = join(project, 'cloudbaserc.json')
  if (!existsSync(file)) return undefined
  const schema = readSchema(file)
  return startCloud({ schema, functions: join(project, schema.functionRoot) })
}
