/**
 * WeChat runs no code made at run time (guide “JavaScript 支持情况”: no `eval`, no `new Function`). The compiler refuses
 * what it can see; here is what it cannot, such as `a.constructor.constructor('…')()` in a template or in WXS.
 */

/** The words V8 has for a place that may not run text. */
const REFUSED = 'Code generation from strings disallowed for this context'

/** How bundled libraries ask for the global object: the one text that is answered. */
const ASKS_FOR_GLOBAL = 'return this'

function refuse(): never {
  throw new EvalError(REFUSED)
}

function functionOf(given: unknown[]): () => unknown {
  return given.length === 1 && given[0] === ASKS_FOR_GLOBAL ? () => globalThis : refuse()
}

/** What the mini-program's scripts find as `Function`. */
export const scriptFunction = new Proxy(Function, {
  apply: (_target, _this, given: unknown[]) => functionOf(given),
  construct: (_target, given: unknown[]) => functionOf(given),
})

/** Each kind of function has a constructor that makes such functions from text. */
const KINDS: readonly object[] = [
  () => undefined,
  function* () {},
  async () => undefined,
  async function* () {},
]

/** Closes the ways from a value to running text: the constructors of functions, and timers. */
export function runNoText(): void {
  for (const kind of KINDS) {
    const prototype = Object.getPrototypeOf(kind) as { constructor: object }
    const value = new Proxy(prototype.constructor, { apply: refuse, construct: refuse })
    Object.defineProperty(prototype, 'constructor', { value })
  }
  const timers = globalThis as unknown as Record<string, (...given: unknown[]) => unknown>
  for (const name of ['setTimeout', 'setInterval']) {
    const start = timers[name]
    timers[name] = (callback, ...rest) => {
      if (typeof callback === 'function') return start?.call(globalThis, callback, ...rest)
      const message = `"${name}" expects a function as first argument but got ${typeof callback}.`
      throw new TypeError(message)
    }
  }
}
