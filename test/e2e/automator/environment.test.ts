import { openAs, withCloud } from '../fixture'
import { openOnDevTools } from '../fixture/devtools'

withCloud()

test('the built app tells which environment it writes to, so that tests in DevTools may run', async () => {
  const { mini } = await openAs('o-stranger')
  expect(await mini.evaluate('() => getApp().globalData.cloudEnv')).toBe('branch-online-test')
  const { connection } = mini as unknown as { connection: { transport: { ws: { url: string } } } }
  const phone = await openOnDevTools(connection.transport.ws.url, 'pages/me/me')
  expect((await phone.page()).path).toBe('pages/me/me')
  await phone.close()
})
