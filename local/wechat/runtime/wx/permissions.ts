import type { Kept } from './phone-store'

/** Scopes that WeChat asks for, with the sentence of the sheet. */
export const SCOPES: Readonly<Record<string, string>> = {
  'scope.userLocation': '获取你的位置信息',
  'scope.addPhoneCalendar': '向你的手机日历添加日程',
  'scope.writePhotosAlbum': '保存图片或视频到你的相册',
  'scope.camera': '使用你的摄像头',
  'scope.record': '使用你的麦克风',
  'scope.bluetooth': '使用你的蓝牙',
}

/** What the person has decided for good on this phone. */
export class Permissions {
  constructor(private readonly decisions: Kept<unknown>) {}

  /** `undefined`: never asked. */
  allowed(scope: string): boolean | undefined {
    const decision = this.decisions.get(scope)
    return typeof decision === 'boolean' ? decision : undefined
  }

  decide(scope: string, allowed: boolean): void {
    this.decisions.set(scope, allowed)
  }

  /** Everything that was ever asked, as getSetting tells it. */
  all(): Record<string, boolean> {
    return Object.fromEntries(
      Object.keys(SCOPES)
        .map((scope) => [scope, this.allowed(scope)] as const)
        .filter((entry): entry is readonly [string, boolean] => entry[1] !== undefined),
    )
  }

  get privacyAgreed(): boolean {
    return this.decisions.get('privacy') === true
  }

  agreeToPrivacy(): void {
    this.decisions.set('privacy', true)
  }

  /** 总是保持: the answer WeChat gives by itself for a template. */
  subscription(templateId: string): 'accept' | 'reject' | undefined {
    const decision = this.decisions.get(`subscribe:${templateId}`)
    return decision === 'accept' || decision === 'reject' ? decision : undefined
  }

  keepSubscription(templateId: string, answer: 'accept' | 'reject'): void {
    this.decisions.set(`subscribe:${templateId}`, answer)
  }

  subscriptions(): Record<string, string> {
    const prefix = 'subscribe:'
    return Object.fromEntries(
      this.decisions
        .keys()
        .filter((key) => key.startsWith(prefix))
        .map((key) => [key.slice(prefix.length), String(this.decisions.get(key))]),
    )
  }
}
