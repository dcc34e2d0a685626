import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import wx from 'wx-server-sdk'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'

const ENV = 'local-test'

let data: string
let cloud: Cloud

async function start() {
  cloud = await startCloud({ data, env: ENV })
  Object.assign(process.env, cloud.environment)
  wx.init({ env: ENV })
}

beforeEach(async () => {
  // A folder that is not there yet, below one that is not there either.
  data = join(mkdtempSync(join(tmpdir(), 'environment-test-')), 'a', 'b')
  await start()
})

afterEach(async () => {
  await cloud.stop()
  rmSync(join(data, '..', '..'), { recursive: true, force: true })
})

/** `cloud.openapi` without the typings that lag behind the calls. */
// biome-ignore lint/suspicious/noExplicitAny: the SDK's own type of it
const api = wx.openapi as any

it('an environment keeps files and what WeChat knows over a restart, signatures and all', async () => {
  const message = { touser: 'li', templateId: 'meeting', data: { thing1: { value: '开会' } } }
  const { fileID } = await wx.uploadFile({
    cloudPath: '会议/记录.txt',
    fileContent: Buffer.from('记录'),
  })
  cloud.wechat.acceptSubscription('li', ['meeting', 'meeting'])
  await api.subscribeMessage.send(message)
  await cloud.stop()
  await start()

  expect((await wx.downloadFile({ fileID })).fileContent.toString()).toBe('记录')
  await expect(api.subscribeMessage.send(message)).resolves.toMatchObject({ errCode: 0 })
  await expect(api.subscribeMessage.send(message)).rejects.toMatchObject({ errCode: 43101 })
  expect(cloud.wechat.outbox.list({ kind: 'subscribeMessage.send' })).toHaveLength(2)

  await cloud.reset()
  expect(cloud.wechat.outbox.list()).toEqual([])
  // wx-server-sdk loses the code of a failed download on the way.
  await expect(wx.downloadFile({ fileID })).rejects.toMatchObject({
    errMsg: expect.stringContaining('storage file not exist'),
  })
})

it('an environment answers a broken open API request with an error and goes on', async () => {
  const { buffer } = await api.wxacode.getUnlimited({ scene: 'm=1' })
  expect(buffer.subarray(1, 4).toString()).toBe('PNG')
  await expect(api.logistics.addOrder({})).rejects.toMatchObject({
    errCode: -604100,
    errMsg: expect.stringContaining('logistics.addOrder'),
  })
  const answer = await fetch(`${cloud.url}/_local/wx/verdicts`, { method: 'POST', body: '{' })
  expect(answer.status).toBe(400)
  await expect(api.updatableMessage.createActivityId({})).resolves.toMatchObject({ errCode: 0 })
})
