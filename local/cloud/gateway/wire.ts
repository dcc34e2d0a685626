import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Clock } from '../clock'
import { CONTACT_US, ServiceError } from '../errors'
import type { Faults, Strike } from '../faults/faults'
import { invocationOfSeqId } from '../operations/invocation'
import type { Operations } from '../operations/operations'
import type { ActionHandler, WireReply, WireRequest, Work } from '../service'
import { describeError } from './answer'
import type { Arrivals } from './arrivals'
import { parseParams, readBody } from './body'
import { type Credentials, verifySignature } from './signature'

export interface WireParts {
  env: string
  credentials: Credentials
  clock: Clock
  actions: ReadonlyMap<string, ActionHandler>
  operations: Operations
  faults: Faults
  arrivals: Arrivals
  /** Ends the function process that runs the invocation (fault `worker-killed`). */
  killWorker(invocationId: string): void
  log(line: string): void
}

/** The body's fields that belong to the envelope of a request and not to the action. */
const ENVELOPE = new Set([
  'action',
  'envName',
  'wxCloudApiToken',
  'wxCloudbaseAccesstoken',
  'tcb_sessionToken',
  'sessionToken',
  'crossAuthorizationToken',
])

/** Thrown instead of an answer when the caller is to find its connection cut. */
class ConnectionCut extends Error {}

/**
 * Answers the requests that the SDKs send: always with status 200, `{requestId, …}` when it went well
 * and `{requestId, code, message}` when it did not. No input makes it throw.
 */
export function createWire(parts: WireParts) {
  return async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    url: URL,
  ): Promise<void> {
    const began = parts.arrivals.began(request)
    const requestId = randomUUID().replaceAll('-', '')
    // A function opens a connection per request (see `Arrivals`): its SDK asks for that, and the Node 18 of
    // the cloud does so, but newer versions of Node keep connections unless the server closes them.
    const invocationId = invocationOfSeqId(url.searchParams.get('seqId'))
    if (invocationId !== undefined) response.setHeader('connection', 'close')
    try {
      const wireRequest = { ...(await readRequest(parts, request, url)), requestId, invocationId }
      send(response, requestId, await perform(parts, wireRequest, began))
    } catch (error) {
      if (error instanceof ConnectionCut) request.socket.destroy()
      else send(response, requestId, { ...describeError(error, parts.log, requestId) })
    }
  }
}

async function readRequest(
  parts: WireParts,
  request: IncomingMessage,
  url: URL,
): Promise<Pick<WireRequest, 'action' | 'params'>> {
  const body = await readBody(request)
  const all = await parseParams(request.headers['content-type'] ?? '', body)
  verifySignature(
    { url: request.url ?? '', headers: request.headers, params: all },
    parts.credentials,
  )

  const env = url.searchParams.get('env') ?? ''
  // Without a name, the service takes the account's first environment: this one.
  if (env !== '' && env !== parts.env)
    throw new ServiceError(
      'INVALID_ENV',
      `[ResourceNotFound] Env not exist: ${env}; this is ${parts.env}. ${CONTACT_US}`,
    )
  const { action } = all
  if (typeof action !== 'string' || action === '')
    throw new ServiceError(
      'INVALID_COMMON_PARAM',
      `[InvalidParameter] action is required. ${CONTACT_US}`,
    )
  const params = Object.fromEntries(Object.entries(all).filter(([name]) => !ENVELOPE.has(name)))
  return { action, params }
}

/** Carries a request out, as the faults allow, and notes what the database had to do for it. */
async function perform(parts: WireParts, request: WireRequest, began: number): Promise<WireReply> {
  const { action, params, requestId, invocationId } = request
  const handler = parts.actions.get(action)
  if (handler === undefined)
    throw new ServiceError(
      'INVALID_ACTION',
      `[InvalidAction] The action '${action}' is not known here. ${CONTACT_US}`,
    )
  const collection = typeof params.collectionName === 'string' ? params.collectionName : undefined
  const work: Work = { documentsExamined: 0, documentsReturned: 0 }
  const end = action.startsWith('database.')
    ? parts.operations.begin({
        requestId,
        invocationId,
        action,
        collection,
        at: parts.clock.now(),
        began,
      })
    : undefined
  const strike = parts.faults.strike({
    action,
    collection,
    inTransaction:
      typeof params.transactionId === 'string' && action !== 'database.abortTransaction',
    inFunction: invocationId !== undefined,
  })
  let code: string | undefined
  try {
    return await carryOut(parts, request, handler, work, strike)
  } catch (error) {
    code = error instanceof ServiceError ? error.code : 'SYS_ERR'
    throw error
  } finally {
    if (end !== undefined) {
      if (invocationId !== undefined) await parts.arrivals.settled()
      end(work, code)
    }
  }
}

async function carryOut(
  parts: WireParts,
  request: WireRequest,
  handler: ActionHandler,
  work: Work,
  strike: Strike | undefined,
): Promise<WireReply> {
  if (strike === undefined) return handler(request, work)
  if (strike.delay > 0) await delay(strike.delay)
  if (strike.killWorker === 'before') kill(parts, request)
  if (strike.refuse !== undefined) await refuse(parts, request, work, strike.refuse)
  try {
    return await handler(request, work)
  } finally {
    if (strike.killWorker === 'after') kill(parts, request)
    // biome-ignore lint/correctness/noUnsafeFinally: the answer, good or bad, is lost on its way.
    if (strike.loseResponse) throw new ConnectionCut()
  }
}

function kill(parts: WireParts, { invocationId }: WireRequest): never {
  if (invocationId !== undefined) parts.killWorker(invocationId)
  throw new ConnectionCut()
}

async function refuse(
  parts: WireParts,
  request: WireRequest,
  work: Work,
  refusal: NonNullable<Strike['refuse']>,
): Promise<never> {
  if (refusal !== 'conflict') throw new ServiceError(refusal.code, refusal.message)
  // A conflict ends the transaction, so that what it did is undone.
  await parts.actions.get('database.abortTransaction')?.(
    { ...request, action: 'database.abortTransaction' },
    work,
  )
  throw new ServiceError(
    'DATABASE_TRANSACTION_CONFLICT',
    '[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. Please check your request, but if the problem persists, contact us.',
  )
}

function send(response: ServerResponse, requestId: string, reply: WireReply): void {
  const raw = Buffer.isBuffer(reply)
  const body = raw ? reply : Buffer.from(JSON.stringify({ requestId, ...reply }))
  response.writeHead(200, {
    // The SDK reads an answer to wx.openApi as JSON exactly when it is announced with these words.
    'content-type': raw ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'content-length': body.length,
  })
  response.end(body)
}
