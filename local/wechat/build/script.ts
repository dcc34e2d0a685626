import { type EncodedSourceMap, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping'
import { type Output, transformSync } from '@swc/core'
import ts from 'typescript'
import { type CheckedScript, checkScript } from '../compile/script-check'
import { type Place, placeAt } from '../compile/text'

/** A script as it will ship, with what it requires. */
export interface BuiltScript {
  code: string
  map: EncodedSourceMap
  requires: CheckedScript['requires']
  /** Places in the source. */
  errors: (Place & { message: string })[]
}

/**
 * Turns one TypeScript or JavaScript file into a CommonJS module of ECMAScript 2018, file by file, as WeChat wants
 * it: its own `es6` translation is switched off in project.config.json, so what is built is what runs.
 *
 * Why 2018: WeChat's guide “JavaScript 支持情况” says that missing library functions are filled in by the base
 * library and missing syntax is not. Base library 3.x needs a WeChat that runs on iOS 12 or later (JavaScriptCore
 * with object spread and async iteration, without `?.` and `??`) and on Android with its own V8. Not verified on
 * devices.
 *
 * @param name shown in the source map: the path of the source.
 * @param options.minify drops white space; for packages from npm.
 * @param options.constants expressions that stand in place of names the source only declares.
 */
export function buildScript(
  source: string,
  name: string,
  options: { minify: boolean; constants?: Record<string, string> },
): BuiltScript {
  let output: Output
  try {
    output = transformSync(source, {
      filename: name,
      swcrc: false,
      configFile: false,
      // swc's own types lack 'unknown': a module when it imports or exports, else a script.
      isModule: 'unknown' as unknown as boolean,
      sourceMaps: true,
      minify: options.minify,
      jsc: {
        target: 'es2018',
        parser: { syntax: name.endsWith('.ts') ? 'typescript' : 'ecmascript' },
        transform: {
          useDefineForClassFields: false,
          ...(options.constants && {
            optimizer: { simplify: false, globals: { vars: options.constants } },
          }),
        },
      },
      module: { type: 'commonjs', ignoreDynamic: true },
    })
  } catch (error) {
    return {
      code: '',
      map: emptyMap(name),
      requires: [],
      errors: [syntaxError(source, name, error)],
    }
  }
  const { code } = output
  const map = { ...(JSON.parse(output.map ?? '{}') as EncodedSourceMap), sources: [name] }
  const checked = checkScript(code)
  const trace = new TraceMap(map)
  const inSource = (place: Place): Place => {
    const found = originalPositionFor(trace, { line: place.line, column: place.column - 1 })
    return found.line === null ? place : { line: found.line, column: found.column + 1 }
  }
  return {
    code,
    map,
    requires: checked.requires.map((item) => ({ ...item, place: inSource(item.place) })),
    errors: checked.errors.map((error) => ({ ...inSource(error), message: error.message })),
  }
}

function emptyMap(name: string): EncodedSourceMap {
  return { version: 3, names: [], sources: [name], mappings: '' }
}

/** swc says what is wrong in words only; TypeScript's parser also says where. */
function syntaxError(source: string, name: string, error: unknown): Place & { message: string } {
  const { diagnostics = [] } = ts.transpileModule(source, {
    fileName: name,
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, allowJs: true },
  })
  const [first] = diagnostics
  if (first?.start !== undefined) {
    const message = ts.flattenDiagnosticMessageText(first.messageText, ' ')
    return { ...placeAt(source, first.start), message }
  }
  const text = error instanceof Error ? error.message : String(error)
  return { line: 1, column: 1, message: /^\s*x?\s*(.*)/.exec(text)?.[1] ?? text }
}
