import { ServiceError } from '../errors'

/** Longest object key of COS, in bytes of UTF-8 (COS documentation, “object key”; from memory). */
const MAX_PATH_BYTES = 850

/** Control characters, which no key may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/

/** Turns paths in one environment's bucket into file ids and back. */
export interface FileIds {
  /** `cloud://env.bucket/path` for a path that `checkPath` accepted. */
  of(path: string): string
  /** The path in `fileId`. Throws `ServiceError` when it is no file id, or one of another environment. */
  pathOf(fileId: string): string
}

/**
 * The bucket is named `<first two letters of the environment, in hex>-<env>-<account>`, as seen in real
 * file ids (third party, unverified); nothing depends on it but the look of a file id.
 */
export function createFileIds(envId: string): FileIds {
  const root = `cloud://${envId}.${Buffer.from(envId.slice(0, 2)).toString('hex')}-${envId}-1250000000/`

  return {
    of: (path) => root + path,
    pathOf(fileId) {
      if (!fileId.startsWith('cloud://')) {
        throw new ServiceError('STORAGE_FILE_NONEXIST', `storage file not exist: ${brief(fileId)}`)
      }
      if (!fileId.startsWith(root)) {
        throw new ServiceError(
          'STORAGE_EXCEED_AUTHORITY',
          `file is not in this environment: ${brief(fileId)}`,
        )
      }
      return fileId.slice(root.length)
    },
  }
}

/**
 * Says why `path` cannot be a `cloudPath`, or gives it back. A path becomes a name on disk only as its hash,
 * so these rules are there to refuse what the real service refuses, not to protect the disk.
 * Throws `ServiceError('INVALID_PARAM')`.
 */
export function checkPath(path: string): string {
  const wrong = fault(path)
  if (wrong) throw new ServiceError('INVALID_PARAM', `cloudPath ${wrong}: ${brief(path)}`)
  return path
}

function fault(path: string): string | undefined {
  if (path === '') return 'must not be empty'
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `is longer than ${MAX_PATH_BYTES} bytes`
  if (Buffer.from(path).toString() !== path) return 'is not well-formed Unicode'
  if (CONTROL.test(path)) return 'holds a control character'
  const steps = path.split('/')
  if (steps.some((step) => step === '')) return 'must not begin or end with / or hold //'
  if (steps.some((step) => step === '.' || step === '..')) return 'must not hold . or .. as a step'
  return undefined
}

function brief(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)
}
