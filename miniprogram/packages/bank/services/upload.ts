import { CallError } from '../../../services/call-error'

export interface BankFile {
  path: string
  name: string
}

const SUFFIXES = ['docx', 'xlsx', 'xls', 'doc', 'csv', 'txt', 'md', 'json']

/** A question file out of a chat; `null` when nothing was chosen. */
export async function chooseBankFile(): Promise<BankFile | null> {
  try {
    const { tempFiles } = await wx.chooseMessageFile({
      count: 1,
      type: 'file',
      extension: SUFFIXES,
    })
    const [file] = tempFiles
    return file === undefined ? null : { path: file.path, name: file.name }
  } catch (error) {
    if (/cancel/.test(String((error as { errMsg?: unknown }).errMsg))) return null
    throw error
  }
}

/** Uploads it to where the check looks for it. @throws CallError */
export async function uploadBankFile(
  { path, name }: BankFile,
  importId: string,
): Promise<{ fileId: string; name: string }> {
  const suffix = name.split('.').at(-1)?.toLowerCase() ?? 'txt'
  try {
    const { fileID } = await wx.cloud.uploadFile({
      cloudPath: `question-files/${importId}.${suffix}`,
      filePath: path,
    })
    return { fileId: fileID, name }
  } catch (cause) {
    const error = new CallError('network', '文件没有上传成功，请检查网络后再试。', true)
    error.cause = cause
    throw error
  }
}
