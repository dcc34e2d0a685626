import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { join, relative, sep } from 'node:path'
import { isObject, parseJson } from '../compile/json'
import { type CloudEnv, cloudEnvOf } from './cloud-env'

/**
 * Everything a build may take from, as one tree with the paths files will be found under in the mini-program:
 * the source folder itself, `miniprogram_npm/<package>/…` for packages from npm and `rules/…` for the shared rules
 * (`.ts` files count as the `.js` they become). Which copies are made, and where, is decided by placement.ts.
 */
export interface Sources {
  /** Id of the cloud environment, '' when the project names none. */
  readonly cloudEnv: CloudEnv
  has(path: string): boolean
  /** Where the file of a path is on disk. */
  real(path: string): string | undefined
  text(path: string): string
  /** Name of a path in messages and source maps: from the source folder, or from the project's root. */
  label(path: string): string
  /** Paths of the source folder's own files, sorted. */
  own: string[]
  /** The path of what a package's name means when there is no `index.js`, or why there is none. */
  packageEntry(reference: string): { path: string } | { why: string }
  /** The path of a file outside the source folder that a relative reference leads to, or why it may not. */
  outside(from: string, reference: string): { path: string } | { why: string }
}

const NPM = 'miniprogram_npm/'
const RULES = 'rules/'

export function readSources(source: string, root: string): Sources {
  const rulesFolder = join(root, 'cloudfunctions', 'rules')
  const own = new Set(list(source, ''))
  const packageFolders = new Map<string, string | undefined>()
  const packageFolder = (name: string) => {
    if (!packageFolders.has(name)) packageFolders.set(name, findPackageFolder(root, name))
    return packageFolders.get(name)
  }
  const onDisk = (path: string): string | undefined => {
    if (path.startsWith(NPM)) {
      const { name, rest } = splitPackage(path.slice(NPM.length))
      const folder = rest === '' ? undefined : packageFolder(name)
      return folder && existing(join(folder, rest), ['.cjs', '.mjs'])
    }
    const ownFile = ['', '.ts'].map((suffix) => (suffix ? path.replace(/\.js$/, suffix) : path))
    const found = ownFile.find((candidate) => own.has(candidate))
    if (found !== undefined) return join(source, found)
    if (!path.startsWith(RULES)) return undefined
    return existing(join(rulesFolder, path.slice(RULES.length)), ['.ts'])
  }
  const known = new Map<string, string | undefined>()
  const real = (path: string) => {
    if (!known.has(path)) known.set(path, onDisk(path))
    return known.get(path)
  }
  return {
    cloudEnv: cloudEnvOf(root),
    own: [...own],
    has: (path) => real(path) !== undefined,
    real,
    text: (path) => readFileSync(real(path) ?? path, 'utf8').replace(/^\uFEFF/, ''),
    label(path) {
      const file = real(path) ?? join(source, path)
      const inSource = relative(source, file)
      return (inSource.startsWith('..') ? relative(root, file) : inSource).split(sep).join('/')
    },
    packageEntry(reference) {
      if (isBuiltin(reference)) {
        return { why: `"${reference}" is a module of Node, which WeChat does not have` }
      }
      const { name } = splitPackage(reference)
      const folder = packageFolder(name)
      if (!folder) return { why: `the package "${name}" is not installed` }
      const file = resolveInNode(root, reference)
      // Node answers where a file really is, also when node_modules is a link to another folder.
      const inside =
        file === undefined ? '..' : relative(realpathSync(folder), file).split(sep).join('/')
      if (inside.startsWith('..')) return { why: `"${reference}" is not a file of "${name}"` }
      return { path: `${NPM}${name}/${inside.replace(/\.[cm]?js$/, '')}` }
    },
    outside(from, reference) {
      const file = join(real(`${from}.js`) ?? join(source, from), '..', reference)
      const inRules = relative(rulesFolder, file).split(sep).join('/')
      if (!inRules.startsWith('..')) {
        const path = `${RULES}${inRules.replace(/\.[jt]s$/, '')}`
        if (real(`${path}.js`)) return { path }
        if (real(`${path}/index.js`)) return { path: `${path}/index` }
        return { why: `"${reference}" not found among the rules` }
      }
      if (!relative(join(root, 'typings'), file).startsWith('..')) {
        return { why: `"${reference}": typings/ holds types only; use "import type"` }
      }
      return {
        why: `"${reference}" lies outside the mini-program; only cloudfunctions/rules can be shared`,
      }
    },
  }
}

/** Whether a path is a copy of something from outside the source folder. */
export function originOf(path: string, sources: Sources): 'own' | 'npm' | 'rules' {
  if (path.startsWith(NPM)) return 'npm'
  if (!path.startsWith(RULES)) return 'own'
  return sources.own.includes(path) || sources.own.includes(path.replace(/\.js$/, '.ts'))
    ? 'own'
    : 'rules'
}

/** Name of the npm package that holds a path below `miniprogram_npm/`. */
export function packageOfPath(path: string): string {
  return splitPackage(path.slice(NPM.length)).name
}

function splitPackage(path: string): { name: string; rest: string } {
  const steps = path.split('/')
  const name = steps.splice(0, path.startsWith('@') ? 2 : 1).join('/')
  return { name, rest: steps.join('/') }
}

/** The folder of a package that goes into a mini-program: what `miniprogram` in its package.json names, or all. */
function findPackageFolder(root: string, name: string): string | undefined {
  const folder = join(root, 'node_modules', name)
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { value } = parseJson(readFileSync(manifest, 'utf8')).file
  const named = isObject(value) ? value.miniprogram : undefined
  const candidates = [typeof named === 'string' ? named : '', 'miniprogram_dist']
  const found = candidates.find((item) => item !== '' && existsSync(join(folder, item)))
  return found === undefined ? folder : join(folder, found)
}

function resolveInNode(root: string, reference: string): string | undefined {
  try {
    return createRequire(join(root, 'package.json')).resolve(reference)
  } catch {
    // Not found is an answer here: the caller says so with the place of the reference.
    return undefined
  }
}

function existing(file: string, suffixes: string[]): string | undefined {
  const candidates = [file, ...suffixes.map((suffix) => file.replace(/\.js$/, suffix))]
  return candidates.find((candidate) => existsSync(candidate) && statSync(candidate).isFile())
}

function list(root: string, folder: string): string[] {
  const entries = readdirSync(join(root, folder), { withFileTypes: true })
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder ? `${folder}/${entry.name}` : entry.name
      if (entry.name.startsWith('.')) return []
      return entry.isDirectory() ? list(root, path) : [path]
    })
}
