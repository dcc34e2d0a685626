import type { RosterSummary } from '../../../../typings/roster'
import { call } from '../../../services/cloud'
import { openMade } from '../../../services/made-file'
import { newId } from '../../../services/new-id'

/** An import somebody began: kept on the phone, so that it goes on where it was when the page is opened again. */
export interface StartedImport {
  importId: string
  fileId: string
  fileName: string
}

const keyOf = (orgId: string) => `roster:${orgId}`
const UPLOAD_FOLDER = 'roster-files'
/** What a cloud function can read in one call, with room [P]. */
export const LARGEST_FILE = 10 * 1024 * 1024

export function started(orgId: string): StartedImport | null {
  const kept: unknown = wx.getStorageSync(keyOf(orgId))
  return typeof kept === 'object' && kept !== null && 'importId' in kept
    ? (kept as StartedImport)
    : null
}

export function forget(orgId: string): void {
  wx.removeStorageSync(keyOf(orgId))
}

/** Uploads the file and remembers it before anything is asked about it. @throws what WeChat says */
export async function upload(
  orgId: string,
  path: string,
  fileName: string,
): Promise<StartedImport> {
  const importId = newId('im-')
  const suffix = fileName.split('.').at(-1)?.toLowerCase() ?? 'xlsx'
  const { fileID } = await wx.cloud.uploadFile({
    cloudPath: `${UPLOAD_FOLDER}/${importId}.${suffix}`,
    filePath: path,
  })
  const begun = { importId, fileId: fileID, fileName }
  wx.setStorageSync(keyOf(orgId), begun)
  return begun
}

/** Writes the template into a file and opens it, from where it is sent on or saved. @throws CallError, or WeChat */
export async function openTemplate(orgId: string): Promise<void> {
  await openMade(await call('roster.template', { orgId }))
}

/** `新增 12 人`, … nothing that is zero but the whole when all is. */
export function summaryRows({ organisations, people, problems }: RosterSummary): {
  name: string
  count: number
}[] {
  return [
    { name: '新增组织', count: organisations.created },
    { name: '新增人员', count: people.created },
    { name: '修改人员', count: people.changed },
    { name: '没有变化', count: people.unchanged },
    { name: '有问题、不导入', count: problems },
  ]
}
