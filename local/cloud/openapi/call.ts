import * as v from 'valibot'
import { WxError } from './wx-error'

/** Who stands behind a request that was made in a function. */
export interface Caller {
  openid?: string | undefined
  /** What the function's `config.json` declares in `permissions.openapi`; `undefined` when it is not known. */
  openApis?: readonly string[] | undefined
}

/** One server call, its parameters named as in WeChat's HTTPS documentation: `template_id`, not `templateId`. */
export interface Call {
  /** For example `subscribeMessage.send`. */
  readonly api: string
  readonly input: Readonly<Record<string, unknown>>
  readonly caller: Caller | undefined
}

/** The fields beside `errcode: 0, errmsg: 'ok'`, or bytes with their type. */
export type Answer = Readonly<Record<string, unknown>> | Binary

export class Binary {
  constructor(
    readonly contentType: string,
    readonly bytes: Buffer,
  ) {}
}

/** What one server call does. Throws `WxError`. */
export type Api = (call: Call) => Answer | Promise<Answer>

/** A parameter that holds an openid, a code or another id: WeChat's are far shorter. */
export const idParameter = v.pipe(v.string(), v.nonEmpty(), v.maxLength(256))

/**
 * Reads a call's parameters. What does not fit is answered with the code that `codes` holds for the parameter,
 * otherwise with 47001 `data format error`.
 */
export function readInput<T extends v.GenericSchema>(
  schema: T,
  { input }: Call,
  codes: Readonly<Record<string, [errcode: number, errmsg: string]>> = {},
): v.InferOutput<T> {
  const result = v.safeParse(schema, input)
  if (result.success) return result.output
  const [issue] = result.issues
  const path = v.getDotPath(issue) ?? ''
  const [errcode, errmsg] = codes[path.split('.')[0] ?? ''] ?? [
    47001,
    `data format error: ${path} ${issue.message}`,
  ]
  throw new WxError(errcode, errmsg)
}
