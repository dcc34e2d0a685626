import type { Line, PhoneEvent } from '../phone/line'
import type { PhoneHands } from './hands'
import { PAGE_METHODS, SERVER_METHODS } from './methods'

export interface AutomatorRequest {
  id: string
  method: string
  params: Record<string, unknown>
}

/** One client of the automator protocol, connected to one phone. */
export interface AutomatorSession {
  /** Answers always: with a result, or by throwing the message the client shows. */
  answer(request: AutomatorRequest): Promise<unknown>
  /** Whether the client asked for this event. */
  wants(event: PhoneEvent): boolean
}

/** @param hands looked up at each call, because a phone may be put away and taken out again */
export function createSession(line: Line, hands: () => PhoneHands | undefined): AutomatorSession {
  let wantsLogs = false

  async function onServer(method: string): Promise<unknown> {
    if (method === 'App.enableLog') {
      wantsLogs = true
      return {}
    }
    if (method === 'App.captureScreenshot') {
      const held = hands()
      if (!held)
        throw new Error('not supported: App.captureScreenshot without a browser of our own')
      return { data: (await held.screenshot()).toString('base64') }
    }
    if (method === 'Tool.close') {
      // The answer must leave before the phone does.
      setImmediate(() => void hands()?.close())
    }
    return {}
  }

  /** With hands a tap is real input at the element's centre; the page says where that is. */
  async function tap(held: PhoneHands, params: Record<string, unknown>): Promise<unknown> {
    const place = (await line.call('Local.locate', params)) as { x: number; y: number }
    await held.tap(place.x, place.y)
    return {}
  }

  return {
    async answer({ method, params }) {
      if (SERVER_METHODS.has(method)) return onServer(method)
      if (!PAGE_METHODS.has(method)) throw new Error(`not supported: ${method}`)
      const held = hands()
      const isTap = method === 'Element.tap' || params.functionName === 'switch.tap'
      if (held && isTap) return tap(held, params)
      return line.call(method, params)
    },
    wants: (event) => wantsLogs || event.method !== 'App.logAdded',
  }
}
