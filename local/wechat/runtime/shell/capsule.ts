import { element, icon } from './element'
import type { PhoneMetrics } from './metrics'

/** The two buttons at the top right: the menu, and the one that leaves the mini-program. */
export function createCapsule(
  metrics: PhoneMetrics,
  actions: { menu(): void; leave(): void },
): HTMLElement {
  const { top, right, width, height } = metrics.menuButton
  return element(
    'div',
    {
      class: 'mp-capsule',
      style: { top: `${top}px`, right: `${right}px`, width: `${width}px`, height: `${height}px` },
    },
    element(
      'button',
      { 'aria-label': '更多', 'aria-haspopup': 'dialog', onclick: actions.menu },
      icon(
        '<g fill="currentColor" stroke="none"><circle cx="5" cy="12" r="2"/><circle cx="12" cy="12" r="2.8"/><circle cx="19" cy="12" r="2"/></g>',
      ),
    ),
    element(
      'button',
      { 'aria-label': '关闭小程序', onclick: actions.leave },
      icon(
        '<circle cx="12" cy="12" r="8"/><circle cx="12" cy="12" r="3" fill="currentColor" stroke="none"/>',
      ),
    ),
  )
}
