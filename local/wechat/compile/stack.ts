import { FlattenMap, originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping'
import type { BundlePackage } from '../bundle'

/**
 * Rewrites the frames of a stack trace that point into the scripts of a bundle so that they name the source:
 * `mini-program:///main.js:812:10` → `pages/today/today.ts:12:3`. Runs in Node and in the browser.
 */
export function sourceStack(
  packages: readonly Pick<BundlePackage, 'name' | 'map'>[],
): (stack: string) => string {
  const maps = new Map<string, TraceMap | undefined>()
  const mapOf = (name: string) => {
    if (!maps.has(name)) {
      const found = packages.find((item) => (item.name || 'main') === name)
      maps.set(name, found ? FlattenMap(found.map) : undefined)
    }
    return maps.get(name)
  }
  return (stack) =>
    stack.replace(
      /mini-program:\/\/\/([^\s:()]+)\.js:(\d+):(\d+)/g,
      (frame, name: string, line: string, column: string) => {
        const map = mapOf(decodeURIComponent(name))
        if (!map) return frame
        const at = originalPositionFor(map, { line: Number(line), column: Number(column) - 1 })
        return at.source === null ? frame : `${at.source}:${at.line}:${at.column + 1}`
      },
    )
}
