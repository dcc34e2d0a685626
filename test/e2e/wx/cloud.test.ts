import { join } from 'node:path'
import { type Phone, withCloud } from '../fixture'
import { call, failure, inApp, openCalls, ZHANG } from './calls'

declare const wx: {
  cloud: Record<string, (...parameters: unknown[]) => Promise<unknown>>
} & Record<string, (...parameters: unknown[]) => unknown>

const FUNCTIONS = join(__dirname, '../../cloud/sample-functions')

/** `wx.cloud`. CloudBase reference for mini-programs; error forms as people quote them. */
describe('cloud', () => {
  withCloud({ functions: FUNCTIONS })
  let phone: Phone
  beforeEach(async () => {
    phone = await openCalls(ZHANG)
  })

  it('calls a function as the person who holds the phone', async () => {
    const { result, errMsg, requestID } = await call(phone, 'cloud.callFunction', {
      name: 'whoami',
      data: { openid: 'forged', 数: 1 },
    })
    expect(errMsg).toBe('cloud.callFunction:ok')
    expect(requestID).toMatch(/\w+/)
    expect(result).toMatchObject({ OPENID: 'o-zhang', event: { openid: 'forged', 数: 1 } })
  })

  it('says which function is not there, and what a function threw', async () => {
    expect(await call(phone, 'cloud.callFunction', { name: 'nowhere' })).toMatchObject({
      errCode: -501_000,
      errMsg: expect.stringMatching(
        /^cloud\.callFunction:fail Error: errCode: -501000 .*\| errMsg: .+/,
      ),
    })
    expect(
      await call(phone, 'cloud.callFunction', { name: 'files', data: { action: '没有' } }),
    ).toMatchObject({
      errCode: -504_002,
      errMsg: expect.stringMatching(
        /^cloud\.callFunction:fail Error: errCode: -504002 functions execute fail \| errMsg: .*no action 没有/s,
      ),
    })
    expect(await call(phone, 'cloud.callFunction', {})).toMatchObject({
      errMsg: expect.stringContaining('parameter.name should be String instead of Undefined;'),
    })
  })

  it('wants a login', async () => {
    const stranger = await openCalls(null)
    expect(await call(stranger, 'cloud.callFunction', { name: 'whoami' })).toMatchObject({
      errMsg: 'cloud.callFunction:fail Error: access_token missing',
    })
  })

  it('refuses the database, which is closed to clients', async () => {
    const said = await inApp(phone, () => {
      try {
        return wx.cloud.database?.()
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(said).toContain('wx.cloud.database is refused')
  })

  it('opens a cloudID on the way to the function', async () => {
    const member = await openCalls('o-li', { scene: 1044, group: { openGId: 'G-42' } })
    const { result } = (await inApp(member, async () => {
      const info = (await wx.getGroupEnterInfo?.({})) as { cloudID: string }
      const group = wx.cloud.CloudID?.(info.cloudID)
      return wx.cloud.callFunction?.({ name: 'whoami', data: { group } })
    })) as { result: { event: { group: { data: { opengid: string } } } } }
    expect(result.event.group.data.opengid).toBe('G-42')
    const ticket = 'ticket-G-42'
    const { cloudID } = await call(member, 'getShareInfo', { shareTicket: ticket })
    expect(cloudID).toEqual(expect.any(String))
    expect(await failure(member, 'getShareInfo', { shareTicket: 'another' })).toBe(
      'getShareInfo:fail invalid shareTicket',
    )
    for (const [shareTicket, valid] of [
      [ticket, true],
      ['another', false],
    ])
      expect(await call(member, 'authPrivateMessage', { shareTicket })).toMatchObject({ valid })
    expect(await call(phone, 'getGroupEnterInfo')).toMatchObject({
      errMsg: 'getGroupEnterInfo:fail invalid scene',
      errno: 40_097,
    })
  })

  it('uploads, shows, downloads and deletes a file', async () => {
    const { fileID, upload } = await inApp(phone, async () => {
      const path = 'wxfile://usr/通知.txt'
      const files = wx.getFileSystemManager?.() as Record<
        string,
        (...parameters: unknown[]) => unknown
      >
      files.writeFileSync?.(path, '全体党员：')
      const uploaded = (await wx.cloud.uploadFile?.({
        cloudPath: 'notices/通知.txt',
        filePath: path,
      })) as {
        fileID: string
        errMsg: string
      }
      return { fileID: uploaded.fileID, upload: uploaded.errMsg }
    })
    expect(upload).toBe('cloud.uploadFile:ok')
    expect(fileID).toMatch(/^cloud:\/\/.+\/notices\/通知\.txt$/)
    const { fileList } = (await call(phone, 'cloud.getTempFileURL', {
      fileList: [fileID, `${fileID}x`],
    })) as unknown as { fileList: { status: number; tempFileURL: string }[] }
    expect(fileList.map(({ status }) => status)).toEqual([0, -503_003])
    const downloaded = await inApp(
      phone,
      (async (id: string) => {
        const { tempFilePath } = (await wx.cloud.downloadFile!({ fileID: id })) as {
          tempFilePath: string
        }
        const shown = await (await fetch(`/cloud/file?fileID=${encodeURIComponent(id)}`)).text()
        const files = wx.getFileSystemManager?.() as Record<
          string,
          (...parameters: unknown[]) => unknown
        >
        return [files.readFileSync?.(tempFilePath, 'utf8'), shown]
      }) as never,
      fileID,
    )
    expect(downloaded).toEqual(['全体党员：', '全体党员：'])
    expect(await call(phone, 'cloud.deleteFile', { fileList: [fileID] })).toMatchObject({
      fileList: [{ fileID, status: 0 }],
    })
    expect(await call(phone, 'cloud.downloadFile', { fileID })).toMatchObject({
      errCode: -503_003,
      errMsg: expect.stringMatching(
        /^cloud\.downloadFile:fail Error: errCode: -503003 storage file not exists/,
      ),
    })
  })

  it('loses files on a weak network on either way, all of one call or none, and none offline', async () => {
    await inApp(phone, () => {
      const files = wx.getFileSystemManager?.() as Record<string, (...given: unknown[]) => unknown>
      files.writeFileSync?.('wxfile://usr/weak.txt', '材料')
    })
    const upload = (cloudPath: string) =>
      call(phone, 'cloud.uploadFile', { cloudPath, filePath: 'wxfile://usr/weak.txt' })
    const there = async (list: string[]) => {
      const answer = await call(phone, 'cloud.getTempFileURL', { fileList: list })
      return (answer.fileList as { status: number }[] | undefined)?.map(({ status }) => status)
    }
    const { fileID } = await upload('weak/first.txt')
    const first = String(fileID)
    const other = (name: string) => first.replace('first', name)

    phone.weak(['lostThere', 'lostBack', 'through', 'lostBack', 'lostBack', 'through'])
    const started = performance.now()
    const [never, done, through, download, addresses, deleted] = await Promise.all([
      upload('weak/never.txt'),
      upload('weak/done.txt'),
      upload('weak/through.txt'),
      call(phone, 'cloud.downloadFile', { fileID: first }),
      call(phone, 'cloud.getTempFileURL', { fileList: [first, first] }),
      call(phone, 'cloud.deleteFile', { fileList: [first] }),
    ])
    expect(performance.now() - started).toBeGreaterThanOrEqual(2_000)
    for (const lost of [never, done, download, addresses]) {
      expect(lost).toMatchObject({ errCode: -1, errMsg: expect.stringMatching(/:fail .*timeout$/) })
    }
    expect(through.errMsg).toBe('cloud.uploadFile:ok')
    expect(deleted).toMatchObject({ fileList: [{ status: 0 }] })
    phone.online()
    expect(await there(['never', 'done', 'through', 'first'].map(other))).toEqual([
      -503_003, 0, 0, -503_003,
    ])

    phone.offline()
    for (const [name, options] of [
      ['uploadFile', { cloudPath: 'a.txt', filePath: 'wxfile://usr/weak.txt' }],
      ['downloadFile', { fileID: other('done') }],
      ['getTempFileURL', { fileList: [other('done')] }],
      ['deleteFile', { fileList: [other('done')] }],
    ] as const) {
      expect(await call(phone, `cloud.${name}`, options)).toMatchObject({
        errMsg: expect.stringMatching(`^cloud.${name}:fail .*ERR_INTERNET_DISCONNECTED`),
      })
    }
    phone.online()
    expect(await there([other('done')])).toEqual([0])
  })

  it.each(['会议纪要.docx', '花名册.xlsx', '名单.txt'])(
    'takes %s from a chat on one phone to another phone',
    async (name) => {
      const base64 = Buffer.from(`文件 ${name}`).toString('base64')
      phone.willAnswer({ sheet: 'privacy', agree: true })
      phone.willAnswer({ sheet: 'file', files: [{ name, base64 }] })
      const extension = name.split('.').at(-1)
      const choice = { count: 1, type: 'file', extension: [extension] }
      const { tempFiles } = (await call(phone, 'chooseMessageFile', choice)) as unknown as {
        tempFiles: { path: string; name: string; size: number }[]
      }
      expect(tempFiles).toMatchObject([{ name, size: Buffer.from(base64, 'base64').length }])
      const { fileID } = await call(phone, 'cloud.uploadFile', {
        cloudPath: `files/${name}`,
        filePath: tempFiles[0]!.path,
      })
      const other = await openCalls('o-li')
      const { tempFilePath } = await call(other, 'cloud.downloadFile', { fileID })
      const opened = await call(other, 'openDocument', { filePath: tempFilePath })
      if (extension === 'txt') {
        expect(opened.errMsg).toBe('openDocument:fail filetype not supported')
      } else {
        expect(opened.errMsg).toBe('openDocument:ok')
        await other.see(new RegExp(`^${extension!.toUpperCase()} · `))
      }
    },
  )
})
