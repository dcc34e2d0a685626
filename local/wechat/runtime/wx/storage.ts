import { ApiFailure, syncFailure } from './apis'
import type { WxContext } from './context'
import { findParameterError, typeName } from './parameters'
import type { StoredValue } from './phone-store'

/** Limits of WeChat's documentation: 1 MB a key, 10 MB in all; encrypted data grow to 1.4 times their size. */
const KEY_LIMIT = 1024 * 1024
const TOTAL_LIMIT = 10 * 1024 * 1024
const ENCRYPTED_GROWTH = 1.4

const bytesOf = (text: string) => new TextEncoder().encode(text).length

const sizeOf = (key: string, value: StoredValue) =>
  bytesOf(key) + bytesOf(value.text) * (value.encrypted ? ENCRYPTED_GROWTH : 1)

/** How WeChat keeps a value: its kind and a text. Kinds it cannot keep are kept as an empty object. */
function write(value: unknown, encrypted: boolean): StoredValue {
  const type = typeName(value)
  switch (type) {
    case 'String':
    case 'Number':
    case 'Boolean':
    case 'Undefined':
    case 'Null':
      return { type, text: String(value), encrypted }
    case 'Date':
      return { type, text: String((value as Date).getTime()), encrypted }
    default:
      return { type: 'Object', text: JSON.stringify(value) ?? '{}', encrypted }
  }
}

function read({ type, text }: StoredValue): unknown {
  switch (type) {
    case 'String':
      return text
    case 'Number':
      return Number(text)
    case 'Boolean':
      return text === 'true'
    case 'Undefined':
      return undefined
    case 'Null':
      return null
    case 'Date':
      return new Date(Number(text))
    default:
      return JSON.parse(text)
  }
}

export function defineStorage({ apis, store }: WxContext): void {
  const { storage } = store
  const sizes = new Map<string, number>()
  for (const key of storage.keys()) {
    const value = storage.get(key)
    if (value) sizes.set(key, sizeOf(key, value))
  }
  const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0)

  /** Throws an ApiFailure at a limit; then nothing has changed. */
  function set(key: string, data: unknown, encrypted = false): void {
    const value = write(data, encrypted)
    const size = sizeOf(key, value)
    if (size > KEY_LIMIT) throw new ApiFailure('entry size limit reached')
    if (total() - (sizes.get(key) ?? 0) + size > TOTAL_LIMIT) {
      throw new ApiFailure('exceed storage max size 10Mb')
    }
    sizes.set(key, size)
    storage.set(key, value)
  }

  function remove(key: string): void {
    sizes.delete(key)
    storage.delete(key)
  }

  function clear(): void {
    sizes.clear()
    storage.clear()
  }

  const info = () => ({
    keys: storage.keys(),
    currentSize: Math.ceil(total() / 1024),
    limitSize: TOTAL_LIMIT / 1024,
  })

  function plain(key: string): unknown {
    const value = storage.get(key)
    return value && !value.encrypted ? read(value) : ''
  }

  function sync<T>(name: string, key: unknown, run: (key: string) => T): T {
    if (typeof key !== 'string') {
      const problem = `parameter error: parameter.key should be String instead of ${typeName(key)};`
      throw syncFailure(name, problem)
    }
    try {
      return run(key)
    } catch (error) {
      throw error instanceof ApiFailure ? syncFailure(name, error.reason) : error
    }
  }

  apis.async('setStorage', {
    required: { key: 'String' },
    optional: { data: 'Any', encrypt: 'Boolean' },
    run: ({ key, encrypt }, { given }) => set(key, given.data, encrypt),
  })
  apis.async('getStorage', {
    required: { key: 'String' },
    optional: { encrypt: 'Boolean' },
    returns: ['data'],
    run: ({ key, encrypt = false }) => {
      const value = storage.get(key)
      // What was stored encrypted is read only with `encrypt`, and the other way round.
      if (!value || value.encrypted !== encrypt) throw new ApiFailure('data not found')
      return { data: read(value) }
    },
  })
  apis.async('removeStorage', { required: { key: 'String' }, run: ({ key }) => remove(key) })
  apis.async('clearStorage', { run: clear })
  apis.async('getStorageInfo', { returns: ['keys', 'currentSize', 'limitSize'], run: info })
  apis.async('batchSetStorage', {
    required: { kvList: 'Array' },
    run: ({ kvList }) => setAll(kvList),
  })
  apis.async('batchGetStorage', {
    required: { keyList: 'Array' },
    returns: ['dataList'],
    run: ({ keyList }) => ({ dataList: keyList.map((key) => plain(String(key))) }),
  })

  function setAll(list: unknown[]): void {
    const wrong = list.find((entry) => typeName(entry) !== 'Object')
    if (wrong !== undefined) {
      const problem = `parameter.kvList should be Array of Object instead of ${typeName(wrong)};`
      throw new ApiFailure(`parameter error: ${problem}`)
    }
    for (const { key, value } of list as { key: unknown; value: unknown }[]) set(String(key), value)
  }

  /** A list given to a synchronous API. */
  function listOf(name: string, parameter: string, given: unknown): unknown[] {
    const problem = findParameterError({ [parameter]: given }, { [parameter]: 'Array' }, {})
    if (problem !== undefined) throw syncFailure(name, problem)
    return given as unknown[]
  }

  apis.define('setStorageSync', (key: unknown, data: unknown) =>
    sync('setStorageSync', key, (name) => set(name, data)),
  )
  apis.define('getStorageSync', (key: unknown) => sync('getStorageSync', key, plain))
  apis.define('removeStorageSync', (key: unknown) => sync('removeStorageSync', key, remove))
  apis.define('clearStorageSync', clear)
  apis.define('getStorageInfoSync', info, [], ['keys', 'currentSize', 'limitSize'])
  apis.define('batchSetStorageSync', (list: unknown) =>
    sync('batchSetStorageSync', '', () => setAll(listOf('batchSetStorageSync', 'kvList', list))),
  )
  apis.define('batchGetStorageSync', (keys: unknown) =>
    listOf('batchGetStorageSync', 'keyList', keys).map((key) => plain(String(key))),
  )
}
