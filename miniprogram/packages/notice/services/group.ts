import type { OutputOf } from '../../../../typings/contract'
import { call } from '../../../services/cloud'

/** How the branches bound to the group stand, as the notice's page shows it. */
export interface ShownGroup {
  branches: { id: string; line: string; names: string }[]
  mayBind: { orgId: string; orgName: string }[]
}

/** Scenes in which a card was opened in a group chat, without and with a ticket. */
const GROUP_SCENES = [1008, 1044]

/**
 * The group the app was opened from, as a cloudID good for five minutes: WeChat tells the server which group it
 * is, and nobody else. `null` when it was opened from elsewhere, or WeChat does not say.
 */
export async function freshGroup(): Promise<string | null> {
  if (!GROUP_SCENES.includes(wx.getEnterOptionsSync().scene)) return null
  return new Promise((resolve) => {
    wx.getGroupEnterInfo({
      success: ({ cloudID }) => resolve(cloudID ?? null),
      fail: (cause) => {
        console.info('group: not told', cause)
        resolve(null)
      },
    })
  })
}

/**
 * What a bound group's members may know of a notice; `null` outside a group.
 * @throws CallError
 */
export async function groupOf(noticeId: string, ownOrgId: string): Promise<ShownGroup | null> {
  const cloudId = await freshGroup()
  if (cloudId === null) return null
  return shown(await call('notice.groupView', { noticeId, cloudId }), ownOrgId)
}

function shown(
  { branches, mayBind }: OutputOf<'notice.groupView'>,
  ownOrgId: string,
): ShownGroup | null {
  if (branches.length === 0 && mayBind.length === 0) return null
  return {
    mayBind,
    branches: branches.map(({ orgId, orgName, expected, missing, names }) => ({
      id: orgId,
      line: `${orgId === ownOrgId ? '本支部' : orgName} ${expected} 人中 ${missing} 人未确认`,
      names: names?.join('、') ?? '',
    })),
  }
}
