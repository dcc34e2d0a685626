/**
 * What the preview's page shows and what its buttons ask for. Types only: shared by `preview/` (Node) and
 * `runtime/preview/` (browser).
 */
import type { Problem } from './bundle'
import type { PhoneSettings } from './phone'

export interface PreviewPerson {
  openid: string
  name: string
  /** Who this is, in a few Chinese words. */
  label: string
  phoneNumber: string
}

export interface PreviewPhone {
  id: string
  /** Address of the phone's page. */
  url: string
  settings: PhoneSettings
  /** Counts its restarts: the page loads the phone anew when it grows. */
  starts: number
  /** What became of the last scan, when nothing was opened. */
  note: string
}

/** A card in the group chat. */
export interface PreviewCard {
  id: number
  title: string
  path: string
  imageUrl?: string
  from: string
  at: number
}

/** Something WeChat was asked to do, by the cloud or by a phone. */
export interface Sent {
  at: number
  kind: string
  /** Name of the person it was for or about, or ''. */
  to: string
  text: string
}

export interface PreviewState {
  people: PreviewPerson[]
  phones: PreviewPhone[]
  cards: PreviewCard[]
  /** What somebody gets to see: subscription messages, files in chats, calendar entries; newest first. */
  messages: Sent[]
  /** What else WeChat was asked: content checks, mini-codes; newest first. */
  requests: Sent[]
  /** Milliseconds the cloud's clock is ahead. */
  clockOffset: number
  problems: Problem[]
}

export type PreviewCommand =
  | { do: 'hold'; phone: string; openid: string }
  | {
      do: 'set'
      phone: string
      change: Partial<Pick<PhoneSettings, 'screen' | 'theme' | 'network' | 'fontSizeScaleFactor'>>
    }
  | { do: 'restart'; phone: string }
  /** WeChat's own scanner, held in front of the other phone. */
  | { do: 'scan'; phone: string }
  | { do: 'open'; phone: string; card: number }
  | { do: 'advance'; milliseconds: number }
  | { do: 'realTime' }
  | { do: 'secondPhone'; shown: boolean }
