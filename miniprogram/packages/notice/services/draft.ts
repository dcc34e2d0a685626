import type { Notice, NoticeDraft } from '../../../../typings/notice'
import { everyone } from './audiences'

/** What a publisher is writing. The id becomes the notice's id: publishing twice is once. */
export interface KeptDraft {
  draftId: string
  orgId: string
  draft: NoticeDraft
  /** The server's version this was typed over; 0 before the first save. */
  version: number
}

const KEY = 'draft'

/** A draft with the defaults: everyone below the organisation, 我知道了, no deadline, now. */
export function newDraft(orgId: string): KeptDraft {
  const random = () => Math.random().toString(36).slice(2, 12)
  return {
    draftId: `n-${Date.now().toString(36)}-${random()}${random()}`,
    orgId,
    version: 0,
    draft: {
      title: '',
      body: [],
      files: [],
      audience: everyone(orgId),
      mode: 'confirm',
      deadline: null,
      publishAt: null,
      pinned: false,
    },
  }
}

/** A new draft with the words and files of an earlier notice; whom it goes to and by when is decided anew. */
export function copyOf(
  notice: Pick<Notice, 'title' | 'body' | 'files' | 'mode' | 'pinned'>,
  orgId: string,
): KeptDraft {
  const { title, body, files, mode, pinned } = notice
  const fresh = newDraft(orgId)
  return { ...fresh, draft: { ...fresh.draft, title, body, files, mode, pinned } }
}

export function isEmpty({ draft }: KeptDraft): boolean {
  return draft.title === '' && draft.body.length === 0 && draft.files.length === 0
}

/** What was being written for this organisation when the app was last open. */
export function unfinished(orgId: string): KeptDraft | null {
  const kept: unknown = wx.getStorageSync(KEY)
  if (typeof kept !== 'object' || kept === null || !('draftId' in kept)) return null
  const draft = kept as KeptDraft
  return draft.orgId === orgId && !isEmpty(draft) ? draft : null
}

export function keep(draft: KeptDraft): void {
  wx.setStorageSync(KEY, draft)
}

export function forget(): void {
  wx.removeStorageSync(KEY)
}
