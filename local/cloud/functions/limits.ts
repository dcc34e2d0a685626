/**
 * What a cloud function may use. Sources: [doc] Tencent Cloud or WeChat documentation,
 * [code] Tencent's own runtime, [ours] a choice for this machine.
 */
export interface FunctionLimits {
  /** Processes of one function that run at the same time. The service starts up to 1000 [doc]; a laptop cannot [ours]. */
  instances: number
  /** Calls of one function in progress, waiting ones included, before more are refused: 1000 [doc]. */
  concurrency: number
  /** Milliseconds from the start of an instance until its code is loaded: 65 s [doc, SCF CreateFunction InitTimeout]. */
  initialization: number
  /** Milliseconds an instance stays warm without work [ours; the service promises nothing]. */
  idle: number
  /** Bytes of the event of a synchronous call: 6 MB [doc, SCF quota]. */
  event: number
  /** Bytes of a result: 6 MB [doc, SCF quota; code, bootstrap `maxRetMsgLen`]. */
  result: number
  /** Characters that one call may print; what comes after is left out [ours]. */
  output: number
  /** Functions that may wait for one another in a chain of `callFunction`: without, one that calls itself never ends [ours]. */
  nesting: number
  /**
   * Megabytes a process may occupy beyond the function's memory: what Node and the SDK take before
   * any user code runs (measured: 74 MB with Node 20 and wx-server-sdk 4) [ours].
   */
  runtimeMemory: number
}

export const DEFAULT_LIMITS: FunctionLimits = {
  instances: 4,
  concurrency: 1000,
  initialization: 65_000,
  idle: 60_000,
  event: 6 * 1024 * 1024,
  result: 6 * 1024 * 1024,
  output: 1024 * 1024,
  nesting: 32,
  runtimeMemory: 80,
}

/** Timeout in seconds and memory in megabytes of a function that `cloudbaserc.json` does not mention [doc]. */
export const DEFAULT_TIMEOUT = 3
export const DEFAULT_MEMORY = 256
