import { refuse } from './action'
import type { WeChat } from './wechat'

const AT_A_TIME = 5

/**
 * WeChat's text check, piece by piece at the author's tap (2,500 characters each, the author was just here). `review`
 * counts as refused: nothing is published that a person at WeChat would have to look at.
 */
export async function checkTexts(
  wechat: WeChat,
  openid: string,
  title: string,
  pieces: readonly string[],
): Promise<void> {
  const texts = pieces.filter((text) => text !== '')
  for (let start = 0; start < texts.length; start += AT_A_TIME) {
    const verdicts = await Promise.all(
      texts.slice(start, start + AT_A_TIME).map((text) => wechat.checkText(text, openid, title)),
    )
    if (verdicts.includes('unreachable')) refuse('checkUnreachable')
    if (verdicts.some((verdict) => verdict !== 'pass')) refuse('contentRefused')
  }
}
