import * as v from 'valibot'
import type { Clock } from '../clock'
import { type Api, idParameter, readInput } from './call'
import type { MessagePush } from './message-push'
import type { Store } from './store'
import { ALL_PASS, judge, labelled, modelFinding, type Verdicts } from './verdict'
import { newTraceId, WxError } from './wx-error'

/** Characters of a text [doc]. */
const MAX_CONTENT = 2500
/** The person must have been in the mini-program within two hours [doc]. */
const MAX_ABSENCE = 2 * 3_600_000
/** How long WeChat takes for a medium here; “within 30 minutes” there [doc]. */
const MEDIA_DELAY = 5_000

const scene = v.picklist([1, 2, 3, 4])
const textInput = v.object({
  version: v.pipe(v.union([v.number(), v.string()]), v.transform(Number), v.literal(2)),
  openid: idParameter,
  scene,
  content: v.string(),
  title: v.optional(v.string(), ''),
  nickname: v.optional(v.string(), ''),
  signature: v.optional(v.string(), ''),
})
const mediaInput = v.object({
  version: textInput.entries.version,
  openid: idParameter,
  scene,
  media_url: v.pipe(v.string(), v.url()),
  media_type: v.picklist([1, 2]),
})

const CODES: Parameters<typeof readInput>[2] = {
  openid: [40003, 'invalid openid'],
  scene: [40097, 'invalid args'],
  media_type: [40097, 'invalid args'],
  media_url: [40097, 'invalid args'],
}

/** `security.*`: checks whose outcome a test decides. Only version 2 of both calls. */
export function openContentChecks(
  store: Store,
  clock: Clock,
  appId: string,
  push: MessagePush,
  lastSeen: ((openid: string) => number | undefined) | undefined,
) {
  const settings = store.shelf<Verdicts>('verdicts')
  const verdicts = () => settings.get('all') ?? ALL_PASS

  function checkSeen(openid: string) {
    if (!lastSeen) return
    const seen = lastSeen(openid)
    // The message is WeChat's own, shared with other kinds of code [mem].
    if (seen === undefined || clock.now() - seen > MAX_ABSENCE)
      throw new WxError(61010, 'code is expired')
  }

  const msgSecCheck: Api = (call) => {
    const input = readInput(textInput, call, CODES)
    if (input.content === '') throw new WxError(44004, 'empty content')
    if ([...input.content].length > MAX_CONTENT)
      throw new WxError(45002, 'content size out of limit')
    checkSeen(input.openid)
    const { text, words } = verdicts()
    const all = [input.content, input.title, input.nickname, input.signature].join('\n')
    const suggest = judge(all, text, words)
    return {
      detail: [{ strategy: 'keyword', errcode: 0 }, modelFinding(suggest)],
      trace_id: newTraceId(),
      result: labelled(suggest),
    }
  }

  /** The medium itself is not fetched. The verdict is that of the moment of the call. */
  const mediaCheckAsync: Api = (call) => {
    const input = readInput(mediaInput, call, CODES)
    checkSeen(input.openid)
    const { media, words } = verdicts()
    const suggest = judge(input.media_url, media, inAddresses(words))
    const traceId = newTraceId()
    push.schedule(input.openid, clock.now() + MEDIA_DELAY, {
      Event: 'wxa_media_check',
      appid: appId,
      trace_id: traceId,
      version: 2,
      detail: [modelFinding(suggest)],
      errcode: 0,
      errmsg: 'ok',
      result: labelled(suggest),
    })
    return { trace_id: traceId }
  }

  return {
    msgSecCheck,
    mediaCheckAsync,
    /** What is left out stays as it was; `words` are replaced as a whole. */
    setVerdict(change: Partial<Verdicts>): Verdicts {
      const next = { ...verdicts(), ...change }
      settings.set('all', next)
      return next
    },
    reset: () => settings.clear(),
  }
}

/** The words as they stand in an address, encoded or not. */
function inAddresses(words: Verdicts['words']): Verdicts['words'] {
  const encoded = Object.entries(words).map(([word, suggest]) => [
    encodeURIComponent(word),
    suggest,
  ])
  return { ...words, ...Object.fromEntries(encoded) }
}
