import { randomBytes } from 'node:crypto'

/** A new id for an invocation that nobody in this environment called: 32 hexadecimal digits. */
export function newInvocationId(): string {
  return randomBytes(16).toString('hex')
}

/**
 * The id of an invocation made by `callFunction`. It starts with the caller's id and a dot, so that
 * everything one outside call set off can be recognised by its first part.
 *
 * @param caller the invocation that called; `undefined` for an SDK outside a function
 */
export function childInvocationId(caller: string | undefined): string {
  return caller === undefined ? newInvocationId() : `${caller}.${newInvocationId()}`
}

/** The invocation at the root of the tree of calls that `id` belongs to. */
export function rootInvocationId(id: string): string {
  const dot = id.indexOf('.')
  return dot === -1 ? id : id.slice(0, dot)
}

/** How many invocations wait for that of `id`: 0 for one that nobody here called. */
export function depthOfInvocation(id: string): number {
  return id.split('.').length - 1
}

/**
 * Reads the invocation out of the `seqId` of an SDK request: `<TCB_SEQID>-<hex time>_<hex count>`
 * inside a function, `<hex time>_<hex count>` outside (node-sdk 3.x, `utils/tracing.ts`).
 */
export function invocationOfSeqId(seqId: string | null): string | undefined {
  const match = /^(.+)-[0-9a-f]+_[0-9a-f]+$/.exec(seqId ?? '')
  return match?.[1]
}
