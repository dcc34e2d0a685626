import type { PhoneSettings } from '../../phone'

/** Sizes of what WeChat draws, in CSS pixels. */
export interface PhoneMetrics {
  readonly statusBarHeight: number
  readonly navigationBarHeight: number
  /** Without the safe area below it. */
  readonly tabBarHeight: number
  /** Height of the home indicator's area; 0 on a phone with a button. */
  readonly safeAreaBottom: number
  /** The capsule at the top right. */
  readonly menuButton: { top: number; right: number; width: number; height: number }
}

/** From this height on a phone has a notch and a home indicator (iPhone X: 812). */
const NOTCHED_HEIGHT = 780

/** The sizes of an iPhone with or without notch, or of the desktop client. */
export function metricsOf(screen: PhoneSettings['screen']): PhoneMetrics {
  const notched = screen.platform === 'phone' && screen.height >= NOTCHED_HEIGHT
  const statusBarHeight = screen.platform === 'pc' ? 0 : notched ? 44 : 20
  return {
    statusBarHeight,
    navigationBarHeight: 44,
    tabBarHeight: 49,
    safeAreaBottom: notched ? 34 : 0,
    menuButton: { top: statusBarHeight + 6, right: 7, width: 87, height: 32 },
  }
}
