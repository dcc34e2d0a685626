import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { EVERY_VARIANT, openAs, openCard, type Phone } from '../fixture'

const miniprogram = join(__dirname, '../../data/mini-programs/automator')
const open = (path = '', options = {}) => openAs('o-zhang', path, { miniprogram, ...options })

test('each phone has a time zone of its own, Beijing’s unless told', async () => {
  const phones = await Promise.all([
    openAs('o-zhang', '', { miniprogram }),
    openAs('o-li', '', { miniprogram, timezone: 'Africa/Dar_es_Salaam' }),
  ])
  const offsets = phones.map(({ mini }) => mini.evaluate('() => new Date(0).getTimezoneOffset()'))
  expect(await Promise.all(offsets)).toEqual([-480, -180])
})

test('taps by words and by id, types, and waits for what appears', async () => {
  const phone = await open()
  await phone.tap('苹果')
  await phone.see('好了', { within: '#row-a' })
  await phone.type('找什么', '樱桃')
  expect(await (await phone.page()).data('word')).toBe('樱桃')
  await phone.tap('加一')
  await phone.see('两倍 8')
  expect(phone.taps).toBe(3)
})

test('a covered and a disabled button answer no tap', async () => {
  const phone = await open()
  for (const id of ['#covered', '#off']) {
    const button = await (await phone.page()).$(id)
    await button!.tap()
  }
  expect(await (await phone.page()).data('said')).toBe('')
})

test('words that stand in two places must be told apart', async () => {
  const phone = await open()
  await expect(phone.tap('未办')).rejects.toThrow('stands in 2 places')
  await phone.tap('未办', { nth: 1 })
  await phone.see('好了', { within: '#row-b' })
})

test('what does not come is said together with what is there', async () => {
  const phone = await open()
  await expect(phone.see('没有的字', { patience: 200 })).rejects.toThrow(/was not to be seen.*苹果/)
  await expect(phone.gone('苹果', { patience: 200 })).rejects.toThrow('did not go away')
})

test('goes to a page and back with the arrow', async () => {
  const phone = await open()
  await phone.tap('详情')
  await phone.see('苹果 陕隧鑫玥')
  await phone.back()
  await phone.see('清单', { within: '#title' })
  expect((await phone.page()).path).toBe('pages/list/list')
})

test('the modal is answered by hand or beforehand', async () => {
  const phone = await open()
  await phone.tap('删除')
  await phone.tap('确定')
  await phone.see('删了', { within: '#said' })
  phone.willAnswer({ sheet: 'modal', confirm: false })
  await phone.tap('删除')
  await phone.see('留着')
})

test('a card goes from one phone to another, with the group it was opened in', async () => {
  const phone = await open()
  const card = await phone.share()
  expect(card).toMatchObject({ title: '来看清单', path: '/pages/detail/detail?id=b&name=shared' })
  const group = { openGId: 'g-1' }
  const other = await openCard(card, 'o-li', { miniprogram, group })
  await other.see('shared 陕隧鑫玥')
  expect(await other.mini.evaluate(enterScene)).toBe(1044)
  expect(await phone.mini.evaluate(enterScene)).toBe(1001)
})

function enterScene(): unknown {
  const { wx } = globalThis as unknown as { wx: { getEnterOptionsSync(): { scene: number } } }
  return wx.getEnterOptionsSync().scene
}

test('storage outlives a killed app, and no other phone sees it', async () => {
  const phone = await open()
  await phone.mini.callWxMethod('setStorageSync', 'k', '留下')
  await phone.kill()
  await phone.restart()
  expect(await phone.mini.callWxMethod('getStorageSync', 'k')).toBe('留下')
  const other = await open()
  expect(await other.mini.callWxMethod('getStorageSync', 'k')).toBe('')
})

test('the network goes and comes back', async () => {
  const phone = await open()
  const type = async () => (await phone.mini.callWxMethod('getNetworkType')).networkType
  phone.offline()
  expect(await type()).toBe('none')
  phone.online()
  expect(await type()).not.toBe('none')
})

test('pictures are taken in every variant, and the phone is as before', async () => {
  const phone = await open('pages/detail/detail?name=%E8%8B%B9%E6%9E%9C')
  const before = phone.settings
  const files = await phone.keepPictures('fixture/detail', EVERY_VARIANT)
  expect(files.map((file) => existsSync(file))).toEqual([true, true, true, true])
  expect(phone.settings).toEqual(before)
})

describe('an open phone of the whole file', () => {
  let phone: Phone
  beforeAll(async () => {
    phone = await open('pages/form/form')
  })
  test('is there in one test', () => phone.see('选颜色'))
  test('and in the next', () => phone.tap('选颜色'))
})

test('a mini-program that is not there is refused', async () => {
  const nowhere = join(__dirname, '../../data/mini-programs/none')
  await expect(openAs(null, '', { miniprogram: nowhere })).rejects.toThrow('none')
})
