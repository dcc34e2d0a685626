/** What app.json's `window` and a page's json say of a page's window, with WeChat's defaults and the theme's values. */
import type { AppConfig } from '../../bundle'
import type { WindowConfig } from '../parts'

const DEFAULTS: WindowConfig = {
  navigationBarTitleText: '',
  navigationBarBackgroundColor: '#000000',
  navigationBarTextStyle: 'white',
  navigationStyle: 'default',
  backgroundColor: '#ffffff',
  backgroundTextStyle: 'dark',
  enablePullDownRefresh: false,
  onReachBottomDistance: 50,
  disableScroll: false,
}

export function windowConfig(
  config: AppConfig,
  path: string,
  theme: 'light' | 'dark',
): WindowConfig {
  const own: Record<string, unknown> = config.components[path]?.json ?? {}
  const merged: Record<string, unknown> = {
    ...DEFAULTS,
    ...(config.app.window as object | undefined),
    ...own,
  }
  const names = Object.keys(DEFAULTS) as (keyof WindowConfig)[]
  const values = config.theme?.[theme] ?? {}
  return Object.fromEntries(
    names.map((name) => [name, themed(merged[name], values)]),
  ) as unknown as WindowConfig
}

/** `@name` in a json stands for a value of theme.json. */
function themed(value: unknown, values: Record<string, string>): unknown {
  return typeof value === 'string' && value.startsWith('@')
    ? (values[value.slice(1)] ?? value)
    : value
}

/** The app follows the phone's theme only when app.json says `"darkmode": true`. */
export function appTheme(config: AppConfig, phoneTheme: 'light' | 'dark'): 'light' | 'dark' {
  return config.app.darkmode === true ? phoneTheme : 'light'
}
