import type { AppConfig } from '../../bundle'

export type Theme = 'light' | 'dark'

/** The theme the app shows: dark only if app.json says `"darkmode": true`. */
export function themeOf(config: AppConfig, phoneTheme: Theme): Theme {
  return config.app.darkmode === true ? phoneTheme : 'light'
}

/** A value of app.json that may be a reference into theme.json: `@navBackground`. */
export function themed(config: AppConfig, theme: Theme, value: string): string {
  if (!value.startsWith('@')) return value
  return config.theme?.[theme][value.slice(1)] ?? ''
}
