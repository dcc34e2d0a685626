import path from 'node:path'
import { type Cloud, startCloud } from '../../../local/cloud/cloud'
import { readSchema } from '../../../local/cloud/schema'

const PROJECT = path.resolve(__dirname, '../sample-functions')

/** A project in plain JavaScript, written as the documentation of wx-server-sdk shows, with the SDK untouched. */
describe('the sample project', () => {
  let cloud: Cloud
  const li = { openid: 'o-li', appid: 'wx-sample' }
  const wang = { openid: 'o-wang', appid: 'wx-sample' }

  beforeAll(async () => {
    cloud = await startCloud({
      functions: PROJECT,
      schema: readSchema(path.join(PROJECT, 'cloudbaserc.json')),
    })
  })
  afterAll(() => cloud.stop())

  // biome-ignore lint/suspicious/noExplicitAny: each function answers in its own shape
  async function call(name: string, event: object = {}, caller = li): Promise<any> {
    const answer = await cloud.invoke(name, event, caller)
    if ('error' in answer) throw new Error(`${answer.error.code} ${answer.error.message}`)
    return answer.result
  }

  test('knows who calls', async () => {
    expect(await call('whoami', { hello: '支部' }, wang)).toEqual({
      OPENID: 'o-wang',
      APPID: 'wx-sample',
      ENV: 'sample-test',
      SOURCE: 'wx_client',
      event: { hello: '支部', userInfo: { openId: 'o-wang', appId: 'wx-sample' } },
      requestId: expect.any(String),
    })
  })

  test('calls a function from a function, as the same person', async () => {
    expect(await call('relay', { name: 'whoami', data: { a: 1 } }, wang)).toMatchObject({
      result: { OPENID: 'o-wang', SOURCE: 'wx_client,scf', event: { a: 1 } },
    })
  })

  test('hears of a function that is missing or fails', async () => {
    expect(await call('relay', { name: 'missing' })).toMatchObject({
      errMsg: expect.stringContaining('FunctionName parameter could not be found'),
    })
    expect(await call('relay', { name: 'notes', data: { action: 'dance' } })).toMatchObject({
      errMsg: expect.stringContaining('no action dance'),
    })
  })

  test('writes, reads, changes, counts and removes documents', async () => {
    const { _id: id } = await call('notes', {
      action: 'add',
      text: 'b',
      tags: ['x', 'y'],
      stars: 2,
    })
    await call('notes', { action: 'add', text: 'a', tags: ['x'], stars: 2 })
    await call('notes', { action: 'add', text: 'c', stars: 5 })
    await call('notes', { action: 'add', text: 'of wang', stars: 9 }, wang)

    expect(await call('notes', { action: 'get', id })).toMatchObject({
      _id: id,
      owner: 'o-li',
      text: 'b',
      createdAt: expect.stringMatching(/^\d{4}-/),
    })
    const texts = async (event: object) =>
      (await call('notes', { action: 'list', ...event })).map(({ text }: { text: string }) => text)
    expect(await texts({})).toEqual(['c', 'a', 'b'])
    expect(await texts({ tag: 'x' })).toEqual(['a', 'b'])
    expect(await texts({ atLeast: 3 })).toEqual(['c'])
    expect(await texts({ skip: 1, limit: 1 })).toEqual(['a'])

    expect(await call('notes', { action: 'star', id })).toEqual({ updated: 1 })
    expect(await call('notes', { action: 'starsByTag' })).toEqual([
      { _id: 'starred', notes: 1, stars: 3 },
      { _id: 'x', notes: 2, stars: 5 },
      { _id: 'y', notes: 1, stars: 3 },
    ])
    await call('notes', { action: 'rewrite', id, text: 'anew' })
    expect(await texts({})).toEqual(['c', 'a', 'anew'])
    expect(await call('notes', { action: 'count' })).toBe(3)
    expect(await call('notes', { action: 'remove', id })).toEqual({ removed: 1 })
    expect(await call('notes', { action: 'clear' })).toEqual({ removed: 2 })
    expect(await call('notes', { action: 'count' }, wang)).toBe(1)
    await expect(call('notes', { action: 'get', id })).rejects.toThrow(
      /FUNCTIONS_EXECUTE_FAIL .*document.get:fail/,
    )
  })

  test('changes two documents in one transaction, or neither', async () => {
    await call('transfer', { open: 'a', points: 10 })
    await call('transfer', { open: 'b', points: 0 })
    expect(await call('transfer', { from: 'a', to: 'b', points: 4 })).toEqual({ left: 6 })
    expect(await call('transfer', { from: 'a', to: 'b', points: 7 })).toEqual({
      refused: 'not enough points',
    })
    expect(await call('transfer', { from: 'nobody', to: 'b', points: 1 })).toEqual({
      refused: 'no such account',
    })
    expect(await call('transfer', { from: 'b', to: 'a', points: 4 })).toEqual({ left: 0 })
    expect(await call('transfer', { from: 'a', to: 'b', points: 10 })).toEqual({ left: 0 })
  })

  test('keeps files', async () => {
    const path = 'texts/决议.txt'
    const { fileID } = await call('files', { action: 'upload', path, text: '同意' })
    expect(fileID).toMatch(/^cloud:\/\/sample-test\..*\/texts\/决议\.txt$/)
    expect(await call('files', { action: 'download', fileID })).toEqual({ text: '同意' })
    const { tempFileURL } = await call('files', { action: 'link', fileID })
    expect(await (await fetch(tempFileURL)).text()).toBe('同意')
    expect(await call('files', { action: 'delete', fileID })).toMatchObject({ fileID, status: 0 })
    await expect(call('files', { action: 'download', fileID })).rejects.toThrow()
  })

  test('sends a subscribed message as often as the person agreed', async () => {
    const remind = { action: 'remind', templateId: 'meeting', title: '支部党员大会' }
    expect(await call('messages', remind)).toMatchObject({ errCode: 43101 })
    cloud.wechat.acceptSubscription('o-li', ['meeting'])
    expect(await call('messages', remind)).toMatchObject({ errCode: 0 })
    expect(await call('messages', remind)).toMatchObject({ errCode: 43101 })
    expect(
      cloud.wechat.outbox.list({ kind: 'subscribeMessage.send', openid: 'o-li' }),
    ).toHaveLength(1)
  })

  test('makes a mini-program code and stores it', async () => {
    const made = await call('messages', { action: 'code', scene: 'm-7' })
    expect(made).toMatchObject({ contentType: 'image/png', bytes: expect.any(Number) })
    const { tempFileURL } = await call('files', { action: 'link', fileID: made.fileID })
    const bytes = Buffer.from(await (await fetch(tempFileURL)).arrayBuffer())
    expect(bytes).toHaveLength(made.bytes)
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  test('writes a report each night', async () => {
    const post = (path: string, body: object) =>
      fetch(`${cloud.url}/_local/${path}`, { method: 'POST', body: JSON.stringify(body) })
    await post('clock', { now: '2030-06-30T12:00:00+08:00' })
    await post('clock', { now: '2030-07-02T12:00:00+08:00' })
    let reports: { _id: string; trigger: string }[] = []
    while (reports[0]?._id !== '2030-07-01T18:00:00Z') reports = await call('nightly')
    expect(reports).toEqual([
      { _id: '2030-07-01T18:00:00Z', trigger: 'everyNight', total: expect.any(Number) },
      { _id: '2030-06-30T18:00:00Z', trigger: 'everyNight', total: expect.any(Number) },
    ])
    const fired = await (await post('timers/nightly', {})).json()
    expect(fired).toEqual({ result: { total: expect.any(Number) } })
  })
})
