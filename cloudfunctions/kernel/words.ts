/** Conditions on text. What a person typed is taken letter by letter, never as a pattern. */

export function beginsWith(words: string): RegExp {
  return new RegExp(`^${literally(words)}`)
}

export function holds(words: string): RegExp {
  return new RegExp(literally(words))
}

function literally(words: string): string {
  return words.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
