import type { Fence, PlaceHint } from '../../../../typings/meeting'

/** How near this phone is, judged here: coordinates never leave it. Asked only where the branch set a place. */
export async function placeHint(fence: Fence | null): Promise<PlaceHint | null> {
  if (fence === null) return null
  try {
    const here = await wx.getLocation({ type: 'gcj02' })
    const metres = distance(here, fence)
    if (metres <= fence.radius) return 'inside'
    return metres <= NEAR * fence.radius ? 'near' : 'far'
  } catch {
    // Refused, switched off or not to be had: all the same to us, and no reason to refuse anybody.
    return 'refused'
  }
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
