import type { OpenTypeRequest } from '../parts'
import { ApiFailure } from './apis'
import { openSettings } from './authorization'
import type { WxContext } from './context'
import type { Sharing } from './share'

type Handler = (request: OpenTypeRequest) => Promise<void>

/** What `<button open-type="…">` does, by open type. */
export function createOpenTypes(
  context: WxContext,
  sharing: Sharing,
): { open(request: OpenTypeRequest): void; known: readonly string[] } {
  const { shell, cloud, runtime } = context

  async function phoneNumber({ emit }: OpenTypeRequest, event: string, api: string): Promise<void> {
    const answer = async () => {
      await context.privacy.require(api)
      const number = runtime.phone.person?.phoneNumber
      if (number === undefined) throw new ApiFailure('no permission', { errno: 102 })
      const { accept } = await shell.sheets.phoneNumber(number)
      if (!accept) throw new ApiFailure('user deny')
      const { code } = await cloud.ask<{ code: string }>('phone-codes', { phoneNumber: number })
      return { errMsg: `${api}:ok`, code }
    }
    emit(event, await answer().catch((error: unknown) => refusal(api, error)))
  }

  function refusal(api: string, error: unknown): Record<string, unknown> {
    if (!(error instanceof ApiFailure)) throw error
    return { errMsg: `${api}:fail ${error.reason}`, ...error.details }
  }

  const handlers: Record<string, Handler> = {
    share: ({ page, target }) => sharing.share(page, 'button', target),
    getPhoneNumber: (request) => phoneNumber(request, 'getphonenumber', 'getPhoneNumber'),
    getRealtimePhoneNumber: (request) =>
      phoneNumber(request, 'getrealtimephonenumber', 'getRealtimePhoneNumber'),
    agreePrivacyAuthorization: async ({ emit }) => {
      context.privacy.agreeByButton()
      emit('agreeprivacyauthorization', { errMsg: 'agreePrivacyAuthorization:ok' })
    },
    openSetting: async ({ emit }) => {
      const authSetting = await openSettings(context)
      emit('opensetting', { errMsg: 'openSetting:ok', authSetting })
    },
    chooseAvatar: async ({ emit }) => {
      const { files } = await shell.sheets.media(1, 'image/*')
      const [file] = files ?? []
      if (!file) return emit('chooseavatar', { errMsg: 'chooseAvatar:fail cancel' })
      emit('chooseavatar', { avatarUrl: context.files.addBase64(file) })
    },
  }

  async function open(request: OpenTypeRequest): Promise<void> {
    // Consent and what needs it may share one button: `getPhoneNumber|agreePrivacyAuthorization`.
    const types = request.openType.split('|')
    if (types.includes('agreePrivacyAuthorization'))
      await handlers.agreePrivacyAuthorization?.(request)
    for (const type of types) {
      if (type === 'agreePrivacyAuthorization') continue
      const handler = handlers[type]
      if (handler) await handler(request)
      else console.error(`<button open-type="${type}"> is not supported by the local WeChat`)
    }
  }

  return {
    open: (request) => {
      open(request).catch(runtime.reportError)
    },
    known: Object.keys(handlers),
  }
}
