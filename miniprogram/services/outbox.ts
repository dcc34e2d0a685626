import type { InputOf, OutputOf } from '../../typings/contract'
import { CallError } from './call-error'
import type { Change, OutboxAction } from './change'
import { call } from './cloud'
import { newId } from './new-id'
import { pauseAfter } from './pause'
import * as session from './session'

export type { Change } from './change'

/**
 * Changes the person made, kept in storage until the server acknowledged each one. They are sent in order; the
 * server gives every one of them a deterministic id, so sending one twice does it once. A final refusal is kept
 * and shown until the person has seen it.
 */

/** What became of a change by the end of the attempt that its own tap started. */
export type Sent = 'sent' | 'waiting' | 'refused'

export type OutboxEvent =
  | { kind: 'queued'; change: Change }
  /** `answer` is what the server said to it. */
  | { kind: 'sent'; change: Change; answer: unknown }
  | { kind: 'refused'; change: Change }
  | { kind: 'cleared' }

const KEY = 'outbox'

let running: Promise<void> | undefined
let again = false
let failures = 0
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<(event: OutboxEvent) => void>()

/** Everything not acknowledged yet of the person who is here. */
export function changes(): Change[] {
  const memberId = session.me()?.memberId
  return stored().filter((change) => change.memberId === memberId)
}

/** Subjects of what still waits to be sent: lists mark them 待发送. */
export function waiting(): Set<string> {
  return new Set(changes().flatMap(({ state, subject }) => (state === 'waiting' ? [subject] : [])))
}

/** The last change about a subject that is still here. */
export function pending(subject: string): Change | null {
  return (
    changes()
      .filter((change) => change.subject === subject)
      .pop() ?? null
  )
}

/**
 * Keeps a change and tries to send it. Resolves when this attempt is over, whether it got through or not.
 * A tap on what is waiting already adds nothing.
 */
export async function put<Action extends OutboxAction>(
  action: Action,
  input: InputOf<Action>,
  subject: string,
): Promise<Sent> {
  const change = fresh(action, input, subject)
  const others = stored().filter((other) => other.state !== 'refused' || other.subject !== subject)
  const twin = others.find((other) => other.action === action && other.subject === subject)
  if (twin === undefined) {
    store([...others, change as Change])
    tell({ kind: 'queued', change: change as Change })
  }
  await send()
  const left = stored().find(({ clientId }) => clientId === (twin ?? change).clientId)
  return left === undefined ? 'sent' : left.state
}

/**
 * Keeps a change that holds everything earlier ones of its subject held, in their place, and leaves the sending to
 * whoever calls `send`: at most one such change waits, however many taps it is made of.
 */
export function replace<Action extends OutboxAction>(
  action: Action,
  input: InputOf<Action>,
  subject: string,
): void {
  const change = fresh(action, input, subject) as Change
  store([...stored().filter((other) => other.subject !== subject), change])
  tell({ kind: 'queued', change })
}

/** Sends what waits. Called at start, when the app is shown, when the network returns, and after each tap. */
export function send(): Promise<void> {
  if (running !== undefined) {
    again = true
    return running
  }
  running = pass().finally(() => {
    running = undefined
    if (!again) return
    again = false
    void send()
  })
  return running
}

/** The person has read the refusal. */
export function dismiss(clientId: string): void {
  store(stored().filter((change) => change.clientId !== clientId))
  tell({ kind: 'cleared' })
}

/** What the server said to a change of one action; `null` for any other event. */
export function answerTo<Action extends OutboxAction>(
  event: OutboxEvent,
  action: Action,
): { change: Change<Action>; answer: OutputOf<Action> } | null {
  if (event.kind !== 'sent' || event.change.action !== action) return null
  return { change: event.change as Change<Action>, answer: event.answer as OutputOf<Action> }
}

export function watch(listener: (event: OutboxEvent) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * What somebody who left had still not sent: handed over as it is, answered with nothing but a receipt.
 * @throws CallError
 */
export async function handOver(): Promise<void> {
  const late = stored()
  if (late.length === 0) return
  await call('member.lateOutbox', {
    changes: late.map(({ action, input, at, clientId }) => ({
      action,
      input: { ...input },
      at,
      clientId,
    })),
  })
  store([])
}

async function pass(): Promise<void> {
  if (timer !== undefined) clearTimeout(timer)
  const held = new Set<string>()
  let failed = false
  for (const change of changes()) {
    if (change.state === 'refused' || held.has(change.subject)) continue
    const outcome = await attempt(change)
    if (outcome === 'sent') continue
    if (outcome === 'offline') {
      failed = true
      break
    }
    // What the server may take later must not be overtaken by a later change of the same subject.
    held.add(change.subject)
    failed ||= outcome === 'later'
  }
  failures = failed ? failures + 1 : 0
  if (!failed) return
  timer = setTimeout(() => void send(), pauseAfter(failures, Math.random()) * 1000)
}

async function attempt(change: Change): Promise<'sent' | 'offline' | 'later' | 'refused'> {
  let answer: unknown
  try {
    answer = await call(change.action, asSentNow(change))
  } catch (error) {
    if (!(error instanceof CallError)) throw error
    if (error.unanswered) return 'offline'
    // Who this person is has changed: what they did is still theirs.
    if (session.learn(error) || error.retry || error.code === 'consentNeeded') return 'later'
    const refused: Change = { ...change, state: 'refused', refusal: error.message }
    store(stored().map((other) => (other.clientId === change.clientId ? refused : other)))
    tell({ kind: 'refused', change: refused })
    return 'refused'
  }
  store(stored().filter((other) => other.clientId !== change.clientId))
  tell({ kind: 'sent', change, answer })
  return 'sent'
}

/** What says by this phone's clock when it was sent says so anew at each attempt. */
function asSentNow({ input }: Change): Change['input'] {
  return 'sentAt' in input ? { ...input, sentAt: new Date().toISOString() } : input
}

function fresh<Action extends OutboxAction>(
  action: Action,
  input: InputOf<Action>,
  subject: string,
): Change<Action> {
  const person = session.me()
  if (person === null) throw new CallError('notJoined', '请先完成身份确认。', false)
  return {
    clientId: newId(),
    action,
    input,
    subject,
    memberId: person.memberId,
    at: new Date().toISOString(),
    state: 'waiting',
  }
}

function tell(event: OutboxEvent): void {
  for (const listener of listeners) listener(event)
}

function stored(): Change[] {
  const kept: unknown = wx.getStorageSync(KEY)
  return Array.isArray(kept) ? (kept as Change[]) : []
}

function store(all: Change[]): void {
  wx.setStorageSync(KEY, all)
}
