import * as session from './session'

/**
 * What somebody is typing, kept on this phone with every letter until the server has it: an app that is killed, a
 * battery that is empty or a meeting room without network loses none of it.
 */
export interface Kept<Text> {
  text: Text
  /** The server's version it was typed over: another one says that somebody saved meanwhile. */
  version: number
  /** When the last letter was typed, by this phone's clock. */
  at: string
}

interface DraftStore<Text> {
  keep(id: string, text: Text, version: number): void
  /** What was typed here by this person and never saved; `null` when there is nothing. */
  unsaved(id: string): Kept<Text> | null
  forget(id: string): void
}

/** @param name under which the phone keeps them, one for each kind of text */
export function draftStore<Text>(name: string): DraftStore<Text> {
  // What two people who use one phone type stays apart.
  const keyOf = (id: string) => `${name}:${session.me()?.memberId ?? ''}:${id}`
  return {
    keep(id, text, version) {
      const kept: Kept<Text> = { text, version, at: new Date().toISOString() }
      wx.setStorageSync(keyOf(id), kept)
    },
    unsaved(id) {
      const kept: unknown = wx.getStorageSync(keyOf(id))
      return typeof kept === 'object' && kept !== null && 'text' in kept
        ? (kept as Kept<Text>)
        : null
    },
    forget(id) {
      wx.removeStorageSync(keyOf(id))
    },
  }
}
