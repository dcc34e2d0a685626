import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock'
import type { Store } from './store'

/** A cloudID is good for five minutes [mem]. */
const CLOUD_ID_LIFE = 5 * 60_000

/** Open data in the place of its cloudID, or why there is none; both shapes [doc, “开放数据校验与解密”]. */
export type OpenData =
  | { cloudID: string; data: Record<string, unknown> }
  | { cloudID: string; errCode: number; errMsg: string }

interface Registered {
  openid: string
  data: Record<string, unknown>
  at: number
}

/** What WeChat knows about a person or a group, handed to the page as a cloudID and to a function as data. */
export function openOpenData(store: Store, clock: Clock, appId: string) {
  const shelf = store.shelf<Registered>('open-data')

  return {
    /** A cloudID that `openid` may hand to a function in place of `data`. */
    register(openid: string, data: Record<string, unknown>): string {
      const cloudID = `43_${randomBytes(30).toString('base64url')}`
      shelf.set(cloudID, { openid, data, at: clock.now() })
      return cloudID
    },
    /** For `openid` `undefined`, nobody's identity is known and anybody's data is given. Error codes [code]. */
    resolve(cloudID: string, openid: string | undefined): OpenData {
      // An id that is too long for a key was not made here.
      const registered = cloudID.length > 100 ? undefined : shelf.get(cloudID)
      if (!registered) return { cloudID, errCode: -601005, errMsg: 'invalid cloudID' }
      if (openid !== undefined && openid !== registered.openid) {
        const errMsg = 'cloudID and calling user does not match'
        return { cloudID, errCode: -601007, errMsg }
      }
      if (clock.now() >= registered.at + CLOUD_ID_LIFE) {
        return { cloudID, errCode: -601006, errMsg: 'cloudID expired' }
      }
      const watermark = { timestamp: Math.floor(registered.at / 1000), appid: appId }
      return { cloudID, data: { ...registered.data, watermark } }
    },
    reset: () => shelf.clear(),
  }
}
