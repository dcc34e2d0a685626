import * as v from 'valibot'
import { settleCheck } from '../kernel/media'
import { connect } from '../kernel/wechat'

/** What WeChat pushes when it has looked at an image (developers.weixin.qq.com, “mediaCheckAsync”). */
const MEDIA_CHECKED = v.object({
  MsgType: v.literal('event'),
  Event: v.literal('wxa_media_check'),
  trace_id: v.pipe(v.string(), v.regex(/^[\w.-]{1,128}$/)),
  errcode: v.number(),
  result: v.optional(v.object({ suggest: v.optional(v.string(), '') })),
})

const { db, wechat } = connect()

/**
 * Gets what WeChat pushes (云开发控制台 › 设置 › 消息推送: `wxa_media_check` to this function). A phone that calls it
 * gets nothing and does nothing; and nobody but the server ever knew a trace id.
 */
export async function main(event: unknown): Promise<'success' | null> {
  const { openid, source } = wechat.identity()
  if (openid !== '' && source.split(',').includes('wx_client')) return null
  const pushed = v.safeParse(MEDIA_CHECKED, event)
  if (!pushed.success) return null
  const { trace_id: traceId, errcode, result } = pushed.output
  // What WeChat could not look at, or would have a person look at, is not shown.
  const verdict = errcode === 0 && result?.suggest === 'pass' ? 'pass' : 'refused'
  await settleCheck({ db, wechat, now: new Date() }, traceId, verdict)
  return 'success'
}
