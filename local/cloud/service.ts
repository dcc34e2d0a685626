import type { IncomingMessage, ServerResponse } from 'node:http'

/** One SDK request after the gateway has read its body and checked its signature. */
export interface WireRequest {
  /** For example `database.getDocument`. */
  readonly action: string
  /** The JSON body (or the fields of a multipart body) without signature and envelope. */
  readonly params: Readonly<Record<string, unknown>>
  readonly requestId: string
  /** Names the function invocation the request was made in; `undefined` for an SDK outside a function. */
  readonly invocationId: string | undefined
}

/**
 * What goes back beside `requestId`. Most actions answer in `data`; some put fields at the top level
 * (`transactionId`, `total`), and wx.openApi answers with raw bytes.
 */
export type WireReply = Readonly<Record<string, unknown>> | Buffer

/** How much work a database request made; kept per operation and shown by `/_local/operations`. */
export interface Work {
  documentsExamined: number
  documentsReturned: number
}

export type ActionHandler = (request: WireRequest, work: Work) => WireReply | Promise<WireReply>

/** A plain HTTP route beside the wire, for storage uploads and downloads and the control API. */
export interface Route {
  readonly method: string
  /** Path prefix, for example `/_storage/`. The longest prefix wins. */
  readonly prefix: string
  handle(request: IncomingMessage, response: ServerResponse, url: URL): void | Promise<void>
}

/** One of the services that make up a CloudBase environment. A service throws `ServiceError`. */
export interface Service {
  readonly actions?: Readonly<Record<string, ActionHandler>>
  readonly routes?: readonly Route[]
  /** Forgets everything it holds, keeping what the schema declares (`POST /_local/reset`). */
  reset?(): void | Promise<void>
  stop?(): void | Promise<void>
}
