import * as v from 'valibot'
import { action, documentIn } from '../../kernel/action'
import { id, version } from '../../kernel/schema'
import { draft } from '../schemas'
import { DRAFTS, type StoredDraft } from '../stored'

/** Drafts belong to the organisation, not to the person: a new secretary finds them, the old one loses them. */
const DRAFTS_SHOWN = 50

/** Kept as it is typed. `seenVersion` 0 creates; another person's later change is never overwritten. */
export const saveDraft = action('notice.saveDraft', {
  input: v.strictObject({ draftId: id, orgId: id, draft, seenVersion: version }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, session, now, refuse }, input) {
    const drafts = db.collection<StoredDraft>(DRAFTS)
    const place = session.posts.find((post) => post.orgId === input.orgId)
    if (place === undefined) return refuse('forbidden')
    const at = now.toISOString()
    const document: StoredDraft = {
      _id: input.draftId,
      orgId: input.orgId,
      path: place.path,
      draft: input.draft,
      version: input.seenVersion + 1,
      at,
      byId: session.memberId,
      byName: session.name,
    }
    if (input.seenVersion === 0) {
      const inserted = await drafts.insert(document)
      if (inserted.state === 'inserted') return { version: 1, at }
      return isSame(inserted.existing, document)
        ? { version: 1, at: inserted.existing.at }
        : refuse('changedMeanwhile')
    }
    const { _id, orgId, ...changes } = document
    const saved = await drafts.updateWhere(
      { _id, orgId, version: input.seenVersion },
      { ...changes, draft: db.is.set(input.draft) },
    )
    if (saved === 1) return { version: document.version, at }
    const existing = await drafts.get(_id)
    if (existing === null || existing.orgId !== orgId) return refuse('notFound')
    return isSame(existing, document)
      ? { version: existing.version, at: existing.at }
      : refuse('changedMeanwhile')
  },
})

export const drafts = action('notice.drafts', {
  input: v.strictObject({ orgId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ db }, { orgId }) {
    const found = await db
      .collection<StoredDraft>(DRAFTS)
      .find({ orgId }, { orderBy: [['at', 'desc']], limit: DRAFTS_SHOWN })
    return {
      drafts: found.map((each) => ({
        draftId: each._id,
        title: each.draft.title,
        at: each.at,
        by: each.byName,
      })),
    }
  },
})

export const readDraft = action('notice.readDraft', {
  input: v.strictObject({ orgId: id, draftId: id }),
  target: documentIn<StoredDraft>(DRAFTS)(({ draftId }) => draftId),
  subjects: (_, { target }) => [target],
  async run(_, __, { target }) {
    return { draft: target.draft, version: target.version }
  },
})

export const dropDraft = action('notice.dropDraft', {
  input: v.strictObject({ orgId: id, draftId: id }),
  subjects: ({ orgId }) => [orgId],
  async run({ db, now }, { orgId, draftId }) {
    await db.collection<StoredDraft>(DRAFTS).removeWhere({ _id: draftId, orgId })
    return { at: now.toISOString() }
  },
})

/** The same save arriving twice. */
function isSame(a: StoredDraft, b: StoredDraft): boolean {
  return (
    a.orgId === b.orgId &&
    a.version === b.version &&
    JSON.stringify(a.draft) === JSON.stringify(b.draft)
  )
}
