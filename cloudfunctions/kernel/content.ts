import type { Paragraph } from '../../typings/notice'
import { refuse } from './action'
import type { WeChat } from './wechat'

const AT_A_TIME = 5
/** What the check takes at a time. */
const MOST_CHARACTERS = 2500

/** The text of a paragraph, one line per list item. */
export function plainText(paragraph: Paragraph): string {
  return paragraph.kind === 'list' ? paragraph.items.join('\n') : paragraph.text
}

/**
 * WeChat's text check of what an author wrote, text by text at the author's tap (the author was just here). `review`
 * counts as refused: nothing is published that a person at WeChat would have to look at.
 */
export async function checkTexts(
  wechat: WeChat,
  openid: string,
  title: string,
  written: readonly string[],
): Promise<void> {
  const texts = written.flatMap(pieces).filter((text) => text.trim() !== '')
  for (let start = 0; start < texts.length; start += AT_A_TIME) {
    const verdicts = await Promise.all(
      texts.slice(start, start + AT_A_TIME).map((text) => wechat.checkText(text, openid, title)),
    )
    if (verdicts.includes('unreachable')) refuse('checkUnreachable')
    if (verdicts.some((verdict) => verdict !== 'pass')) refuse('contentRefused')
  }
}

function pieces(text: string): string[] {
  const count = Math.max(1, Math.ceil(text.length / MOST_CHARACTERS))
  return Array.from({ length: count }, (_, at) =>
    text.slice(at * MOST_CHARACTERS, (at + 1) * MOST_CHARACTERS),
  )
}
