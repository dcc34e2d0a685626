/** What this process and a function's process tell each other over the IPC channel. */

export interface Assignment {
  kind: 'assign'
  /** The function's folder. */
  directory: string
  /** File without `.js`, relative to the folder, and its export: `index.main` → `index`, `main`. */
  file: string
  exportName: string
  /** Packages the function declares; they are found in its own node_modules or from `packageRoot`. */
  dependencies: readonly string[]
  packageRoot: string
  /** Variables that are there while the code loads. */
  environment: Readonly<Record<string, string>>
  /** Bytes. */
  resultLimit: number
}

export interface Invocation {
  kind: 'invoke'
  /** JSON text. */
  event: string
  context: Readonly<Record<string, unknown>>
  /** Variables of this call; those of the call before that are not named here disappear. */
  environment: Readonly<Record<string, string>>
}

/** Milliseconds the environment's clock is ahead of the machine's. */
interface ClockOffset {
  kind: 'clock'
  offset: number
}

export type ToProcess = Assignment | Invocation | ClockOffset

export type FromProcess =
  /** The code is loaded and the handler is about to be called. */
  | { kind: 'running' }
  /** JSON text of what the handler returned. */
  | { kind: 'result'; json: string }
  /** `fatal`: the process ends after this message. */
  | { kind: 'failure'; message: string; fatal: boolean }

/** Written to standard output when everything the handler printed has been written. */
export const END_OF_OUTPUT = '\u0000end\u0000'
