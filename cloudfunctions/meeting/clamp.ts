/** The moment a phone says, kept within what can be; now when it says nothing. */
export function clamp(said: string | null, earliest: number, latest: Date): string {
  const time = said === null ? latest.getTime() : Date.parse(said)
  return new Date(Math.max(earliest, Math.min(time, latest.getTime()))).toISOString()
}
