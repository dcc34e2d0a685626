import type { PackageContent } from '../../bundle'
import type { Apis } from './apis'

/** `wx.` is followed by the API's name; a member of an object called wx is none. */
const USE = /(?<![\w.$])wx\.([A-Za-z]\w*)/g
const GUARD = /canIUse\(\s*['"`](\w+)/g

/**
 * Lists the APIs that shipped code names and this WeChat has not. Those it asks `wx.canIUse` about anywhere are
 * left out: the code knows that they may be missing.
 * @returns the APIs with the modules that use them, in the order of the names
 */
function findMissingApis(apis: Apis, content: PackageContent): Map<string, string[]> {
  const guarded = new Set<string>()
  const used = new Map<string, Set<string>>()
  for (const [path, { run }] of Object.entries(content.modules)) {
    const source = run.toString()
    for (const [, name = ''] of source.matchAll(GUARD)) guarded.add(name)
    for (const [, name = ''] of source.matchAll(USE)) {
      if (apis.describe(name)) continue
      const users = used.get(name) ?? new Set()
      used.set(name, users.add(path))
    }
  }
  return new Map(
    [...used]
      .filter(([name]) => !guarded.has(name))
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([name, users]) => [name, [...users]]),
  )
}

/** Says so in the console, once per package. */
export function reportMissingApis(apis: Apis, packageName: string, content: PackageContent): void {
  const missing = findMissingApis(apis, content)
  if (missing.size === 0) return
  const list = [...missing].map(([name, users]) => `wx.${name} (${users.join(', ')})`).join('\n  ')
  const place = packageName === '' ? '主包' : `分包 ${packageName}`
  console.warn(`${place}用到了本地微信没有的 API：\n  ${list}`)
}
