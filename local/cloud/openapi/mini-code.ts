import { toBuffer } from 'qrcode'
import * as v from 'valibot'
import { type Api, Binary, readInput } from './call'
import { checkPage } from './page'
import { WxError } from './wx-error'

/** What a mini-program code says to the WeChat that scans it. */
export interface MiniCode {
  /** As in `app.json`; empty for the home page. */
  page: string
  scene: string
  envVersion: 'release' | 'trial' | 'develop'
}

const ENV_VERSIONS = ['release', 'trial', 'develop'] as const
const channel = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(Number),
  v.integer(),
  v.minValue(0),
  v.maxValue(255),
)

/** Limits: `getUnlimitedQRCode` [doc]. */
const input = v.object({
  scene: v.string(),
  page: v.optional(v.string(), ''),
  check_path: v.optional(v.boolean(), true),
  env_version: v.optional(v.picklist(ENV_VERSIONS), 'release'),
  width: v.optional(v.pipe(v.number(), v.integer(), v.minValue(280), v.maxValue(1280)), 430),
  auto_color: v.optional(v.boolean()),
  line_color: v.optional(v.object({ r: channel, g: channel, b: channel }), { r: 0, g: 0, b: 0 }),
  is_hyaline: v.optional(v.boolean(), false),
})

/**
 * `wxacode.getUnlimited`: a PNG that any scanner reads. It is a QR code where WeChat draws its round code, with
 * the content as text (`writeMiniCode`). The codes of the errors: 40169 for the length of the scene [3p], 40129
 * for its characters [3p], 41030 for the page [doc], 40097 for the rest [mem].
 */
export function miniCodes(pages: (() => readonly string[]) | undefined): Api {
  return async (call) => {
    const badArgument: [number, string] = [40097, 'invalid args']
    const { page, scene, env_version, ...look } = readInput(input, call, {
      scene: [40169, 'invalid length for scene, or the data is not json string'],
      env_version: badArgument,
      width: badArgument,
      line_color: badArgument,
    })
    if (scene === '' || [...scene].length > 32) {
      throw new WxError(40169, 'invalid length for scene, or the data is not json string')
    }
    if (!/^[0-9A-Za-z!#$&'()*+,/:;=?@._~-]+$/.test(scene)) throw new WxError(40129, 'invalid scene')
    if (page !== '') checkPage(page, look.check_path ? pages : undefined)

    const text = writeMiniCode({ page, scene, envVersion: env_version })
    const png = await toBuffer(text, {
      width: look.width,
      errorCorrectionLevel: 'M',
      color: {
        dark: `#${[look.line_color.r, look.line_color.g, look.line_color.b].map(hex).join('')}`,
        light: look.is_hyaline ? '#ffffff00' : '#ffffff',
      },
    })
    return new Binary('image/png', png)
  }
}

function hex(value: number): string {
  return value.toString(16).padStart(2, '0')
}

/** `wxacode:///<page>?scene=<scene>&env_version=<version>`, the scene encoded as WeChat hands it to a page. */
export function writeMiniCode({ page, scene, envVersion }: MiniCode): string {
  return `wxacode:///${page}?scene=${encodeURIComponent(scene)}&env_version=${envVersion}`
}

/** Reads the text of a code made here; `undefined` for any other. */
export function readMiniCode(text: string): MiniCode | undefined {
  const match = /^wxacode:\/\/\/([^?]*)\?(.*)$/.exec(text)
  if (!match) return undefined
  const query = new URLSearchParams(match[2])
  const envVersion = ENV_VERSIONS.find((version) => version === query.get('env_version'))
  const scene = query.get('scene')
  return envVersion && scene ? { page: match[1] ?? '', scene, envVersion } : undefined
}
