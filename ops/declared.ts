import { readFileSync } from 'node:fs'
import path from 'node:path'

const FILE = path.resolve(__dirname, '../cloudbaserc.json')

export interface DeclaredCollection {
  collectionName: string
  aclTag: 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY'
  createIndexes: {
    name: string
    unique: boolean
    keys: { name: string; direction: string }[]
  }[]
}

export interface DeclaredFunction {
  name: string
  handler: string
  runtime: string
  /** Seconds. */
  timeout: number
  /** Megabytes. */
  memorySize: number
  installDependency: boolean
  triggers?: { name: string; type: string; config: string }[]
}

/** What `cloudbaserc.json` declares of an environment. */
export function declared(): { collections: DeclaredCollection[]; functions: DeclaredFunction[] } {
  return JSON.parse(readFileSync(FILE, 'utf8')) as ReturnType<typeof declared>
}
