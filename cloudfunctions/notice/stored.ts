import type { Notice, NoticeDraft } from '../../typings/notice'

export const NOTICES = 'notices'
export const DRAFTS = 'drafts'

/** A notice as stored: with the hash by which a repeated publish is told from a second use of its id. */
export interface StoredNotice extends Notice {
  inputHash: string
}

export interface StoredDraft {
  _id: string
  orgId: string
  path: string[]
  draft: NoticeDraft
  version: number
  at: string
  byId: string
  byName: string
}
