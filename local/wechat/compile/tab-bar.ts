import type { ShippedFiles } from './files'
import { isObject, type JsonFile, type JsonObject, type JsonPath, showPath } from './json'
import type { Problems } from './problems'
import { checkColor, checkWord, type Theme } from './theme'

/** Source: WeChat's app.json reference, “tabBar”: 2 to 5 tabs, icons of at most 40 KB, no network images. */
const MIN_TABS = 2
const MAX_TABS = 5
const MAX_ICON_BYTES = 40 * 1024

interface Context {
  files: ShippedFiles
  /** Pages of the main package. */
  main: string[]
  theme: Theme | undefined
  problems: Problems
}

/** Checks `tabBar` of app.json: number of tabs, their pages, icons and colours. */
export function checkTabBar(json: JsonObject, file: JsonFile, context: Context): void {
  const { tabBar } = json
  if (tabBar === undefined) return
  const { problems, theme } = context
  const bar = isObject(tabBar) ? tabBar : {}
  const list: unknown[] = Array.isArray(bar.list) ? bar.list : []
  if (list.length < MIN_TABS || list.length > MAX_TABS) {
    const message = `["tabBar"]["list"] must have ${MIN_TABS} to ${MAX_TABS} tabs, it has ${list.length}`
    problems.error('app.json', file.place(['tabBar', 'list']), message)
  }
  for (const key of ['color', 'selectedColor', 'backgroundColor']) {
    const value = bar[key]
    if (typeof value === 'string') {
      checkColor('app.json', file, ['tabBar', key], value, theme, problems)
    } else if (bar.custom !== true) {
      // Required by the reference, whose own example does without.
      const message = `["tabBar"]["${key}"] is missing: WeChat takes a colour of its own`
      problems.warning('app.json', file.place(['tabBar']), message)
    }
  }
  if (typeof bar.borderStyle === 'string') {
    const rule = { allowed: ['black', 'white'], theme, problems }
    checkWord('app.json', file, ['tabBar', 'borderStyle'], bar.borderStyle, rule)
  }
  if (bar.custom === true && !context.files.has('custom-tab-bar/index.json')) {
    const message = '["tabBar"]["custom"]: 未找到 custom-tab-bar/index.json 文件'
    problems.error('app.json', file.place(['tabBar', 'custom']), message)
  }
  const seen = new Set<unknown>()
  for (const [index, tab] of list.entries()) {
    const where = ['tabBar', 'list', index]
    if (isObject(tab)) checkTab(tab, file, where, seen, context)
    else problems.error('app.json', file.place(where), `${showPath(where)} must be an object`)
  }
}

function checkTab(
  tab: JsonObject,
  file: JsonFile,
  where: JsonPath,
  seen: Set<unknown>,
  { files, main, theme, problems }: Context,
): void {
  const report = (key: string, message: string) =>
    problems.error(
      'app.json',
      file.place([...where, key]),
      `${showPath([...where, key])}: ${message}`,
    )
  const { pagePath, text } = tab
  if (typeof pagePath !== 'string' || !main.includes(pagePath)) {
    report('pagePath', `"${String(pagePath)}" must be a page of the main package, in ["pages"]`)
  } else if (seen.has(pagePath)) report('pagePath', `"${pagePath}" is listed twice`)
  seen.add(pagePath)
  if (typeof text !== 'string' || text === '') report('text', 'a tab needs a text')
  for (const key of ['iconPath', 'selectedIconPath']) {
    const value = tab[key]
    if (typeof value !== 'string') continue
    for (const icon of iconsOf(value, theme)) {
      const path = icon.replace(/^\/+/, '')
      if (!files.has(path)) report(key, `"${icon}" 未找到`)
      else if (!/\.(png|jpe?g)$/i.test(path)) report(key, `"${icon}" must be a PNG or a JPEG`)
      else if (files.size(path) > MAX_ICON_BYTES) {
        const size = (files.size(path) / 1024).toFixed(1)
        report(key, `"${icon}" is ${size} KB, an icon may have 40 KB (大小不超过 40kb)`)
      }
    }
  }
}

function iconsOf(value: string, theme: Theme | undefined): string[] {
  if (!value.startsWith('@')) return [value]
  const variable = value.slice(1)
  return [...new Set([theme?.light[variable] ?? value, theme?.dark[variable] ?? value])]
}
