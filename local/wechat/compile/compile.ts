import type { AppConfig, Bundle, BundlePackage } from '../bundle'
import { readAppJson } from './app-json'
import { readShippedFiles } from './files'
import { readComponents } from './graph'
import { Memo } from './memo'
import { writePackage } from './package-script'
import { packageSizes, packagesOf } from './packages'
import { Problems } from './problems'
import { readModules } from './scripts'
import { readSourceMaps } from './source-maps'
import { compileTemplates } from './wxml'
import { compileStyles } from './wxss'

/** What a compilation leaves for the next one of the same mini-program; held by its bundle, invisible to others. */
const memos = new WeakMap<Bundle, Memo>()

/**
 * Compiles a mini-program as it ships (`dist/miniprogram`) into one script per package.
 *
 * What WeChat would refuse is an `error` in `problems`; the scripts are made all the same, as far as they can be.
 * `previous` is the bundle of an earlier state of the same folder: what did not change is taken over from it.
 * Rejects only when the folder cannot be read.
 */
export async function compile(root: string, previous?: Bundle): Promise<Bundle> {
  const started = performance.now()
  const memo = new Memo(previous && memos.get(previous))
  const problems = new Problems()
  const files = readShippedFiles(root)
  const maps = readSourceMaps(root)
  const app = readAppJson(files, problems)
  const subpackages = app?.subpackages ?? []
  const packages = packagesOf(subpackages)
  const sizes = packageSizes(files, packages, problems)
  const { components, tags } = app
    ? readComponents({ app, files, packages, problems })
    : { components: {}, tags: new Map() }
  const config: AppConfig = {
    app: app?.json ?? {},
    pages: app?.pages.map((page) => page.path) ?? [],
    components,
    subpackages,
    ...(app?.theme ? { theme: app.theme } : {}),
  }
  const context = { files, components, tags, packages, problems, memo, maps }
  const graphDone = performance.now()
  const templates = compileTemplates(context)
  const wxmlDone = performance.now()
  const styles = compileStyles(context)
  const wxssDone = performance.now()
  const modules = app ? readModules(context) : new Map()
  const scripts = packages.names.map((name): BundlePackage => {
    const content = {
      name,
      templates: templates.get(name) ?? '',
      styles: styles.get(name) ?? {},
      modules: modules.get(name) ?? [],
      config: name === '' ? config : undefined,
    }
    return { name, ...writePackage(content, maps), shippedBytes: sizes.get(name) ?? 0 }
  })
  const done = performance.now()
  memo.finish()
  const bundle: Bundle = {
    config,
    packages: scripts,
    problems: problems.list(),
    timings: {
      graph: graphDone - started,
      wxml: wxmlDone - graphDone,
      wxss: wxssDone - wxmlDone,
      js: done - wxssDone,
      total: done - started,
    },
  }
  memos.set(bundle, memo)
  return bundle
}
