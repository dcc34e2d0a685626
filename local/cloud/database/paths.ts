import { isPlainObject } from '../ejson'

/** What a path leads to in one document. */
export interface Reached {
  /** One value for each way through the arrays on the path; `undefined` where the field is missing. */
  values: unknown[]
  /** Some array lay on the path before its last part. */
  throughArray: boolean
}

/**
 * Follows a dotted path as MongoDB does: through objects by name, through arrays into every element that
 * is an object, and into an array's place where the part is a number.
 * An array at the end of the path is one value; see {@link spread} for its elements.
 */
export function reach(document: unknown, path: string): Reached {
  const reached: Reached = { values: [], throughArray: false }
  follow(document, path.split('.'), 0, reached)
  return reached
}

function follow(value: unknown, parts: readonly string[], at: number, reached: Reached): void {
  const part = parts[at]
  if (part === undefined) {
    reached.values.push(value)
  } else if (Array.isArray(value)) {
    reached.throughArray = true
    if (isPlace(part) && Number(part) < value.length)
      follow(value[Number(part)], parts, at + 1, reached)
    for (const element of value) if (isPlainObject(element)) follow(element, parts, at, reached)
  } else {
    follow(fieldOf(value, part), parts, at + 1, reached)
  }
}

/** An own field; never what the object's prototype has. */
export function fieldOf(value: unknown, name: string): unknown {
  return isPlainObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

/** True for a part of a path that can be a place in an array. */
export function isPlace(part: string): boolean {
  return /^\d+$/.test(part)
}

/** The values and, of those that are arrays, the elements: what a condition on the path looks at. */
export function spread(values: readonly unknown[]): unknown[] {
  return values.flatMap((value) => (Array.isArray(value) ? [value, ...value] : [value]))
}
