import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { LaunchOptions, PhoneEffect, PhoneSettings, SharedCard, SheetAnswer } from '../phone'
import type { FromPhone, SeenCode, ToPhone } from './messages'

/** An event of the automator protocol that a phone's page sent. */
export interface PhoneEvent {
  method: string
  params: Record<string, unknown>
}

/** The server's end of one phone: its settings, and the page that shows it when one is open. */
export interface Line {
  readonly settings: PhoneSettings
  readonly connected: boolean
  /** Changes some settings; an open page takes them over at once, a later one starts with them. */
  change(change: Partial<PhoneSettings>): void
  /** Queues an answer for the next sheet of its kind. It waits for the page if there is none yet. */
  answer(answer: SheetAnswer): void
  send(message: ToPhone): void
  /** Forgets that a first page was shown; for `whenReady` after a reload. */
  expectReload(): void
  /** Resolves when the first page is on screen, with the milliseconds that took. Rejects after `limit` ms. */
  whenReady(limit: number): Promise<number>
  /**
   * Calls a method of the automator protocol in the page and answers always: rejects when the page says so, when
   * it goes away, or after `limit` milliseconds.
   */
  call(method: string, params: Record<string, unknown>, limit?: number): Promise<unknown>
  /** The codes on the phone's screen now; none when no page is open or it does not answer within 2 s. */
  codes(): Promise<string[]>
  onEvent(listener: (event: PhoneEvent) => void): () => void
  /** For the server: a page connected. A second page of the same phone takes over from the first. */
  attach(socket: WebSocket): void
  close(): void
}

/** Long enough for a person's turn at a sheet, short enough that a test says what it was waiting for. */
const CALL_LIMIT = 90_000

/** Reading the codes on a screen takes some hundredths of a second; a page that does not answer shows none. */
const LOOK_LIMIT = 2_000

/** What a phone does that concerns others. */
export interface LineEvents {
  /** The person shared a card. */
  card(card: SharedCard): void
  effect(effect: PhoneEffect): void
  /** The camera looks at the phone of this id, or at all others. */
  look(phoneId: string | undefined): Promise<SeenCode[]>
}

interface Pending {
  resolve(result: unknown): void
  reject(error: Error): void
}

export function createLine(initial: PhoneSettings, events: LineEvents): Line {
  let settings = initial
  let socket: WebSocket | undefined
  let ready: number | undefined
  const waiting: ToPhone[] = []
  const pending = new Map<string, Pending>()
  const looks = new Map<string, (codes: string[]) => void>()
  const readyListeners = new Set<(milliseconds: number) => void>()
  const eventListeners = new Set<(event: PhoneEvent) => void>()

  function send(message: ToPhone) {
    if (socket) socket.send(JSON.stringify(message))
    else waiting.push(message)
  }

  function receive(message: FromPhone) {
    if (message.type === 'automator') {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if ('error' in message) call?.reject(new Error(message.error))
      else call?.resolve(message.result)
    } else if (message.type === 'event') {
      for (const listener of eventListeners) listener(message)
    } else if (message.type === 'card') {
      events.card({ ...message.card, phoneId: settings.id })
    } else if (message.type === 'effect') {
      events.effect(message.effect)
    } else if (message.type === 'look') {
      void look(message.id, message.phoneId)
    } else if (message.type === 'codes') {
      looks.get(message.id)?.(message.codes)
    } else if (message.type === 'ready') {
      ready = message.milliseconds
      for (const listener of readyListeners) listener(ready)
      readyListeners.clear()
    }
  }

  async function look(id: string, phoneId: string | undefined) {
    send({ type: 'seen', id, codes: await events.look(phoneId) })
  }

  function lose(gone: WebSocket) {
    if (socket !== gone) return
    socket = undefined
    ready = undefined
    for (const call of pending.values()) call.reject(new Error('The phone was closed or reloaded.'))
    pending.clear()
  }

  return {
    get settings() {
      return settings
    },
    get connected() {
      return socket !== undefined
    },
    change(change) {
      settings = { ...settings, ...change }
      if (socket) send({ type: 'phone', settings })
    },
    answer: (answer) => send({ type: 'answer', answer }),
    send,
    expectReload() {
      ready = undefined
    },
    whenReady(limit) {
      if (ready !== undefined) return Promise.resolve(ready)
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          readyListeners.delete(done)
          reject(new Error(`Phone ${settings.id} showed no page within ${limit / 1000} s.`))
        }, limit)
        function done(milliseconds: number) {
          clearTimeout(timer)
          resolve(milliseconds)
        }
        readyListeners.add(done)
      })
    },
    call(method, params, limit = CALL_LIMIT) {
      const id = randomUUID()
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          pending.delete(id)
          reject(new Error(`${method} was not answered within ${limit / 1000} s.`))
        }, limit)
        const finish =
          <T>(settle: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer)
            settle(value)
          }
        pending.set(id, { resolve: finish(resolve), reject: finish(reject) })
        send({ type: 'automator', id, method, params })
      })
    },
    codes() {
      if (!socket) return Promise.resolve([])
      const id = randomUUID()
      return new Promise((resolve) => {
        const done = (codes: string[]) => {
          clearTimeout(timer)
          looks.delete(id)
          resolve(codes)
        }
        const timer = setTimeout(done, LOOK_LIMIT, [])
        looks.set(id, done)
        send({ type: 'showCodes', id })
      })
    },
    onEvent(listener) {
      eventListeners.add(listener)
      return () => eventListeners.delete(listener)
    },
    attach(next) {
      const before = socket
      socket = next
      if (before) {
        for (const call of pending.values()) call.reject(new Error('The phone was reloaded.'))
        pending.clear()
        before.close(4409, 'opened in another window')
      }
      next.on('message', (data) => {
        try {
          receive(JSON.parse(String(data)) as FromPhone)
        } catch {
          // Only pages of ours speak like this; whoever cannot is no phone.
          next.close(4400, 'not understood')
        }
      })
      next.on('close', () => lose(next))
      // What was changed while the page was loading went past it.
      send({ type: 'phone', settings })
      for (const message of waiting.splice(0)) send(message)
    },
    close() {
      socket?.terminate()
    },
  }
}

/** What a phone is when nothing else was said: 375 × 812, normal type, light, online, real time. */
export function ordinaryPhone(id: string, launch: Partial<LaunchOptions> = {}): PhoneSettings {
  return {
    id,
    person: null,
    appid: 'touristappid',
    screen: { width: 375, height: 812, platform: 'phone' },
    fontSizeScaleFactor: 1,
    theme: 'light',
    network: 'normal',
    clockOffset: 0,
    launch: { path: '', query: {}, scene: 1001, ...launch },
  }
}
