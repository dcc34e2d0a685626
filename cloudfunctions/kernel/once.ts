import type { Session } from '../../typings/organisation'
import { refuse } from './action'
import type { Database } from './db'
import { contentHash, derivedId } from './ids'

interface Receipt {
  _id: string
  memberId: string
  inputHash: string
  answer: unknown
  at: string
}

/**
 * Makes a change exactly-once where no fact has a natural id. The stored answer is keyed by person, action and
 * the client's id: another person's id finds nothing, the same id with another input is `idReused`.
 * `work` gets a key from which it derives the ids of what it writes, so that a crash between the writes and the
 * receipt repeats them onto themselves.
 */
export async function once<Output>(
  db: Database,
  call: { session: Session; action: string; clientId: string; input: unknown; now: Date },
  work: (key: string) => Promise<Output>,
): Promise<Output> {
  const key = derivedId('receipt', call.session.memberId, call.action, call.clientId)
  const receipts = db.collection<Receipt>('receipts')
  const inputHash = contentHash(call.input)

  const before = await receipts.get(key)
  if (before !== null) return sameInput(before, inputHash)

  const answer = await work(key)
  const inserted = await receipts.insert({
    _id: key,
    memberId: call.session.memberId,
    inputHash,
    answer,
    at: call.now.toISOString(),
  })
  return inserted.state === 'inserted' ? answer : sameInput(inserted.existing, inputHash)
}

function sameInput<Output>(receipt: Receipt, inputHash: string): Output {
  if (receipt.inputHash !== inputHash) return refuse('idReused')
  return receipt.answer as Output
}
