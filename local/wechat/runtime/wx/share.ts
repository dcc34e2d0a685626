import type { SharedCard } from '../../phone'
import { joinPagePath } from '../../query'
import type { PageRecord } from '../parts'
import { ApiFailure } from './apis'
import type { WxContext } from './context'
import { toBase64 } from './files'

/** How long a `promise` of onShareAppMessage may take, in milliseconds. */
const PROMISE_LIMIT = 3_000

interface ShareContent {
  title?: string
  path?: string
  imageUrl?: string
  promise?: Promise<ShareContent>
}

export interface Sharing {
  /** Whether the page has onShareAppMessage, which is what puts 转发 into the menu. */
  canShare(): boolean
  /** Asks the page for its card, shows it to the person, and sends it. */
  share(page: PageRecord, from: 'menu' | 'button', target?: Record<string, unknown>): Promise<void>
}

export function defineSharing(context: WxContext): Sharing {
  const { apis, runtime, shell } = context
  let hidden = false

  apis.async('showShareMenu', {
    optional: { withShareTicket: 'Boolean', menus: 'Array' },
    run: () => {
      hidden = false
    },
  })
  apis.async('hideShareMenu', {
    optional: { menus: 'Array' },
    run: () => {
      hidden = true
    },
  })
  apis.async('updateShareMenu', {
    optional: {
      withShareTicket: 'Boolean',
      isUpdatableMessage: 'Boolean',
      activityId: 'String',
      templateInfo: 'Object',
      isPrivateMessage: 'Boolean',
      toDoActivityId: 'String',
    },
    run: ({ isUpdatableMessage, activityId }) => {
      if (isUpdatableMessage && !activityId) {
        throw new ApiFailure(
          'parameter error: parameter.activityId should be String instead of Undefined;',
        )
      }
    },
  })

  // Only from a tap: not in the reference, from memory of the client; the stricter way is the safer one.
  apis.async('shareFileMessage', {
    required: { filePath: 'String' },
    optional: { fileName: 'String' },
    run: async ({ filePath, fileName }, { fromTap }) => {
      if (!fromTap) throw new ApiFailure('can only be invoked by user TAP gesture.')
      const bytes = context.files.bytes(filePath)
      if (!bytes) throw new ApiFailure(`file doesn't exist`)
      const name = fileName || (filePath.split('/').at(-1) ?? filePath)
      const { send } = await shell.sheets.share({ title: name })
      if (!send) throw new ApiFailure('cancel')
      context.report({ effect: 'fileShared', name, base64: toBase64(bytes) })
    },
  })

  /** The group behind the card the app was opened from; the cloudID resolves to it on the server. */
  async function groupData(): Promise<{ cloudID: string; encryptedData: string; iv: string }> {
    const { group } = context.entered()
    if (!group) throw new ApiFailure('invalid scene', { errCode: -40_097, errno: 40_097 })
    const data = { opengid: group.openGId, chat_type: 3 }
    const { cloudID } = await context.cloud.ask<{ cloudID: string }>('open-data', { data })
    return { cloudID, encryptedData: '', iv: '' }
  }
  apis.async('getGroupEnterInfo', {
    optional: { needGroupOpenID: 'Boolean', allowSingleChat: 'Boolean' },
    returns: ['cloudID', 'encryptedData', 'iv'],
    run: groupData,
  })
  apis.async('getShareInfo', {
    required: { shareTicket: 'String' },
    returns: ['cloudID', 'encryptedData', 'iv'],
    run: ({ shareTicket }) => {
      if (shareTicket !== context.entered().shareTicket) throw new ApiFailure('invalid shareTicket')
      return groupData()
    },
  })
  apis.async('authPrivateMessage', {
    required: { shareTicket: 'String' },
    returns: ['valid', 'iv', 'encryptedData'],
    run: ({ shareTicket }) => ({
      valid: shareTicket === context.entered().shareTicket,
      iv: '',
      encryptedData: '',
    }),
  })

  async function contentOf(
    page: PageRecord,
    options: Record<string, unknown>,
  ): Promise<ShareContent> {
    const returned = (runtime.router.callPage(page, 'onShareAppMessage', options) ??
      {}) as ShareContent
    if (!returned.promise) return returned
    const late = new Promise<ShareContent>((resolve) => {
      setTimeout(() => resolve(returned), PROMISE_LIMIT)
    })
    const promised = returned.promise.catch((error: unknown) => {
      runtime.reportError(error)
      return returned
    })
    return { ...returned, ...(await Promise.race([promised, late])) }
  }

  async function share(
    page: PageRecord,
    from: 'menu' | 'button',
    target?: Record<string, unknown>,
  ): Promise<void> {
    const content = await contentOf(page, { from, target })
    const path = content.path ?? joinPagePath({ path: `/${page.path}`, query: page.query })
    const picture = content.imageUrl
    const card: SharedCard = {
      phoneId: runtime.phone.id,
      title: content.title ?? shell.appName,
      path,
      at: Date.now(),
      ...(picture ? { imageUrl: runtime.assetUrl(picture, page.path) } : {}),
    }
    const { send } = await shell.sheets.share(card)
    if (send) context.sendCard(card)
  }

  return {
    canShare: () => {
      const page = runtime.router.top
      return !hidden && typeof page?.instance.onShareAppMessage === 'function'
    },
    share,
  }
}
