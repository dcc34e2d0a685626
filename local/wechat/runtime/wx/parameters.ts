/**
 * Checks the object an API is called with, in WeChat's words:
 * `parameter error: parameter.url should be String instead of Undefined;`
 */

interface TypeOf {
  String: string
  Number: number
  Boolean: boolean
  Array: unknown[]
  Object: Record<string, unknown>
  Function: (...parameters: unknown[]) => unknown
  ArrayBuffer: ArrayBuffer
  Any: unknown
}

type TypeName = keyof TypeOf

/** Name of a parameter to its type, or to the types it may have. */
export type Shape = Readonly<Record<string, TypeName | readonly TypeName[]>>

type ValueOf<T> = T extends TypeName
  ? TypeOf[T]
  : T extends readonly (infer U extends TypeName)[]
    ? TypeOf[U]
    : never

export type Checked<R extends Shape, O extends Shape> = {
  readonly [K in keyof R]: ValueOf<R[K]>
} & { readonly [K in keyof O]?: ValueOf<O[K]> }

/** The kind of a value as WeChat names it: `String`, `Undefined`, `Null`, `ArrayBuffer` … */
export function typeName(value: unknown): string {
  return Object.prototype.toString.call(value).slice(8, -1)
}

function isA(value: unknown, type: TypeName): boolean {
  if (type === 'Any') return true
  const name = typeName(value)
  return type === 'Function' ? typeof value === 'function' : name === type
}

function complaint(name: string, type: TypeName | readonly TypeName[], value: unknown): string {
  const wanted = typeof type === 'string' ? type : type.join(' or ')
  return `parameter.${name} should be ${wanted} instead of ${typeName(value)};`
}

/**
 * Returns what is wrong, or `undefined`. An optional parameter may be left out, `undefined` or `null`.
 */
export function findParameterError(
  given: unknown,
  required: Shape,
  optional: Shape,
): string | undefined {
  if (typeName(given) !== 'Object') {
    return `parameter error: parameter should be Object instead of ${typeName(given)};`
  }
  const values = given as Record<string, unknown>
  const complaints: string[] = []
  for (const [name, type] of Object.entries(required)) {
    const types = typeof type === 'string' ? [type] : type
    const value = values[name]
    if (!types.some((each) => isA(value, each)) || (types[0] === 'Any' && value === undefined)) {
      complaints.push(complaint(name, type, value))
    }
  }
  for (const [name, type] of Object.entries(optional)) {
    const value = values[name]
    if (value === undefined || value === null) continue
    const types = typeof type === 'string' ? [type] : type
    if (!types.some((each) => isA(value, each))) complaints.push(complaint(name, type, value))
  }
  return complaints.length > 0 ? `parameter error: ${complaints.join('')}` : undefined
}

/** What the checked API sees: only the named parameters, optional ones left out when they are `null`. */
export function pick<R extends Shape, O extends Shape>(
  given: unknown,
  required: R,
  optional: O,
): Checked<R, O> {
  const values = given as Record<string, unknown>
  const picked: Record<string, unknown> = {}
  for (const name of Object.keys(required)) picked[name] = values[name]
  for (const name of Object.keys(optional)) {
    const value = values[name]
    if (value !== undefined && value !== null) picked[name] = value
  }
  return picked as Checked<R, O>
}
