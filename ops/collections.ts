import { readFileSync } from 'node:fs'
import path from 'node:path'

const FILE = path.resolve(__dirname, '../cloudbaserc.json')

/** The collections that `cloudbaserc.json` declares. */
export function collectionNames(): string[] {
  const { collections } = JSON.parse(readFileSync(FILE, 'utf8')) as {
    collections: { collectionName: string }[]
  }
  return collections.map((each) => each.collectionName)
}
