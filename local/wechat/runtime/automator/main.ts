/** The page's half of the automator: answers what the phone server passes on, and tells it what happened. */
import { componentOf, type GeElement } from '../framework/engine'
import type { Runtime } from '../parts'
import { elementMethods } from './elements'
import { exceptionOf, listenToConsole } from './log'
import { nativeMethods } from './native'
import { pageMethods } from './pages'
import type { Handlers } from './protocol'
import { createRegistry } from './registry'
import { messageOf } from './values'
import { wxMethods } from './wx-methods'

export interface Automator {
  /** For `Runtime.reportError`: an error nobody caught. */
  exception(error: unknown): void
  /** Calls wait until then: a client may be connected before the first page is open. */
  ready(): void
}

/** Connects the automator to the phone's line. */
export function installAutomator(runtime: Runtime): Automator {
  const line = window.__phoneLine
  let ready = () => {}
  const started = new Promise<void>((resolve) => {
    ready = resolve
  })
  const emit = (method: string, params: Record<string, unknown>) =>
    line.send({ type: 'event', method, params })
  const isPage = (element: GeElement) =>
    runtime.router.stack.some(({ instance }) => componentOf(instance) === element)
  const registry = createRegistry(isPage)
  const handlers: Handlers = {
    ...pageMethods(runtime, registry),
    ...elementMethods(runtime, registry, isPage),
    ...wxMethods(runtime, emit),
    ...nativeMethods(runtime),
    'Tool.getInfo': () => ({ SDKVersion: sdkVersion(runtime.wx) }),
  }
  listenToConsole(emit)
  line.listen(async (message) => {
    if (message.type !== 'automator') return
    const { id, method, params } = message
    try {
      await started
      const handler = handlers[method]
      if (!handler) throw new Error(`not supported: ${method}`)
      line.send({ type: 'automator', id, result: (await handler(params)) ?? {} })
    } catch (error) {
      line.send({ type: 'automator', id, error: messageOf(error) })
    }
  })
  return {
    exception: (error) => emit('App.exceptionThrown', exceptionOf(error)),
    ready: () => ready(),
  }
}

/** The version of the base library that the app sees. */
function sdkVersion(wx: Record<string, unknown>): unknown {
  const getAppBaseInfo = wx.getAppBaseInfo as (() => { SDKVersion: string }) | undefined
  return getAppBaseInfo?.().SDKVersion
}
