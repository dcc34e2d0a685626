import type { AppConfig } from '../bundle'
import type { ShippedFiles } from './files'
import type { Problems } from './problems'

/** WeChat refuses a package above this size: “单个分包/主包大小不能超过 2M”. */
const MAX_PACKAGE_BYTES = 2 * 1024 * 1024

/** Says to which package a path belongs; '' is the main package. */
export interface Packages {
  of(path: string): string
  root(name: string): string
  independent(name: string): boolean
  names: readonly string[]
}

export function packagesOf(subpackages: AppConfig['subpackages']): Packages {
  const byName = new Map(subpackages.map((item) => [item.name, item]))
  return {
    names: ['', ...byName.keys()],
    of: (path) => subpackages.find((item) => path.startsWith(`${item.root}/`))?.name ?? '',
    root: (name) => byName.get(name)?.root ?? '',
    independent: (name) => byName.get(name)?.independent ?? false,
  }
}

/**
 * Why a file of package `from` may not use one of package `to` directly, if it may not: a package sees itself and,
 * unless it is independent, the main package.
 */
export function whyOutOfReach(packages: Packages, from: string, to: string): string | undefined {
  if (from === to) return undefined
  if (to === '') {
    if (!packages.independent(from)) return undefined
    return `the independent subpackage "${from}" cannot use files of the main package`
  }
  const user = from === '' ? 'the main package' : `the subpackage "${from}"`
  return `${user} cannot use a file of the subpackage "${to}"`
}

/** Bytes of every package as shipped; one above 2 MB is an error. */
export function packageSizes(
  files: ShippedFiles,
  packages: Packages,
  problems: Problems,
): Map<string, number> {
  const sizes = new Map<string, number>(packages.names.map((name) => [name, 0]))
  for (const path of files.paths()) {
    const name = packages.of(path)
    sizes.set(name, (sizes.get(name) ?? 0) + files.size(path))
  }
  for (const [name, size] of sizes) {
    if (size <= MAX_PACKAGE_BYTES) continue
    const who = name === '' ? 'main package' : `subpackage "${name}"`
    const kilobytes = Math.ceil(size / 1024)
    problems.error('app.json', undefined, `${who}: source size ${kilobytes}KB exceed max limit 2MB`)
  }
  return sizes
}
