/** The fixture's half for WeChat DevTools, played against a phone here through nothing but the protocol. */
import { join } from 'node:path'
import { type MiniProgram, openAs } from '../fixture'
import { openOnDevTools } from '../fixture/devtools'

const miniprogram = join(__dirname, '../../data/mini-programs/automator')

async function endpoint(): Promise<{ mini: MiniProgram; url: string }> {
  const { mini } = await openAs('o-zhang', '', { miniprogram })
  const { connection } = mini as unknown as { connection: { transport: { ws: { url: string } } } }
  return { mini, url: connection.transport.ws.url }
}

test('taps, types, sees and goes back', async () => {
  const phone = await openOnDevTools((await endpoint()).url, 'pages/list/list')
  try {
    await phone.tap('苹果')
    await phone.see('好了', { within: '#row-a' })
    await phone.type('#word', '樱桃')
    expect(await (await phone.page()).data('word')).toBe('樱桃')
    await phone.tap('#more')
    await phone.see('陕隧鑫玥')
    await phone.back()
    await phone.gone('陕隧鑫玥')
    expect(phone.taps).toBe(3)
    expect(() => phone.offline()).toThrow('not possible in WeChat DevTools')
  } finally {
    await phone.close()
  }
})

test('an environment that is not for tests is refused', async () => {
  const { mini, url } = await endpoint()
  await mini.evaluate('() => { getApp().globalData.cloudEnv = "branch-online-prod" }')
  await expect(openOnDevTools(url, '')).rejects.toThrow('“branch-online-prod”')
  await mini.evaluate('() => { delete getApp().globalData.cloudEnv }')
  await expect(openOnDevTools(url, '')).rejects.toThrow('ends in -test')
})
