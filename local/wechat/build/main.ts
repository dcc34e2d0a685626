import { join } from 'node:path'
import { compile } from '../compile/compile'
import { formatProblem } from '../compile/problems'
import { buildMiniprogram, kilobytes } from './build'
import { describeCloudEnv } from './cloud-env'

/**
 * `npm run build` for the mini-program: miniprogram/ → dist/miniprogram, then one compilation of what ships, so that
 * what WeChat would refuse fails here.
 */
async function main(): Promise<void> {
  const root = process.cwd()
  const out = join(root, 'dist', 'miniprogram')
  const report = await buildMiniprogram({ source: join(root, 'miniprogram'), out, root })
  const hasErrors = report.problems.some((problem) => problem.severity === 'error')
  const problems = hasErrors
    ? report.problems
    : [...report.problems, ...(await compile(out)).problems]
  for (const problem of problems) console.error(formatProblem(problem))
  const sizes = report.packages.map(
    ({ name, bytes, budget }) => `${name || 'main'} ${kilobytes(bytes)} of ${kilobytes(budget)}`,
  )
  console.log(
    `mini-program: ${report.files} files in ${report.milliseconds.toFixed(0)} ms (${sizes.join(', ')})`,
  )
  console.log(`mini-program: ${describeCloudEnv(report.cloudEnv)}`)
  if (problems.some((problem) => problem.severity === 'error')) process.exitCode = 1
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
