import { randomBytes } from 'node:crypto'
import * as v from 'valibot'
import type { Clock } from '../clock'
import { type Api, idParameter, readInput } from './call'
import type { Store } from './store'
import { WxError } from './wx-error'

/** A code is good for five minutes, once [doc]. */
const CODE_LIFE = 5 * 60_000

interface Issued {
  openid: string
  phoneNumber: string
  countryCode: string
  at: number
}

/** `phonenumber.getPhoneNumber`: a code from the button in the mini-program becomes the person's number. */
export function openPhoneNumbers(store: Store, clock: Clock, appId: string) {
  const codes = store.shelf<Issued>('phone-codes')
  const input = v.object({ code: idParameter, openid: v.optional(v.string()) })

  const getPhoneNumber: Api = (call) => {
    const invalidCode: [number, string] = [40029, 'invalid code']
    const { code, openid } = readInput(input, call, { code: invalidCode })
    const issued = codes.get(code)
    codes.delete(code)
    const expired = issued !== undefined && clock.now() >= issued.at + CODE_LIFE
    if (!issued || expired || (openid !== undefined && openid !== issued.openid)) {
      throw new WxError(...invalidCode)
    }
    const { phoneNumber, countryCode } = issued
    return {
      phone_info: {
        // “国外手机号会有区号” [doc]; how the code is joined to the number is not known.
        phoneNumber: countryCode === '86' ? phoneNumber : `+${countryCode}${phoneNumber}`,
        purePhoneNumber: phoneNumber,
        countryCode,
        watermark: { timestamp: Math.floor(clock.now() / 1000), appid: appId },
      },
    }
  }

  return {
    getPhoneNumber,
    /** The person agreed to hand over their number; the page gets this code. */
    issue(openid: string, phoneNumber: string, countryCode = '86'): string {
      const code = randomBytes(32).toString('hex')
      codes.set(code, { openid, phoneNumber, countryCode, at: clock.now() })
      return code
    },
    reset: () => codes.clear(),
  }
}
