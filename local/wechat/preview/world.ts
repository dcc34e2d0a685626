import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  watch,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { type Cloud, startCloud } from '../../cloud/cloud'
import { takeFolder } from '../../cloud/database/folder'
import { readSchema } from '../../cloud/schema'
import { watchMiniprogram } from '../build/watch'
import type { Problem } from '../bundle'
import { compile } from '../compile/compile'
import { type Phones, startPhones } from '../phone/server'
import type { PreviewPerson } from '../preview-state'
import { runScript } from './scripts'

/** The running product: a cloud with the demo company, and a server of phones that run what was built. */
export interface World {
  cloud: Cloud
  phones: Phones
  people: PreviewPerson[]
  /** Names the demo company as it was filled: after `--reset` another one. */
  company: string
  /** Mistakes in the source that keep the phones from being reloaded. */
  onProblems(listener: (problems: readonly Problem[]) => void): void
  close(): Promise<void>
}

/** A pause in which an editor writes its files, in milliseconds. */
const QUIET = 150

/** Builds everything, starts it and keeps it in step with the source. `report` takes a line at a time. */
export async function startWorld(
  root: string,
  options: { reset: boolean; phonesPort: number },
  report: (line: string) => void,
): Promise<World> {
  const data = join(root, '.data', 'preview')
  const peopleFile = join(data, 'people.json')
  const miniprogram = join(root, 'dist', 'miniprogram')
  // Without the list of people a run ended while it filled the company: that half of one is of no use.
  if (existsSync(data) && (options.reset || !existsSync(peopleFile))) forget(data)

  report((await runScript(join(root, 'ops', 'build-functions.ts'))).trimEnd())
  const problemListeners = new Set<(problems: readonly Problem[]) => void>()
  const tell = (problems: readonly Problem[]) => {
    for (const listener of problemListeners) listener(problems)
  }

  let phones: Phones | undefined
  let firstBuild: (() => void) | undefined
  const built = new Promise<void>((resolve) => {
    firstBuild = resolve
  })
  const source = watchMiniprogram(
    { source: join(root, 'miniprogram'), out: miniprogram, root },
    ({ problems, milliseconds, written }) => {
      const errors = problems.filter(({ severity }) => severity === 'error')
      firstBuild?.()
      if (errors.length > 0) {
        phones?.refuse(errors)
        tell(errors)
        return
      }
      if (phones === undefined || written.length === 0) return
      report(`rebuilt ${written.length} files in ${milliseconds.toFixed(0)} ms`)
      phones.reload().then(tell, (error: unknown) => report(String(error)))
    },
    (error) => report(String(error)),
  )
  await built

  const cloud = await startCloud({
    functions: join(root, 'dist', 'cloudfunctions'),
    schema: readSchema(join(root, 'cloudbaserc.json')),
    data: join(data, 'cloud'),
    log: report,
  })
  if (!existsSync(peopleFile)) {
    report('filling the cloud with the demo company …')
    const seed = join(root, 'local', 'demo', 'seed.ts')
    const people = await runScript(seed, ['--cloud', cloud.url])
    mkdirSync(data, { recursive: true })
    writeFileSync(`${peopleFile}.next`, people)
    renameSync(`${peopleFile}.next`, peopleFile)
  }
  const people = JSON.parse(readFileSync(peopleFile, 'utf8')) as PreviewPerson[]
  phones = await startPhones({
    miniprogram,
    cloudUrl: cloud.url,
    compile,
    // The same address every time: browsers keep a phone's storage by it.
    port: options.phonesPort,
  })
  const functions = watchFunctions(root, report)

  return {
    cloud,
    phones,
    people,
    company: String(Math.trunc(statSync(peopleFile).mtimeMs)),
    onProblems: (listener) => problemListeners.add(listener),
    async close() {
      source.close()
      functions.close()
      await phones?.close()
      await cloud.stop()
    },
  }
}

/**
 * Removes what earlier runs have kept.
 * @throws Error, before anything is removed, while another process uses it
 */
function forget(data: string): void {
  const database = takeFolder(join(data, 'cloud', 'database'))
  rmSync(data, { recursive: true, force: true })
  database.release()
}

/** Bundles the functions again after a change; the cloud notices by itself. */
function watchFunctions(root: string, report: (line: string) => void): { close(): void } {
  let timer: NodeJS.Timeout | undefined
  const rebuild = () =>
    runScript(join(root, 'ops', 'build-functions.ts')).then(
      () => report('functions rebuilt'),
      (error: unknown) => report(error instanceof Error ? error.message : String(error)),
    )
  const watcher = watch(join(root, 'cloudfunctions'), { recursive: true }, () => {
    clearTimeout(timer)
    timer = setTimeout(rebuild, QUIET)
  })
  return {
    close() {
      clearTimeout(timer)
      watcher.close()
    },
  }
}
