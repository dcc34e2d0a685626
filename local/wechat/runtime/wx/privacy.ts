import type { PhoneShell } from '../shell'
import { ApiFailure, type Apis } from './apis'
import { typeName } from './parameters'
import type { Permissions } from './permissions'

/** How the mini-program answers `onNeedPrivacyAuthorization`. */
interface Resolution {
  event: 'exposureAuthorization' | 'agree' | 'disagree'
  buttonId?: string
}

type Need = (resolve: (resolution: Resolution) => void, event: { referrer: string }) => void

const CONTRACT = '《小程序用户隐私保护指引》'

/**
 * Consent to the privacy guide. The first privacy API that is called asks: through the mini-program's own dialog
 * if it listens to onNeedPrivacyAuthorization, else through WeChat's.
 */
export class Privacy {
  #need: Need | undefined
  /** The question under way; calls that come meanwhile wait for the same answer. */
  #asking: Promise<boolean> | undefined
  #agreeButton: (() => void) | undefined

  constructor(
    private readonly shell: Pick<PhoneShell, 'sheets' | 'openContract'>,
    private readonly permissions: Permissions,
  ) {}

  define(apis: Apis): void {
    apis.define('onNeedPrivacyAuthorization', (listener: unknown) => {
      if (typeName(listener) === 'Function') this.#need = listener as Need
    })
    apis.async('requirePrivacyAuthorize', { run: () => this.require('requirePrivacyAuthorize') })
    apis.async('openPrivacyContract', { run: () => this.shell.openContract(CONTRACT) })
    apis.async('getPrivacySetting', {
      returns: ['needAuthorization', 'privacyContractName'],
      run: () => ({
        needAuthorization: !this.permissions.privacyAgreed,
        privacyContractName: CONTRACT,
      }),
    })
  }

  /** @throws ApiFailure (errno 104) when the person does not agree. */
  async require(api: string): Promise<void> {
    if (this.permissions.privacyAgreed) return
    this.#asking ??= this.ask(api).finally(() => {
      this.#asking = undefined
    })
    if (!(await this.#asking))
      throw new ApiFailure('privacy permission is not authorized', { errno: 104 })
    this.permissions.agreeToPrivacy()
  }

  /** `<button open-type="agreePrivacyAuthorization">` was tapped. */
  agreeByButton(): void {
    this.permissions.agreeToPrivacy()
    this.#agreeButton?.()
  }

  private async ask(api: string): Promise<boolean> {
    const need = this.#need
    if (!need) return (await this.shell.sheets.privacy(CONTRACT)).agree
    return new Promise((resolve) => {
      let buttonTapped = false
      this.#agreeButton = () => {
        buttonTapped = true
      }
      need(
        ({ event }) => {
          if (event === 'exposureAuthorization') return
          // Agreement counts only if the person tapped the agree button.
          resolve(event === 'agree' && buttonTapped)
        },
        { referrer: api },
      )
    })
  }
}
