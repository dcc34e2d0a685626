import type { LaunchOptions, PhoneEffect, SharedCard } from '../../phone'
import type { Runtime } from '../parts'
import type { PhoneShell } from '../shell'
import type { Apis } from './apis'
import type { CloudLine } from './cloud-line'
import type { Files } from './files'
import type { Network } from './network-link'
import type { Permissions } from './permissions'
import type { PhoneStore } from './phone-store'
import type { Privacy } from './privacy'

/** What the families of APIs are made from. */
export interface WxContext {
  readonly apis: Apis
  readonly runtime: Runtime
  readonly shell: PhoneShell
  readonly store: PhoneStore
  readonly files: Files
  readonly network: Network
  readonly cloud: CloudLine
  readonly permissions: Permissions
  readonly privacy: Privacy
  /** How the app was last entered. */
  entered(): LaunchOptions
  /** Tells the world outside of the phone that a card was sent. */
  sendCard(card: SharedCard): void
  /** Tells it what was done to the phone that no screen shows. */
  report(effect: PhoneEffect): void
}
