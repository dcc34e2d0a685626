import { readFileSync } from 'node:fs'
import type { Problem } from '../bundle'
import { isObject, parseJson, strings } from '../compile/json'
import { Memo } from '../compile/memo'
import { type Packages, packagesOf } from '../compile/packages'
import { Problems } from '../compile/problems'
import { mapsFolder } from '../compile/source-maps'
import { applyEdits } from '../compile/text'
import type { CloudEnv } from './cloud-env'
import { hasIconFont, iconNamesIn, withoutIconFont } from './icons'
import { writeFolder } from './output'
import { builtScript, type Placement, placeFiles, type Shipped } from './placement'
import { readSources, type Sources } from './sources'

export interface BuildOptions {
  /** Folder of the mini-program's source, with app.json. */
  source: string
  /** Folder that ships. The source maps go to a folder beside it, `<out>.maps`. */
  out: string
  /** Folder of the project: node_modules/, typings/ and cloudfunctions/rules/ are found there. */
  root: string
  /** Bytes a package may have. */
  budgets?: { main: number; subpackage: number }
  /** Packages from npm that the main package may not use. */
  subpackageOnly?: readonly string[]
}

export interface PackageSize {
  /** '' for the main package. */
  name: string
  bytes: number
  budget: number
}

export interface BuildReport {
  /**
   * `file` is the path in the source folder or, for what lies outside it, in the project
   * (`node_modules/…`, `cloudfunctions/rules/…`).
   */
  problems: Problem[]
  packages: PackageSize[]
  /** Paths in the output that were written and removed by this build. */
  written: string[]
  removed: string[]
  /** All files that ship. */
  files: number
  /** The cloud environment that what was built calls. */
  cloudEnv: CloudEnv
  milliseconds: number
}

const KB = 1024

/** docs/architecture.md, “Budgets”: as shipped. */
const BUDGETS = { main: 400 * KB, subpackage: 500 * KB }

const SUBPACKAGE_ONLY = ['tdesign-miniprogram']

/**
 * File types WeChat uploads (its guide “代码构成”, 允许上传的文件), and those that compile into them.
 * Anything else would work in DevTools and be missing on a phone.
 */
const SHIPPED_TYPE =
  /\.(js|json|wxml|wxss|wxs|png|jpe?g|gif|svg|cer|mp3|aac|m4a|mp4|wav|ogg|silk)$/i
const FOR_DEVELOPERS = /(^|\/)(tsconfig\.json|[^/]+\.d\.ts|[^/]+\.d\.js|[^/]+\.md)$/i

/** Builds a mini-program once. Rejects only when files cannot be read or written; mistakes are in the report. */
export async function buildMiniprogram(options: BuildOptions): Promise<BuildReport> {
  return makeBuilder(options)()
}

/** A build that can be run again: what did not change since the last run is not translated again. */
export function makeBuilder(options: BuildOptions): () => BuildReport {
  let memo = new Memo()
  return () => {
    memo = new Memo(memo)
    const report = build(options, memo)
    memo.finish()
    return report
  }
}

function build(options: BuildOptions, memo: Memo): BuildReport {
  const started = performance.now()
  const { source, out, root, budgets = BUDGETS, subpackageOnly = SUBPACKAGE_ONLY } = options
  const problems = new Problems()
  const all = readSources(source, root)
  const sources = { ...all, own: all.own.filter((path) => ships(path, problems)) }
  checkJson(sources, problems)
  const packages = readPackages(sources)
  const placement = placeFiles({ sources, packages, problems, memo, subpackageOnly })
  const content = new Map<string, Buffer>()
  const maps = new Map<string, Buffer>()
  const icons = new IconNames(placement.files, sources, memo)
  for (const file of placement.files) {
    if (file.path.endsWith('.js')) {
      const { code, map } = builtScript(file.path, { sources, memo })
      content.set(file.to, Buffer.from(rewriteRequires(file, placement, sources, memo, code)))
      if (!file.path.startsWith('miniprogram_npm/')) {
        maps.set(`${file.to}.map`, Buffer.from(JSON.stringify(map)))
      }
    } else content.set(file.to, readContent(file, sources, icons, memo))
  }
  const { written, removed } = writeFolder(out, content)
  writeFolder(mapsFolder(out), maps)
  const sizes = measure(content, packages, budgets, problems)
  return {
    problems: problems.list(),
    packages: sizes,
    written,
    removed,
    files: content.size,
    cloudEnv: all.cloudEnv,
    milliseconds: performance.now() - started,
  }
}

function ships(path: string, problems: Problems): boolean {
  if (FOR_DEVELOPERS.test(path)) return false
  if (path.endsWith('.ts') || SHIPPED_TYPE.test(path)) return true
  const type = /\.[^./]+$/.exec(path)?.[0] ?? 'without suffix'
  problems.warning(path, undefined, `WeChat does not upload files of type "${type}"; not shipped`)
  return false
}

function checkJson(sources: Sources, problems: Problems): void {
  for (const path of sources.own.filter((candidate) => candidate.endsWith('.json'))) {
    for (const error of parseJson(sources.text(path)).errors) {
      problems.error(path, error, `${path}: ${error.message}`)
    }
  }
}

/** Subpackages as far as app.json can be read; what is wrong with it is the compiler's to say. */
function readPackages(sources: Sources): Packages {
  const text = sources.has('app.json') ? sources.text('app.json') : '{}'
  const { value } = parseJson(text).file
  const json = isObject(value) ? value : {}
  const list: unknown = json.subpackages ?? json.subPackages
  const subpackages = (Array.isArray(list) ? list : []).filter(isObject).flatMap((item) => {
    if (typeof item.root !== 'string') return []
    const root = item.root.replace(/^\/+|\/+$/g, '')
    const pages = strings(item.pages).map((page) => `${root}/${page.value}`)
    const name = typeof item.name === 'string' && item.name !== '' ? item.name : root
    return [{ name, root, pages, independent: item.independent === true }]
  })
  return packagesOf(subpackages)
}

function rewriteRequires(
  file: Shipped,
  placement: Placement,
  sources: Sources,
  memo: Memo,
  code: string,
): string {
  const { requires } = builtScript(file.path, { sources, memo })
  const edits = requires.flatMap(({ reference, start, end }) => {
    const text = placement.rewrite(file.to, file.path, reference)
    return text === reference ? [] : [{ start, end, text: JSON.stringify(text) }]
  })
  return applyEdits(code, edits)
}

function readContent(file: Shipped, sources: Sources, icons: IconNames, memo: Memo): Buffer {
  const bytes = readFileSync(sources.real(file.path) ?? file.path)
  if (!file.path.endsWith('.wxss')) return bytes
  const css = bytes.toString('utf8')
  if (!hasIconFont(css)) return bytes
  const names = icons.of(file.package)
  const key = `icons ${file.package} ${file.path}`
  const drawn = memo.ofAll(key, [css, ...names], () => withoutIconFont(css, names))
  return Buffer.from(drawn)
}

/** Names of icons that the files of a package mention, or those of the main package, which may hand them over. */
class IconNames {
  readonly #files: Shipped[]
  readonly #sources: Sources
  readonly #memo: Memo
  readonly #known = new Map<string, Set<string>>()

  constructor(files: Shipped[], sources: Sources, memo: Memo) {
    this.#files = files
    this.#sources = sources
    this.#memo = memo
  }

  of(name: string): Set<string> {
    const known = this.#known.get(name)
    if (known) return known
    const files = this.#files.filter(
      (file) =>
        /\.(js|wxml|wxs)$/.test(file.path) && (file.package === name || file.package === ''),
    )
    const names = files.flatMap((file) => {
      const text = this.#sources.text(file.path)
      return [...this.#memo.of('icon names', file.path, text, () => iconNamesIn(text))]
    })
    const found = new Set(names.sort())
    this.#known.set(name, found)
    return found
  }
}

function measure(
  content: ReadonlyMap<string, Buffer>,
  packages: Packages,
  budgets: { main: number; subpackage: number },
  problems: Problems,
): PackageSize[] {
  return packages.names.map((name) => {
    const budget = name === '' ? budgets.main : budgets.subpackage
    let bytes = 0
    for (const [path, file] of content) if (packages.of(path) === name) bytes += file.length
    if (bytes > budget) {
      const who = name === '' ? 'the main package' : `the subpackage "${name}"`
      const message = `${who} has ${kilobytes(bytes)}, its budget is ${kilobytes(budget)}`
      problems.error('app.json', undefined, message)
    }
    return { name, bytes, budget }
  })
}

export function kilobytes(bytes: number): string {
  return `${(bytes / KB).toFixed(1)} KB`
}
