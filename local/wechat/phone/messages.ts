/**
 * What travels on a phone's WebSocket (`/__phone?id=…`). Types only: shared by the phone server (Node) and the
 * page's end of the line (`runtime/automator/line.ts`). All messages are JSON objects with a `type`.
 */
import type { Problem } from '../bundle'
import type { CallFate, PhoneEffect, PhoneSettings, SharedCard, SheetAnswer } from '../phone'

/** From the server to the phone's page. */
export type ToPhone =
  /** The settings changed; they take effect at once. */
  | { type: 'phone'; settings: PhoneSettings }
  /** The next sheet of this kind is answered with it instead of being shown. Answers queue up per kind. */
  | { type: 'answer'; answer: SheetAnswer }
  /** What becomes of the next calls on a weak network, in their order; after them chance decides again. */
  | { type: 'fates'; fates: CallFate[] }
  /** The mini-program was rebuilt: load it again and open the same pages. */
  | { type: 'reload' }
  /** What the last build complained about; errors cover the page, an empty list uncovers it. */
  | { type: 'problems'; problems: Problem[] }
  /** The phone goes to the background or comes back, in the latter case perhaps through a card or a code. */
  | { type: 'background' }
  | { type: 'foreground'; launch?: PhoneSettings['launch'] }
  /** Another phone's camera is held in front of this one: which codes are on its screen? Answered with `codes`. */
  | { type: 'showCodes'; id: string }
  /** What this phone's camera saw; the answer to `look`. */
  | { type: 'seen'; id: string; codes: SeenCode[] }
  /** A call of the automator protocol, answered with `automator` of the same id. */
  | { type: 'automator'; id: string; method: string; params: Record<string, unknown> }

/** From the phone's page to the server. */
export type FromPhone =
  | { type: 'automator'; id: string; result: unknown }
  | { type: 'automator'; id: string; error: string }
  /** An event of the automator protocol: App.logAdded, App.exceptionThrown, App.bindingCalled. */
  | { type: 'event'; method: string; params: Record<string, unknown> }
  /** The person shared a card into a chat. */
  | { type: 'card'; card: SharedCard }
  | { type: 'effect'; effect: PhoneEffect }
  /** The camera looks at the other phones, or at one of them. */
  | { type: 'look'; id: string; phoneId?: string }
  | { type: 'codes'; id: string; codes: string[] }
  /** The first page is on screen. `milliseconds` since the document began to load. */
  | { type: 'ready'; milliseconds: number }

/** A code on another phone's screen. */
export interface SeenCode {
  phoneId: string
  /** Whose phone it is, as far as that is known. */
  holder: string
  text: string
}

/** The page's end of the line, `window.__phoneLine`: there before the runtime's script runs. */
export interface PhoneLine {
  send(message: FromPhone): void
  /** Returns the undo. */
  listen(listener: (message: ToPhone) => void): () => void
  /**
   * All parts of the runtime listen now: hands over what came before, and from here on each message as it comes.
   * A part that listened alone would otherwise take what is meant for a later one.
   */
  hear(): void
}

/** What the server puts into a phone's page as `window.__phoneDocument`, beside the settings in `window.__phone`. */
export interface PhoneDocumentData {
  problems: Problem[]
}
