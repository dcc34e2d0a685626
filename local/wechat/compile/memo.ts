/**
 * Results of one compilation that the next one may take over: a result belongs to a kind of work, a file and the
 * exact text it was made from.
 */
export class Memo {
  #before: ReadonlyMap<string, unknown>
  readonly #results = new Map<string, unknown>()

  constructor(before?: Memo) {
    this.#before = before ? before.#results : new Map()
  }

  /** The result of `work`, or of the same work on the same text. */
  of<T>(kind: string, file: string, text: string, work: () => T): T {
    return this.ofAll(`${kind} ${file}`, [text], work)
  }

  /** As `of`, for work that depends on several texts. */
  ofAll<T>(key: string, inputs: readonly string[], work: () => T): T {
    const kept = (this.#results.get(key) ?? this.#before.get(key)) as Kept<T> | undefined
    const same =
      kept?.inputs.length === inputs.length && kept.inputs.every((text, at) => text === inputs[at])
    const entry = kept && same ? kept : { inputs, result: work() }
    this.#results.set(key, entry)
    return entry.result
  }

  /** Lets go of what this compilation did not use again. */
  finish(): void {
    this.#before = new Map()
  }
}

interface Kept<T> {
  inputs: readonly string[]
  result: T
}
