import { join } from 'node:path'
import { type Phone, withCloud } from '../fixture'
import { call, inApp, openCalls } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => unknown> & {
  cloud: Record<string, (...parameters: unknown[]) => unknown>
}
declare function getApp(): { globalData: { outcome: Promise<{ errMsg: string }> } }
declare function getCurrentPages(): {
  data: Record<string, unknown>
  route: string
  setData(data: object, done?: () => void): void
}[]

/** What hurried people and careless pages do to a phone. */
describe('a phone under stress', () => {
  const stage = withCloud({ functions: join(__dirname, '../../cloud/sample-functions') })
  let phone: Phone
  beforeEach(async () => {
    phone = await openCalls()
  })

  it('keeps to ten pages in a storm of navigations, and to one page at its end', async () => {
    const outcomes = await inApp(phone, () =>
      Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (
            wx.navigateTo!({ url: `/pages/plain/plain?id=${index}` }) as Promise<{
              errMsg: string
            }>
          ).then(
            ({ errMsg }) => errMsg,
            ({ errMsg }: { errMsg: string }) => errMsg,
          ),
        ),
      ),
    )
    expect(outcomes.filter((errMsg) => errMsg === 'navigateTo:ok')).toHaveLength(9)
    expect(await inApp(phone, () => getCurrentPages().length)).toBe(10)
    await inApp(phone, () =>
      Promise.allSettled([
        wx.navigateBack?.({ delta: 3 }),
        wx.redirectTo?.({ url: '/pages/plain/plain?id=r' }),
        wx.switchTab?.({ url: '/pages/second/second' }),
        wx.reLaunch?.({ url: '/pages/plain/plain?id=last' }),
      ]),
    )
    await phone.see('普通页 last')
    expect(await inApp(phone, () => getCurrentPages().length)).toBe(1)
  })

  it('takes a large setData, and refuses what is no data without losing the page', async () => {
    const length = await inApp(
      phone,
      () =>
        new Promise((resolve) => {
          const page = getCurrentPages()[0]!
          const rows = Array.from({ length: 20_000 }, (_, id) => ({ id, name: `名字${id}` }))
          page.setData({ rows }, () => resolve((page.data.rows as unknown[]).length))
        }),
    )
    expect(length).toBe(20_000)
    const left = await inApp(phone, () => {
      const page = getCurrentPages()[0]!
      const circle: Record<string, unknown> = {}
      circle.self = circle
      for (const odd of [{ circle }, { 'a[b': 1 }, { 'rows[1e9]': 1 }, null, 7, undefined]) {
        try {
          page.setData(odd as object)
        } catch {
          // Refused.
        }
      }
      page.setData({ outcome: '还在' })
      return page.data.outcome
    })
    expect(left).toBe('还在')
    await phone.see('还在')
  })

  it('says on the console when one setData carries more than 1,024 KB', async () => {
    const heard = new Promise<string>((resolve) => {
      phone.mini.on('console', ({ args }: { args: unknown[] }) => {
        const line = args.map(String).join(' ')
        if (line.includes('setData 数据传输长度')) resolve(line)
      })
    })
    await inApp(phone, () => {
      const [page] = getCurrentPages()
      page!.setData({ small: '字'.repeat(1000) })
      page!.setData({ large: '字'.repeat(1_100_000) })
    })
    expect(await heard).toContain('1074 KB')
  })

  it('opens nothing through a script in a link', async () => {
    const left = await inApp(phone, () =>
      (wx.navigateTo!({ url: 'javascript:globalThis.broken=1' }) as Promise<unknown>).catch(
        ({ errMsg }: { errMsg: string }) => errMsg,
      ),
    )
    expect(left).toMatch(
      /^navigateTo:fail page "pages\/[^"]*javascript:globalThis\.broken=1" is not found/,
    )
    expect(await inApp(phone, () => (globalThis as { broken?: number }).broken)).toBeUndefined()
  })

  it('fails what is under way when the network goes, and takes it afterwards', async () => {
    const upload = { cloudPath: 'a.txt', filePath: 'wxfile://usr/a.txt' }
    phone.weak(['through'])
    await inApp(
      phone,
      ((options: object) => {
        const files = wx.getFileSystemManager?.() as Record<
          string,
          (...given: unknown[]) => unknown
        >
        files.writeFileSync?.('wxfile://usr/a.txt', '材'.repeat(100_000))
        const sent = wx.cloud.uploadFile?.(options) as Promise<{ errMsg: string }>
        const outcome = sent.catch((error: { errMsg: string }) => error)
        Object.assign(getApp().globalData, { outcome })
      }) as never,
      upload,
    )
    phone.offline()
    const { errMsg } = await inApp(phone, () => getApp().globalData.outcome)
    expect(errMsg).toMatch(/uploadFile:fail .*ERR_NETWORK_CHANGED/)
    phone.online()
    expect(await call(phone, 'cloud.uploadFile', upload)).toMatchObject({
      errMsg: 'cloud.uploadFile:ok',
      fileID: expect.stringMatching(/\/a\.txt$/),
    })
  })

  it('leaves no half of a file when killed while it is sent, and the file is there to send again', async () => {
    await inApp(phone, () => {
      const files = wx.getFileSystemManager?.() as Record<string, (...given: unknown[]) => unknown>
      files.writeFileSync?.('wxfile://usr/b.txt', '材'.repeat(1_000_000))
      void (
        wx.cloud.uploadFile!({
          cloudPath: 'b.txt',
          filePath: 'wxfile://usr/b.txt',
        }) as Promise<unknown>
      ).catch(() => undefined)
    })
    await phone.kill()
    await phone.restart()
    const again = { cloudPath: 'b.txt', filePath: 'wxfile://usr/b.txt' }
    const { fileID } = await call(phone, 'cloud.uploadFile', again)
    const { tempFilePath } = await call(phone, 'cloud.downloadFile', { fileID })
    const { size } = await call(phone, 'getFileInfo', { filePath: tempFilePath })
    expect(size).toBe(3_000_000)
  })

  it('forgets nothing it had stored, and calls nobody back, when killed during calls', async () => {
    await inApp(phone, () => {
      wx.setStorageSync?.('kept', '先存的')
      void wx.cloud.callFunction!({ name: 'whoami', data: {} })
      void wx.setStorage?.({ key: 'late', data: '后存的' })
    })
    await phone.kill()
    await phone.restart()
    expect(await call(phone, 'getStorage', { key: 'kept' })).toMatchObject({ data: '先存的' })
    expect(await call(phone, 'cloud.callFunction', { name: 'whoami', data: {} })).toMatchObject({
      errMsg: expect.stringContaining('ok'),
    })
  })

  it('answers every call when the network comes and goes', async () => {
    const pending = inApp(phone, () =>
      Promise.all(
        Array.from({ length: 30 }, () =>
          (wx.cloud.callFunction!({ name: 'whoami', data: {} }) as Promise<unknown>).then(
            () => 'ok',
            ({ errMsg }: { errMsg: string }) => errMsg,
          ),
        ),
      ),
    )
    phone.offline()
    phone.online()
    phone.offline()
    phone.online()
    const answers = await pending
    expect(answers).toHaveLength(30)
    for (const answer of answers) expect(answer).toMatch(/^ok$|request:fail/)
    expect(stage.cloud.url).toBeTruthy()
  })

  it('answers both dialogs when two were opened at once, the later one first', async () => {
    const both = inApp(phone, () =>
      Promise.all(
        ['第一', '第二'].map(
          (title) => wx.showModal?.({ title, content: title }) as Promise<{ confirm: boolean }>,
        ),
      ),
    )
    await phone.tap('确定', { nth: 1 })
    await phone.tap('确定')
    expect(await both).toMatchObject([{ confirm: true }, { confirm: true }])
  })
})
