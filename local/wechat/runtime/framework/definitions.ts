/**
 * `Page()`, `Component()` and `Behavior()`: registers what a module declares under the path of the page or
 * component whose file is being run.
 */
import type { AppConfig, ComponentConfig, PackageContent } from '../../bundle'
import {
  addTemplate,
  type ComponentDefinitionObject,
  type Engine,
  type GeBehavior,
  type GeComponent,
  hasBehavior,
  registerBehavior,
  registerComponent,
  setOverallBehavior,
  type TemplateGroup,
} from './engine'
import { loadPackage, type Modules, onPackage } from './modules'
import { scopeName } from './styles'
import { type TemplateHooks, withTemplateHooks } from './wxs'

export interface Definitions {
  /** Puts `Page`, `Component` and `Behavior` into the global scope. */
  install(): void
  /** Runs the files of a page or component and of all it uses, so that it can be created. */
  ensure(path: string): void
  /** Whether the component's styles are its own: its scope name, or '' when they are shared. */
  scopeOf(path: string): string
  /** Whether a component declared `behaviors: ['wx://form-field']`. */
  isFormField(component: GeComponent): boolean
}

type Options = { styleIsolation?: string; addGlobalClass?: boolean }

const FIELD_BEHAVIORS = ['wx://form-field', 'wx://form-field-group']
const SHARED = new Set(['shared', 'page-shared'])

export function createDefinitions(
  engine: Engine,
  config: AppConfig,
  modules: Modules,
  hooks: TemplateHooks & {
    /** Components that were registered while pages that use them are open: their styles are missing there. */
    arrived(paths: readonly string[]): void
  },
  ready: GeBehavior,
): Definitions {
  const { codeSpace } = engine
  const registered = new Set<string>()
  const isolation = new Map<string, string>()
  const wxBehaviors = new Map<string, GeBehavior>()
  codeSpace.addStyleSheet('app', 'app')
  setOverallBehavior(engine, ready)

  for (const [path, component] of Object.entries(config.components)) {
    isolation.set(path, isolationOf(component, {}))
    // Pages without isolation of their own share the app's scope; a sheet still has a url to be found by.
    codeSpace.addStyleSheet(path, path, scopeName(path))
  }
  onPackage((_, content) => addTemplates(content))

  function addTemplates({ templates }: PackageContent): void {
    const groups = templates as Record<string, TemplateGroup>
    for (const path of Object.keys(groups)) {
      const group = groups[path]
      if (group) addTemplate(engine, path, groups, withTemplateHooks(group, hooks))
    }
  }

  function isolationOf({ isPage, json }: ComponentConfig, options: Options): string {
    const fromJson = json.styleIsolation ?? (json.addGlobalClass ? 'apply-shared' : undefined)
    const given =
      fromJson ?? options.styleIsolation ?? (options.addGlobalClass ? 'apply-shared' : undefined)
    if (typeof given === 'string') return given
    return isPage ? 'shared' : 'isolated'
  }

  /** The adapter reads style isolation from the json only, so what `options` say is put there. */
  function register(path: string, definition: ComponentDefinitionObject, asPage: boolean): void {
    const component = config.components[path]
    if (!component) throw new Error(`"${path}" is not a page or component of app.json`)
    const styleIsolation = isolationOf(component, (definition.options ?? {}) as Options)
    isolation.set(path, styleIsolation)
    registered.add(path)
    const json = { ...component.json, component: true, styleIsolation }
    registerComponent(engine, path, json, normalised(definition), asPage)
  }

  /** `wx://form-field` and the like, by name; glass-easel knows behaviors as objects only. */
  function wxBehavior(name: string): GeBehavior {
    const known = wxBehaviors.get(name)
    if (known) return known
    const definition = FIELD_BEHAVIORS.includes(name)
      ? { properties: { name: String, value: null } }
      : {}
    const behavior = registerBehavior(engine, definition)
    wxBehaviors.set(name, behavior)
    return behavior
  }

  function normalised(definition: ComponentDefinitionObject): ComponentDefinitionObject {
    const { behaviors } = definition
    if (!Array.isArray(behaviors)) return definition
    return {
      ...definition,
      behaviors: behaviors.map((behavior) =>
        typeof behavior === 'string' ? wxBehavior(behavior) : behavior,
      ),
    }
  }

  function ensure(path: string, seen = new Set<string>()): void {
    if (seen.has(path)) return
    seen.add(path)
    for (const used of usedBy(config.components[path])) {
      if (packageHere(used)) ensure(used, seen)
    }
    if (registered.has(path) || !config.components[path]) return
    try {
      modules.require(path)
    } catch (error) {
      hooks.report(error)
    }
    if (!registered.has(path)) {
      const kind = config.components[path]?.isPage ? 'Page' : 'Component'
      hooks.report(new Error(`${kind} "${path}" has not been registered yet.`))
      register(path, {}, false)
    }
  }

  const loaded = new Set<string>()
  onPackage((name) => loaded.add(name))
  const packageHere = (path: string) => loaded.has(config.components[path]?.package ?? '')

  // A placeholder of a component in another package was shown: fetch that package and put the component there.
  engine.space.setComponentWaitingListener((_, path) => {
    const component = config.components[path]
    if (!component) return
    loadPackage(component.package).then(
      () => {
        const before = new Set(registered)
        engine.space.groupRegister(() => ensure(path))
        hooks.arrived([...registered].filter((each) => !before.has(each)))
      },
      (error: unknown) => hooks.report(error),
    )
  })

  return {
    isFormField: (component) =>
      FIELD_BEHAVIORS.some((name) => hasBehavior(component, wxBehavior(name))),
    install() {
      Object.assign(globalThis, {
        Component: (definition: ComponentDefinitionObject) =>
          register(modules.current, definition, false),
        Page: (definition: ComponentDefinitionObject) =>
          register(modules.current, definition, true),
        Behavior: (definition: ComponentDefinitionObject) =>
          registerBehavior(engine, normalised(definition)),
      })
    },
    ensure,
    scopeOf: (path) => (SHARED.has(isolation.get(path) ?? '') ? '' : scopeName(path)),
  }
}

/** Paths a page or component uses: by tag, and by default of a generic. */
function usedBy(component: ComponentConfig | undefined): string[] {
  if (!component) return []
  const { usingComponents, componentGenerics } = component.json
  const generics = Object.values(
    (componentGenerics ?? {}) as Record<string, true | { default?: string }>,
  )
  return [
    ...Object.values(usingComponents),
    ...generics.flatMap((generic) =>
      generic !== true && generic.default ? [generic.default] : [],
    ),
  ].map((path) => path.replace(/^\//, ''))
}
