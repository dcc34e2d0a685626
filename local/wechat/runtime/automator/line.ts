/**
 * The page's end of the line to the phone server. The runtime listens to it for changed settings and prepared
 * answers and tells it when the first page is on screen:
 *
 *     window.__phoneLine.listen((message) => …)
 *     window.__phoneLine.hear()
 *     window.__phoneLine.send({ type: 'ready', milliseconds: performance.now() })
 */
import type { PhoneSettings } from '../../phone'
import type { FromPhone, PhoneDocumentData, PhoneLine, ToPhone } from '../../phone/messages'

declare global {
  interface Window {
    __phone: PhoneSettings
    __phoneDocument: PhoneDocumentData
    __phoneLine: PhoneLine
  }
}

/** Codes from here on are the server's refusals; anything else is worth another try. */
const REFUSED = 4400
const RETRY_AFTER = 1000

export interface LineOptions {
  phoneId: string
  /** Sees every message before the runtime does. */
  onMessage(message: ToPhone): void
  /** The server does not want this page, for example because the phone was opened in another window. */
  onRefused(reason: string): void
}

/** Connects a phone's page to the server, and again when the server was away for a while. */
export function connectLine(options: LineOptions): PhoneLine {
  const listeners = new Set<(message: ToPhone) => void>()
  const unsent: string[] = []
  /** What came before all parts of the runtime listen. */
  let unheard: ToPhone[] | undefined = []
  let socket = open()

  function tell(message: ToPhone): void {
    for (const listener of listeners) listener(message)
  }

  function open(): WebSocket {
    const address = new URL(`/__phone?id=${encodeURIComponent(options.phoneId)}`, location.href)
    address.protocol = 'ws:'
    const opened = new WebSocket(address)
    opened.onopen = () => {
      for (const text of unsent.splice(0)) opened.send(text)
    }
    opened.onmessage = (event) => {
      const message = JSON.parse(String(event.data)) as ToPhone
      options.onMessage(message)
      if (unheard) unheard.push(message)
      else tell(message)
    }
    opened.onclose = ({ code, reason }) => {
      if (code >= REFUSED) {
        options.onRefused(reason)
        return
      }
      setTimeout(() => {
        socket = open()
      }, RETRY_AFTER)
    }
    return opened
  }

  return {
    send(message: FromPhone) {
      const text = JSON.stringify(message)
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
      else unsent.push(text)
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    hear() {
      const early = unheard ?? []
      unheard = undefined
      for (const message of early) tell(message)
    },
  }
}
