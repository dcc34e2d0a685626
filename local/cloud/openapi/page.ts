import { WxError } from './wx-error'

/** 41030 for a page that is not in the list, when there is one, or is not written as `app.json` writes it [doc]. */
export function checkPage(page: string, pages: (() => readonly string[]) | undefined): void {
  const wrong = page.startsWith('/') || page.includes('?')
  if (wrong || (pages && !pages().includes(page))) throw new WxError(41030, 'invalid page')
}
