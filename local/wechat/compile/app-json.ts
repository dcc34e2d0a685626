import type { AppConfig } from '../bundle'
import type { ShippedFiles } from './files'
import {
  isObject,
  type JsonFile,
  type JsonKind,
  type JsonObject,
  type JsonPath,
  parseJson,
  showPath,
  strings,
  wrongKind,
} from './json'
import type { Problems } from './problems'
import { checkTabBar } from './tab-bar'
import { checkWindow, readTheme, type Theme } from './theme'

/** A page with the place in app.json that names it. */
export interface DeclaredPage {
  path: string
  /** `["pages"][0]` or `["subpackages"][1]["pages"][0]`, as DevTools writes it. */
  where: JsonPath
}

export interface AppJson {
  json: JsonObject
  file: JsonFile
  /** Main package first, in the order of app.json, without duplicates. */
  pages: DeclaredPage[]
  subpackages: AppConfig['subpackages']
  theme: Theme | undefined
}

/** Source: WeChat's app.json reference; what is not listed there is passed over. */
const KINDS: Record<string, JsonKind> = {
  pages: 'array',
  subpackages: 'array',
  subPackages: 'array',
  window: 'object',
  tabBar: 'object',
  usingComponents: 'object',
  networkTimeout: 'object',
  preloadRule: 'object',
  permission: 'object',
  requiredPrivateInfos: 'array',
  sitemapLocation: 'string',
  themeLocation: 'string',
  entryPagePath: 'string',
}

/** What app.json can switch on in WeChat, and nothing here answers to. */
const NOT_THERE: Record<string, (value: unknown) => boolean> = {
  plugins: isObject,
  workers: (value) => value !== undefined,
  functionalPages: Boolean,
  renderer: (value) => value === 'skyline',
}

function checkAbsent(json: JsonObject, file: JsonFile, problems: Problems): void {
  for (const [key, wanted] of Object.entries(NOT_THERE)) {
    if (!wanted(json[key])) continue
    const message = `${showPath([key])} has no effect: not supported by the local WeChat`
    problems.warning('app.json', file.place([key]), message)
  }
}

function checkKinds(json: JsonObject, file: JsonFile, problems: Problems): void {
  const check = (where: JsonPath, value: unknown, kind: JsonKind) => {
    const wrong = wrongKind(value, kind)
    if (wrong) problems.error('app.json', file.place(where), `${showPath(where)} ${wrong}`)
  }
  for (const [key, kind] of Object.entries(KINDS)) check([key], json[key], kind)
  const pages: unknown[] = Array.isArray(json.pages) ? json.pages : []
  for (const [index, page] of pages.entries()) check(['pages', index], page, 'string')
}

/** Reads and checks app.json and what it names, theme.json and sitemap.json included. */
export function readAppJson(files: ShippedFiles, problems: Problems): AppJson | undefined {
  const text = files.text('app.json')
  if (text === undefined) {
    problems.error('app.json', undefined, '在项目根目录未找到 app.json')
    return undefined
  }
  const file = readJson('app.json', text, problems)
  if (!file) return undefined
  const json = file.value as JsonObject
  checkKinds(json, file, problems)
  checkAbsent(json, file, problems)
  const main = declaredPages(json.pages, ['pages'], '')
  const { subpackages, pages: subPages } = readSubpackages(json, file, problems)
  const pages = withoutDuplicates([...main, ...subPages], file, problems)
  if (!Array.isArray(json.pages) || json.pages.length === 0) {
    problems.error('app.json', file.place(['pages']), '["pages"] must name at least one page')
  }
  for (const page of main) {
    const holder = subpackages.find((candidate) => page.path.startsWith(`${candidate.root}/`))
    if (!holder) continue
    problems.error(
      'app.json',
      file.place(page.where),
      `${showPath(page.where)}: "${page.path}" lies in the subpackage "${holder.root}"; list it there`,
    )
  }
  const theme = readTheme(json, file, files, problems)
  checkWindow('app.json', file, ['window'], theme, problems)
  checkTabBar(json, file, { files, main: main.map((page) => page.path), theme, problems })
  checkReferences(json, file, files, new Set(pages.map((page) => page.path)), problems)
  return { json, file, pages, subpackages, theme }
}

/** Parses a file that must hold a JSON object; syntax errors become problems. */
export function readJson(path: string, text: string, problems: Problems): JsonFile | undefined {
  const { file, errors } = parseJson(text)
  for (const error of errors) problems.error(path, error, `${path}: ${error.message}`)
  if (errors.length > 0) return undefined
  if (isObject(file.value)) return file
  problems.error(path, { line: 1, column: 1 }, `${path}: the file must hold a JSON object`)
  return undefined
}

function declaredPages(list: unknown, where: JsonPath, root: string): DeclaredPage[] {
  return strings(list).map(({ value, index }) => ({
    path: root ? `${root}/${value}` : value,
    where: [...where, index],
  }))
}

function readSubpackages(json: JsonObject, file: JsonFile, problems: Problems) {
  const key = 'subPackages' in json ? 'subPackages' : 'subpackages'
  const list: unknown[] = Array.isArray(json[key]) ? json[key] : []
  const subpackages: AppConfig['subpackages'] = []
  const pages: DeclaredPage[] = []
  for (const [index, item] of list.entries()) {
    const where = [key, index]
    const root = isObject(item) && typeof item.root === 'string' ? trimSlashes(item.root) : ''
    if (!isObject(item) || root === '') {
      problems.error('app.json', file.place(where), `${showPath(where)}["root"] must name a folder`)
      continue
    }
    const clash = subpackages.find(
      (other) => `${root}/`.startsWith(`${other.root}/`) || `${other.root}/`.startsWith(`${root}/`),
    )
    if (clash) {
      const message = `${showPath(where)}["root"]: "${root}" overlaps the subpackage "${clash.root}"`
      problems.error('app.json', file.place([...where, 'root']), message)
      continue
    }
    const own = declaredPages(item.pages, [...where, 'pages'], root)
    if (own.length === 0) {
      const message = `${showPath(where)}["pages"] must name at least one page`
      problems.error('app.json', file.place([...where, 'pages']), message)
    }
    pages.push(...own)
    subpackages.push({
      name: typeof item.name === 'string' && item.name !== '' ? item.name : root,
      root,
      pages: own.map((page) => page.path),
      independent: item.independent === true,
    })
  }
  return { subpackages, pages }
}

function withoutDuplicates(pages: DeclaredPage[], file: JsonFile, problems: Problems) {
  const seen = new Set<string>()
  return pages.filter((page) => {
    const place = file.place(page.where)
    if (page.path.startsWith('/') || /\.(wxml|js|ts)$/.test(page.path)) {
      const message = `${showPath(page.where)}: "${page.path}" must be a path without leading "/" and without suffix`
      problems.error('app.json', place, message)
      return false
    }
    if (seen.has(page.path)) {
      problems.error('app.json', place, `${showPath(page.where)}: "${page.path}" is listed twice`)
      return false
    }
    seen.add(page.path)
    return true
  })
}

/** Pages and files that other settings of app.json name. */
function checkReferences(
  json: JsonObject,
  file: JsonFile,
  files: ShippedFiles,
  pages: Set<string>,
  problems: Problems,
): void {
  const { entryPagePath, sitemapLocation, preloadRule } = json
  if (typeof entryPagePath === 'string' && !pages.has(entryPagePath)) {
    const message = `["entryPagePath"]: "${entryPagePath}" is not in ["pages"]`
    problems.error('app.json', file.place(['entryPagePath']), message)
  }
  if (typeof sitemapLocation === 'string') {
    const text = files.text(trimSlashes(sitemapLocation))
    if (text !== undefined) readJson(trimSlashes(sitemapLocation), text, problems)
    else {
      const message = `["sitemapLocation"]: 未找到 ${sitemapLocation} 文件`
      problems.error('app.json', file.place(['sitemapLocation']), message)
    }
  }
  for (const page of isObject(preloadRule) ? Object.keys(preloadRule) : []) {
    if (pages.has(page)) continue
    const message = `["preloadRule"]: "${page}" is not a page of app.json`
    problems.error('app.json', file.keyPlace(['preloadRule', page]), message)
  }
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, '')
}
