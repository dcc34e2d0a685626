/** This phone, as the host of a meeting is known by: made once and kept. */

const KEY = 'device'

export function deviceId(): string {
  const kept: unknown = wx.getStorageSync(KEY)
  if (typeof kept === 'string' && kept.length >= 8) return kept
  const made = `d-${Date.now().toString(36)}${Math.random().toString(36).slice(2, 14)}`
  wx.setStorageSync(KEY, made)
  return made
}
