import { readFileSync } from 'node:fs'
import * as v from 'valibot'

/** The part of `cloudbaserc.json` that this machine acts on. The same file is used by a deploy. */
export interface Schema {
  envId: string
  /** Folder of the built functions, relative to the file. */
  functionRoot: string
  functions: FunctionSchema[]
  collections: CollectionSchema[]
}

export interface FunctionSchema {
  name: string
  /** `file.export`, default `index.main`. */
  handler: string
  /** Seconds, 1–60; default 3, as in the WeChat console. */
  timeout: number
  /** Megabytes, default 256. */
  memorySize: number
  envVariables: Record<string, string>
}

export interface CollectionSchema {
  collectionName: string
  createIndexes: IndexSchema[]
  aclTag: 'READONLY' | 'PRIVATE' | 'ADMINWRITE' | 'ADMINONLY' | 'CUSTOM'
}

export interface IndexSchema {
  name: string
  unique: boolean
  keys: { name: string; direction: '1' | '-1' | '2dsphere' }[]
}

/** What an environment declares when it has no `cloudbaserc.json`. */
export const EMPTY_SCHEMA: Schema = {
  envId: 'local',
  functionRoot: 'cloudfunctions',
  functions: [],
  collections: [],
}

const name = v.pipe(v.string(), v.nonEmpty('must not be empty'))

const indexSchema = v.object({
  name,
  unique: v.optional(v.boolean(), false),
  keys: v.pipe(
    v.array(v.object({ name, direction: v.picklist(['1', '-1', '2dsphere']) })),
    v.nonEmpty('must name a field'),
  ),
})

const collectionSchema = v.object({
  collectionName: name,
  createIndexes: v.optional(v.array(indexSchema), []),
  aclTag: v.optional(
    v.picklist(['READONLY', 'PRIVATE', 'ADMINWRITE', 'ADMINONLY', 'CUSTOM']),
    'ADMINONLY',
  ),
})

const functionSchema = v.object({
  name: v.pipe(
    name,
    v.regex(/^[A-Za-z][\w-]*$/, 'must be a letter, then letters, digits, - and _'),
  ),
  handler: v.optional(
    v.pipe(v.string(), v.regex(/^[^.]+\.[^.]+$/, 'must be file.export')),
    'index.main',
  ),
  timeout: v.optional(
    v.pipe(v.number(), v.minValue(1, 'must be 1–60 s'), v.maxValue(60, 'must be 1–60 s')),
    3,
  ),
  memorySize: v.optional(v.pipe(v.number(), v.minValue(64, 'must be 64 MB or more')), 256),
  envVariables: v.optional(v.record(v.string(), v.string()), {}),
})

const fileSchema = v.object({
  envId: v.optional(name, EMPTY_SCHEMA.envId),
  functionRoot: v.optional(name, EMPTY_SCHEMA.functionRoot),
  functions: v.optional(v.array(functionSchema), []),
  collections: v.optional(v.array(collectionSchema), []),
})

/**
 * Reads and checks a `cloudbaserc.json`. Fields that only a deploy needs are left alone.
 *
 * @throws Error with one sentence that names the file, the place in it and what is wrong
 */
export function readSchema(file: string): Schema {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`The schema ${file} cannot be read: ${reasonOf(error)}.`, { cause: error })
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw new Error(`The schema ${file} is not JSON: ${reasonOf(error)}.`, { cause: error })
  }
  return checkSchema(value, file)
}

/**
 * Checks the contents of a `cloudbaserc.json` and fills in what it leaves out.
 *
 * @param origin how to call it in an error
 */
export function checkSchema(value: unknown, origin: string): Schema {
  // An array has all the fields of an object whose fields may all be missing.
  const result = v.safeParse(fileSchema, Array.isArray(value) ? undefined : value)
  if (!result.success) {
    const [issue] = result.issues
    const place = v.getDotPath(issue)
    throw new Error(
      `The schema ${origin} is wrong${place ? ` at ${place}` : ''}: ${issue.message}.`,
    )
  }
  const schema = result.output
  for (const [kind, names] of [
    ['function', schema.functions.map((one) => one.name)],
    ['collection', schema.collections.map((one) => one.collectionName)],
    ...schema.collections.map(
      (one) =>
        [`index of ${one.collectionName}`, one.createIndexes.map((index) => index.name)] as const,
    ),
  ] as const) {
    const twice = names.find((each, at) => names.indexOf(each) !== at)
    if (twice !== undefined)
      throw new Error(`The schema ${origin} names the ${kind} '${twice}' twice.`)
  }
  return schema
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}
