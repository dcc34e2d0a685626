import { type ChildProcess, fork } from 'node:child_process'
import { constants } from 'node:os'
import type { FunctionDefinition } from './definition'
import {
  executionFailed,
  exited,
  type Failure,
  initializationTimedOut,
  outOfMemory,
  timedOut,
} from './failure'
import type { FunctionLimits } from './limits'
import type { FromProcess, Invocation, ToProcess } from './messages'
import { readLines } from './output'
import { createPendingCall, type Outcome, type PendingCall } from './pending-call'
import type { ProcessCode } from './process-code'

export interface ProcessOptions {
  code: ProcessCode
  /** Folder from which packages are found that a function does not bring along. */
  packageRoot: string
  /** Megabytes of JavaScript heap. */
  memorySize: number
  limits: FunctionLimits
  /** A printed line, and the call during which (or after which) it was printed. */
  onLine: (line: string, call: { name: string; requestId: string } | undefined) => void
}

/** How long output of a dead process is waited for when a child that left its group holds the pipe open. */
const OUTPUT_GRACE = 500

/** Only what Node needs; nothing of this process's environment reaches user code. UTC as in the cloud. */
const BASE_ENVIRONMENT = {
  PATH: process.env.PATH ?? '',
  HOME: '/tmp',
  LANG: 'en_US.UTF-8',
  TZ: 'UTC',
}

/**
 * The process of one function instance, seen from outside. It runs one call at a time. It leads a group of its
 * own, so that processes which the function started end with it.
 */
export class FunctionProcess {
  readonly memorySize: number
  /** Settles when the process has ended and its output has been read. */
  readonly ended: Promise<void>
  alive = true

  private readonly child: ChildProcess
  private readonly options: ProcessOptions
  private definition: FunctionDefinition | undefined
  private call: PendingCall | undefined
  private requestId: string | undefined
  /** Characters that the present call has printed. */
  private printed = 0
  private loaded = false
  /** Why the process is about to end, if this side or V8 decided so. */
  private causeOfDeath: Failure | undefined

  constructor(options: ProcessOptions) {
    this.options = options
    this.memorySize = options.memorySize
    const { main, sdk } = options.code
    this.child = fork(main, [sdk.stands, sdk.file], {
      env: BASE_ENVIRONMENT,
      execArgv: [
        `--max-old-space-size=${options.memorySize}`,
        '--no-experimental-require-module', // Node 18 in the cloud cannot require an ES module
      ],
      serialization: 'advanced',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.child.on('message', (message: FromProcess) => this.hear(message))
    const { stdout, stderr } = this.child
    if (stdout) readLines(stdout, this.print, () => this.hearEndOfOutput())
    if (stderr) readLines(stderr, this.print, () => undefined)
    this.ended = this.watchEnd()
  }

  /** -1 if the process could not be started. */
  get pid(): number {
    return this.child.pid ?? -1
  }

  /** Makes a fresh process an instance of this function. Called once, before the first `run`. */
  assign(definition: FunctionDefinition, environment: Record<string, string>) {
    this.definition = definition
    const { directory, file, exportName, dependencies } = definition
    const { packageRoot, limits } = this.options
    this.send({
      kind: 'assign',
      directory,
      file,
      exportName,
      dependencies,
      packageRoot,
      environment,
      resultLimit: limits.result,
    })
  }

  /** Runs one call to its end. Never rejects; after a failure `alive` tells whether the process may be used again. */
  run(invocation: Omit<Invocation, 'kind'>, requestId: string): Promise<Outcome> {
    const { memorySize, options } = this
    this.requestId = requestId
    this.printed = 0
    const call = createPendingCall(
      {
        pid: this.pid,
        megabytes: memorySize + options.limits.runtimeMemory,
        failure: outOfMemory(memorySize),
      },
      (failure) => this.kill(failure),
    )
    this.call = call
    if (!this.alive) this.finish({ failure: exited(1) })
    else if (this.loaded) this.limitExecution()
    else {
      const { initialization } = options.limits
      call.limitTime(initialization, initializationTimedOut(initialization / 1000))
    }
    this.send({ kind: 'invoke', ...invocation })
    return call.outcome
  }

  setClock(offset: number) {
    this.send({ kind: 'clock', offset })
  }

  kill(cause?: Failure) {
    this.causeOfDeath ??= cause
    this.alive = false
    this.killGroup()
  }

  private killGroup() {
    const { pid } = this.child
    if (pid === undefined) return
    try {
      process.kill(-pid, 'SIGKILL')
    } catch {
      this.child.kill('SIGKILL') // nobody is left, or this system has no groups
    }
  }

  private limitExecution() {
    const seconds = this.definition?.timeout ?? 0
    this.call?.limitTime(seconds * 1000, timedOut(seconds))
  }

  private hear(message: FromProcess) {
    const { call } = this
    if (message.kind === 'running') {
      this.loaded = true
      this.limitExecution()
    } else if (message.kind === 'failure' && message.fatal) {
      this.alive = false
      this.causeOfDeath ??= executionFailed(message.message)
    } else if (call !== undefined) {
      call.answer =
        message.kind === 'result'
          ? { json: message.json }
          : { failure: executionFailed(message.message) }
      if (call.outputRead) this.finish(call.answer)
    }
  }

  private hearEndOfOutput() {
    const { call } = this
    if (call === undefined) return
    call.outputRead = true
    if (call.answer !== undefined) this.finish(call.answer)
  }

  private finish(outcome: Outcome) {
    const { call } = this
    this.call = undefined
    call?.finish(outcome)
  }

  private watchEnd(): Promise<void> {
    const { child } = this
    return new Promise((resolve) => {
      const end = () => {
        const failure = this.causeOfDeath ?? this.failureOfExit()
        this.finish(this.call?.answer ?? (this.loaded ? { failure } : { failure, notLoaded: true }))
        resolve()
      }
      child.on('error', () => {
        this.alive = false
        if (child.pid === undefined) end() // could not be started; nothing else will be heard
      })
      child.once('exit', () => {
        this.alive = false
        this.killGroup()
        setTimeout(end, OUTPUT_GRACE).unref()
      })
      child.once('close', end)
    })
  }

  private failureOfExit(): Failure {
    const { exitCode, signalCode } = this.child
    return exited(signalCode === null ? (exitCode ?? 1) : 128 + constants.signals[signalCode])
  }

  private readonly print = (line: string) => {
    if (line.includes('JavaScript heap out of memory')) {
      this.causeOfDeath ??= outOfMemory(this.memorySize)
    }
    const { output } = this.options.limits
    if (this.printed > output) return
    this.printed += line.length + 1
    const text =
      this.printed > output ? `… more than ${output} characters: the rest is left out` : line
    const name = this.definition?.name
    const known = name !== undefined && this.requestId !== undefined
    this.options.onLine(text, known ? { name, requestId: this.requestId ?? '' } : undefined)
  }

  private send(message: ToProcess) {
    if (this.child.connected) this.child.send(message)
  }
}
