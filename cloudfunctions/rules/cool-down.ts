/** One person is reminded of one thing at most once in this time [P]. In milliseconds; the phone shows it too. */
export const COOL_DOWN_MS = 30 * 60_000
