/**
 * Names a browser or Node knows and WeChat's script environment does not. The modules of a
 * package stand in a function that takes them as parameters nobody fills, so they are `undefined` inside, as on a
 * phone; a use of one is a problem.
 *
 * Source: WeChat's guide “JavaScript 支持情况”: scripts run in JavaScriptCore (iOS) and V8 (Android), without a
 * browser around them. `globalThis` is the language's own, but what it holds differs between clients.
 */
export const ABSENT_GLOBALS: readonly string[] = `
window document frames self top parent location navigator history screen globalThis global
localStorage sessionStorage indexedDB caches cookieStore
XMLHttpRequest WebSocket EventSource fetch Headers Request Response FormData AbortController AbortSignal
alert confirm prompt open print
Blob File FileReader URL URLSearchParams TextEncoder TextDecoder atob btoa crypto performance structuredClone
queueMicrotask requestAnimationFrame cancelAnimationFrame requestIdleCallback setImmediate clearImmediate
Image Audio Option Node Element HTMLElement SVGElement Document DocumentFragment DOMParser XMLSerializer
Event CustomEvent EventTarget MessageChannel BroadcastChannel postMessage addEventListener removeEventListener
MutationObserver IntersectionObserver ResizeObserver PerformanceObserver Notification
getComputedStyle matchMedia customElements Worker SharedWorker importScripts
process Buffer __dirname __filename`
  .trim()
  .split(/\s+/)

/** What `typeof name` gives inside a module, for names whose answer is the same everywhere. */
export const KNOWN_TYPES: ReadonlyMap<string, string> = new Map([
  ['require', 'function'],
  ['module', 'object'],
  ['exports', 'object'],
  ['define', 'undefined'],
  ...ABSENT_GLOBALS.map((name): [string, string] => [name, 'undefined']),
])
