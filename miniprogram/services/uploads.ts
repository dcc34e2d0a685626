import type { NoticeFile } from '../../typings/notice'
import { DOCUMENT_SUFFIXES, kindOf, SUFFIXES, sizeWords } from './attachments'

/** Choosing files that go with what is published, and bringing them to the cloud. */

/** Limits of the server's schema. */
export const MOST_FILES = 9
const LARGEST_FILE = 20 * 1024 * 1024
const NAME_LENGTH = 120

export interface ChosenFile {
  path: string
  name: string
  size: number
}

/** Documents come out of chats, pictures out of the album too. Empty when the person chose none. */
export async function chooseFiles(room: number): Promise<ChosenFile[]> {
  const source = await wx
    .showActionSheet({ itemList: ['从微信聊天中选文件', '从相册选图片'] })
    .catch(() => null)
  if (source === null) return []
  if (source.tapIndex === 0) return filesOfChats(room, SUFFIXES)
  const chosen = await wx
    .chooseMedia({ count: room, mediaType: ['image'], sourceType: ['album', 'camera'] })
    .catch(() => null)
  return (chosen?.tempFiles ?? []).map(({ tempFilePath, size }, index) => {
    const suffix = tempFilePath.split('.').at(-1) ?? 'jpg'
    return { path: tempFilePath, name: `图片${index + 1}.${suffix}`, size }
  })
}

/** Documents out of chats, for what carries no pictures. Empty when the person chose none. */
export function chooseDocuments(room: number): Promise<ChosenFile[]> {
  return filesOfChats(room, DOCUMENT_SUFFIXES)
}

async function filesOfChats(room: number, extension: string[]): Promise<ChosenFile[]> {
  const chosen = await wx
    .chooseMessageFile({ count: room, type: 'file', extension })
    .catch(() => null)
  return chosen?.tempFiles ?? []
}

/**
 * Brings documents to a folder of the cloud, one after another.
 * @param add is given each as soon as it is there
 * @returns why some were not taken; empty when all were
 */
export async function uploadDocuments(
  folder: string,
  chosen: readonly ChosenFile[],
  add: (file: NoticeFile) => void,
): Promise<string> {
  const refused: string[] = []
  for (const file of chosen) {
    const uploaded = await uploadDocument(folder, file)
    if (typeof uploaded === 'string') refused.push(uploaded)
    else add(uploaded)
  }
  return refused.join('；')
}

/** As `upload`; a picture, which a chat's file may be whatever was asked for, is not taken. */
async function uploadDocument(folder: string, file: ChosenFile): Promise<NoticeFile | string> {
  if (kindOf(file.name) === 'image') return `“${file.name}”是图片，这里只能添加 PDF、Word、Excel`
  return upload(folder, file)
}

/**
 * Answers the file as a notice carries it, or why it cannot be attached, in a sentence.
 * @param folder in the cloud, such as `notice-files/ID`: the server takes files of its own folders only
 */
export async function upload(
  folder: string,
  { path, name, size }: ChosenFile,
): Promise<NoticeFile | string> {
  const kind = kindOf(name)
  if (kind === undefined) return `“${name}”不是 PDF、Word、Excel 或图片`
  if (size > LARGEST_FILE) return `“${name}”有 ${sizeWords(size)}，最大 ${sizeWords(LARGEST_FILE)}`
  const suffix = name.split('.').at(-1) ?? ''
  const unique = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`
  const cloudPath = `${folder}/${unique}.${suffix.toLowerCase()}`
  try {
    const { fileID } = await wx.cloud.uploadFile({ cloudPath, filePath: path })
    return { fileId: fileID, name: name.slice(-NAME_LENGTH), size, kind }
  } catch (cause) {
    console.warn('upload', cause)
    return `“${name}”没有传上去，请检查网络后再试`
  }
}
