import type { OpenApi } from '../openapi/openapi'

/**
 * Puts open data in the place of the cloudIDs in an event, as the platform does on the way from
 * `wx.cloud.callFunction` to the function: only for fields at the top level of the event
 * (developers.weixin.qq.com, “开放数据”). A client writes `wx.cloud.CloudID(id)` as `{"$cloudID": id}`.
 */
export function openCloudIds(
  event: unknown,
  openid: string | undefined,
  { resolveCloudID }: Pick<OpenApi, 'resolveCloudID'>,
): unknown {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return event
  return Object.fromEntries(
    Object.entries(event).map(([field, value]: [string, unknown]) => {
      const id = cloudIdIn(value)
      return [field, id === undefined ? value : resolveCloudID(id, openid ?? '')]
    }),
  )
}

function cloudIdIn(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const [[field, id] = [], ...more] = Object.entries(value)
  return field === '$cloudID' && typeof id === 'string' && more.length === 0 ? id : undefined
}
