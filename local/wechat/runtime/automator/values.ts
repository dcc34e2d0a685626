/** Data on its way to the client: what JSON can carry, as `setData` copies it. */
export function plain(value: unknown): unknown {
  if (value === undefined || typeof value === 'function') return undefined
  const text = JSON.stringify(value)
  return text === undefined ? undefined : JSON.parse(text)
}

/** The value at a data path such as `list[0].name`; undefined where nothing is. */
export function atPath(root: unknown, path: unknown): unknown {
  if (typeof path !== 'string' || path === '') return root
  const keys = path
    .replace(/\[(\d+)\]/g, '.$1')
    .split('.')
    .filter(Boolean)
  let value = root
  for (const key of keys) {
    if (value === null || value === undefined) return undefined
    value = (value as Record<string, unknown>)[key]
  }
  return value
}

/** Words of a request's `names`. */
export function namesOf(params: Record<string, unknown>): string[] {
  return Array.isArray(params.names) ? params.names.map(String) : []
}

/** `args` of a request, none when missing. */
export function argsOf(params: Record<string, unknown>): unknown[] {
  return Array.isArray(params.args) ? params.args : []
}

/**
 * Calls a method of a page, a component or `wx` by name and waits for what it promises.
 * @throws with the `errMsg` when WeChat's kind of failure comes back
 */
export async function callMember(
  owner: Record<string, unknown>,
  name: string,
  args: readonly unknown[],
  label: string,
): Promise<unknown> {
  const member = owner[name]
  if (typeof member !== 'function') throw new Error(`${label} is not a function`)
  return plain(await Reflect.apply(member, owner, args))
}

/** The sentence the client shows for anything that was thrown. */
export function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message
  const errMsg = (error as { errMsg?: unknown } | null | undefined)?.errMsg
  return typeof errMsg === 'string' ? errMsg : String(error)
}
