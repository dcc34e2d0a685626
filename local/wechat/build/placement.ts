import { resolvePath } from '../compile/files'
import { findComponent } from '../compile/graph'
import type { Memo } from '../compile/memo'
import type { Packages } from '../compile/packages'
import type { Problems } from '../compile/problems'
import { findModule } from '../compile/scripts'
import type { Place } from '../compile/text'
import { CLOUD_ENV } from './cloud-env'
import { type Reference, referencesOf } from './references'
import { type BuiltScript, buildScript } from './script'
import { originOf, packageOfPath, type Sources } from './sources'

/** A file and the path it will ship under. */
export interface Shipped {
  /** Path in the tree of sources.ts. */
  path: string
  to: string
  /** Package of the mini-program that holds it. */
  package: string
}

/**
 * Which files ship and where. The mini-program's own files stay where they are. A package from npm gets copied into
 * the `miniprogram_npm` of each package of the mini-program that uses it, only as far as it is reached; a
 * subpackage makes do with the main package's copy when that has everything. A rules module goes to the subpackage
 * that alone uses it, else to the main package.
 */
export interface Placement {
  files: Shipped[]
  /** The text a `require` gets in the file that ships as `to`, when it cannot stay as written. */
  rewrite(to: string, path: string, reference: string): string
}

interface Context {
  sources: Sources
  packages: Packages
  problems: Problems
  memo: Memo
  /** Packages from npm that the main package may not use. */
  subpackageOnly: readonly string[]
}

/** What a file leads to: the file itself, and how it was written where. */
interface Edge {
  to: string
  reference: string
  place: Place
}

const SCRIPT = /\.js$/

export function placeFiles(context: Context): Placement {
  const { sources, packages } = context
  const edges = new Map<string, Edge[]>()
  const edgesOf = (path: string) => {
    const known = edges.get(path) ?? readEdges(path, context)
    edges.set(path, known)
    return known
  }
  const own = sources.own
    .map((path) => path.replace(/\.ts$/, '.js'))
    .map((path): Shipped => ({ path, to: path, package: packages.of(path) }))

  const ruleUsers = new Map<string, Set<string>>()
  const useRule = (path: string, user: string) => {
    const users = ruleUsers.get(path) ?? new Set()
    if (users.has(user)) return
    ruleUsers.set(path, users.add(user))
    for (const edge of edgesOf(path)) {
      if (originOf(edge.to, sources) === 'rules') useRule(edge.to, user)
    }
  }
  for (const file of own) {
    for (const edge of edgesOf(file.path)) {
      if (originOf(edge.to, sources) === 'rules') useRule(edge.to, file.package)
    }
  }
  const rules = [...ruleUsers].map(([path, users]): Shipped => {
    const [only = ''] = users
    const holder = users.size === 1 ? only : ''
    const root = packages.root(holder)
    return { path, to: root ? `${root}/${path}` : path, package: holder }
  })

  const reached = new Map<string, Set<string>>(packages.names.map((name) => [name, new Set()]))
  const reachNpm = (path: string, user: string) => {
    const files = reached.get(user)
    if (!files || files.has(path)) return
    files.add(path)
    for (const edge of edgesOf(path)) reachNpm(edge.to, user)
  }
  for (const file of [...own, ...rules]) {
    for (const edge of edgesOf(file.path)) {
      if (originOf(edge.to, sources) !== 'npm') continue
      if (refuseInMain(file, edge, context)) continue
      reachNpm(edge.to, file.package)
    }
  }
  const files = [...own, ...rules, ...npmCopies(reached, packages)]
  const ruleAt = new Map(rules.map((file) => [file.path, file.to]))
  return {
    files: files.sort((a, b) => (a.to < b.to ? -1 : 1)),
    rewrite(to, path, reference) {
      const edge = edgesOf(path).find((candidate) => candidate.reference === reference)
      if (!edge) return reference
      const rule = ruleAt.get(edge.to)
      if (rule !== undefined) return relativeReference(to, rule.replace(SCRIPT, ''))
      const isEntry = originOf(edge.to, sources) === 'npm' && !reference.startsWith('.')
      if (!isEntry || !('why' in findModule(sources, path.replace(SCRIPT, ''), reference)))
        return reference
      return edge.to.replace(/^miniprogram_npm\//, '').replace(SCRIPT, '')
    },
  }
}

/** Files of npm packages with their places; a package the main package holds in full is not copied again. */
function npmCopies(reached: Map<string, Set<string>>, packages: Packages): Shipped[] {
  const main = reached.get('') ?? new Set<string>()
  return [...reached].flatMap(([user, paths]) => {
    const lacking = new Set(
      [...paths].filter((path) => !main.has(path)).map((path) => packageOfPath(path)),
    )
    const root = packages.root(user)
    return [...paths]
      .filter(
        (path) => user === '' || packages.independent(user) || lacking.has(packageOfPath(path)),
      )
      .map((path): Shipped => ({ path, to: root ? `${root}/${path}` : path, package: user }))
  })
}

function refuseInMain(file: Shipped, edge: Edge, context: Context): boolean {
  const name = packageOfPath(edge.to)
  if (file.package !== '' || !context.subpackageOnly.includes(name)) return false
  const message = `"${edge.reference}": ${name} is for subpackages only, it would weigh on the main package`
  context.problems.error(context.sources.label(file.path), edge.place, message)
  return true
}

/** A script of any origin as it will ship. */
export function builtScript(
  path: string,
  { sources, memo }: Pick<Context, 'sources' | 'memo'>,
): BuiltScript {
  const label = sources.label(path)
  const minify = path.startsWith('miniprogram_npm/')
  const text = sources.text(path)
  if (!text.includes(CLOUD_ENV))
    return memo.of('built', label, text, () => buildScript(text, label, { minify }))
  const { id: cloudEnv } = sources.cloudEnv
  return memo.of('built', `${label} for ${cloudEnv}`, text, () =>
    buildScript(text, label, { minify, constants: { [CLOUD_ENV]: JSON.stringify(cloudEnv) } }),
  )
}

function readEdges(path: string, context: Context): Edge[] {
  const { sources, problems, memo } = context
  const label = sources.label(path)
  if (SCRIPT.test(path)) {
    const script = builtScript(path, context)
    for (const error of script.errors) problems.error(label, error, error.message)
    return script.requires.flatMap(({ reference, place }) => {
      const found = resolveScript(path.replace(SCRIPT, ''), reference, sources)
      if ('path' in found) return [{ to: `${found.path}.js`, reference, place }]
      problems.error(label, place, found.why)
      return []
    })
  }
  if (!/\.(json|wxml|wxss|wxs)$/.test(path)) return []
  const text = sources.text(path)
  const references = memo.of('references', label, text, () => referencesOf(path, text))
  return references.flatMap((reference) => resolveReference(path, reference, sources))
}

function resolveScript(from: string, reference: string, sources: Sources) {
  const found = findModule(sources, from, reference)
  if ('path' in found || reference.startsWith('/')) return found
  if (!reference.startsWith('.')) return sources.packageEntry(reference)
  const origin = originOf(`${from}.js`, sources)
  const leaves =
    origin === 'rules' || (origin === 'own' && resolvePath(from, reference) === undefined)
  return leaves ? sources.outside(from, reference) : found
}

/** Files a component or path means; what leads nowhere is the compiler's to report, with WeChat's words. */
function resolveReference(
  path: string,
  { kind, target, place }: Reference,
  sources: Sources,
): Edge[] {
  const edge = (to: string): Edge => ({ to, reference: target, place })
  if (kind === 'file') {
    const to = resolvePath(path, target)
    return to !== undefined && sources.has(to) ? [edge(to)] : []
  }
  const component = findComponent(sources, path.replace(/\.json$/, ''), target)
  if (component === undefined) return []
  return ['json', 'js', 'wxml', 'wxss']
    .map((suffix) => `${component}.${suffix}`)
    .filter((file) => sources.has(file))
    .map(edge)
}

function relativeReference(from: string, to: string): string {
  const here = from.split('/').slice(0, -1)
  const there = to.split('/')
  let shared = 0
  while (shared < here.length && here[shared] === there[shared]) shared += 1
  const up = '../'.repeat(here.length - shared)
  return `${up || './'}${there.slice(shared).join('/')}`
}
