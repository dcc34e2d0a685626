/** Milliseconds of a mean year. */
export const YEAR = 31_556_952_000
