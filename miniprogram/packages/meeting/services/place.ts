import type { Fence, PlaceHint } from '../../../../typings/meeting'
import * as session from '../../../services/session'

/**
 * How near this phone is, judged here: coordinates never leave it. Only where the branch set a place, and only when the
 * person agreed in so many words before WeChat asks; whoever does not is checked in all the same.
 */
export async function placeHint(fence: Fence | null): Promise<PlaceHint | null> {
  if (fence === null) return null
  if (!(placeChoice() ?? (await askChoice()))) return 'refused'
  try {
    const here = await wx.getLocation({ type: 'gcj02' })
    const metres = distance(here, fence)
    if (metres <= fence.radius) return 'inside'
    return metres <= NEAR * fence.radius ? 'near' : 'far'
  } catch {
    // Refused to WeChat, switched off or not to be had: all the same to us, and no reason to refuse anybody.
    return 'refused'
  }
}

/** Who comes as near as this is in the room; metres [P]. */
const RADIUS_METRES = 300

/** The place of a meeting: where the secretary stands. `null` where the phone does not say. */
export async function fenceHere(): Promise<Fence | null> {
  try {
    const { latitude, longitude } = await wx.getLocation({ type: 'gcj02' })
    return { latitude, longitude, radius: RADIUS_METRES }
  } catch {
    return null
  }
}

const KEY = 'place-choice'

interface Choice {
  memberId: string
  agreed: boolean
}

/** What this person decided on this phone; `null` when they were not asked yet. */
export function placeChoice(): boolean | null {
  const kept: unknown = wx.getStorageSync(KEY)
  if (typeof kept !== 'object' || kept === null) return null
  const { memberId, agreed } = kept as Choice
  return memberId === session.me()?.memberId ? agreed : null
}

/** Asks, and keeps the answer; asked again it can be changed. */
export async function askChoice(): Promise<boolean> {
  const { confirm: agreed } = await wx.showModal({
    title: '提示主持人您在不在会场？',
    content:
      '远近只在这部手机上判断，主持人只看到“在会场、在附近、不在附近”，不保存位置。不提供也照常签到。',
    confirmText: '提供',
    cancelText: '不提供',
  })
  const memberId = session.me()?.memberId
  if (memberId !== undefined) wx.setStorageSync(KEY, { memberId, agreed } satisfies Choice)
  return agreed
}

/** 在附近: within so many radii [P]. */
const NEAR = 3
const EARTH_METRES = 6_371_000

interface Point {
  latitude: number
  longitude: number
}

/** Great-circle distance (haversine), metres. */
function distance(a: Point, b: Point): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const north = Math.sin(radians(b.latitude - a.latitude) / 2) ** 2
  const east = Math.sin(radians(b.longitude - a.longitude) / 2) ** 2
  const flat = Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude))
  return 2 * EARTH_METRES * Math.asin(Math.sqrt(north + flat * east))
}
