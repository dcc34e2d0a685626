import type { ErrorCode, Failure } from '../../typings/errors'

/** What the server answers, and what the way to it can do: no network, or a cloud that does not answer. */
export type CallErrorCode = ErrorCode | 'network' | 'unavailable'

/** Why a call has no answer. `message` is the Chinese sentence the person sees. */
export class CallError extends Error {
  override readonly name = 'CallError'

  constructor(
    readonly code: CallErrorCode,
    message: string,
    /** Whether the same call may succeed later without anybody changing anything. */
    readonly retry: boolean,
    readonly detail: Readonly<Record<string, string | number>> = {},
  ) {
    super(message)
  }

  static of({ code, message, retry, detail, incident }: Failure): CallError {
    const sentence = incident === undefined ? message : `${message}（编号 ${incident}）`
    return new CallError(code, sentence, retry, detail)
  }

  /** Nothing reached the server, or nothing came back: the change may or may not have happened. */
  get unanswered(): boolean {
    return this.code === 'network' || this.code === 'unavailable'
  }
}

/** What `wx.cloud` throws, as one of ours. Its own words are for developers and stay in `cause`. */
export function unanswered(cause: unknown): CallError {
  const words = String((cause as { errMsg?: unknown } | null)?.errMsg ?? cause)
  const reached = /errCode: -50[1-9]\d{3}/.test(words)
  const error = reached
    ? new CallError('unavailable', '服务暂时没有回应，请稍后再试。', true)
    : new CallError('network', '网络不通，请检查网络后再试。', true)
  error.cause = cause
  return error
}
