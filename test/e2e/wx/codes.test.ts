import { create, toDataURL } from 'qrcode'
import type { Phone } from '../fixture'
import { call, failure, inApp, openCalls, outcome, tapToCall } from './calls'

declare function getCurrentPages(): {
  draw(rows: string[]): Promise<string>
  setData(data: object): void
}[]

/** A code as rows of 0 and 1, the way a page would hold it. */
function rowsOf(text: string): string[] {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules
  return Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (__, x) => (data[y * size + x] ? '1' : '0')).join(''),
  )
}

const show = (phone: Phone, text: string) =>
  inApp(phone, ((rows: string[]) => getCurrentPages().at(-1)?.draw(rows)) as never, rowsOf(text))

/** One phone shows a code drawn on its canvas without any network, another scans it at that moment. */
describe('codes between phones', () => {
  let host: Phone
  let member: Phone
  beforeEach(async () => {
    host = await openCalls({ openid: 'o-shu', name: '书记' }, {}, 'pages/code/code')
    member = await openCalls()
  })

  it('reads what the other phone shows now, not what it showed before', async () => {
    host.offline()
    expect(await show(host, 'meeting:42:first')).toBe('480x480')
    member.willScan(host)
    expect(await call(member, 'scanCode', { onlyFromCamera: true })).toMatchObject({
      result: 'meeting:42:first',
      scanType: 'QR_CODE',
    })
    await show(host, 'meeting:42:second')
    member.willScan(host)
    expect(await call(member, 'scanCode', { onlyFromCamera: true })).toMatchObject({
      result: 'meeting:42:second',
    })
  })

  it('offers it by whose phone shows it, and follows a change while the camera is open', async () => {
    await tapToCall(member, 'scanCode', { onlyFromCamera: true })
    await member.see('只允许用相机扫码')
    await show(host, 'meeting:42:third')
    await member.see('meeting:42:third')
    await show(host, 'meeting:42:fourth')
    await member.see('meeting:42:fourth')
    await member.tap('书记手机上的码')
    expect(await outcome(member)).toMatchObject({ result: 'meeting:42:fourth' })
  })

  it('waits for a code that comes late', async () => {
    member.willScan(host)
    await tapToCall(member, 'scanCode', { onlyFromCamera: true })
    await show(host, 'late')
    expect(await outcome(member)).toMatchObject({ result: 'late' })
  })

  it('knows the mini-program’s own code and tells where it leads', async () => {
    const code = 'wxacode:///pages/plain/plain?scene=m%3D42&env_version=release'
    const picture = await toDataURL(code, { width: 280 })
    await inApp(
      host,
      ((url: string) => getCurrentPages().at(-1)?.setData({ picture: url })) as never,
      picture,
    )
    await host.see('#picture')
    member.willScan(host)
    expect(await call(member, 'scanCode')).toMatchObject({
      result: '',
      scanType: 'WX_CODE',
      path: 'pages/plain/plain?scene=m%3D42',
    })
    member.willAnswer({ sheet: 'scan', code: 'wxacode:///?scene=m&env_version=release' })
    expect(await call(member, 'scanCode')).toMatchObject({ path: 'pages/calls/calls?scene=m' })
  })

  it('saves the drawing as a picture and sends it into a chat, from a tap only', async () => {
    await show(host, 'poster')
    await host.tap('存为图片')
    await host.see('#picture')
    const page = await host.page()
    const filePath = String(await page.data('picture'))
    expect(await call(host, 'getImageInfo', { src: filePath })).toMatchObject({
      width: 120,
      height: 120,
    })
    expect(await failure(host, 'shareFileMessage', { filePath })).toBe(
      'shareFileMessage:fail can only be invoked by user TAP gesture.',
    )
    await host.tap('发到聊天')
    await host.tap('取消')
    await host.see('shareFileMessage:fail cancel')
    await host.tap('发到聊天')
    await host.see('签到码.png')
    await host.tap('发送')
    await host.see('shareFileMessage:ok')
    expect(host.effects).toEqual([
      { effect: 'fileShared', name: '签到码.png', base64: expect.stringMatching(/^iVBOR/) },
    ])
  })
})
