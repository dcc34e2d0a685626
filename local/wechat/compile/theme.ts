import type { ShippedFiles } from './files'
import {
  isObject,
  type JsonFile,
  type JsonObject,
  type JsonPath,
  parseJson,
  showPath,
  stringEntries,
} from './json'
import type { Problems } from './problems'

export interface Theme {
  light: Record<string, string>
  dark: Record<string, string>
}

/**
 * Reads the file `themeLocation` names. Each of its variables (`@name` elsewhere) must have a value for both
 * themes. Source: WeChat's guide “DarkMode 适配指南”.
 */
export function readTheme(
  json: JsonObject,
  app: JsonFile,
  files: ShippedFiles,
  problems: Problems,
): Theme | undefined {
  const location = json.themeLocation
  if (typeof location !== 'string') return undefined
  const path = location.replace(/^\/+/, '')
  const text = files.text(path)
  if (text === undefined) {
    const message = `["themeLocation"]: 未找到 ${location} 文件`
    problems.error('app.json', app.place(['themeLocation']), message)
    return undefined
  }
  const { file, errors } = parseJson(text)
  for (const error of errors) problems.error(path, error, `${path}: ${error.message}`)
  const value = isObject(file.value) ? file.value : {}
  const light = Object.fromEntries(stringEntries(value.light))
  const dark = Object.fromEntries(stringEntries(value.dark))
  for (const [has, lacks, name] of [
    [light, dark, 'dark'],
    [dark, light, 'light'],
  ] as const) {
    for (const variable of Object.keys(has).filter((key) => !(key in lacks))) {
      const place = file.place([name === 'dark' ? 'light' : 'dark', variable])
      problems.error(path, place, `"${variable}" has no value in ["${name}"]`)
    }
  }
  return { light, dark }
}

const HEX_COLOR = /^#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i

const COLORS = new Set([
  'navigationBarBackgroundColor',
  'backgroundColor',
  'backgroundColorTop',
  'backgroundColorBottom',
  'backgroundColorContent',
])

const WORDS: Record<string, readonly string[]> = {
  navigationBarTextStyle: ['black', 'white'],
  backgroundTextStyle: ['dark', 'light'],
  navigationStyle: ['default', 'custom'],
  pageOrientation: ['auto', 'portrait', 'landscape'],
}

/** Checks colours and closed word lists of `window` in app.json (path `['window']`) or of a page's json (`[]`). */
export function checkWindow(
  name: string,
  file: JsonFile,
  path: JsonPath,
  theme: Theme | undefined,
  problems: Problems,
): void {
  let window = file.value
  for (const step of path) window = isObject(window) ? window[step] : undefined
  for (const [key, value] of stringEntries(window)) {
    const allowed = WORDS[key]
    if (COLORS.has(key)) checkColor(name, file, [...path, key], value, theme, problems)
    else if (allowed) checkWord(name, file, [...path, key], value, { allowed, theme, problems })
  }
}

/** A colour must be `#rgb`, `#rrggbb` or `#rrggbbaa`, or a variable of theme.json that holds one. */
export function checkColor(
  name: string,
  file: JsonFile,
  path: JsonPath,
  value: string,
  theme: Theme | undefined,
  problems: Problems,
): void {
  for (const given of valuesOf(value, theme)) {
    if (given !== undefined && HEX_COLOR.test(given)) continue
    problems.error(name, file.place(path), `${showPath(path)}: ${wrong(value, given)} hexColor`)
  }
}

/** A word of a closed list, or a variable of theme.json that holds one. */
export function checkWord(
  name: string,
  file: JsonFile,
  path: JsonPath,
  value: string,
  {
    allowed,
    theme,
    problems,
  }: { allowed: readonly string[]; theme: Theme | undefined; problems: Problems },
): void {
  for (const given of valuesOf(value, theme)) {
    if (given !== undefined && allowed.includes(given)) continue
    const choice = allowed.map((word) => `"${word}"`).join(' or ')
    problems.error(name, file.place(path), `${showPath(path)}: ${wrong(value, given)} ${choice}`)
  }
}

function wrong(value: string, given: string | undefined): string {
  if (given === undefined) return `theme.json has no variable "${value.slice(1)}", should be a`
  return value === given ? `"${value}" should be a` : `"${value}" is "${given}", should be a`
}

/** What a value is in each theme; `undefined` for a variable that theme.json does not have. */
function valuesOf(value: string, theme: Theme | undefined): (string | undefined)[] {
  if (!value.startsWith('@')) return [value]
  const variable = value.slice(1)
  return [...new Set([theme?.light[variable], theme?.dark[variable]])]
}
