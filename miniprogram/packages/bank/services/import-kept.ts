/** The import somebody is in the middle of, per organisation, so that leaving the page loses nothing. */

interface KeptImport {
  importId: string
  subject: string
}

function keyOf(orgId: string): string {
  return `bank-import:${orgId}`
}

export function read(orgId: string): KeptImport | null {
  const kept: unknown = wx.getStorageSync(keyOf(orgId))
  const isKept = typeof kept === 'object' && kept !== null && 'importId' in kept
  return isKept ? (kept as KeptImport) : null
}

export function write(orgId: string, kept: KeptImport): void {
  wx.setStorageSync(keyOf(orgId), kept)
}

export function clear(orgId: string): void {
  wx.removeStorageSync(keyOf(orgId))
}
