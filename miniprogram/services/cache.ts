/**
 * Answers kept on the phone, so that a page has something to show before the network answers. One person at a
 * time: what another person left is removed. Least recently written entries go first when there are too many.
 */

const INDEX = 'cache'
const PREFIX = 'cache:'
/** WeChat keeps 1 MB a key and 10 MB in all; the outbox and drafts need room too. Counted in characters. */
const LARGEST_ENTRY = 200_000
const LARGEST_TOTAL = 2_000_000

interface Index {
  owner: string
  /** Oldest first. */
  entries: { key: string; size: number }[]
}

export interface Kept<Data> {
  data: Data
  /** Milliseconds since the epoch by this phone's clock: when the server answered. */
  at: number
}

/** What was kept under a key for this person, or `null`. The caller knows the shape by the key it wrote. */
export function read<Data>(owner: string, key: string): Kept<Data> | null {
  const index = indexOf(owner)
  if (!index.entries.some((entry) => entry.key === key)) return null
  const kept: unknown = wx.getStorageSync(PREFIX + key)
  return isKept<Data>(kept) ? kept : null
}

/** Keeps an answer. Too large an answer is not kept; a full storage loses the cache, never the answer. */
export function write<Data>(owner: string, key: string, data: Data, at = Date.now()): void {
  const kept: Kept<Data> = { data, at }
  const size = JSON.stringify(kept).length
  const index = indexOf(owner)
  const others = index.entries.filter((entry) => entry.key !== key)
  if (size > LARGEST_ENTRY) {
    remove(owner, key)
    return
  }
  const entries = [...others, { key, size }]
  let total = entries.reduce((sum, entry) => sum + entry.size, 0)
  while (total > LARGEST_TOTAL) {
    const oldest = entries.shift()
    if (oldest === undefined) break
    total -= oldest.size
    wx.removeStorageSync(PREFIX + oldest.key)
  }
  try {
    wx.setStorageSync(PREFIX + key, kept)
    wx.setStorageSync(INDEX, { owner, entries } satisfies Index)
  } catch (error) {
    console.warn('cache: storage is full, starting again', error)
    clear()
  }
}

/** Changes what is kept without making it younger; nothing when there is nothing. */
export function patch<Data>(owner: string, key: string, change: (data: Data) => Data): void {
  const kept = read<Data>(owner, key)
  if (kept !== null) write(owner, key, change(kept.data), kept.at)
}

function remove(owner: string, key: string): void {
  const index = indexOf(owner)
  wx.removeStorageSync(PREFIX + key)
  const entries = index.entries.filter((entry) => entry.key !== key)
  wx.setStorageSync(INDEX, { owner, entries } satisfies Index)
}

/** Forgets everything: the person left, withdrew or changed. */
export function clear(): void {
  for (const { key } of storedIndex()?.entries ?? []) wx.removeStorageSync(PREFIX + key)
  wx.removeStorageSync(INDEX)
}

function indexOf(owner: string): Index {
  const index = storedIndex()
  if (index?.owner === owner) return index
  clear()
  return { owner, entries: [] }
}

function storedIndex(): Index | null {
  const stored: unknown = wx.getStorageSync(INDEX)
  if (typeof stored !== 'object' || stored === null) return null
  return 'owner' in stored && 'entries' in stored ? (stored as Index) : null
}

function isKept<Data>(kept: unknown): kept is Kept<Data> {
  return typeof kept === 'object' && kept !== null && 'data' in kept && 'at' in kept
}
