import type { PhoneEffect } from '../phone'
import type { Sent } from '../preview-state'

/** Calls that end on somebody's phone. */
const MESSAGES = ['subscribeMessage.send']

export const isMessage = (kind: string) => MESSAGES.includes(kind)

const KINDS: Record<string, string> = {
  'subscribeMessage.send': '订阅消息',
  'security.msgSecCheck': '文字内容检查',
  'security.mediaCheckAsync': '图片内容检查',
  'wxacode.getUnlimited': '小程序码',
}
const LONGEST = 120

/** One request to WeChat in words: the text in it, without ids and settings. */
export function describeRequest(at: number, kind: string, to: string, request: unknown): Sent {
  const text = textsIn(request).join(' · ')
  return { at, to, kind: KINDS[kind] ?? kind, text: shortened(text) }
}

/** What an app did on a phone, as far as a person would notice it. */
export function describeEffect(effect: PhoneEffect): Pick<Sent, 'kind' | 'text'> | undefined {
  if (effect.effect === 'fileShared') return { kind: '发到聊天的文件', text: effect.name }
  if (effect.effect === 'clipboard') return { kind: '复制', text: shortened(effect.text) }
  if (effect.effect !== 'calendar') return undefined
  const start = new Date(effect.startTime * 1000)
  const when = start.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai' })
  return { kind: '加入手机日历', text: `${effect.title} · ${when}` }
}

/** Texts a person may read are those with Chinese in them, and times. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return /\p{Script=Han}|\d:\d\d/u.test(value) ? [value] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}
