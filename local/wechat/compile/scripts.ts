import type { ComponentConfig } from '../bundle'
import { foldersUp, resolvePath, type ShippedFiles } from './files'
import type { Memo } from './memo'
import { type Packages, whyOutOfReach } from './packages'
import type { Problems } from './problems'
import { checkScript } from './script-check'
import type { SourceMaps } from './source-maps'

/** A module of the bundle: its text as shipped and where each of its `require`s leads, by path without suffix. */
export interface Module {
  path: string
  text: string
  dependencies: Record<string, string>
}

interface Context {
  files: ShippedFiles
  components: Record<string, ComponentConfig>
  packages: Packages
  problems: Problems
  memo: Memo
  maps: SourceMaps
}

/** The modules that app.js, the pages and the components reach, by package. */
export function readModules(context: Context): Map<string, Module[]> {
  const { files, components, packages, problems, memo, maps } = context
  const modules = new Map<string, Module>()
  const waiting = ['app', ...Object.keys(components)].filter((path) => files.has(`${path}.js`))
  if (!files.has('app.js')) problems.error('app.js', undefined, '未找到 app.js 文件')
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    if (modules.has(path)) continue
    const file = `${path}.js`
    const text = files.text(file) ?? ''
    const checked = memo.of('script', file, text, () => checkScript(text))
    const module: Module = { path, text, dependencies: {} }
    modules.set(path, module)
    const report = (place: { line: number; column: number }, message: string) => {
      const source = maps.original(path, place)
      problems.error(source.file, source, message)
    }
    for (const error of checked.errors) report(error, error.message)
    for (const { reference, place, isAsync } of checked.requires) {
      const found = findModule(files, path, reference)
      if ('why' in found) {
        report(place, found.why)
        continue
      }
      const why = whyOutOfReach(packages, packages.of(path), packages.of(found.path))
      if (why && !isAsync) {
        report(place, `require("${reference}"): ${why}`)
        continue
      }
      module.dependencies[reference] = found.path
      waiting.push(found.path)
    }
  }
  const byPackage = new Map<string, Module[]>(packages.names.map((name) => [name, []]))
  for (const module of modules.values()) byPackage.get(packages.of(module.path))?.push(module)
  return byPackage
}

/**
 * Where WeChat's `require` leads: a relative path with or without `.js`, a folder's `index`, or a package name
 * looked up in the nearest `miniprogram_npm`. Absolute paths are not supported (WeChat's reference of `require`).
 */
export function findModule(
  files: Pick<ShippedFiles, 'has'>,
  from: string,
  reference: string,
): { path: string } | { why: string } {
  if (reference.startsWith('/')) {
    return { why: `require("${reference}"): 不支持绝对路径 (use a relative path)` }
  }
  if (reference.endsWith('.json')) {
    return { why: `require("${reference}"): only scripts can be required` }
  }
  const relative = resolvePath(from, reference)
  const bases = reference.startsWith('.')
    ? [relative]
    : foldersUp(from).map((folder) => `${folder}miniprogram_npm/${reference}`)
  for (const base of bases) {
    if (base === undefined) continue
    const plain = base.replace(/\.js$/, '')
    if (files.has(`${plain}.js`)) return { path: plain }
    if (files.has(`${base}/index.js`)) return { path: `${base}/index` }
  }
  const file = `${(relative ?? reference).replace(/\.js$/, '')}.js`
  return { why: `module '${file}' is not defined, require args is '${reference}'` }
}
