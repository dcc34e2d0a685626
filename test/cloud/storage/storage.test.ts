import { createHmac } from 'node:crypto'
import { createReadStream, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import tcb from '@cloudbase/node-sdk'
import wx from 'wx-server-sdk'
import { type Clock, createClock } from '../../../local/cloud/clock'
import { createStorage } from '../../../local/cloud/storage/storage'
import { pointSdkTo, serveService } from './serve-service'

const ENV = 'local-test'
const FILE_ROOT = `cloud://${ENV}.6c6f-${ENV}-1250000000/`

type Served = Awaited<ReturnType<typeof serveService>>

let clock: Clock
let directory: string
let served: Served

async function start(): Promise<Served> {
  const next = await serveService((endpoint) =>
    createStorage({ directory, clock, envId: ENV, endpoint }),
  )
  pointSdkTo(next.endpoint, ENV)
  return next
}

beforeEach(async () => {
  clock = createClock()
  directory = mkdtempSync(join(tmpdir(), 'storage-test-'))
  served = await start()
})

afterEach(async () => {
  await served.stop()
  rmSync(directory, { recursive: true, force: true })
})

const app = () => tcb.init({ env: ENV })

async function put(cloudPath: string, content: string | Buffer) {
  return (await app().uploadFile({ cloudPath, fileContent: Buffer.from(content) })).fileID
}

async function read(fileID: string): Promise<string> {
  return ((await app().downloadFile({ fileID })).fileContent as Buffer).toString()
}

async function address(fileID: string, maxAge?: number): Promise<string> {
  const file = maxAge === undefined ? fileID : { fileID, maxAge }
  const { fileList } = await app().getTempFileURL({
    fileList: [file as { fileID: string; maxAge: number }],
  })
  return fileList[0]!.tempFileURL
}

/** Everything in the data folder that is an upload or a stored file. */
function onDisk(): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'secret')
    .map((entry) => entry.name)
}

describe('through node-sdk', () => {
  it('stores, downloads, describes and deletes a file', async () => {
    const fileID = await put('notices/2025/通知 100%.txt', '你好')
    expect(fileID).toBe(`${FILE_ROOT}notices/2025/通知 100%.txt`)
    expect(await read(fileID)).toBe('你好')

    const info = await app().getFileInfo({ fileList: [fileID] })
    expect(info.fileList[0]).toMatchObject({
      code: 'SUCCESS',
      fileName: '通知 100%.txt',
      mime: 'text/plain',
      size: 6,
    })

    expect((await app().deleteFile({ fileList: [fileID] })).fileList).toEqual([
      { code: 'SUCCESS', fileID },
    ])
    await expect(app().downloadFile({ fileID })).rejects.toMatchObject({
      code: 'STORAGE_FILE_NONEXIST',
    })
    expect((await app().deleteFile({ fileList: [fileID] })).fileList[0]).toMatchObject({
      code: 'STORAGE_FILE_NONEXIST',
    })
    expect(onDisk()).toEqual([])
  })

  it('streams a file from disk to disk', async () => {
    const source = join(directory, 'source')
    const bytes = Buffer.alloc(3_000_000, 'abc')
    writeFileSync(source, bytes)
    const { fileID } = await app().uploadFile({
      cloudPath: 'big.bin',
      fileContent: createReadStream(source),
    })
    const { fileContent } = await app().downloadFile({ fileID })
    expect(bytes.equals(fileContent as Buffer)).toBe(true)
  })

  it('stores an empty file', async () => {
    const fileID = await put('empty', '')
    expect((await app().getFileInfo({ fileList: [fileID] })).fileList[0]).toMatchObject({ size: 0 })
    expect(await read(fileID)).toBe('')
  })

  it('copies, with and without leave to overwrite, and moves', async () => {
    await put('a/one.txt', 'one')
    await put('b/one.txt', 'old')
    const copy = async (overwrite: boolean, removeOriginal: boolean) => {
      const { fileList } = await app().copyFile({
        fileList: [{ srcPath: 'a/one.txt', dstPath: 'b/one.txt', overwrite, removeOriginal }],
      })
      return fileList[0]!.code
    }
    expect(await copy(false, false)).toBe('STORAGE_FILE_EXIST')
    expect(await read(`${FILE_ROOT}b/one.txt`)).toBe('old')
    expect(await copy(true, true)).toBe('SUCCESS')
    expect(await read(`${FILE_ROOT}b/one.txt`)).toBe('one')
    expect(await copy(true, false)).toBe('STORAGE_FILE_NONEXIST')
  })

  it('refuses 51 files in one call', async () => {
    const fileList = Array.from({ length: 51 }, (_, i) => `${FILE_ROOT}${i}`)
    await expect(app().deleteFile({ fileList })).rejects.toMatchObject({ code: 'INVALID_PARAM' })
    await expect(app().getTempFileURL({ fileList })).rejects.toMatchObject({
      code: 'INVALID_PARAM',
    })
  })

  it('answers for each file on its own', async () => {
    const good = await put('good', 'x')
    const { fileList } = await app().getTempFileURL({
      fileList: [good, `${FILE_ROOT}missing`, 'cloud://other.bucket/good', 'nonsense'],
    })
    expect(fileList.map((file) => file.code)).toEqual([
      'SUCCESS',
      'STORAGE_FILE_NONEXIST',
      'STORAGE_EXCEED_AUTHORITY',
      'STORAGE_FILE_NONEXIST',
    ])
  })

  it('says what a file is called inside when asked for its authority', async () => {
    process.env.TCB_CONTEXT_KEYS = 'TCB_ENV,TCB_UUID'
    process.env.TCB_UUID = 'someone'
    const { data } = await app().getFileAuthority({ fileList: [{ path: 'a', type: 'READ' }] })
    expect(data).toEqual([
      { path: 'a', cosFileId: Buffer.from(`${FILE_ROOT}a`).toString('base64'), read: true },
    ])
  })
})

describe('through wx-server-sdk', () => {
  it('stores, addresses, downloads and deletes a file', async () => {
    wx.init({ env: ENV })
    const { fileID } = await wx.uploadFile({
      cloudPath: '学习/a.pdf',
      fileContent: Buffer.from('pdf'),
    })
    const { fileContent } = await wx.downloadFile({ fileID })
    expect(fileContent.toString()).toBe('pdf')
    const urls = (await wx.getTempFileURL({
      fileList: [fileID, `${FILE_ROOT}missing`],
    })) as Exclude<Awaited<ReturnType<typeof wx.getTempFileURL>>, void>
    const { fileList } = urls
    expect(fileList[0]).toMatchObject({ fileID, status: 0 })
    expect(fileList[1]).toMatchObject({ status: -503003, errMsg: 'storage file not exists' })
    const deleted = (await wx.deleteFile({ fileList: [fileID] })) as Exclude<
      Awaited<ReturnType<typeof wx.deleteFile>>,
      void
    >
    expect(deleted.fileList[0]).toMatchObject({ fileID, status: 0 })
  })
})

describe('hostile paths', () => {
  it.each([
    ['', 'empty'],
    ['/etc/passwd', 'begin or end'],
    ['a//b', 'begin or end'],
    ['a/', 'begin or end'],
    ['..', '. or ..'],
    ['a/../../b', '. or ..'],
    ['./a', '. or ..'],
    ['a\0b', 'control'],
    ['a\nb', 'control'],
    ['\ud800', 'Unicode'],
    ['x'.repeat(851), 'longer than 850'],
    ['字'.repeat(284), 'longer than 850'],
    ['x'.repeat(1_000_000), 'longer than 850'],
  ])('refuses %#', async (path, reason) => {
    const action = served.service.actions!['storage.getUploadMetadata']!
    const call = async () =>
      action(
        {
          action: 'storage.getUploadMetadata',
          params: { path },
          requestId: '',
          invocationId: undefined,
        },
        { documentsExamined: 0, documentsReturned: 0 },
      )
    await expect(call()).rejects.toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining(reason),
    })
    expect(onDisk()).toEqual([])
  })

  it.each([
    `${'很长的文件名'.repeat(40)}.docx`,
    `${'深/'.repeat(200)}x`,
    'a\\..\\b?c#d%2e%2e&e',
    'CON.txt',
    ' leading and trailing. ',
    'emoji 👷‍♀️.png',
    '..hidden',
  ])('keeps %# as it is', async (path) => {
    const fileID = await put(path, path)
    expect(fileID).toBe(FILE_ROOT + path)
    expect(await read(fileID)).toBe(path)
  })

  it('keeps apart what some file systems would mix up', async () => {
    const names = ['a.txt', 'A.txt', '\u00e9', 'e\u0301']
    const ids = []
    for (const name of names) ids.push(await put(name, `content of ${ids.length}`))
    expect(await Promise.all(ids.map(read))).toEqual(names.map((_, i) => `content of ${i}`))
  })

  it('reaches nothing outside the bucket through a file id', async () => {
    const { fileList } = await app().getTempFileURL({
      fileList: [`${FILE_ROOT}../secret`, `${FILE_ROOT}/secret`, FILE_ROOT],
    })
    expect(fileList.map((file) => file.code)).toEqual(Array(3).fill('STORAGE_FILE_NONEXIST'))
  })
})

describe('uploads', () => {
  /** A raw PUT under the test's control: give it chunks, then `end` it or cut it off. */
  async function openUpload(cloudPath: string) {
    const { data } = (await app().getUploadMetadata({ cloudPath })) as unknown as {
      data: { url: string; authorization: string }
    }
    const upload = httpRequest(data.url, {
      method: 'PUT',
      headers: { authorization: data.authorization },
    })
    const answer = new Promise<number | undefined>((resolve) => {
      upload.on('response', (response) => {
        response.resume()
        resolve(response.statusCode)
      })
      upload.on('error', () => resolve(undefined))
    })
    const write = (text: string) => new Promise((resolve) => upload.write(text, resolve))
    return { write, end: () => upload.end(), cut: () => upload.destroy(), answer }
  }

  /** Waits for what the server does on its own account, failing with the test's time-out. */
  async function until(condition: () => boolean | Promise<boolean>) {
    while (!(await condition())) await new Promise((resolve) => setImmediate(resolve))
  }

  it('leave nothing when the client breaks off, and the old file stays', async () => {
    const fileID = await put('report', 'old')
    const upload = await openUpload('report')
    await upload.write('half of the new')
    await until(() => onDisk().length === 2)
    upload.cut()
    expect(await upload.answer).toBeUndefined()
    await until(() => onDisk().length === 1)
    expect(await read(fileID)).toBe('old')
  })

  it('to one path at once leave the last to finish, whole', async () => {
    const first = await openUpload('shared')
    const second = await openUpload('shared')
    await first.write('1'.repeat(100_000))
    await second.write('2'.repeat(50_000))
    await first.write('1'.repeat(100_000))
    await second.write('2'.repeat(50_000))
    second.end()
    expect(await second.answer).toBe(200)
    expect(await read(`${FILE_ROOT}shared`)).toBe('2'.repeat(100_000))
    first.end()
    expect(await first.answer).toBe(200)
    expect(await read(`${FILE_ROOT}shared`)).toBe('1'.repeat(200_000))
    expect(onDisk()).toHaveLength(1)
  })

  it('never mix under many at once', async () => {
    const contents = Array.from({ length: 12 }, (_, i) =>
      String.fromCharCode(97 + i).repeat(200_000),
    )
    await Promise.all(contents.map((content) => put('contested', content)))
    expect(contents).toContain(await read(`${FILE_ROOT}contested`))
  })

  it('do not disturb a download that has begun', async () => {
    const old = 'o'.repeat(8_000_000)
    const fileID = await put('long', old)
    const response = await fetch(await address(fileID))
    const reader = response.body!.getReader()
    const chunks = [(await reader.read()).value!]
    await put('long', 'new')
    for (let next = await reader.read(); !next.done; next = await reader.read())
      chunks.push(next.value)
    expect(Buffer.concat(chunks).equals(Buffer.from(old))).toBe(true)
    expect(await read(fileID)).toBe('new')
  })

  it('that a crash cut off are swept at the next start, and finished ones survive', async () => {
    const fileID = await put('kept', 'kept')
    writeFileSync(join(directory, 'incoming', 'left-over'), 'half')
    await served.stop()
    served = await start()
    expect(await read(fileID)).toBe('kept')
    expect(onDisk()).toHaveLength(1)
  })

  it('need the signature of their own path, in time', async () => {
    const metadata = async (cloudPath: string) =>
      (
        (await app().getUploadMetadata({ cloudPath })) as unknown as {
          data: { url: string; authorization: string }
        }
      ).data
    const mine = await metadata('mine')
    const other = await metadata('other')
    const send = async (url: string, authorization: string) => {
      const response = await fetch(url, { method: 'PUT', headers: { authorization }, body: 'x' })
      return [response.status, /<Code>(.*)<\/Code>/.exec(await response.text())?.[1]]
    }
    expect(await send(other.url, mine.authorization)).toEqual([403, 'SignatureDoesNotMatch'])
    expect(await send(mine.url.replace('t=', 't=9'), mine.authorization)).toEqual([
      403,
      'SignatureDoesNotMatch',
    ])
    clock.advance(901_000)
    expect(await send(mine.url, mine.authorization)).toEqual([403, 'AccessDenied'])
    expect(onDisk()).toEqual([])
  })

  it('refused by the store reach the SDK’s caller as an error', async () => {
    const route = served.service.routes!.find((r) => r.method === 'PUT')!
    const { handle } = route
    const spy = jest.spyOn(route, 'handle')
    spy.mockImplementation((request, response, url) => {
      request.headers.authorization = 'wrong'
      return handle(request, response, url)
    })
    await expect(put('a', 'x')).rejects.toMatchObject({
      code: 'SYS_ERR',
      message: expect.stringContaining('SignatureDoesNotMatch'),
    })
    spy.mockImplementation((request, response, url) => {
      clock.advance(901_000)
      return handle(request, response, url)
    })
    await expect(put('a', 'x'.repeat(1_000_000))).rejects.toMatchObject({
      code: 'STORAGE_REQUEST_FAIL',
      message: '[AccessDenied]: Request has expired',
    })
    expect(onDisk()).toEqual([])
  })

  it('can be a form, as browsers send it', async () => {
    const { data } = (await app().getUploadMetadata({ cloudPath: 'form.txt' })) as unknown as {
      data: { url: string; authorization: string }
    }
    const post = (fields: Record<string, string | Blob>) => {
      const body = new FormData()
      for (const [name, value] of Object.entries(fields)) body.append(name, value)
      return fetch(data.url, { method: 'POST', body })
    }
    const file = new Blob(['from a form'])
    expect((await post({ key: 'form.txt', Signature: data.authorization, file })).status).toBe(204)
    expect(await read(`${FILE_ROOT}form.txt`)).toBe('from a form')
    expect((await post({ Signature: 'wrong', file })).status).toBe(403)
    expect((await post({ Signature: data.authorization })).status).toBe(400)
  })
})

describe('temporary addresses', () => {
  it('expire on the clock', async () => {
    const url = await address(await put('a.txt', 'x'), 60)
    expect((await fetch(url)).status).toBe(200)
    clock.advance(59_000)
    expect((await fetch(url)).status).toBe(200)
    clock.advance(3_000)
    const late = await fetch(url)
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining('expired')])
  })

  it('are good for one path and one time only', async () => {
    const one = new URL(await address(await put('one', '1')))
    const two = new URL(await address(await put('two', '2')))
    const mixed = new URL(one)
    mixed.pathname = two.pathname
    expect((await fetch(mixed)).status).toBe(403)
    const longer = new URL(one)
    longer.searchParams.set('t', '99999999999')
    expect((await fetch(longer)).status).toBe(403)
    one.searchParams.delete('sign')
    expect((await fetch(one)).status).toBe(403)
  })

  it('survive a restart on the same folder', async () => {
    const url = new URL(await address(await put('a', 'x')))
    await served.stop()
    served = await start()
    expect(await (await fetch(served.endpoint + url.pathname + url.search)).text()).toBe('x')
  })

  it('are not signed with a secret that a crash cut off', async () => {
    const before = new URL(await address(await put('a', 'x')))
    await served.stop()
    writeFileSync(join(directory, 'secret'), '')
    served = await start()
    const forged = createHmac('sha256', '').update('file\n99999999999\na').digest('hex')
    before.searchParams.set('t', '99999999999')
    before.searchParams.set('sign', forged)
    expect((await fetch(served.endpoint + before.pathname + before.search)).status).toBe(403)
    const fileId = `${FILE_ROOT}a`
    expect(await (await fetch(await address(fileId))).text()).toBe('x')
  })

  it('give the type and name of the file, and run nothing', async () => {
    const png = await fetch(await address(await put('图/标志.png', 'x')))
    expect(png.headers.get('content-type')).toBe('image/png')
    expect(png.headers.get('content-disposition')).toContain(
      `inline; filename="??.png"; filename*=UTF-8''${encodeURIComponent('标志.png')}`,
    )
    for (const name of ['page.html', 'drawing.svg', 'unknown']) {
      const response = await fetch(await address(await put(name, '<script>alert(1)</script>')))
      expect(response.headers.get('content-disposition')).toMatch(/^attachment/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  it('answer HEAD and ranges', async () => {
    const url = await address(await put('digits.txt', '0123456789'))
    const head = await fetch(url, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
      200,
      '10',
      '',
    ])
    const part = async (range: string) => {
      const response = await fetch(url, { headers: { range } })
      return [response.status, response.headers.get('content-range'), await response.text()]
    }
    expect(await part('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234'])
    expect(await part('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789'])
    expect(await part('bytes=-2')).toEqual([206, 'bytes 8-9/10', '89'])
    expect(await part('bytes=10-')).toEqual([416, 'bytes */10', ''])
    expect(await part('bytes=0-1,4-5')).toEqual([200, null, '0123456789'])
    expect(await part('lines=1')).toEqual([200, null, '0123456789'])
  })

  it('of a file deleted meanwhile say so', async () => {
    const fileID = await put('a', 'x')
    const url = await address(fileID)
    await app().deleteFile({ fileList: [fileID] })
    const response = await fetch(url)
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('NoSuchKey'),
    ])
  })
})

describe('the mini-program’s routes', () => {
  const upload = (path: string, openid: string | undefined, body: string) =>
    fetch(`${served.endpoint}/_local/upload?path=${encodeURIComponent(path)}`, {
      method: 'POST',
      headers: openid ? { 'x-wx-openid': openid } : {},
      body,
    })

  it('upload, download and delete', async () => {
    const response = await upload('考勤/照片 1.jpg', 'openid-1', 'jpeg')
    const { fileID } = (await response.json()) as { fileID: string }
    expect(fileID).toBe(`${FILE_ROOT}考勤/照片 1.jpg`)
    expect(await read(fileID)).toBe('jpeg')

    const url = `${served.endpoint}/_local/file?fileID=${encodeURIComponent(fileID)}`
    const download = await fetch(url)
    expect([download.headers.get('content-type'), await download.text()]).toEqual([
      'image/jpeg',
      'jpeg',
    ])
    expect(await (await fetch(url, { method: 'DELETE' })).json()).toEqual({ fileID })
    expect((await fetch(url)).status).toBe(404)
    expect(await (await fetch(url, { method: 'DELETE' })).json()).toMatchObject({
      error: { code: 'STORAGE_FILE_NONEXIST' },
    })
  })

  it('refuse a stranger and a bad path', async () => {
    const stranger = await upload('a', undefined, 'x')
    expect([stranger.status, await stranger.json()]).toEqual([
      400,
      { error: { code: 'STORAGE_EXCEED_AUTHORITY', message: expect.any(String) } },
    ])
    const bad = await upload('../a', 'openid-1', 'x')
    expect([bad.status, await bad.json()]).toMatchObject([
      400,
      { error: { code: 'INVALID_PARAM' } },
    ])
    expect(onDisk()).toEqual([])
  })
})

it('reset forgets every file', async () => {
  const fileID = await put('a', 'x')
  await served.service.reset?.()
  expect(onDisk()).toEqual([])
  await expect(app().downloadFile({ fileID })).rejects.toMatchObject({
    code: 'STORAGE_FILE_NONEXIST',
  })
  expect(await read(await put('a', 'again'))).toBe('again')
})

it('in memory, the files go with the service', async () => {
  const before = readdirSync(tmpdir()).filter((name) =>
    name.startsWith('local-cloud-storage-'),
  ).length
  const temporary = createStorage({ memory: true, clock, envId: ENV, endpoint: () => '' })
  const during = readdirSync(tmpdir()).filter((name) =>
    name.startsWith('local-cloud-storage-'),
  ).length
  await temporary.stop?.()
  const after = readdirSync(tmpdir()).filter((name) =>
    name.startsWith('local-cloud-storage-'),
  ).length
  expect([during - before, after - before]).toEqual([1, 0])
})
