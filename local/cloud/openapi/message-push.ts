import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock'
import type { openOutbox } from './outbox'
import type { Store } from './store'

/** Runs a function as WeChat's message push does. Rejects when the function fails. */
export interface FunctionCaller {
  invoke(name: string, event: unknown): Promise<unknown>
}

/** Events that WeChat sends later to the function named for them (云开发控制台 › 消息推送). */
export interface MessagePush {
  /** Sends `event` about `openid` at `due`, in milliseconds of the environment's clock. */
  schedule(openid: string, due: number, event: PushedEvent): void
  /** Names the function that gets events called `event`. */
  setFunction(event: string, functionName: string): void
  /** Forgets what is not yet due and waits for events on their way. */
  reset(): Promise<void>
  /** Waits for events on their way; those not yet due stay for the next start. */
  stop(): Promise<void>
}

type PushedEvent = { Event: string } & Record<string, unknown>

interface Pending {
  id: string
  openid: string
  due: number
  event: PushedEvent
}

/**
 * An event is forgotten only after the function was called, so one that a crash interrupts is sent again.
 * A function that fails is not called again; both outcomes are in the outbox.
 */
export function openMessagePush(
  store: Store,
  clock: Clock,
  outbox: ReturnType<typeof openOutbox>,
  functions: FunctionCaller | undefined,
): MessagePush {
  const pending = store.shelf<Pending>('pushes')
  const names = store.shelf<string>('push-functions')
  const onTheWay = new Map<string, Promise<void>>()
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const forget = clock.onJump(sendDue)

  function sendDue() {
    clearTimeout(timer)
    if (stopped) return
    const waiting = pending.values().filter(({ id }) => !onTheWay.has(id))
    for (const push of waiting.filter(({ due }) => due <= clock.now())) {
      onTheWay.set(
        push.id,
        send(push).finally(() => onTheWay.delete(push.id)),
      )
    }
    const next = Math.min(...waiting.map(({ due }) => due).filter((due) => due > clock.now()))
    if (Number.isFinite(next)) timer = setTimeout(sendDue, next - clock.now()).unref()
  }

  async function send({ id, openid, event: about }: Pending) {
    const functionName = names.get(about.Event)
    const event = {
      // Names of the account and of the pushed fields as in a real message [3p].
      ToUserName: 'gh_000000000000',
      FromUserName: openid,
      CreateTime: Math.floor(clock.now() / 1000),
      MsgType: 'event',
      ...about,
    }
    outbox.add(`push.${about.Event}`, openid, event, await deliver(functionName, event))
    pending.delete(id)
  }

  async function deliver(functionName: string | undefined, event: unknown) {
    if (functionName === undefined || !functions) {
      return { error: 'no function is named for this event' }
    }
    try {
      return { function: functionName, result: await functions.invoke(functionName, event) }
    } catch (error) {
      return {
        function: functionName,
        error: error instanceof Error ? error.message : String(error),
      }
    }
  }

  sendDue()
  return {
    schedule(openid, due, event) {
      const id = randomUUID()
      pending.set(id, { id, openid, due, event })
      sendDue()
    },
    setFunction: (event, functionName) => names.set(event, functionName),
    async reset() {
      pending.clear()
      await Promise.all(onTheWay.values())
    },
    async stop() {
      stopped = true
      forget()
      clearTimeout(timer)
      await Promise.all(onTheWay.values())
    },
  }
}
