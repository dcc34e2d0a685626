/**
 * An id that this phone has not made before and, but for a chance in 10^15, no other one makes in the same
 * millisecond: the server knows a repeat by it. @param prefix says what it is of, `m-`
 */
export function newId(prefix = ''): string {
  return `${prefix}${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 12)}`
}
