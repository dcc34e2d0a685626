import type { Phone } from '../fixture'
import { call, failure, inApp, openCalls, ZHANG } from './calls'

declare const wx: Record<string, (...parameters: unknown[]) => never>

/** Storage. WeChat reference, “wx.setStorage”: 1 MB a key, 10 MB in all; “wx.setStorageSync”. */
describe('storage', () => {
  let phone: Phone
  beforeAll(async () => {
    phone = await openCalls()
  })
  beforeEach(() => call(phone, 'clearStorage'))

  it('gives values back as they were', async () => {
    const kept = await inApp(phone, () => {
      const values = ['字', 3, 0, false, null, [1, { a: 2 }], { b: '乙' }]
      values.forEach((value, index) => {
        wx.setStorageSync?.(`k${index}`, value)
      })
      return JSON.stringify(values.map((_, index) => wx.getStorageSync?.(`k${index}`)))
    })
    expect(JSON.parse(kept)).toEqual(['字', 3, 0, false, null, [1, { a: 2 }], { b: '乙' }])
  })

  it('keeps a date a date', async () => {
    const kept = await inApp(phone, () => {
      wx.setStorageSync?.('date', new Date(86_400_000))
      const date = wx.getStorageSync?.('date') as unknown as Date
      return [date instanceof Date, date.getTime()]
    })
    expect(kept).toEqual([true, 86_400_000])
  })

  it('hands out copies, not the object that was stored', async () => {
    const kept = await inApp(phone, () => {
      const value = { count: 1 }
      wx.setStorageSync?.('k', value)
      value.count = 2
      const read = wx.getStorageSync?.('k') as { count: number } | undefined
      return read?.count
    })
    expect(kept).toBe(1)
  })

  it('says when nothing is stored', async () => {
    expect(await failure(phone, 'getStorage', { key: 'nothing' })).toBe(
      'getStorage:fail data not found',
    )
    expect(await inApp(phone, () => wx.getStorageSync?.('nothing'))).toBe('')
  })

  it('refuses more than 1 MB under one key and leaves the old value', async () => {
    await call(phone, 'setStorage', { key: 'k', data: 'old' })
    const refused = await inApp(phone, () => {
      try {
        wx.setStorageSync?.('k', 'x'.repeat(1024 * 1024))
        return 'accepted'
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(refused).toBe('setStorageSync:fail entry size limit reached')
    expect(await failure(phone, 'setStorage', { key: 'big', data: '字'.repeat(400_000) })).toBe(
      'setStorage:fail entry size limit reached',
    )
    expect((await call(phone, 'getStorage', { key: 'k' })).data).toBe('old')
  })

  it('refuses more than 10 MB in all, and takes more after something went', async () => {
    const refused = await inApp(phone, () => {
      const accepted: string[] = []
      for (let index = 0; index < 12; index += 1) {
        try {
          wx.setStorageSync?.(`part${index}`, 'x'.repeat(1000 * 1024))
          accepted.push('ok')
        } catch (error) {
          accepted.push((error as Error).message)
        }
      }
      return accepted
    })
    const full = 'setStorageSync:fail exceed storage max size 10Mb'
    expect(refused).toEqual([...Array(10).fill('ok'), full, full])
    const { currentSize, limitSize } = await call(phone, 'getStorageInfo')
    expect([currentSize, limitSize]).toEqual([10_001, 10_240])
    const replaced = { key: 'part0', data: 'y'.repeat(1000 * 1024) }
    expect(await failure(phone, 'setStorage', replaced)).toBe('setStorage:ok')
    await call(phone, 'removeStorage', { key: 'part0' })
    expect(await failure(phone, 'setStorage', { key: 'small', data: 'y' })).toBe('setStorage:ok')
  })

  it('reads encrypted values only with `encrypt`', async () => {
    await call(phone, 'setStorage', { key: 'secret', data: '密', encrypt: true })
    expect((await call(phone, 'getStorage', { key: 'secret', encrypt: true })).data).toBe('密')
    expect(await failure(phone, 'getStorage', { key: 'secret' })).toContain(':fail')
    expect(await inApp(phone, () => wx.getStorageSync?.('secret'))).toBe('')
    // 800 KB are 1.1 MB when they are encrypted.
    const large = { key: 'secret', data: 'x'.repeat(800 * 1024) }
    expect(await failure(phone, 'setStorage', { ...large, encrypt: true })).toBe(
      'setStorage:fail entry size limit reached',
    )
    expect(await failure(phone, 'setStorage', large)).toBe('setStorage:ok')
  })

  it('stores and reads several at once', async () => {
    const kvList = [
      { key: 'a', value: 1 },
      { key: 'b', value: { c: 2 } },
    ]
    await call(phone, 'batchSetStorage', { kvList })
    const { dataList } = await call(phone, 'batchGetStorage', { keyList: ['a', 'b', 'none'] })
    expect(dataList).toEqual([1, { c: 2 }, ''])
  })

  it.each([
    ['batchSetStorageSync', null, 'parameter.kvList should be Array instead of Null;'],
    ['batchSetStorageSync', [null], 'parameter.kvList should be Array of Object instead of Null;'],
    ['batchGetStorageSync', 'a', 'parameter.keyList should be Array instead of String;'],
    ['arrayBufferToBase64', 'a', 'parameter should be ArrayBuffer instead of String;'],
    ['base64ToArrayBuffer', '?', 'the text is no Base64'],
  ])('%s(%j) fails in WeChat’s form', async (name, given, told) => {
    const message = await inApp(
      phone,
      ((api: string, value: unknown) => {
        try {
          return wx[api]?.(value)
        } catch (error) {
          return (error as { errMsg: string }).errMsg
        }
      }) as never,
      name,
      given,
    )
    expect(message).toContain(`${name}:fail`)
    expect(message).toContain(told)
  })

  it('complains about a key that is no text', async () => {
    expect(await failure(phone, 'setStorage', { data: 1 })).toBe(
      'setStorage:fail parameter error: parameter.key should be String instead of Undefined;',
    )
    const refused = await inApp(phone, () => {
      try {
        return wx.getStorageSync?.(7)
      } catch (error) {
        return (error as Error).message
      }
    })
    expect(refused).toBe(
      'getStorageSync:fail parameter error: parameter.key should be String instead of Number;',
    )
  })
})

describe('a phone that is killed', () => {
  it('has what was stored in the moment before', async () => {
    const phone = await openCalls()
    for (let round = 1; round <= 5; round += 1) {
      await inApp(phone, ((value: number) => wx.setStorageSync?.('round', value)) as never, round)
      await phone.kill()
      await phone.restart()
      expect(await inApp(phone, () => wx.getStorageSync?.('round'))).toBe(round)
    }
  })

  it('counts what it kept towards the limit', async () => {
    const phone = await openCalls()
    await call(phone, 'setStorage', { key: 'k', data: 'x'.repeat(9 * 1024) })
    await phone.kill()
    await phone.restart()
    expect((await call(phone, 'getStorageInfo')).currentSize).toBe(10)
  })

  it('shows nothing of it to another account, in another company, or on another phone', async () => {
    const phone = await openCalls()
    const { person } = phone.settings
    await call(phone, 'setStorage', { key: 'mine', data: 1 })
    await phone.kill()
    await phone.set({ person: { openid: 'o-li' } })
    await phone.restart()
    expect(await failure(phone, 'getStorage', { key: 'mine' })).toContain('data not found')
    await phone.kill()
    await phone.set({ person, world: 'another' })
    await phone.restart()
    expect(await failure(phone, 'getStorage', { key: 'mine' })).toContain('data not found')
    const other = await openCalls(ZHANG)
    expect(await failure(other, 'getStorage', { key: 'mine' })).toContain('data not found')
  })
})
