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

/** A guess that was counted. */
export interface Guess {
  /** How many more there are before the pause. */
  left: number
  /** Called when it was right and is not to be held against the person. */
  wasRight(): Promise<void>
}

/**
 * Counts a guess before it is checked, so that parallel guesses cannot outrun the limit. A first guess costs one
 * operation.
 */
export async function countTry(
  db: Database,
  key: string,
  now: Date,
  { most, windowMs }: TryLimit,
): Promise<Guess> {
  const tries = db.collection<Tries>(COLLECTION)
  const instant = now.getTime()
  const first: Tries = { _id: key, at: [instant], version: 1 }
  const inserted = await tries.insert(first)
  if (inserted.state === 'inserted') return counted(first)
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
    if (saved === 1) return counted(after)
    before = (await tries.get(key)) ?? before
  }
  return tooMany(windowMs)

  function counted({ at, version }: Tries): Guess {
    return {
      left: most - at.length,
      async wasRight() {
        await tries.updateWhere(
          { _id: key, version },
          { at: db.is.set(at.slice(0, -1)), version: version + 1 },
        )
      },
    }
  }
}

function tooMany(milliseconds: number): never {
  return refuse('tooManyTries', { minutes: Math.max(1, Math.ceil(milliseconds / 60_000)) })
}
