import { resolve } from 'node:path'
import { build } from 'esbuild'
import type { Bundle } from '../bundle'
import { kept } from './kept'

const WECHAT = resolve(__dirname, '..')
const LOCKFILE = resolve(WECHAT, '../../package-lock.json')

/**
 * The scripts of the phone's page, made by esbuild: the runtime (about 100 ms, once per version of its source)
 * and the line to the server, which is separate so that it works when the runtime does not.
 */
export async function phonePrograms(): Promise<{ runtime: string; line: string }> {
  return kept('runtime', [WECHAT, LOCKFILE], async () => {
    const [runtime, line] = await Promise.all([
      browserProgram(resolve(WECHAT, 'runtime/main.ts')),
      browserProgram(resolve(WECHAT, 'runtime/automator/line-main.ts')),
    ])
    return { runtime, line }
  })
}

/** One browser script out of a TypeScript file and what it imports, with its source map inside. */
export async function browserProgram(entry: string): Promise<string> {
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'iife',
    write: false,
    target: 'es2022',
    sourcemap: 'inline',
    charset: 'utf8',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  return result.outputFiles[0]?.text ?? ''
}

/** `compile` of `compile/compile.ts`: what did not change since `previous` is taken over from it. */
export type Compile = (miniprogram: string, previous?: Bundle) => Promise<Bundle>

/**
 * Compiles what is in a mini-program's folder, or takes what an earlier run compiled from the same files with
 * the same compiler.
 */
export async function compiledApp(
  miniprogram: string,
  compile: Compile,
  previous?: Bundle,
): Promise<Bundle> {
  return kept('app', [miniprogram, WECHAT, LOCKFILE], () => compile(miniprogram, previous))
}
