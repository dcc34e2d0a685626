import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import type { Place } from './text'

/**
 * Source maps of the shipped scripts. The build writes them beside the mini-program (`dist/miniprogram.maps/`),
 * not into it: they must not count towards the size of a package.
 */
export interface SourceMaps {
  /** The map of a module by its path without suffix; sources are paths from the source folder. */
  of(path: string): EncodedSourceMap | undefined
  /** The place in the source that a place in a shipped script came from; itself when there is no map. */
  original(path: string, place: Place): Place & { file: string }
}

/** Folder that holds the maps of the mini-program shipped in `root`. */
export function mapsFolder(root: string): string {
  return `${root.replace(/\/+$/, '')}.maps`
}

export function readSourceMaps(root: string): SourceMaps {
  const folder = mapsFolder(root)
  const read = (path: string) => {
    const file = join(folder, `${path}.js.map`)
    if (!existsSync(file)) return undefined
    return JSON.parse(readFileSync(file, 'utf8')) as EncodedSourceMap
  }
  return {
    of: read,
    original(path, place) {
      const shipped = { ...place, file: `${path}.js` }
      const map = read(path)
      if (!map) return shipped
      const found = originalPositionFor(new TraceMap(map), {
        line: place.line,
        column: place.column - 1,
      })
      if (found.source === null) return shipped
      return { file: found.source, line: found.line, column: found.column + 1 }
    },
  }
}
