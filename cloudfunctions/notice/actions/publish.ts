import * as v from 'valibot'
import type { Ask } from '../../../typings/ask'
import type { Notice, NoticeFile } from '../../../typings/notice'
import { action } from '../../kernel/action'
import { ASKS } from '../../kernel/asks'
import { checkAudience } from '../../kernel/audience'
import { audit } from '../../kernel/audit'
import type { Database } from '../../kernel/db'
import { contentHash } from '../../kernel/ids'
import { type ImageOwner, pendingImages, recordChecks } from '../../kernel/media'
import { id } from '../../kernel/schema'
import { closesAt } from '../../rules/ask'
import { audienceKeysFor } from '../../rules/audience'
import { checkContent, startImageChecks } from '../content'
import { notice } from '../schemas'
import { NOTICES, type StoredNotice } from '../stored'

/**
 * Publishes down the tree, now or at an instant. Writes three documents whatever the audience: the notice, the
 * ask that puts it on everybody's Today, the audit row; then one for each image, which is shown once WeChat passed
 * it. The id is made by the phone, so a second tap or a retry after a crash writes the same again; another text under
 * the same id is refused.
 */
export const publish = action('notice.publish', {
  input: v.strictObject({ noticeId: id, orgId: id, notice, filesConfirmed: v.boolean() }),
  subjects: ({ orgId }) => [orgId],
  async run({ session, db, wechat, openid, now, refuse }, input) {
    const { noticeId, orgId, notice: written } = input
    const place = session.posts.find((post) => post.orgId === orgId)
    if (place === undefined) return refuse('forbidden')
    const unchecked = written.files.some((file) => file.kind !== 'image')
    if (unchecked && !input.filesConfirmed) return refuse('badInput', { field: 'filesConfirmed' })
    const at = now.toISOString()
    const publishAt = written.publishAt !== null && written.publishAt > at ? written.publishAt : at
    const inputHash = contentHash({ author: session.memberId, input })
    if (written.deadline !== null && written.deadline <= publishAt) {
      // Unless it is a phone asking late whether its notice went out in time.
      const before = await published(db, noticeId, inputHash)
      return before ?? refuse('badInput', { field: 'notice.deadline' })
    }
    await checkAudience(db, orgId, written.audience)
    await checkContent(wechat, openid, written.title, written.body)
    const checks = await startImageChecks(wechat, openid, written.files)

    const origin = { orgId, orgName: place.orgName, path: place.path }
    const audienceKeys = audienceKeysFor(written.audience)
    const closes = closesAt(publishAt, written.deadline)
    const document: StoredNotice = {
      ...written,
      ...origin,
      _id: noticeId,
      publishAt,
      authorId: session.memberId,
      authorName: session.name,
      version: 1,
      createdAt: at,
      audienceKeys,
      closesAt: closes,
      state: 'published',
      history: [],
      images: pendingImages(checks.map(({ file }) => file.fileId)),
      inputHash,
    }
    const ask: Ask = {
      ...origin,
      _id: noticeId,
      kind: 'notice',
      subjectId: noticeId,
      version: 1,
      title: written.title,
      audienceKeys,
      mode: written.mode,
      publishAt,
      deadline: written.deadline,
      closesAt: closes,
      state: 'open',
      pinned: written.pinned,
      changedAt: at,
    }
    const [stored, asked] = await Promise.all([
      db.collection<StoredNotice>(NOTICES).insert(document),
      db.collection<Ask>(ASKS).insert(ask),
      audit(db, {
        actor: session,
        action: 'notice.publish',
        about: origin,
        subjectId: noticeId,
        summary: `发布通知《${written.title}》`,
        now,
        once: [noticeId],
      }),
    ])
    const kept: Notice = stored.state === 'inserted' ? document : stored.existing
    if (stored.state === 'exists' && stored.existing.inputHash !== inputHash)
      return refuse('idReused')
    // A quiz has the id, which is a draft's that others see: say so, because nobody would be asked.
    if (asked.state === 'exists' && asked.existing.kind !== 'notice') return refuse('idReused')
    await recordChecks(
      { db, wechat, now },
      checks.map(({ traceId, file }) => ({ traceId, owner: ownerOf(file) })),
    )
    return { noticeId, publishAt: kept.publishAt ?? publishAt }

    function ownerOf({ fileId, name }: NoticeFile): ImageOwner {
      const { orgId: at, path } = origin
      const authorId = session.memberId
      return {
        collection: NOTICES,
        id: noticeId,
        fileId,
        fileName: name,
        authorId,
        orgId: at,
        path,
      }
    }
  },
})

/** The receipt of the same notice when it was published completely before; else `null`. */
async function published(
  db: Database,
  noticeId: string,
  inputHash: string,
): Promise<{ noticeId: string; publishAt: string } | null> {
  const [notice, ask] = await Promise.all([
    db.collection<StoredNotice>(NOTICES).get(noticeId),
    db.collection<Ask>(ASKS).get(noticeId),
  ])
  if (ask === null || notice?.inputHash !== inputHash) return null
  return { noticeId, publishAt: notice.publishAt ?? ask.publishAt }
}
