import type { Phone } from '../fixture'

/** The text of the code a host's phone shows at this moment. */
export async function codeOn(host: Phone): Promise<string> {
  const page = await host.page()
  const code = await page.$('live-code')
  if (!code) throw new Error('the phone shows no code')
  return String(await (code as unknown as { data(path: string): Promise<unknown> }).data('text'))
}
