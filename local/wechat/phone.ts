/**
 * The state of one simulated phone. Types only: shared by the phone server, the preview panel, the
 * automator fixture (Node) and the runtime (browser).
 *
 * The server puts it into the page as `window.__phone`; changes arrive as `{type: 'phone', settings}` messages
 * on the phone's WebSocket (`/__phone?id=…`) and take effect at once, as turning the real phone's switches would.
 */
export interface PhoneSettings {
  /** Names the phone's storage; two phones never share any. */
  id: string
  /** What else the storage belongs to: a phone of another world begins with an empty one. */
  world?: string
  /** Who holds it. `null`: WeChat without a login (cloud calls fail). */
  person: { openid: string; unionid?: string; name?: string; phoneNumber?: string } | null
  appid: string
  /** CSS pixels. `pc`: the desktop client (resizable window, no shake or scan). */
  screen: { width: number; height: number; platform: 'phone' | 'pc' }
  /** 1 is normal, 1.4 is WeChat's 关怀模式. */
  fontSizeScaleFactor: number
  theme: 'light' | 'dark'
  /** weak: 2 s latency and 30 % of the calls lost, half of them after they were done. */
  network: 'normal' | 'weak' | 'offline'
  /** Milliseconds the phone's own clock is ahead of real time (a person may set it wrong). */
  clockOffset: number
  /** What the next cold or warm start is told. */
  launch: LaunchOptions
}

/** What becomes of a call on a weak network: it gets through, never arrives, or its answer is lost after it was done. */
export type CallFate = 'through' | 'lostThere' | 'lostBack'

export interface LaunchOptions {
  /** Page path without leading slash; '' opens the first page. */
  path: string
  query: Record<string, string>
  /** WeChat scene value: 1001 main entry, 1007 card in a one-to-one chat, 1044 card in a group with ticket, 1047 mini code … */
  scene: number
  shareTicket?: string
  /** The group chat the card was opened from; what getGroupEnterInfo's cloudID resolves to. */
  group?: { openGId: string }
}

/** An answer a test or the preview prepared for the next system sheet of that kind; otherwise the sheet is shown. */
export type SheetAnswer =
  | {
      sheet: 'subscribe'
      result: Record<string, 'accept' | 'reject' | 'ban'> | 'accept' | 'reject'
      /** 总是保持以上选择: WeChat answers by itself from now on. */
      always?: boolean
    }
  | { sheet: 'phoneNumber'; accept: boolean }
  | { sheet: 'scan'; code: string | null }
  /** Holds the camera in front of another phone of the same server and takes the code it shows at that moment. */
  | { sheet: 'scan'; phone: string }
  | { sheet: 'file'; files: { name: string; base64: string }[] | null }
  | { sheet: 'media'; files: { name: string; base64: string }[] | null }
  | {
      sheet: 'location'
      position: { latitude: number; longitude: number; accuracy: number } | null
    }
  | { sheet: 'privacy'; agree: boolean }
  | { sheet: 'share'; send: boolean }
  | { sheet: 'modal'; confirm: boolean; content?: string }
  | { sheet: 'actionSheet'; index: number | null }
  /** A permission such as `scope.addPhoneCalendar`. */
  | { sheet: 'authorize'; allow: boolean }
  | { sheet: 'phoneCall'; call: boolean }
  /** The switches of wx.openSetting. */
  | { sheet: 'settings'; authSetting: Record<string, boolean> }

/** A card that was shared, as the preview's group chat and the tests see it. */
export interface SharedCard {
  phoneId: string
  title: string
  path: string
  imageUrl?: string
  /** Milliseconds since the epoch. */
  at: number
}

/** What the app did to the phone or the world and no screen shows. */
export type PhoneEffect =
  /** An entry in the phone's calendar; times in seconds since the epoch, as the app gave them. */
  | {
      effect: 'calendar'
      title: string
      startTime: number
      endTime?: number
      allDay: boolean
      description: string
      location: string
      /** Seconds before the start at which the phone rings; left out when it does not. */
      alarmOffset?: number
    }
  /** A file was sent into a chat. */
  | { effect: 'fileShared'; name: string; base64: string }
  | { effect: 'vibration'; kind: 'heavy' | 'medium' | 'light' | 'long' }
  | { effect: 'keepScreenOn'; on: boolean }
  | { effect: 'clipboard'; text: string }
