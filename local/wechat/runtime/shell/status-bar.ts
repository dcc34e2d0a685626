import type { PhoneSettings } from '../../phone'
import { element } from './element'

const BARS = [5, 7, 9, 11]

function signal(network: PhoneSettings['network']): string {
  if (network === 'offline')
    return '<text x="0" y="11" font-size="11" fill="currentColor">无网络</text>'
  const strong = network === 'weak' ? 1 : BARS.length
  return BARS.map(
    (height, index) =>
      `<rect x="${index * 5}" y="${12 - height}" width="3" height="${height}" rx="1" fill="currentColor" opacity="${index < strong ? 1 : 0.3}"/>`,
  ).join('')
}

/** The phone's own line at the top: its time, its network, its battery. */
export class StatusBar {
  readonly element = element('div', { class: 'mp-status-bar', 'aria-hidden': 'true' })
  readonly #time = element('span')
  readonly #signal = element('span')

  constructor(private readonly phone: () => PhoneSettings) {
    this.element.append(this.#time, this.#signal)
    this.draw()
    setInterval(() => this.draw(), 5_000)
  }

  draw(): void {
    const now = new Date()
    const time = `${now.getHours()}:${String(now.getMinutes()).padStart(2, '0')}`
    if (this.#time.textContent !== time) this.#time.textContent = time
    const drawn = `<svg width="64" height="13" viewBox="0 0 64 13">${signal(this.phone().network)}<rect x="40.5" y="1.5" width="20" height="10" rx="3" fill="none" stroke="currentColor" opacity=".4"/><rect x="42" y="3" width="17" height="7" rx="1.5" fill="currentColor"/></svg>`
    if (this.#signal.dataset.drawn === this.phone().network) return
    this.#signal.dataset.drawn = this.phone().network
    this.#signal.innerHTML = drawn
  }
}
