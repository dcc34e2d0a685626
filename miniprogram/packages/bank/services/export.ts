import { call } from '../../../services/cloud'

/**
 * Writes the bank, or one subject of it, to files and offers each to be opened or sent on. @throws CallError
 */
export async function saveExport(orgId: string, subject: string | null): Promise<void> {
  for (let offset = 0, more = true; more; offset += ROWS_OF_A_FILE) {
    const part = await call('question.export', { orgId, subject, offset })
    const filePath = `${wx.env.USER_DATA_PATH}/${part.name}`
    await write(filePath, part.base64)
    await wx.openDocument({ filePath, fileType: 'xlsx', showMenu: true })
    more = part.more
  }
}

const ROWS_OF_A_FILE = 1000

function write(filePath: string, data: string): Promise<void> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().writeFile({
      filePath,
      data,
      encoding: 'base64',
      success: () => resolve(),
      fail: reject,
    })
  })
}
