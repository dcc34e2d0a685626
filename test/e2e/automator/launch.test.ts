/** `automator.launch` of the unmodified client, with our `cli` in the place of that of WeChat DevTools. */
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

test('launches a project, drives it and closes it', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(__dirname, 'launch-script.cjs'),
    resolve(__dirname, '../../../local/wechat/automator/cli.cjs'),
    join(__dirname, '../../data/mini-programs/automator'),
    String(await freePort()),
  ])
  expect(JSON.parse(stdout)).toEqual({
    path: 'pages/list/list',
    done: true,
    after: expect.stringContaining('Connection closed'),
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
