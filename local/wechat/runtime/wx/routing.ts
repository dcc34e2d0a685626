import type { RouteKind } from '../parts'
import { ApiFailure } from './apis'
import type { WxContext } from './context'

/** `wx.navigateTo` and the like; the router says why it refuses. */
export function defineRouting({ apis, runtime }: WxContext): void {
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
  let question: string | undefined
  apis.async('enableAlertBeforeUnload', {
    required: { message: 'String' },
    run: ({ message }) => {
      if (message === '') throw new ApiFailure('message should not be empty')
      question = message
    },
  })
  apis.async('disableAlertBeforeUnload', {
    run: () => {
      question = undefined
    },
  })
  leaveQuestions.set(apis, () => question)
}

const leaveQuestions = new WeakMap<object, () => string | undefined>()

/** What `enableAlertBeforeUnload` asks before the person leaves the page, if anything. */
export function leaveQuestion(apis: WxContext['apis']): string | undefined {
  return leaveQuestions.get(apis)?.()
}
