/**
 * Milliseconds. A write carries the time its call began and may land as late as a function that people call lives
 * (20 s, `timeout` in cloudbaserc.json); what is older than this is there.
 */
export const SETTLED_MS = 25_000
