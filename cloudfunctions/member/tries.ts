import { refuse } from '../kernel/action'
import type { Database } from '../kernel/db'

/** Wrong guesses of one WeChat: five in any hour, then a pause [P]. */
const MAX_TRIES = 5
const WINDOW_MS = 60 * 60 * 1000
const COLLECTION = 'tries'

interface Tries {
  _id: string
  at: number[]
  version: number
}

/**
 * Counts a guess before it is checked, so that parallel guesses cannot outrun the limit.
 * Call the returned function when the guess was right: it is then not held against the person.
 */
export async function countTry(
  db: Database,
  openid: string,
  now: Date,
): Promise<() => Promise<void>> {
  const tries = db.collection<Tries>(COLLECTION)
  const instant = now.getTime()
  // As many rounds as guesses fit: whoever loses that often against parallel guesses is over the limit.
  for (let round = 0; round <= MAX_TRIES; round += 1) {
    const before = (await tries.get(openid)) ?? { _id: openid, at: [], version: 0 }
    const recent = before.at.filter((each) => each > instant - WINDOW_MS)
    const oldest = recent[0]
    if (recent.length >= MAX_TRIES && oldest !== undefined)
      return tooMany(oldest + WINDOW_MS - instant)
    const after: Tries = { _id: openid, at: [...recent, instant], version: before.version + 1 }
    if (await save(before, after)) return () => forgive(after)
  }
  return tooMany(WINDOW_MS)

  async function save(before: Tries, after: Tries): Promise<boolean> {
    if (before.version === 0) return (await tries.insert(after)).state === 'inserted'
    const changes = { at: db.is.set(after.at), version: after.version }
    return (await tries.updateWhere({ _id: openid, version: before.version }, changes)) === 1
  }

  async function forgive(counted: Tries): Promise<void> {
    await tries.updateWhere(
      { _id: openid, version: counted.version },
      { at: db.is.set(counted.at.slice(0, -1)), version: counted.version + 1 },
    )
  }
}

function tooMany(milliseconds: number): never {
  return refuse('tooManyTries', { minutes: Math.max(1, Math.ceil(milliseconds / 60_000)) })
}
