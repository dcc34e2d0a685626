import { refuse } from './action'
import type { Database } from './db'

const COLLECTION = 'tries'

interface Tries {
  _id: string
  at: number[]
  version: number
}

/** How many guesses in how much time. */
export interface TryLimit {
  most: number
  windowMs: number
}

/**
 * Counts a guess before it is checked, so that parallel guesses cannot outrun the limit. A first guess costs one
 * operation. Call the returned function when the guess was right and is not to be held against the person.
 */
export async function countTry(
  db: Database,
  key: string,
  now: Date,
  { most, windowMs }: TryLimit,
): Promise<() => Promise<void>> {
  const tries = db.collection<Tries>(COLLECTION)
  const instant = now.getTime()
  const first: Tries = { _id: key, at: [instant], version: 1 }
  const inserted = await tries.insert(first)
  if (inserted.state === 'inserted') return () => forgive(first)
  let before = inserted.existing
  // As many rounds as guesses fit: whoever loses that often against parallel guesses is over the limit.
  for (let round = 0; round <= most; round += 1) {
    const recent = before.at.filter((each) => each > instant - windowMs)
    const oldest = recent[0]
    if (recent.length >= most && oldest !== undefined) return tooMany(oldest + windowMs - instant)
    const after: Tries = { _id: key, at: [...recent, instant], version: before.version + 1 }
    const saved = await tries.updateWhere(
      { _id: key, version: before.version },
      { at: db.is.set(after.at), version: after.version },
    )
    if (saved === 1) return () => forgive(after)
    before = (await tries.get(key)) ?? before
  }
  return tooMany(windowMs)

  async function forgive(counted: Tries): Promise<void> {
    await tries.updateWhere(
      { _id: key, version: counted.version },
      { at: db.is.set(counted.at.slice(0, -1)), version: counted.version + 1 },
    )
  }
}

function tooMany(milliseconds: number): never {
  return refuse('tooManyTries', { minutes: Math.max(1, Math.ceil(milliseconds / 60_000)) })
}
