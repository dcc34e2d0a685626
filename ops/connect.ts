import tcb from '@cloudbase/node-sdk'
import { createDatabase, type Database } from '../cloudfunctions/kernel/db'
import { credentials } from './command'

export interface Connection {
  db: Database
  /** Makes a collection; false when it is there already. */
  createCollection(name: string): Promise<boolean>
}

/**
 * Connects an operator's command to an environment. Credentials come from the variables that the SDK reads
 * (`TENCENTCLOUD_SECRETID`, `TENCENTCLOUD_SECRETKEY`), never from the command line.
 */
export function connect(env: string): Connection {
  // The SDK would end the process without a word that helps.
  credentials()
  const database = tcb.init({ env }).database()
  return {
    db: createDatabase(database, 'node'),
    async createCollection(name) {
      try {
        const answer: unknown = await database.createCollection(name)
        return !isThere(answer)
      } catch (error) {
        if (isThere(error)) return false
        throw error
      }
    },
  }
}

/** The SDK rejects, or answers with a code, that the collection exists. */
function isThere(answer: unknown): boolean {
  const { code, message } = (answer ?? {}) as { code?: unknown; message?: unknown }
  return /exist/i.test(`${code ?? ''} ${message ?? ''}`)
}
