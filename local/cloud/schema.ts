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
