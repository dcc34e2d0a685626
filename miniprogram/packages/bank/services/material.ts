import type { NoticeFile } from '../../../../typings/notice'
import type { UnitMaterial } from '../../../../typings/study'
import { toParagraphs } from '../../../services/body-text'

/** What an author typed of a unit's material, or the sentence that says what is wrong with it. */
export function materialOf(
  body: string,
  linkTitle: string,
  linkUrl: string,
  files: NoticeFile[],
): UnitMaterial | string {
  const url = linkUrl.trim()
  if (body.trim() === '' && url === '' && files.length === 0)
    return '请写学习内容、添加文件，或者填一个链接。'
  if (url !== '' && !/^https?:\/\/\S+$/.test(url)) return '链接要以 http:// 或 https:// 开头。'
  const link = url === '' ? null : { title: linkTitle.trim() || '学习链接', url }
  return { body: toParagraphs(body), files, link }
}
