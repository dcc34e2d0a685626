import type { Paragraph } from '../../typings/notice'
import { refuse } from '../kernel/action'
import type { WeChat } from '../kernel/wechat'

const AT_A_TIME = 5

/** The text of a paragraph, one line per list item. */
export function plainText(paragraph: Paragraph): string {
  return paragraph.kind === 'list' ? paragraph.items.join('\n') : paragraph.text
}

/**
 * WeChat's text check, paragraph by paragraph at the author's tap (2,500 characters each, the author was just
 * here). `review` counts as refused: nothing is published that a person at WeChat would have to look at.
 */
export async function checkContent(
  wechat: WeChat,
  openid: string,
  title: string,
  paragraphs: readonly Paragraph[],
): Promise<void> {
  const texts = [title, ...paragraphs.map(plainText)].filter((text) => text !== '')
  for (let start = 0; start < texts.length; start += AT_A_TIME) {
    const verdicts = await Promise.all(
      texts.slice(start, start + AT_A_TIME).map((text) => wechat.checkText(text, openid, title)),
    )
    if (verdicts.includes('unreachable')) refuse('checkUnreachable')
    if (verdicts.some((verdict) => verdict !== 'pass')) refuse('contentRefused')
  }
}
