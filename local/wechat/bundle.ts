/**
 * What the compiler hands to the runtime. Types only: shared by `compile/` (Node) and `runtime/` (browser).
 *
 * The compiled text of a package is one script that makes a single call:
 * `__mp.addPackage(name, { templates, styles, modules })`. The main package's script first calls
 * `__mp.setConfig(config)`.
 */

/** A place in the source that WeChat would refuse (`error`) or complain about (`warning`). */
export interface Problem {
  severity: 'error' | 'warning'
  /** Path inside the mini-program, for example `pages/today/today.wxml`. */
  file: string
  /** 1-based; 0 when the whole file is meant. */
  line: number
  column: number
  /** What is wrong, in WeChat's wording where it is known, and what to do. */
  message: string
}

export interface AppConfig {
  /** app.json as shipped. */
  app: Record<string, unknown>
  /** Every page, main package first, without leading slash: `pages/today/today`. */
  pages: string[]
  /** Every page and component by path, with its json; `usingComponents` resolved to `/path`. */
  components: Record<string, ComponentConfig>
  /** Subpackages by name; the main package is not listed. */
  subpackages: { name: string; root: string; pages: string[]; independent: boolean }[]
  /** theme.json, when `themeLocation` names one. */
  theme?: { light: Record<string, string>; dark: Record<string, string> }
}

export interface ComponentConfig {
  isPage: boolean
  /** Name of the package that holds it, '' for the main package. */
  package: string
  json: Record<string, unknown> & { usingComponents: Record<string, string> }
}

/** One package of a bundle, as a script the browser loads. */
export interface BundlePackage {
  /** '' for the main package. */
  name: string
  code: string
  /** Source map of `code` (version 3, JSON text, one section a module); `compile/stack.ts` reads it. */
  map: string
  /** Bytes of the package's files as shipped to WeChat (not of `code`). */
  shippedBytes: number
}

export interface Bundle {
  config: AppConfig
  packages: BundlePackage[]
  problems: Problem[]
  /** Milliseconds per phase. */
  timings: Record<'graph' | 'wxml' | 'wxss' | 'js' | 'total', number>
}

/**
 * What `__mp.addPackage` receives. `run(require, module, exports)` runs a module; the globals WeChat does not
 * have are hidden from it. `dependencies` maps what the module requires, as written, to keys
 * of `modules` of its own package, of the main package or, for `require.async`, of any. A module's key is its path without suffix: `app`,
 * `pages/today/today`. A subpackage holds copies of the main package's templates it imports.
 */
export interface PackageContent {
  /** Template generators by path, as glass-easel-template-compiler makes them. */
  templates: Record<string, unknown>
  /** WXSS compiled to CSS text with the markers described in `compile/wxss.ts`. */
  styles: Record<string, string>
  modules: Record<
    string,
    {
      dependencies: Record<string, string>
      run: (require: unknown, module: unknown, exports: unknown) => void
    }
  >
}
