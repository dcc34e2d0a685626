import type { Runtime } from '../parts'
import type { Handlers } from './protocol'
import { argsOf, callMember, messageOf, plain } from './values'

type Members = Record<string, unknown>
type Callable = (...args: unknown[]) => unknown

/** `App.callWxMethod`, `App.mockWxMethod`, `App.callFunction` and `App.addBinding`. */
export function wxMethods(
  runtime: Runtime,
  emit: (method: string, params: Record<string, unknown>) => void,
): Handlers {
  const originals = new Map<string, unknown>()

  function mock(name: string, replacement: Callable | undefined): void {
    const { owner, key } = memberOf(runtime.wx, name)
    if (!originals.has(name)) originals.set(name, owner[key])
    const original = originals.get(name)
    if (replacement) {
      owner[key] = mocked(name, replacement, original)
    } else {
      owner[key] = original
      originals.delete(name)
    }
  }

  return {
    'App.callWxMethod': async (params) => {
      refusePlugins(params)
      const name = String(params.method)
      const { owner, key } = memberOf(runtime.wx, name)
      return { result: await callMember(owner, key, argsOf(params), `wx.${name}`) }
    },
    'App.mockWxMethod': (params) => {
      refusePlugins(params)
      const { functionDeclaration, result } = params
      let replacement: Callable | undefined
      if (typeof functionDeclaration === 'string') {
        const declared = functionFrom(functionDeclaration)
        const extra = argsOf(params)
        replacement = function (this: unknown, ...args: unknown[]) {
          return Reflect.apply(declared, this, [...args, ...extra])
        }
      } else if (result !== undefined) {
        replacement = () => plain(result)
      }
      mock(String(params.method), replacement)
      return {}
    },
    'App.callFunction': async (params) => {
      const declared = functionFrom(String(params.functionDeclaration))
      return { result: plain(await declared(...argsOf(params))) }
    },
    'App.addBinding': ({ name }) => {
      Object.assign(globalThis, {
        [String(name)]: (...args: unknown[]) => {
          emit('App.bindingCalled', { name, args: args.map(plain) })
        },
      })
      return {}
    },
  }
}

function refusePlugins(params: Record<string, unknown>): void {
  if (params.pluginId !== undefined) throw new Error('not supported: methods of plugins')
}

/** The object that holds `wx.a.b`, so that it can be called and replaced there. */
function memberOf(wx: Members, name: string): { owner: Members; key: string } {
  const keys = name.split('.')
  const key = keys.pop() ?? ''
  let owner = wx
  for (const step of keys) {
    const next = owner[step]
    if ((typeof next !== 'object' && typeof next !== 'function') || next === null) {
      throw new Error(`wx.${name} is not a function`)
    }
    owner = next as Members
  }
  return { owner, key }
}

/** The client sends functions as text, to be run where the app runs (not in strict mode, as in DevTools). */
function functionFrom(declaration: string): Callable {
  // biome-ignore lint/security/noGlobalEval: running the test's own function in the app is what the method is for
  const evaluate = globalThis.eval
  const value: unknown = evaluate(`(${declaration})`)
  if (typeof value !== 'function') throw new Error('functionDeclaration is not a function')
  return value as Callable
}

/** APIs that answer at once; all others answer by callbacks or by a promise. */
const SYNCHRONOUS =
  /Sync$|^(on|off)[A-Z]|^create[A-Z]|^(canIUse|nextTick|getWindowInfo|getDeviceInfo|getAppBaseInfo|getSystemSetting|getAppAuthorizeSetting|getMenuButtonBoundingClientRect|getAccountInfoSync|getUpdateManager|getFileSystemManager|getRealtimeLogManager)$/

/**
 * What takes the place of a mocked API: its replacement is called with `this.origin`, the API itself. An
 * asynchronous API settles as WeChat's do: a result whose `errMsg` says `:fail` goes to `fail`.
 */
function mocked(name: string, replacement: Callable, origin: unknown): Callable {
  const method = name.split('.').pop() ?? name
  return (...args) => {
    const returned = () => Reflect.apply(replacement, { origin }, args)
    if (SYNCHRONOUS.test(method)) return returned()
    const { success, fail, complete } = (args[0] ?? {}) as Record<string, unknown>
    const settled = settle(name, returned)
    if (!success && !fail && !complete) return settled
    const call = (callback: unknown, value: unknown) => {
      if (typeof callback === 'function') callback(value)
    }
    settled.then(
      (value) => {
        call(success, value)
        call(complete, value)
      },
      (failure: unknown) => {
        call(fail, failure)
        call(complete, failure)
      },
    )
    return undefined
  }
}

async function settle(name: string, run: () => unknown): Promise<unknown> {
  let value: unknown
  try {
    value = await run()
  } catch (error) {
    throw hasErrMsg(error) ? error : { errMsg: `${name}:fail ${messageOf(error)}` }
  }
  if (typeof value !== 'object' || value === null) return value
  if (hasErrMsg(value) && value.errMsg.includes(':fail')) throw value
  return { errMsg: `${name}:ok`, ...value }
}

function hasErrMsg(value: unknown): value is { errMsg: string } {
  return typeof (value as { errMsg?: unknown } | null | undefined)?.errMsg === 'string'
}
