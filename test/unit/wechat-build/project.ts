import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import {
  type BuildOptions,
  type BuildReport,
  buildMiniprogram,
} from '../../../local/wechat/build/build'
import { formatProblem } from '../../../local/wechat/compile/problems'
import { type Changes, copyOf } from '../wechat-compile/fixture'

/** A built copy of the `project` fixture. */
export interface Built {
  root: string
  options: BuildOptions
  report: BuildReport
  /** One line a problem. */
  problems: string[]
  /** Paths that ship, sorted. */
  files: string[]
  /** Text of a file that ships. */
  text(path: string): string
}

export async function buildProject(
  changes: Changes = {},
  more: Partial<BuildOptions> = {},
): Promise<Built> {
  const root = copyOf('project', changes)
  const out = join(root, 'dist', 'miniprogram')
  const options = { source: join(root, 'miniprogram'), out, root, ...more }
  return { ...(await buildAgain(options)), root }
}

export async function buildAgain(options: BuildOptions): Promise<Omit<Built, 'root'>> {
  const report = await buildMiniprogram(options)
  return {
    options,
    report,
    problems: report.problems.map(formatProblem),
    files: filesIn(options.out),
    text: (path) => readFileSync(join(options.out, path), 'utf8'),
  }
}

export function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
}

/** A package as it lies in node_modules. */
export function npmPackage(
  name: string,
  files: Record<string, string>,
  manifest: object = {},
): Changes {
  const text = JSON.stringify({ name, version: '1.0.0', ...manifest })
  return Object.fromEntries(
    Object.entries({ 'package.json': text, ...files }).map(([path, content]) => [
      `node_modules/${name}/${path}`,
      content,
    ]),
  )
}
