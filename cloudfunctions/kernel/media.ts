import type { Ask } from '../../typings/ask'
import type { Member } from '../../typings/organisation'
import { ASKS } from './asks'
import { audit } from './audit'
import type { Database } from './db'
import { derivedId } from './ids'
import { MEMBERS } from './members'
import { remind } from './reminders'
import type { WeChat } from './wechat'

/**
 * Images are shown only after WeChat has looked at them (wechat-platform: `mediaCheckAsync` answers later, by a
 * message push to the function `push`). A document with images keeps what became of each in `images`, by
 * `imageKey`; one without an entry of `pass` is hidden from everybody but its editors.
 */
export type ImageState = 'pending' | 'pass' | 'refused'

type Verdict = Exclude<ImageState, 'pending'>

interface MediaTools {
  db: Database
  wechat: WeChat
  now: Date
}

/** Whose image a check is about. */
export interface ImageOwner {
  collection: string
  id: string
  fileId: string
  fileName: string
  authorId: string
  orgId: string
  path: string[]
}

/** `_id` is WeChat's trace id, known to the server only. Both sides may write first: who asked, and the answer. */
interface MediaCheck {
  _id: string
  at: string
  owner?: ImageOwner
  verdict?: Verdict
}

const MEDIA_CHECKS = 'mediaChecks'

/** A field name for a file: ids of files hold dots and slashes. */
export function imageKey(fileId: string): string {
  return derivedId('image', fileId)
}

/** The images of a new document, none of them looked at. */
export function pendingImages(fileIds: readonly string[]): Record<string, ImageState> {
  return Object.fromEntries(fileIds.map((fileId) => [imageKey(fileId), 'pending']))
}

/**
 * Remembers whose images were handed to WeChat; an answer that was faster is settled at once. To be called when the
 * document is there: an answer changes nothing of a document that is still to be written.
 */
export async function recordChecks(
  tools: MediaTools,
  started: readonly { traceId: string; owner: ImageOwner }[],
): Promise<void> {
  const { db, now } = tools
  const checks = db.collection<MediaCheck>(MEDIA_CHECKS)
  await Promise.all(
    started.map(async ({ traceId, owner }) => {
      const inserted = await checks.insert({ _id: traceId, at: now.toISOString(), owner })
      if (inserted.state === 'inserted' || inserted.existing.owner !== undefined) return
      await checks.updateWhere({ _id: traceId }, { owner: db.is.set(owner) })
      const { verdict } = inserted.existing
      if (verdict !== undefined) await settle(tools, owner, traceId, verdict)
    }),
  )
}

/**
 * WeChat's answer: the image is shown, or it is removed and the author is told. The first answer stands, whatever
 * comes later; a repeat does again what the first one is for, in case that broke off.
 */
export async function settleCheck(
  tools: MediaTools,
  traceId: string,
  verdict: Verdict,
): Promise<void> {
  const { db, now } = tools
  const checks = db.collection<MediaCheck>(MEDIA_CHECKS)
  const inserted = await checks.insert({ _id: traceId, at: now.toISOString(), verdict })
  if (inserted.state === 'inserted' || inserted.existing.owner === undefined) return
  await checks.updateWhere({ _id: traceId, verdict: db.is.exists(false) }, { verdict })
  const first = (await checks.get(traceId))?.verdict ?? verdict
  await settle(tools, inserted.existing.owner, traceId, first)
}

async function settle(
  tools: MediaTools,
  owner: ImageOwner,
  traceId: string,
  verdict: Verdict,
): Promise<void> {
  await tools.db
    .collection(owner.collection)
    .updateWhere({ _id: owner.id }, { [`images.${imageKey(owner.fileId)}`]: verdict })
  if (verdict === 'refused') await remove(tools, owner, traceId)
}

async function remove(tools: MediaTools, owner: ImageOwner, traceId: string): Promise<void> {
  const { db, wechat, now } = tools
  await audit(db, {
    actor: { memberId: 'wechat', name: '微信内容检查' },
    action: 'media.refused',
    about: owner,
    subjectId: owner.id,
    summary: `移除图片“${owner.fileName}”：未通过检查`,
    now,
    once: [traceId],
  })
  const [ask, author] = await Promise.all([
    db.collection<Ask>(ASKS).get(owner.id),
    db.collection<Member>(MEMBERS).get(owner.authorId),
  ])
  if (ask !== null && author !== null)
    await remind(tools, ask, [author], `image:${traceId}`, '图片未通过检查，已移除')
  await wechat.deleteFiles([owner.fileId])
}
