import type { NoticeFile, Paragraph, ShownFile } from '../../typings/notice'
import { refuse } from '../kernel/action'
import { checkTexts, plainText } from '../kernel/content'
import { type ImageState, imageKey } from '../kernel/media'
import type { WeChat } from '../kernel/wechat'

export { plainText }

/** WeChat's text check of a whole notice. */
export function checkContent(
  wechat: WeChat,
  openid: string,
  title: string,
  paragraphs: readonly Paragraph[],
): Promise<void> {
  return checkTexts(wechat, openid, title, [title, ...paragraphs.map(plainText)])
}

/** Hands the images to WeChat before anything is written; each answer comes later, by its trace id. */
export async function startImageChecks(
  wechat: WeChat,
  openid: string,
  files: readonly NoticeFile[],
): Promise<{ traceId: string; file: NoticeFile }[]> {
  const images = files.filter((file) => file.kind === 'image')
  return Promise.all(
    images.map(async (file) => {
      const started = await wechat.checkImage(file.fileId, openid)
      if (started === 'noFile') return refuse('badInput', { field: 'notice.files' })
      if (started === 'unreachable') return refuse('checkUnreachable')
      return { traceId: started.traceId, file }
    }),
  )
}

/** Files as somebody may see them: images after WeChat passed them, to editors all with where they stand. */
export function shownFiles(
  files: readonly NoticeFile[],
  images: Readonly<Record<string, ImageState>>,
  mayEdit: boolean,
): ShownFile[] {
  return files.flatMap((file) => {
    const check = file.kind === 'image' ? (images[imageKey(file.fileId)] ?? 'pending') : 'pass'
    if (check === 'pass') return [file]
    return mayEdit ? [{ ...file, check }] : []
  })
}
