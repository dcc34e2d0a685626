import type { Problem } from '../bundle'
import type { Place } from './text'

/** Collects what WeChat would refuse or complain about; the same thing at the same place counts once. */
export class Problems {
  readonly #found = new Map<string, Problem>()

  error(file: string, place: Place | undefined, message: string): void {
    this.#add('error', file, place, message)
  }

  warning(file: string, place: Place | undefined, message: string): void {
    this.#add('warning', file, place, message)
  }

  addAll(problems: Iterable<Problem>): void {
    for (const problem of problems) {
      this.#add(problem.severity, problem.file, problem, problem.message)
    }
  }

  /** Errors first, then by file and line. */
  list(): Problem[] {
    return [...this.#found.values()].sort(
      (a, b) =>
        Number(b.severity === 'error') - Number(a.severity === 'error') ||
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.line - b.line ||
        a.column - b.column,
    )
  }

  #add(severity: Problem['severity'], file: string, place: Place | undefined, message: string) {
    const { line, column } = place ?? { line: 0, column: 0 }
    this.#found.set(`${file}:${line}:${column}:${message}`, {
      severity,
      file,
      line,
      column,
      message,
    })
  }
}

/** `pages/today/today.wxml:3:5 error: …`, as an editor's terminal can follow it. */
export function formatProblem(problem: Problem): string {
  const at = problem.line > 0 ? `:${problem.line}:${problem.column}` : ''
  return `${problem.file}${at} ${problem.severity}: ${problem.message}`
}
