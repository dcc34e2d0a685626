/**
 * The framework of the local WeChat: runs a compiled mini-program with glass-easel, the component framework of
 * WeChat itself. Importing this file puts `__mp` in place, so that the packages' scripts can hand over what they
 * hold; `createFramework` then makes the parts that `main.ts` gives to shell and `wx`.
 */
import { builtInOf } from '../built-ins/define'
import { knowsBuiltIn, registerBuiltIns, specialOf } from '../built-ins/registry'
import type { Framework, Runtime } from '../parts'
import { createApp } from './app'
import { createDefinitions } from './definitions'
import { createEngine, glassEasel, isComponent, rootOf } from './engine'
import { eventObject } from './event-object'
import { installInstanceMembers } from './instance'
import { bundleConfig, createModules, onPackage } from './modules'
import { OpenPage, type PageContext } from './page'
import { createReadyQueue } from './ready'
import { createRouter } from './router'

export { bundleConfig } from './modules'

/** Makes the framework once the main package's script has run. */
export function createFramework(runtime: Runtime): Framework {
  const config = bundleConfig()
  const engine = createEngine((path) => config.components[path]?.isPage ?? false)
  const modules = createModules(
    (path) => path in config.components,
    (path) =>
      config.subpackages.find(({ root }) => path.startsWith(`${root.replace(/^\/|\/$/g, '')}/`))
        ?.name ?? '',
  )
  const ready = createReadyQueue(engine)
  const definitions = createDefinitions(
    engine,
    config,
    modules,
    {
      report: (error) => runtime.reportError(error),
      callHandler: (caller, event, listener) => listener.call(caller, eventObject(event)),
      arrived(paths) {
        for (const page of router.allPages()) page.addStyles(paths)
      },
    },
    ready.behavior,
  )
  const styles = new Map<string, string>()
  onPackage((_, content) => {
    for (const [path, css] of Object.entries(content.styles)) styles.set(path, css)
  })
  const builtInCss = registerBuiltIns(engine.space, {
    runtime,
    config,
    pageOf: (element) => {
      const root = rootOf(element)
      const page = OpenPage.of(root)
      if (!page) throw new Error('the element is in no open page')
      return page
    },
    isFormField: definitions.isFormField,
  })
  const context: PageContext = {
    runtime,
    engine,
    definitions,
    ready,
    builtInCss,
    styles: (path) => styles.get(path) ?? '',
  }
  const router = createRouter(context, specialOf)
  const app = createApp(runtime, config, modules, definitions, router)
  installInstanceMembers(runtime)
  definitions.install()
  app.install()
  reportGlassEasel(runtime)

  runtime.onPhoneChange((now, before) => {
    const narrower =
      now.screen.width !== before.screen.width || now.screen.height !== before.screen.height
    if (!narrower && now.theme === before.theme) return
    for (const page of router.allPages()) page.refreshStyles()
  })
  runtime.events.on('windowResize', ({ size }) => router.top?.resized(size))
  return {
    router,
    start: app.start,
    foreground: app.foreground,
    background: app.background,
    knowsComponent: knowsBuiltIn,
  }
}

/** What handlers and lifetimes throw inside glass-easel, and what it warns of. */
function reportGlassEasel(runtime: Runtime): void {
  glassEasel.addGlobalErrorListener((error) => {
    runtime.reportError(error)
    return false
  })
  const warned = new Set<string>()
  glassEasel.addGlobalWarningListener((message, _, element) => {
    // A template may give a built-in any attribute, for `change:` observers for example.
    const toBuiltIn = element && isComponent(element) && builtInOf(element)
    const harmless = toBuiltIn && message.endsWith('is not a valid property')
    // A list that is drawn again warns again; once is enough.
    if (!harmless && !warned.has(message)) console.warn(message)
    warned.add(message)
    return false
  })
}
