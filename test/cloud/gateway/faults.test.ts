import { parsePlan } from '../../../local/cloud/faults/plan'
import { openDoor, sdk, send } from './door'

type Door = Awaited<ReturnType<typeof openDoor>>

let door: Door
let carriedOut: string[]
const invocationId = 'a1b2'

beforeEach(async () => {
  carriedOut = []
  const note = (action: string) => () => {
    carriedOut.push(action)
    return { data: { list: [], updated: 1, insertedIds: ['x'] } }
  }
  door = await openDoor({
    'database.getDocument': note('get'),
    'database.modifyDocument': note('update'),
    'database.insertDocument': note('add'),
    'database.startTransaction': () => ({ transactionId: 't1' }),
    'database.abortTransaction': ({ params }) => {
      carriedOut.push(`abort ${params.transactionId}`)
      return {}
    },
    'database.commitTransaction': () => ({}),
  })
})
afterEach(() => door.stop())

const people = () => sdk(door.port).database().collection('people')
const plan = (...plans: object[]) => door.faults.add(plans.map(parsePlan), 7)
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'ok',
    (error: { code: string }) => error.code,
  )

test('an error strikes the n-th matching request and no other', async () => {
  plan({ kind: 'error', action: 'database.getDocument', nth: 2, code: 'SERVER_TIMEOUT' })
  await people().add({ a: 1 })
  const codes = []
  for (let i = 0; i < 4; i++) codes.push(await codeOf(people().get()))
  expect(codes).toEqual(['ok', 'SERVER_TIMEOUT', 'ok', 'ok'])
  expect(carriedOut).toEqual(['add', 'get', 'get', 'get'])
})

test('a fault keeps to its collection and to actions that begin alike', async () => {
  plan({ kind: 'error', action: 'database.*', collection: 'other', times: 'always' })
  expect(await codeOf(people().get())).toBe('ok')
  expect(await codeOf(sdk(door.port).database().collection('other').get())).toBe('SYS_ERR')
  expect(await codeOf(sdk(door.port).database().collection('other').add({}))).toBe('SYS_ERR')
})

test('latency holds a request back before it is carried out', async () => {
  plan({ kind: 'latency', milliseconds: 80 })
  const started = performance.now()
  await people().get()
  expect(performance.now() - started).toBeGreaterThanOrEqual(79)
  expect(door.operations.recent()[0]?.milliseconds).toBeGreaterThanOrEqual(79)
})

test('a lost response: the write took place, the caller does not learn it', async () => {
  plan({ kind: 'response-lost', action: 'database.insertDocument' })
  expect(await codeOf(people().add({ a: 1 }))).toBe('ECONNRESET')
  expect(carriedOut).toEqual(['add'])
  expect(await codeOf(people().add({ a: 1 }))).toBe('ok')
})

test('the SDK does not repeat a request whose response was lost, on a kept connection either', async () => {
  const kept = sdk(door.port, { keepalive: true }).database().collection('people')
  await kept.get()
  plan({ kind: 'response-lost', action: 'database.insertDocument' })
  expect(await codeOf(kept.add({ a: 1 }))).toBe('ECONNRESET')
  expect(carriedOut).toEqual(['get', 'add'])
})

test('a conflict strikes only inside a transaction, and undoes it', async () => {
  plan({ kind: 'conflict' })
  expect(await codeOf(people().get())).toBe('ok')
  const transaction = await sdk(door.port).database().startTransaction()
  expect(await codeOf(transaction.collection('people').doc('a').get())).toBe(
    'DATABASE_TRANSACTION_CONFLICT',
  )
  expect(carriedOut).toEqual(['get', 'abort t1'])
})

describe('a killed worker', () => {
  const inFunction = async () => {
    const db = sdk(door.port, { context: { eventID: invocationId } as never }).database()
    return codeOf(db.collection('people').add({ a: 1 }))
  }

  test.each([
    ['before', []],
    ['after', ['add']],
  ] as const)('%s the request is carried out', async (when, expected) => {
    plan({ kind: 'worker-killed', action: 'database.insertDocument', nth: 2, when })
    expect(await inFunction()).toBe('ok')
    carriedOut = []
    expect(await inFunction()).toBe('ECONNRESET')
    expect(carriedOut).toEqual(expected)
    expect(door.killed).toEqual([invocationId])
  })

  test('there is none outside a function', async () => {
    plan({ kind: 'worker-killed', times: 'always' })
    expect(await codeOf(people().get())).toBe('ok')
    expect(door.killed).toEqual([])
  })
})

test('the same seed and the same requests meet the same faults; another seed meets others', async () => {
  const drawn = async (seed: number) => {
    door.faults.clear()
    const random = { kind: 'error', times: 'always', probability: 0.3, code: 'SYS_ERR' }
    door.faults.add([parsePlan(random)], seed)
    const codes = []
    for (let i = 0; i < 60; i++) codes.push(await codeOf(people().get()))
    return codes
  }
  const first = await drawn(1)
  expect(first.filter((code) => code === 'SYS_ERR').length).toBeGreaterThan(5)
  expect(first.filter((code) => code === 'SYS_ERR').length).toBeLessThan(35)
  expect(await drawn(1)).toEqual(first)
  expect(await drawn(2)).not.toEqual(first)
})

test('faults are counted, listed and cleared', async () => {
  plan({ kind: 'error', nth: 2, times: 2 }, { kind: 'latency', milliseconds: [0, 1], times: 1 })
  for (let i = 0; i < 4; i++) await codeOf(people().get())
  expect(door.faults.list()).toMatchObject([
    { id: 1, kind: 'error', seed: 7, matched: 4, struck: 2, struckAt: [2, 3] },
    { id: 2, kind: 'latency', matched: 4, struck: 1, struckAt: [1] },
  ])
  door.faults.clear()
  expect(door.faults.list()).toEqual([])
  expect(await codeOf(people().get())).toBe('ok')
})

test.each([
  [{ kind: 'flood' }, 'kind'],
  [{ kind: 'error', nth: 0 }, 'nth'],
  [{ kind: 'error', times: 'often' }, 'times'],
  [{ kind: 'error', probability: 2 }, 'probability'],
  [{ kind: 'latency' }, 'milliseconds'],
  [{ kind: 'latency', milliseconds: [5, 1] }, 'milliseconds'],
  [{ kind: 'error', code: 7 }, 'code'],
  [{ kind: 'worker-killed', when: 'later' }, 'when'],
  [{ kind: 'error', colection: 'x' }, 'colection'],
  ['error', 'object'],
])('%j is refused by the name of what is wrong', (wrong, named) => {
  expect(() => parsePlan(wrong)).toThrow(
    expect.objectContaining({ code: 'INVALID_PARAM', message: expect.stringContaining(named) }),
  )
})

describe('rounds', () => {
  /** A request as an SDK in a function makes it: on a connection of its own. */
  const request = () => {
    const db = sdk(door.port, { context: { eventID: invocationId } as never }).database()
    return db.collection('people').get()
  }

  test('requests made together are one round, requests made one after the other one each', async () => {
    for (const parallel of [1, 2, 5, 20])
      for (let repeat = 0; repeat < 10; repeat++) {
        door.operations.reset()
        await Promise.all(Array.from({ length: parallel }, request))
        expect(door.operations.cost(invocationId)).toEqual({ operations: parallel, rounds: 1 })
        await request()
        await Promise.all(Array.from({ length: parallel }, request))
        expect(door.operations.cost(invocationId)).toEqual({
          operations: 2 * parallel + 1,
          rounds: 3,
        })
      }
  })

  test('a chain beside a slow request is as long as the chain', async () => {
    plan({ kind: 'latency', milliseconds: 100 })
    const slow = request()
    for (let i = 0; i < 3; i++) await request()
    await slow
    expect(door.operations.cost(invocationId)).toEqual({ operations: 4, rounds: 3 })
  })

  test('a called function counts towards its caller', async () => {
    const db = (id: string) => sdk(door.port, { context: { eventID: id } as never }).database()
    await db('root').collection('people').get()
    await db('root.child').collection('people').get()
    await db('root.child.grandchild').collection('people').get()
    expect(door.operations.cost('root')).toEqual({ operations: 3, rounds: 3 })
    expect(door.operations.recent('root.child').map((each) => each.round)).toEqual([1, 2, 3])
    expect(door.operations.cost('other')).toEqual({ operations: 0, rounds: 0 })
  })
})

test('a request that is cut off in the middle of its body harms nobody', async () => {
  const { connect } = await import('node:net')
  await new Promise<void>((resolve) => {
    const socket = connect(door.port, '127.0.0.1', () => {
      socket.write(
        'POST /admin HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{"a',
        () => socket.destroy(),
      )
    })
    socket.on('close', () => resolve())
  })
  expect((await send(door.port, { method: 'GET', path: '/' })).status).toBe(200)
  expect(await codeOf(people().get())).toBe('ok')
})
