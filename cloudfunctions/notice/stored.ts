import type { Ask } from '../../typings/ask'
import type { Notice, NoticeDraft } from '../../typings/notice'
import { documentIn } from '../kernel/action'
import { ASKS } from '../kernel/asks'
import type { ImageState } from '../kernel/media'

export const NOTICES = 'notices'
export const DRAFTS = 'drafts'

/** The ask of a notice; what other features ask is not to be answered here. */
export const noticeAsk = documentIn<Ask>(
  ASKS,
  ({ kind }) => kind === 'notice',
)<{ noticeId: string }>(({ noticeId }) => noticeId)

/** A notice as stored: with the hash by which a repeated publish is told from a second use of its id. */
export interface StoredNotice extends Notice {
  inputHash: string
  /** What became of each image at WeChat's check, by `imageKey`. */
  images: Record<string, ImageState>
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
