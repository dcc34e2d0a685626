import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { type BuildOptions, type BuildReport, makeBuilder } from './build'

/** Editors write a file in several steps; a build waits until nothing happened for this long, in milliseconds. */
const QUIET = 40

/**
 * Builds now and after every change of the source or of the shared rules. `built` gets each report; an error that
 * is not in a report (the disk is full, the folder is gone) goes to `failed`. `close` stops watching.
 */
export function watchMiniprogram(
  options: BuildOptions,
  built: (report: BuildReport) => void,
  failed: (error: unknown) => void,
): { close(): void } {
  const build = makeBuilder(options)
  const run = () => {
    try {
      built(build())
    } catch (error) {
      failed(error)
    }
  }
  let timer: NodeJS.Timeout | undefined
  const folders = [options.source, join(options.root, 'cloudfunctions', 'rules')].filter(existsSync)
  const watchers = folders.map((folder) =>
    watch(folder, { recursive: true }, () => {
      clearTimeout(timer)
      timer = setTimeout(run, QUIET)
    }).on('error', failed),
  )
  run()
  return {
    close() {
      clearTimeout(timer)
      for (const watcher of watchers) watcher.close()
    },
  }
}
