import { type Client, openClient, schemaOf, turns } from './harness'

const CONFLICT = { code: 'DATABASE_TRANSACTION_CONFLICT' }
const GONE = { code: 'DATABASE_TRANSACTION_FAIL' }

let db: Client
beforeEach(async () => {
  db = await openClient(schemaOf({ accounts: { owner: '!owner', kind: 'kind' } }))
  await db.add(
    'accounts',
    { _id: 'a', owner: 'A', kind: 'x', n: 1 },
    { _id: 'b', owner: 'B', kind: 'x', n: 2 },
  )
})
afterEach(() => db.database.stop())

describe('what a transaction sees', () => {
  test('everything as it was at its first operation, in scans and through indexes', async () => {
    const inside = await db.begin()
    await db.get('accounts', { _id: 'a' }, inside)
    await db.update('accounts', { _id: 'b' }, { $set: { n: 20, kind: 'y' } })
    await db.add('accounts', { _id: 'c', owner: 'C', kind: 'x' })
    await db.remove('accounts', { _id: 'a' })

    const scanned = await db.get('accounts', { n: { $gt: 0 } }, inside)
    const indexed = await db.get('accounts', { kind: 'x' }, inside)
    expect(scanned.map(({ _id, n }) => [_id, n])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
    expect(indexed.map(({ _id, n }) => [_id, n])).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  test('what was written before its first operation, though after its start', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } })
    expect(await db.get('accounts', { _id: 'a' }, inside)).toMatchObject([{ n: 10 }])
  })

  test('its own changes, which nobody else sees before they are committed', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 5, kind: 'z' } }, inside)
    await db.request('insertDocument', {
      collectionName: 'accounts',
      data: ['{"_id":"c","owner":"C","kind":"z","n":{"$numberInt":"3"}}'],
      ...inside,
    })
    await db.remove('accounts', { _id: 'b' }, inside)

    const seen = await db.get('accounts', { kind: 'z' }, { ...inside, order: { n: 1 } })
    expect(seen.map(({ _id }) => _id)).toEqual(['c', 'a'])
    expect(await db.get('accounts', { _id: 'b' }, inside)).toEqual([])
    expect(await db.get('accounts', { kind: 'x' }, inside)).toEqual([])
    expect(await db.get('accounts', { n: { $lt: 3 } }, inside)).toEqual([])
    expect(await db.get('accounts', {}, { order: { _id: 1 } })).toMatchObject([
      { _id: 'a', n: 1, kind: 'x' },
      { _id: 'b' },
    ])

    await db.commit(inside)
    expect((await db.get('accounts', { kind: 'z' })).map(({ _id }) => _id).sort()).toEqual([
      'a',
      'c',
    ])
    expect(await db.count('accounts')).toBe(2)
  })

  test('nothing remains of one that was aborted', async () => {
    const before = await db.get('accounts')
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { owner: 'Z' } }, inside)
    await db.remove('accounts', { _id: 'b' }, inside)
    await db.set('accounts', 'new', { owner: 'N' }, inside)
    await db.abort(inside)
    expect(await db.get('accounts')).toEqual(before)
    await db.add('accounts', { owner: 'Z' }, { owner: 'N' })
  })
})

describe('conflicts', () => {
  test('the second to write a document has one at once and is ended', async () => {
    const first = await db.begin()
    const second = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }, first)
    await expect(
      db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }, second),
    ).rejects.toMatchObject(CONFLICT)
    await expect(db.get('accounts', {}, second)).rejects.toMatchObject(GONE)
    await expect(db.commit(second)).rejects.toMatchObject(GONE)
    await db.commit(first)
    expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: 2 }])
  })

  test.each([
    ['changed', () => db.update('accounts', { _id: 'a' }, { $set: { n: 9 } })],
    ['removed', () => db.remove('accounts', { _id: 'a' })],
    [
      'removed and added again',
      async () => {
        await db.remove('accounts', { _id: 'a' })
        await db.add('accounts', { _id: 'a', owner: 'A', kind: 'x', n: 1 })
      },
    ],
  ])('writing what was %s since the snapshot is one', async (_what, change) => {
    const inside = await db.begin()
    await db.get('accounts', { _id: 'b' }, inside)
    await change()
    await expect(
      db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }, inside),
    ).rejects.toMatchObject(CONFLICT)
  })

  test('adding an _id that was added since the snapshot is one', async () => {
    const inside = await db.begin()
    await db.get('accounts', { _id: 'c' }, inside)
    await db.add('accounts', { _id: 'c', owner: 'C' })
    await expect(db.set('accounts', 'c', { owner: 'D' }, inside)).rejects.toMatchObject(CONFLICT)
  })

  test('taking a unique key that another open transaction takes is one', async () => {
    const first = await db.begin()
    const second = await db.begin()
    await db.set('accounts', 'c', { owner: 'C' }, first)
    await expect(db.set('accounts', 'd', { owner: 'C' }, second)).rejects.toMatchObject(CONFLICT)
  })

  test('after one that ended the transaction, the document is free', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'b' }, { $inc: { n: 1 } }, inside)
    await db.update('accounts', { _id: 'a' }, { $set: { n: 9 } })
    await expect(
      db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }, inside),
    ).rejects.toMatchObject(CONFLICT)
    expect(await db.update('accounts', { _id: 'b' }, { $set: { n: 7 } })).toBe(1)
  })

  test('write skew is not one: each writes what the other has read', async () => {
    const first = await db.begin()
    const second = await db.begin()
    await db.get('accounts', { _id: 'a' }, first)
    await db.get('accounts', { _id: 'b' }, second)
    await db.update('accounts', { _id: 'b' }, { $set: { n: 0 } }, first)
    await db.update('accounts', { _id: 'a' }, { $set: { n: 0 } }, second)
    await db.commit(first)
    await db.commit(second)
    expect((await db.get('accounts')).map(({ n }) => n)).toEqual([0, 0])
  })
})

describe('unique indexes inside of a transaction', () => {
  test('a key that is taken is refused and ends the transaction', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 9 } }, inside)
    await expect(db.set('accounts', 'c', { owner: 'B' }, inside)).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringContaining('E11000'),
    })
    await expect(db.commit(inside)).rejects.toMatchObject(GONE)
    expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: 1 }])
  })

  test('a key that the transaction itself gave up can be taken', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { owner: 'free' } }, inside)
    await db.update('accounts', { _id: 'b' }, { $set: { owner: 'A' } }, inside)
    await db.commit(inside)
    expect((await db.get('accounts')).map(({ owner }) => owner)).toEqual(['free', 'A'])
  })

  test('a plain write to a key that a transaction gives up waits for its end', async () => {
    const inside = await db.begin()
    await db.remove('accounts', { _id: 'b' }, inside)
    const refused = expect(db.add('accounts', { _id: 'c', owner: 'B' })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    })
    await turns()
    await db.abort(inside)
    await refused
  })
})

describe('plain writes to what a transaction holds', () => {
  test.each([
    ['commit', 11],
    ['abort', 2],
  ] as const)('wait for its %s and then see the result', async (end, expected) => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } }, inside)
    let done = false
    const plain = db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } }).then((updated) => {
      done = true
      return updated
    })
    await turns()
    expect(done).toBe(false)
    await db[end](inside)
    expect(await plain).toBe(1)
    expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: expected }])
  })

  test('wait as a whole: a write of many documents does not go half-way', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'b' }, { $set: { n: 10 } }, inside)
    const plain = db.update('accounts', {}, { $inc: { n: 100 } })
    await turns()
    expect((await db.get('accounts')).map(({ n }) => n)).toEqual([1, 2])
    await db.commit(inside)
    expect(await plain).toBe(2)
    expect((await db.get('accounts')).map(({ n }) => n)).toEqual([101, 110])
  })

  test('do not wait for reads, nor for other documents', async () => {
    const inside = await db.begin()
    await db.get('accounts', { _id: 'a' }, inside)
    await db.update('accounts', { _id: 'b' }, { $set: { n: 10 } }, inside)
    expect(await db.update('accounts', { _id: 'a' }, { $set: { n: 5 } })).toBe(1)
    await db.abort(inside)
  })

  test('are let go when the transaction gets too old', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } }, inside)
    const plain = db.update('accounts', { _id: 'a' }, { $inc: { n: 1 } })
    db.clock.advance(30_000)
    expect(await plain).toBe(1)
    expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: 2 }])
  })
})

describe('the life of a transaction', () => {
  test('ends after 30 seconds, with nothing written', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } }, inside)
    db.clock.advance(29_000)
    await db.get('accounts', {}, inside)
    db.clock.advance(1_000)
    await expect(db.get('accounts', {}, inside)).rejects.toMatchObject({
      ...GONE,
      message: expect.stringContaining('[ResourceUnavailable.TransactionNotExist]'),
    })
    await expect(db.commit(inside)).rejects.toMatchObject(GONE)
    expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: 1 }])
  })

  test.each([
    ['an hour', 3_600_000],
    ['a century', 100 * 365 * 86_400_000],
  ])('is not longer because the clock was set back by %s', async (_what, milliseconds) => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } }, inside)
    db.clock.advance(-milliseconds)
    db.clock.advance(29_000)
    await db.get('accounts', {}, inside)
    db.clock.advance(1_000)
    await expect(db.get('accounts', {}, inside)).rejects.toMatchObject(GONE)
    expect(db.database.statistics().openTransactions).toBe(0)
  })

  test('lets the process rest, also when it began long before or after what the clock says now', async () => {
    const strikes = jest.spyOn(globalThis, 'setTimeout')
    try {
      const inside = await db.begin()
      db.clock.advance(-100 * 365 * 86_400_000)
      const delays = strikes.mock.calls.map(([, delay]) => delay)
      expect(delays.length).toBeGreaterThan(0)
      for (const delay of delays) expect(delay).toBeLessThanOrEqual(30_000)
      await db.abort(inside)
    } finally {
      strikes.mockRestore()
    }
  })

  test('ends once: a second commit, an abort after it and an unknown one fail', async () => {
    const inside = await db.begin()
    await db.commit(inside)
    await expect(db.commit(inside)).rejects.toMatchObject(GONE)
    await expect(db.abort(inside)).rejects.toMatchObject(GONE)
    await expect(db.commit({ transactionId: 'unknown' })).rejects.toMatchObject(GONE)
  })

  test('takes no more operations while it is being committed', async () => {
    const inside = await db.begin()
    await db.update('accounts', { _id: 'a' }, { $set: { n: 10 } }, inside)
    const committed = db.commit(inside)
    await expect(db.get('accounts', {}, inside)).rejects.toMatchObject(GONE)
    await committed
  })

  test('leaves nothing open', async () => {
    for (let round = 0; round < 300; round++) {
      const inside = await db.begin()
      await db.get('accounts', {}, inside)
      await (round % 2 ? db.commit(inside) : db.abort(inside))
    }
    expect(db.database.statistics().openTransactions).toBe(0)
  })
})

test('the old versions of documents do not outlive the transactions that could see them', async () => {
  const text = 'x'.repeat(200_000)
  for (let round = 0; round < 100; round++) {
    const inside = await db.begin()
    await db.get('accounts', {}, inside)
    await db.update('accounts', { _id: 'a' }, { $set: { text: `${round}${text}` } })
    await (round % 2 ? db.commit(inside) : db.abort(inside))
  }
  // With every version kept, it would be 20 MB.
  expect(db.database.statistics().bytesOnDisk).toBeLessThan(5_000_000)
})

test('counters that 20 clients raise in transactions lose no step', async () => {
  let conflicts = 0
  async function raise(): Promise<void> {
    for (;;) {
      const inside = await db.begin()
      try {
        const [document] = await db.get('accounts', { _id: 'a' }, inside)
        await turns(1)
        await db.set('accounts', 'a', { owner: 'A', n: (document!.n as number) + 1 }, inside)
        await db.commit(inside)
        return
      } catch (error) {
        expect(error).toMatchObject(CONFLICT)
        conflicts++
      }
    }
  }
  await Promise.all(Array.from({ length: 20 }, raise))
  expect(await db.get('accounts', { _id: 'a' })).toMatchObject([{ n: 21 }])
  expect(conflicts).toBeGreaterThan(0)
})
