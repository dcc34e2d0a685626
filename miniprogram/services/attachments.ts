import type { NoticeFile, ShownFile } from '../../typings/notice'
import { CallError } from './call-error'
import { fileTitles } from './file-title'

/** Files of notices: shown with their size first, kept on the phone once opened, so that they open without network. */

const KEY = 'attachments'
/** WeChat gives a mini-program 200 MB of files; the oldest go first. */
const LARGEST_TOTAL = 60 * 1024 * 1024

interface Saved {
  fileId: string
  path: string
  size: number
}

const NAMES: Record<NoticeFile['kind'], string> = {
  pdf: 'PDF',
  word: 'Word',
  excel: 'Excel',
  image: '图片',
}

const KINDS: Record<string, NoticeFile['kind']> = {
  pdf: 'pdf',
  doc: 'word',
  docx: 'word',
  xls: 'excel',
  xlsx: 'excel',
  png: 'image',
  jpg: 'image',
  jpeg: 'image',
}

/** Suffixes that can be chosen as attachments. */
export const SUFFIXES = Object.keys(KINDS)

/** Those of documents: all but pictures. */
export const DOCUMENT_SUFFIXES = SUFFIXES.filter((suffix) => KINDS[suffix] !== 'image')

/** A file as a list shows it: what it is, how large, whether this phone has it. */
export interface FileRow {
  id: string
  name: string
  note: string
  icon: string
}

export function filesShown(files: readonly ShownFile[]): FileRow[] {
  const titles = fileTitles(files.map(({ name }) => name))
  return files.map((file, at) => ({
    id: file.fileId,
    name: titles[at] ?? file.name,
    note: fileNote(file),
    icon: file.kind,
  }))
}

/** `undefined` for a file a notice cannot carry. */
export function kindOf(name: string): NoticeFile['kind'] | undefined {
  return KINDS[suffixOf(name)]
}

/** `PDF · 1.8 MB`, and whether it is here already. */
export function fileNote(file: ShownFile): string {
  const kind = `${NAMES[file.kind]} · ${sizeWords(file.size)}`
  if (file.check === 'pending') return `${kind} · 微信检查中，通过后大家可见`
  if (file.check === 'refused') return `${kind} · 未通过微信检查，已移除`
  const here = saved().some(({ fileId }) => fileId === file.fileId)
  return `${kind}${here ? ' · 已下载' : ''}`
}

/** Opens a file, from the phone when it is there. @throws CallError when it cannot be had or shown */
export async function openFile(file: NoticeFile): Promise<void> {
  try {
    await show(file, await localPath(file))
  } catch (cause) {
    const sentence = `没能打开“${file.name}”，请检查网络后再点一次。`
    const error = new CallError('network', sentence, true)
    error.cause = cause
    throw error
  }
}

async function show(file: NoticeFile, filePath: string): Promise<void> {
  if (file.kind === 'image') await wx.previewImage({ urls: [filePath] })
  else {
    const fileType = suffixOf(file.name) as 'pdf' | 'doc' | 'docx' | 'xls' | 'xlsx'
    await wx.openDocument({ filePath, fileType, showMenu: true })
  }
}

async function localPath(file: NoticeFile): Promise<string> {
  const here = saved().find(({ fileId }) => fileId === file.fileId)
  if (here !== undefined) return here.path
  const { tempFilePath } = await wx.cloud.downloadFile({ fileID: file.fileId })
  const path = await keep(tempFilePath)
  const all = [...saved(), { fileId: file.fileId, path, size: file.size }]
  let total = all.reduce((sum, each) => sum + each.size, 0)
  while (total > LARGEST_TOTAL && all.length > 1) {
    const oldest = all.shift()
    if (oldest === undefined) break
    total -= oldest.size
    wx.getFileSystemManager().removeSavedFile({ filePath: oldest.path })
  }
  wx.setStorageSync(KEY, all)
  return path
}

function keep(tempFilePath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    wx.getFileSystemManager().saveFile({
      tempFilePath,
      success: ({ savedFilePath }) => resolve(savedFilePath),
      fail: reject,
    })
  })
}

/** Those that are still here: WeChat's own cleaning takes files and leaves the list of them. */
function saved(): Saved[] {
  const kept: unknown = wx.getStorageSync(KEY)
  return Array.isArray(kept) ? (kept as Saved[]).filter(isHere) : []
}

function isHere({ path }: Saved): boolean {
  try {
    wx.getFileSystemManager().accessSync(path)
    return true
  } catch {
    return false
  }
}

function suffixOf(name: string): string {
  return name.split('.').at(-1)?.toLowerCase() ?? ''
}

export function sizeWords(bytes: number): string {
  const kilobytes = bytes / 1024
  return kilobytes < 1024
    ? `${Math.max(1, Math.round(kilobytes))} KB`
    : `${(kilobytes / 1024).toFixed(1)} MB`
}
