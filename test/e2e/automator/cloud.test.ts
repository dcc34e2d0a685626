/** Phones, their persons and the cloud they share. */
import { join } from 'node:path'
import { openAs, type Phone, withCloud } from '../fixture'

const miniprogram = join(__dirname, '../../data/mini-programs/automator')
withCloud({ functions: join(__dirname, '../../data/functions') })

/** Calls the function `who` from inside the app. */
function ask(phone: Phone, said: string): Promise<unknown> {
  return phone.mini.evaluate(
    `async function (said) {
      wx.cloud.init()
      try {
        return (await wx.cloud.callFunction({ name: 'who', data: { said } })).result
      } catch (error) {
        return error.errMsg
      }
    }`,
    said,
  )
}

test('each phone calls as its person', async () => {
  const [zhang, li] = await Promise.all([
    openAs({ openid: 'o-zhang', name: '张三' }, '', { miniprogram }),
    openAs('o-li', '', { miniprogram }),
  ])
  expect(await ask(zhang, '早')).toEqual({ openid: 'o-zhang', said: '早' })
  expect(await ask(li, '晚')).toEqual({ openid: 'o-li', said: '晚' })
})

test('without a network, or without a login, the cloud is out of reach', async () => {
  const phone = await openAs('o-zhang', '', { miniprogram })
  phone.offline()
  expect(await ask(phone, '?')).toMatch(/^cloud.callFunction:fail/)
  phone.online()
  expect(await ask(phone, '!')).toEqual({ openid: 'o-zhang', said: '!' })
  const nobody = await openAs(null, '', { miniprogram })
  expect(await ask(nobody, '?')).toMatch(/^cloud.callFunction:fail/)
})
