import { call } from '../../../services/cloud'
import { openMade } from '../../../services/made-file'

/** The minutes as a Word document on this phone. */
export interface MinutesFile {
  filePath: string
  name: string
}

/** Has the server write the document, keeps it in the mini-program's own folder and opens it. @throws CallError */
export async function exportMinutes(meetingId: string): Promise<MinutesFile> {
  const made = await call('minutes.export', { meetingId })
  return { filePath: await openMade(made), name: made.name }
}

/** Into a chat the person chooses. Answers why it was not sent, `null` when it was or they thought better of it. */
export async function sendMinutes({ filePath, name }: MinutesFile): Promise<string | null> {
  try {
    await wx.shareFileMessage({ filePath, fileName: name })
    return null
  } catch (cause) {
    const words = String((cause as { errMsg?: unknown } | null)?.errMsg ?? cause)
    if (words.includes('cancel')) return null
    console.warn('minutes', cause)
    return '没有发出去。可以打开文件，从右上角的菜单转发。'
  }
}

/** It holds names; it stays here no longer than the page that shows it. */
export function removeMinutes({ filePath }: MinutesFile): void {
  wx.getFileSystemManager().unlink({ filePath })
}
