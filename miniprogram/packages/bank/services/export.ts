import { call } from '../../../services/cloud'
import { openMade } from '../../../services/made-file'

/**
 * Writes the bank, or one subject of it, to files and offers each to be opened or sent on. @throws CallError
 */
export async function saveExport(orgId: string, subject: string | null): Promise<void> {
  for (let offset = 0, more = true; more; offset += ROWS_OF_A_FILE) {
    const part = await call('question.export', { orgId, subject, offset })
    await openMade(part)
    more = part.more
  }
}

const ROWS_OF_A_FILE = 1000
