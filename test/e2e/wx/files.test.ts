import type { Phone } from '../fixture'
import { call, failure, inApp, openCalls } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => unknown> & {
  env: { USER_DATA_PATH: string }
}

/** Runs a method of the FileSystemManager, synchronous or not. */
function files(phone: Phone, method: string, ...given: unknown[]): Promise<unknown> {
  return inApp(
    phone,
    (async (name: string, parameters: unknown[]) => {
      const manager = wx.getFileSystemManager!() as Record<string, (...p: unknown[]) => unknown>
      try {
        return await manager[name]!(...parameters)
      } catch (error) {
        const { errMsg, errno } = error as { errMsg: string; errno?: number }
        return { errMsg, errno }
      }
    }) as never,
    method,
    given,
  )
}

const USER = 'wxfile://usr'

/** Files. WeChat reference, “文件”: errors `fail no such file or directory …`, 200 MB for the user's folder. */
describe('files', () => {
  let phone: Phone
  beforeAll(async () => {
    phone = await openCalls()
  })

  it('writes, reads, appends, copies, renames and removes', async () => {
    expect(await inApp(phone, () => wx.env.USER_DATA_PATH)).toBe(USER)
    await files(phone, 'writeFileSync', `${USER}/a.txt`, '党')
    await files(phone, 'appendFileSync', `${USER}/a.txt`, '章')
    expect(await files(phone, 'readFileSync', `${USER}/a.txt`, 'utf8')).toBe('党章')
    expect(await files(phone, 'readFileSync', `${USER}/a.txt`, 'base64')).toBe('5YWa56ug')
    expect(await files(phone, 'readFileSync', `${USER}/a.txt`, 'utf8', 3, 3)).toBe('章')
    expect(await files(phone, 'readFileSync', `${USER}/a.txt`, 'gbk')).toMatchObject({
      errMsg: 'readFileSync:fail invalid encoding "gbk"',
    })
    await files(phone, 'copyFileSync', `${USER}/a.txt`, `${USER}/b.txt`)
    await files(phone, 'renameSync', `${USER}/b.txt`, `${USER}/c.txt`)
    expect(await files(phone, 'readdirSync', USER)).toEqual(['a.txt', 'c.txt'])
    expect(await files(phone, 'getFileInfo', { filePath: `${USER}/c.txt` })).toMatchObject({
      size: 6,
    })
    await files(phone, 'unlinkSync', `${USER}/c.txt`)
    expect(await files(phone, 'access', { path: `${USER}/c.txt` })).toEqual({
      errMsg: `access:fail no such file or directory ${USER}/c.txt`,
      errno: 1_300_002,
    })
  })

  it('makes folders, and removes those that are empty or all of it', async () => {
    expect(await files(phone, 'mkdir', { dirPath: `${USER}/x/y` })).toMatchObject({
      errMsg: `mkdir:fail no such file or directory ${USER}/x/y`,
    })
    await files(phone, 'mkdirSync', `${USER}/x/y`, true)
    await files(phone, 'writeFileSync', `${USER}/x/y/z.txt`, 'z')
    expect(await files(phone, 'readdirSync', `${USER}/x`)).toEqual(['y'])
    expect(await files(phone, 'mkdir', { dirPath: `${USER}/x` })).toMatchObject({
      errMsg: `mkdir:fail file already exists ${USER}/x`,
    })
    expect(await files(phone, 'rmdir', { dirPath: `${USER}/x` })).toMatchObject({
      errMsg: `rmdir:fail directory not empty ${USER}/x`,
    })
    await files(phone, 'rmdirSync', `${USER}/x`, true)
    expect(await files(phone, 'accessSync', `${USER}/x/y/z.txt`)).toMatchObject({
      errMsg: `accessSync:fail no such file or directory ${USER}/x/y/z.txt`,
    })
  })

  it('writes nowhere else', async () => {
    expect(await files(phone, 'writeFile', { filePath: '/images/a.png', data: 'x' })).toMatchObject(
      {
        errMsg: 'writeFile:fail permission denied, open /images/a.png',
      },
    )
    expect(await files(phone, 'writeFile', { filePath: `${USER}/a.txt` })).toMatchObject({
      errMsg: expect.stringContaining('parameter.data should be String or ArrayBuffer'),
    })
  })

  it('keeps what was saved when it is killed, and forgets what was temporary', async () => {
    phone.willAnswer({ sheet: 'privacy', agree: true })
    phone.willAnswer({ sheet: 'file', files: [{ name: '名单.xlsx', base64: 'UEsDBA==' }] })
    const { tempFiles } = (await call(phone, 'chooseMessageFile', { count: 1 })) as unknown as {
      tempFiles: { path: string; name: string; size: number; type: string }[]
    }
    const [chosen] = tempFiles
    expect(chosen).toMatchObject({ name: '名单.xlsx', size: 4, type: 'file' })
    expect(chosen!.path).toMatch(/^wxfile:\/\/tmp_.+\.xlsx$/)
    await files(phone, 'copyFileSync', chosen!.path, `${USER}/名单.xlsx`)
    await phone.kill()
    await phone.restart()
    expect(await files(phone, 'readFileSync', `${USER}/名单.xlsx`, 'base64')).toBe('UEsDBA==')
    expect(await files(phone, 'accessSync', chosen!.path)).toMatchObject({
      errMsg: `accessSync:fail no such file or directory ${chosen!.path}`,
    })
  })

  it('refuses more than 200 MB', async () => {
    const said = await inApp(phone, () => {
      const manager = wx.getFileSystemManager!() as Record<string, (...p: unknown[]) => unknown>
      const part = new ArrayBuffer(60 * 1024 * 1024)
      try {
        for (let index = 0; index < 5; index += 1) {
          manager.writeFileSync!(`wxfile://usr/big${index}`, part)
        }
        return ['accepted', 0]
      } catch (error) {
        const { message, errno } = error as Error & { errno: number }
        return [message, errno]
      } finally {
        for (const name of manager.readdirSync!('wxfile://usr') as string[]) {
          if (name.startsWith('big')) manager.unlinkSync!(`wxfile://usr/${name}`)
        }
      }
    })
    expect(said).toEqual([
      'writeFileSync:fail the maximum size of the file storage limit is exceeded',
      1_300_202,
    ])
  })

  it('shows a document by name, kind and size', async () => {
    await files(phone, 'writeFileSync', `${USER}/通知.docx`, 'x'.repeat(2048))
    await call(phone, 'openDocument', { filePath: `${USER}/通知.docx` })
    await phone.see('DOCX · 2.0 KB')
    await phone.tap('关闭', { within: '.mp-document' })
    await phone.gone('DOCX · 2.0 KB')
    expect(await failure(phone, 'openDocument', { filePath: `${USER}/none.pdf` })).toBe(
      "openDocument:fail file doesn't exist",
    )
    expect(await failure(phone, 'openDocument', { filePath: `${USER}/a.txt` })).toBe(
      'openDocument:fail filetype not supported',
    )
  })

  it('knows the size of a picture and makes it smaller', async () => {
    expect(await call(phone, 'getImageInfo', { src: '/images/tab.png' })).toMatchObject({
      width: 81,
      height: 81,
      type: 'png',
    })
    const { tempFilePath } = await call(phone, 'compressImage', {
      src: '/images/tab.png',
      compressedWidth: 40,
    })
    expect(await call(phone, 'getImageInfo', { src: tempFilePath })).toMatchObject({ width: 40 })
    expect(await failure(phone, 'getImageInfo', { src: '/images/none.png' })).toContain(
      'getImageInfo:fail',
    )
  })

  it('turns bytes into base64 and back', async () => {
    const there = await inApp(phone, () => {
      const buffer = wx.base64ToArrayBuffer!('5YWa') as ArrayBuffer
      return [[...new Uint8Array(buffer)], wx.arrayBufferToBase64!(buffer)]
    })
    expect(there).toEqual([[0xe5, 0x85, 0x9a], '5YWa'])
  })
})
