import type { MinutesText } from '../../../../typings/minutes'
import * as session from '../../../services/session'

/**
 * Minutes as they are being typed, kept on this phone with every letter until the server has them: an app that is
 * killed, a battery that is empty or a meeting room without network loses none of it.
 */
export interface KeptMinutes {
  text: MinutesText
  /** The version of the minutes it was typed over: another one says that somebody saved meanwhile. */
  version: number
  /** When the last letter was typed, by this phone's clock. */
  at: string
}

export function keep(meetingId: string, text: MinutesText, version: number): void {
  const kept: KeptMinutes = { text, version, at: new Date().toISOString() }
  wx.setStorageSync(keyOf(meetingId), kept)
}

/** What was typed here by this person and never saved; `null` when there is nothing. */
export function unsaved(meetingId: string): KeptMinutes | null {
  const kept: unknown = wx.getStorageSync(keyOf(meetingId))
  return typeof kept === 'object' && kept !== null && 'text' in kept ? (kept as KeptMinutes) : null
}

export function forget(meetingId: string): void {
  wx.removeStorageSync(keyOf(meetingId))
}

/** What two people who use one phone type stays apart. */
function keyOf(meetingId: string): string {
  return `minutes:${session.me()?.memberId ?? ''}:${meetingId}`
}
