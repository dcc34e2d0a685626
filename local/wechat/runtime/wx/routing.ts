import type { PageRecord, RouteKind } from '../parts'
import { ApiFailure } from './apis'
import type { WxContext } from './context'

/**
 * `wx.navigateTo` and the like; the router says why it refuses.
 * @returns what `enableAlertBeforeUnload` asks before the person leaves the shown page, if anything
 */
export function defineRouting({ apis, runtime }: WxContext): () => string | undefined {
  for (const kind of ['navigateTo', 'redirectTo', 'switchTab', 'reLaunch'] satisfies RouteKind[]) {
    apis.async(kind, {
      required: { url: 'String' },
      optional: { events: 'Object', routeType: 'String' },
      returns: kind === 'navigateTo' ? ['eventChannel'] : [],
      run: ({ url, events }) =>
        runtime.router.route(kind, url, events as Record<string, (...data: unknown[]) => void>),
    })
  }
  apis.async('navigateBack', {
    optional: { delta: 'Number' },
    run: ({ delta = 1 }) => runtime.router.back(delta),
  })
  let question: { page: PageRecord | undefined; message: string } | undefined
  apis.async('enableAlertBeforeUnload', {
    required: { message: 'String' },
    run: ({ message }) => {
      if (message === '') throw new ApiFailure('message should not be empty')
      question = { page: runtime.router.top, message }
    },
  })
  apis.async('disableAlertBeforeUnload', {
    run: () => {
      question = undefined
    },
  })
  return () => (question?.page === runtime.router.top ? question?.message : undefined)
}
