import type { NoticeDraft } from '../../../../typings/notice'
import { CallError } from '../../../services/call-error'
import { call } from '../../../services/cloud'
import { forget, isEmpty, type KeptDraft, keep, newDraft } from './draft'

/**
 * The one draft that is open, for all pages that change it: kept on the phone with every letter, and on the server
 * when the typing rests, so that neither a killed app nor a new phone loses it.
 */

/** Milliseconds of rest before it goes to the server. */
const REST = 2500

let open = newDraft('')
let resting: ReturnType<typeof setTimeout> | undefined
let tell: (saved: string) => void = () => undefined

/** @param onSaved what happened to the draft, in words */
export function begin(draft: KeptDraft, onSaved: (saved: string) => void): void {
  rest()
  open = draft
  tell = onSaved
}

export function current(): KeptDraft {
  return open
}

export function change(part: Partial<NoticeDraft>): void {
  open = { ...open, draft: { ...open.draft, ...part } }
  keep(open)
  rest()
  resting = setTimeout(() => void saveNow(), REST)
}

/** Saves what rests; nothing when nothing was typed since. */
export async function saveNow(): Promise<void> {
  if (resting === undefined) return
  rest()
  const { draftId, orgId, draft, version: seenVersion } = open
  if (isEmpty(open)) return
  try {
    const { version } = await call('notice.saveDraft', { draftId, orgId, draft, seenVersion })
    if (open.draftId !== draftId) return
    open = { ...open, version }
    keep(open)
    tell('草稿已保存')
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    tell(error.unanswered ? '草稿已存在手机上，联网后再保存' : error.message)
  }
}

/** Throws it away, on the phone at once and on the server. @throws CallError when the server still has it */
export async function drop(): Promise<void> {
  const { draftId, orgId, version } = open
  rest()
  forget()
  open = newDraft(orgId)
  if (version > 0) await call('notice.dropDraft', { orgId, draftId })
}

/**
 * Publishes it. Answers the notice's id; the draft is gone then.
 * @throws CallError the draft is as it was
 */
export async function publish(filesConfirmed: boolean): Promise<string> {
  rest()
  const { draftId, orgId, draft } = open
  const input = { noticeId: draftId, orgId, notice: draft, filesConfirmed }
  const { noticeId } = await call('notice.publish', input)
  // A draft that stays behind is an old copy in a list; the notice is out all the same.
  await drop().catch((error: unknown) => console.warn('the draft stayed', error))
  return noticeId
}

function rest(): void {
  if (resting !== undefined) clearTimeout(resting)
  resting = undefined
}
