import type { ComponentConfig } from '../bundle'
import { type AppJson, readJson } from './app-json'
import { foldersUp, resolvePath, type ShippedFiles } from './files'
import {
  isObject,
  type JsonFile,
  type JsonObject,
  type JsonPath,
  showPath,
  stringEntries,
  wrongKind,
} from './json'
import { type Packages, whyOutOfReach } from './packages'
import type { Problems } from './problems'
import { BUILT_IN_TAGS } from './tags'
import { checkWindow } from './theme'

interface Context {
  app: AppJson
  files: ShippedFiles
  packages: Packages
  problems: Problems
}

/** A reference to a component and where it is written. */
interface Reference {
  file: string
  json: JsonFile
  where: JsonPath
  target: string
}

export interface ComponentGraph {
  components: Record<string, ComponentConfig>
  /** The tags each component may use, by its path: those that lead nowhere too, they are a problem already. */
  tags: Map<string, Set<string>>
}

/**
 * Every page and component that app.json leads to, by path. `usingComponents` of a component holds its own and
 * app.json's, resolved to `/path`; a reference that leads nowhere is a problem and left out. Components may use
 * one another in a circle.
 */
export function readComponents(context: Context): ComponentGraph {
  const { app, files, problems } = context
  const components: Record<string, ComponentConfig> = {}
  const tags = new Map<string, Set<string>>()
  const waiting: string[] = []
  const global = app.json.usingComponents
  const add = (path: string, isPage: boolean) => {
    if (components[path]) return
    components[path] = {
      isPage,
      package: context.packages.of(path),
      json: { usingComponents: {} },
    }
    waiting.push(path)
  }
  for (const page of app.pages) {
    const missing = [`${page.path}.wxml`, `${page.path}.js`].filter((file) => !files.has(file))
    for (const file of missing) {
      const message = `未找到 ${showPath(page.where)} 对应的 ${file} 文件`
      problems.error('app.json', app.file.place(page.where), message)
    }
    add(page.path, true)
  }
  if (files.has('custom-tab-bar/index.json')) add('custom-tab-bar/index', false)
  const globalUse = resolveUsing('app', 'app.json', app.file, global, app.json, context)
  for (const target of Object.values(globalUse)) add(target.slice(1), false)

  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const config = components[path]
    if (!config) continue
    const name = `${path}.json`
    const known = new Set(stringEntries(global).map(([tag]) => tag))
    tags.set(path, known)
    const text = files.text(name)
    const file = text === undefined ? undefined : readJson(name, text, problems)
    if (!file) {
      config.json = { usingComponents: { ...globalUse } }
      continue
    }
    const json = file.value as JsonObject
    if (config.isPage) checkWindow(name, file, [], app.theme, problems)
    else if (json.component !== true) {
      const place = 'component' in json ? file.place(['component']) : { line: 1, column: 1 }
      problems.error(name, place, `${name}: a component needs "component": true`)
    }
    for (const [tag] of stringEntries(json.usingComponents)) known.add(tag)
    if (isObject(json.componentGenerics)) {
      for (const tag of Object.keys(json.componentGenerics)) known.add(tag)
    }
    const own = resolveUsing(path, name, file, json.usingComponents, json, context)
    const generics = resolveGenerics(path, name, file, json.componentGenerics, context)
    config.json = { ...json, usingComponents: { ...globalUse, ...own } }
    if (generics) config.json.componentGenerics = generics.json
    for (const target of [...Object.values(own), ...(generics?.targets ?? [])]) {
      add(target.slice(1), false)
    }
  }
  return { components, tags }
}

function resolveUsing(
  from: string,
  file: string,
  json: JsonFile,
  using: unknown,
  owner: JsonObject,
  context: Context,
): Record<string, string> {
  const resolved: Record<string, string> = {}
  const placeholders = isObject(owner.componentPlaceholder) ? owner.componentPlaceholder : {}
  for (const [tag, target] of Object.entries(isObject(using) ? using : {})) {
    const where = ['usingComponents', tag]
    const wrong = wrongKind(target, 'string')
    if (wrong) context.problems.error(file, json.place(where), `${showPath(where)} ${wrong}`)
  }
  for (const [tag, target] of stringEntries(using)) {
    const where = ['usingComponents', tag]
    const path = resolveComponent(from, { file, json, where, target }, context, tag in placeholders)
    if (path !== undefined) resolved[tag] = `/${path}`
  }
  for (const [tag, standIn] of stringEntries(placeholders)) {
    if (BUILT_IN_TAGS.has(standIn) || standIn in resolved) continue
    const message = `["componentPlaceholder"]["${tag}"]: "${standIn}" is neither built in nor in ["usingComponents"]`
    context.problems.error(file, json.place(['componentPlaceholder', tag]), message)
  }
  return resolved
}

function resolveGenerics(
  from: string,
  file: string,
  json: JsonFile,
  generics: unknown,
  context: Context,
): { json: JsonObject; targets: string[] } | undefined {
  if (!isObject(generics)) return undefined
  const targets: string[] = []
  const entries = Object.entries(generics).map(([name, value]): [string, unknown] => {
    if (!isObject(value) || typeof value.default !== 'string') return [name, value]
    const where = ['componentGenerics', name, 'default']
    const path = resolveComponent(
      from,
      { file, json, where, target: value.default },
      context,
      false,
    )
    if (path === undefined) return [name, true]
    targets.push(`/${path}`)
    return [name, { ...value, default: `/${path}` }]
  })
  return { json: Object.fromEntries(entries), targets }
}

/** Path of the component a reference means; problems when there is none, or none that may be used. */
function resolveComponent(
  from: string,
  { file, json, where, target }: Reference,
  { files, packages, problems }: Context,
  hasPlaceholder: boolean,
): string | undefined {
  const report = (message: string) =>
    problems.error(file, json.place(where), `${showPath(where)}: ${message}`)
  if (target.startsWith('plugin://') || target.startsWith('plugin-private://')) {
    report(`"${target}": plugins are not supported by the local WeChat`)
    return undefined
  }
  const path = findComponent(files, from, target)
  if (path === undefined) {
    report(`"${target}" 未找到 (no such component; ${describe(files, from, target)})`)
    return undefined
  }
  const missing = ['wxml', 'js'].find((suffix) => !files.has(`${path}.${suffix}`))
  if (missing) {
    report(`未找到 "${target}" 对应的 ${path}.${missing} 文件`)
    return undefined
  }
  const [user, owner] = [packages.of(from), packages.of(path)]
  const why = whyOutOfReach(packages, user, owner)
  if (why && !(hasPlaceholder && owner !== '')) {
    report(`"${target}": ${why} without a ["componentPlaceholder"]`)
    return undefined
  }
  return path
}

/**
 * Where a component reference leads: relative to the user's file, absolute from the root, or, for a bare name, the
 * nearest `miniprogram_npm` upwards. A folder means its `index`.
 */
export function findComponent(
  files: Pick<ShippedFiles, 'has'>,
  from: string,
  target: string,
): string | undefined {
  const candidates = [resolvePath(from, target)]
  if (!/^[./]/.test(target)) {
    candidates.push(...foldersUp(from).map((folder) => `${folder}miniprogram_npm/${target}`))
  }
  for (const candidate of candidates) {
    if (candidate === undefined) continue
    if (files.has(`${candidate}.json`)) return candidate
    if (files.has(`${candidate}/index.json`)) return `${candidate}/index`
  }
  return undefined
}

function describe(files: ShippedFiles, from: string, target: string): string {
  const path = resolvePath(from, target)
  if (path === undefined) return 'the path leaves the mini-program'
  if (files.has(`${path}.wxml`) || files.has(`${path}.js`)) return `${path}.json is missing`
  return `looked for ${path}.json`
}
