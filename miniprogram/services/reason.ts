import type { ActingData } from './act'
import { type Drawable, draw } from './draw'

/** The longest reason the server takes, in characters. */
const LONGEST = 100

/**
 * Asks why something is undone, in WeChat's own dialog. Without a reason nothing is done, and the page says so.
 * @param none said when the field was left empty
 * @returns the reason, or `null` when it is not to be done
 */
export async function askReason<Data extends ActingData>(
  page: Drawable<Data>,
  dialog: { title: string; placeholderText: string; confirmText: string; cancelText?: string },
  none: string,
): Promise<string | null> {
  const { confirm, content } = await wx.showModal({ ...dialog, editable: true })
  const reason = content?.trim().slice(0, LONGEST) ?? ''
  if (!confirm) return null
  if (reason !== '') return reason
  draw<ActingData>(page, { failed: none })
  return null
}
