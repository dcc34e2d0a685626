import type { SharedCard, SheetAnswer } from '../../phone'
import { askAuthorize, askPhoneCall, askPhoneNumber, askPrivacy, askShare } from './sheets/consent'
import { askFiles, askMedia } from './sheets/files'
import { askLocation } from './sheets/location'
import { firstCodeOn } from './sheets/nearby'
import { askScan, type Scanned } from './sheets/scan'
import { askSettings } from './sheets/settings'
import type { AnswerOf, SheetKind } from './sheets/sheet'
import { askSubscribe } from './sheets/subscribe'

/**
 * Everything WeChat or the phone asks the person. An answer that was prepared is used instead of showing the
 * sheet, the oldest of its kind first.
 */
export class Sheets {
  readonly #prepared: SheetAnswer[] = []

  constructor(
    private readonly host: HTMLElement,
    private readonly appName: string,
  ) {}

  willAnswer(answer: SheetAnswer): void {
    this.#prepared.push(answer)
  }

  /** Takes the prepared answer for a kind of sheet. */
  take<K extends SheetKind>(kind: K): AnswerOf<K> | undefined {
    const index = this.#prepared.findIndex(({ sheet }) => sheet === kind)
    if (index < 0) return undefined
    const [answer] = this.#prepared.splice(index, 1)
    return answer as AnswerOf<K>
  }

  async subscribe(templateIds: string[]): Promise<AnswerOf<'subscribe'>> {
    return this.take('subscribe') ?? askSubscribe(this.host, { appName: this.appName, templateIds })
  }

  async phoneNumber(number: string): Promise<AnswerOf<'phoneNumber'>> {
    return this.take('phoneNumber') ?? askPhoneNumber(this.host, { appName: this.appName, number })
  }

  async scan(onlyFromCamera: boolean): Promise<Scanned> {
    const prepared = this.take('scan')
    if (prepared && 'code' in prepared) return prepared
    const seen = prepared && (await firstCodeOn(prepared.phone))
    return seen ?? askScan(this.host, { appName: this.appName, onlyFromCamera })
  }

  async files(count: number, accept: string): Promise<AnswerOf<'file'>> {
    return this.take('file') ?? askFiles(this.host, { appName: this.appName, count, accept })
  }

  async media(count: number, accept: string): Promise<AnswerOf<'media'>> {
    return this.take('media') ?? askMedia(this.host, { appName: this.appName, count, accept })
  }

  async location(description: string): Promise<AnswerOf<'location'>> {
    return this.take('location') ?? askLocation(this.host, { appName: this.appName, description })
  }

  async privacy(contract: string): Promise<AnswerOf<'privacy'>> {
    return this.take('privacy') ?? askPrivacy(this.host, { appName: this.appName, contract })
  }

  async authorize(question: string): Promise<AnswerOf<'authorize'>> {
    return this.take('authorize') ?? askAuthorize(this.host, { appName: this.appName, question })
  }

  async phoneCall(number: string): Promise<AnswerOf<'phoneCall'>> {
    return this.take('phoneCall') ?? askPhoneCall(this.host, { appName: this.appName, number })
  }

  async share(card: Pick<SharedCard, 'title' | 'imageUrl'>): Promise<AnswerOf<'share'>> {
    const question = { appName: this.appName, title: card.title, imageUrl: card.imageUrl }
    return this.take('share') ?? askShare(this.host, question)
  }

  async settings(authSetting: Record<string, boolean>): Promise<AnswerOf<'settings'>> {
    return this.take('settings') ?? askSettings(this.host, { appName: this.appName, authSetting })
  }
}
