import { createHash, randomBytes } from 'node:crypto'

/** A new document id: 128 random bits, URL-safe, without meaning. */
export function newId(): string {
  return randomBytes(16).toString('base64url')
}

/** A document id that follows from its parts, so that the same fact can be written only once. */
export function derivedId(...parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:${part}`)
  return hash.digest('base64url').slice(0, 32)
}

/** A hash of any JSON value that does not depend on the order of keys. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('base64url')
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
  }
  return JSON.stringify(value) ?? 'null'
}
