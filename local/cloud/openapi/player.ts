import type { OpenData } from './open-data'
import type { Outbox } from './outbox'
import type { Quota } from './subscription'
import type { Template } from './template'
import type { Verdicts } from './verdict'

/** What a test or the preview needs to play WeChat's part, and the account's owner's. */
export interface WeChatPlayer {
  readonly outbox: Outbox
  /** The person tapped 允许 for these templates. */
  acceptSubscription(openid: string, templateIds: readonly string[]): Quota
  quota(openid: string): Quota
  /** From the first one on, a template that was not registered is unknown. Kept over `reset`. */
  registerTemplates(templates: readonly Template[]): void
  /** A code that `phonenumber.getPhoneNumber` changes into the number, once, within five minutes. */
  issuePhoneCode(openid: string, phoneNumber: string, countryCode?: string): string
  /** A cloudID that `openid` may send to a function within five minutes. */
  registerOpenData(openid: string, data: Record<string, unknown>): string
  resolveCloudID(cloudID: string, openid: string): OpenData
  /** What is left out stays as it was. Gives what now holds. */
  setVerdict(change: Partial<Verdicts>): Verdicts
  /** Names the function that gets events such as `wxa_media_check`. Kept over `reset`. */
  setPushFunction(event: string, functionName: string): void
}
