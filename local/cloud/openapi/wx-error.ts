import { randomBytes } from 'node:crypto'

/**
 * An error of a WeChat server call, `{errcode, errmsg}` on the wire; wx-server-sdk throws it on as
 * `{errCode, errMsg: "openapi.<api>:fail <errmsg>"}` [code].
 */
export class WxError extends Error {
  override readonly name = 'WxError'

  constructor(
    readonly errcode: number,
    readonly errmsg: string,
  ) {
    super(`${errcode} ${errmsg}`)
  }

  /** As WeChat sends it, with the request's id at the end of the message [3p, many reports]. */
  toJSON(): { errcode: number; errmsg: string } {
    return { errcode: this.errcode, errmsg: `${this.errmsg} rid: ${newTraceId()}` }
  }
}

/** An id in the form of WeChat's `rid` and `trace_id`: `62f11967-2b24d27a-34715985` [3p]. */
export function newTraceId(): string {
  return randomBytes(12)
    .toString('hex')
    .replace(/(.{8})(.{8})(.{8})/, '$1-$2-$3')
}
