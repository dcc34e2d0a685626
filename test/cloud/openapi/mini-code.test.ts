import jsQR from 'jsqr'
import { PNG } from 'pngjs'
import wx from 'wx-server-sdk'
import { createClock } from '../../../local/cloud/clock'
import { readMiniCode, writeMiniCode } from '../../../local/cloud/openapi/mini-code'
import { createOpenApi, type OpenApi } from '../../../local/cloud/openapi/openapi'
import { pointSdkTo, serveService } from '../storage/serve-service'

let openApi: OpenApi
let stop: () => Promise<void>

beforeEach(async () => {
  const served = await serveService(() => {
    openApi = createOpenApi({ clock: createClock(), pages: () => ['pages/today/today'] })
    return openApi
  })
  stop = served.stop
  pointSdkTo(served.endpoint, 'local-test')
  wx.init({ env: 'local-test' })
})

afterEach(() => stop())

// biome-ignore lint/suspicious/noExplicitAny: the typings of wx-server-sdk know none of these calls
const getUnlimited = (input: object) => (wx.openapi as any).wxacode.getUnlimited(input)

/** What a scanner reads in the picture, held against a white background. */
function scan(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png)
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 0) data.fill(255, i, i + 4)
  }
  return jsQR(new Uint8ClampedArray(data), width, height)?.data
}

it('is a PNG that a scanner reads', async () => {
  const { contentType, buffer } = await getUnlimited({
    scene: "aZ09!#$&'()*+,/:;=?@-._~",
    page: 'pages/today/today',
    envVersion: 'trial',
    width: 280,
  })
  expect(contentType).toBe('image/png')
  expect(PNG.sync.read(buffer).width).toBe(280)
  expect(readMiniCode(scan(buffer) ?? '')).toEqual({
    page: 'pages/today/today',
    scene: "aZ09!#$&'()*+,/:;=?@-._~",
    envVersion: 'trial',
  })
  expect(openApi.outbox.list()[0]).toMatchObject({
    kind: 'wxacode.getUnlimited',
    reply: { contentType: 'image/png', size: buffer.length },
  })
})

it('is read in colour and on nothing, too, and leads home without a page', async () => {
  const { buffer } = await getUnlimited({
    scene: 'm=1',
    lineColor: { r: '199', g: 0, b: '11' },
    isHyaline: true,
  })
  expect(readMiniCode(scan(buffer) ?? '')).toEqual({
    page: '',
    scene: 'm=1',
    envVersion: 'release',
  })
})

it.each([
  [{}, 40169],
  [{ scene: '' }, 40169],
  [{ scene: 'x'.repeat(33) }, 40169],
  [{ scene: 'a b' }, 40129],
  [{ scene: '支部' }, 40129],
  [{ scene: 'a%20' }, 40129],
  [{ scene: 'a', page: '/pages/today/today' }, 41030],
  [{ scene: 'a', page: 'pages/today/today?x=1' }, 41030],
  [{ scene: 'a', page: 'pages/unknown/unknown' }, 41030],
  [{ scene: 'a', width: 279 }, 40097],
  [{ scene: 'a', width: 1281 }, 40097],
  [{ scene: 'a', envVersion: 'beta' }, 40097],
])('is refused for %j', async (input, errCode) => {
  await expect(getUnlimited(input)).rejects.toMatchObject({ errCode })
})

it('may lead to a page that is not published when that is asked for', async () => {
  const { buffer } = await getUnlimited({ scene: 'a', page: 'pages/new/new', checkPath: false })
  expect(readMiniCode(scan(buffer) ?? '')?.page).toBe('pages/new/new')
})

it('takes a scene of 32 characters', async () => {
  await expect(getUnlimited({ scene: 'x'.repeat(32) })).resolves.toMatchObject({ errCode: 0 })
})

it.each(['https://example.com', 'wxacode:///page', 'wxacode:///page?scene=a&env_version=beta', ''])(
  'any other code is none of ours: %s',
  (text) => expect(readMiniCode(text)).toBeUndefined(),
)

it('writes what it reads', () => {
  const code = {
    page: 'packages/meeting/pages/live/live',
    scene: 'a=b&c?',
    envVersion: 'develop',
  } as const
  expect(readMiniCode(writeMiniCode(code))).toEqual(code)
})
