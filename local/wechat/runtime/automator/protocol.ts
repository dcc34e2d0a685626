import type { PageRecord, Runtime } from '../parts'

/** Methods by name; what they throw or reject with becomes the error the client shows. */
export type Handlers = Record<string, (params: Record<string, unknown>) => unknown>

/**
 * An open page by the id the client knows; without an id the one on top.
 * @throws when it was closed
 */
export function requirePage(runtime: Runtime, pageId: unknown): PageRecord {
  const { stack, top } = runtime.router
  const page = pageId === undefined ? top : stack.find(({ id }) => id === pageId)
  if (!page) throw new Error(`page ${pageId ?? ''} is not open`)
  return page
}
