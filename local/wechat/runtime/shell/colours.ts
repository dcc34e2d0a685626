import type { AppConfig } from '../../bundle'
import type { WindowConfig } from '../parts'

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

/**
 * The values of a page's window that point into theme.json, unresolved: a page is told its values once, but they
 * must follow the theme while it is open.
 */
export function themeReferences(config: AppConfig, path: string): Partial<WindowConfig> {
  const window = {
    ...(config.app.window as Record<string, unknown> | undefined),
    ...config.components[path]?.json,
  }
  return Object.fromEntries(
    Object.entries(window).filter(
      ([, value]) => typeof value === 'string' && value.startsWith('@'),
    ),
  ) as Partial<WindowConfig>
}
