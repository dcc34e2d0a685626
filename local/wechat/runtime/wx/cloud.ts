import { ApiFailure, callbacksOf, syncFailure } from './apis'
import { CloudError } from './cloud-line'
import type { WxContext } from './context'
import { findParameterError, typeName } from './parameters'
import { readWithProgress, transferTask } from './transfer'

/** What `wx.cloud.CloudID(id)` makes; on the way to the function it becomes the open data behind it. */
class CloudId {
  constructor(readonly cloudID: string) {}
  toJSON(): unknown {
    return { $cloudID: this.cloudID }
  }
}

/** Files per call of getTempFileURL and deleteFile. */
const MOST_FILES = 50
/** Largest payload of callFunction, in bytes. */
const MOST_BYTES = 1024 * 1024

interface Outcome {
  result?: unknown
  error?: { code: string; message: string }
}

export function defineCloud(context: WxContext): void {
  const { apis, cloud: line, files } = context

  /** Runs a `cloud.*` API: its errors are Error objects with errCode and errMsg. */
  const api =
    (
      name: string,
      required: Record<string, 'String' | 'Array'>,
      run: (options: Record<string, unknown>) => unknown,
    ) =>
    (options: unknown = {}) =>
      apis.answer(`cloud.${name}`, options, async () => {
        const problem = findParameterError(options, required, {})
        if (problem !== undefined) throw new CloudError(name, -1, problem)
        return run(options as Record<string, unknown>)
      })

  async function callFunction(options: Record<string, unknown>): Promise<unknown> {
    const body = JSON.stringify(options.data ?? {})
    if (new TextEncoder().encode(body).length > MOST_BYTES) {
      throw line.failure('callFunction', 'INVALID_PARAM', 'data exceed max size')
    }
    const response = await line.fetch('callFunction', `functions/${String(options.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const outcome = (await response.json()) as Outcome
    if (outcome.error) {
      throw line.failure('callFunction', outcome.error.code, outcome.error.message)
    }
    const requestID = response.headers.get('x-local-invocation') ?? ''
    return { result: outcome.result ?? null, requestID }
  }

  async function uploadFile(
    options: Record<string, unknown>,
    progress: (sent: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<unknown> {
    const bytes = files.bytes(String(options.filePath))
    if (!bytes) throw new CloudError('uploadFile', -1, 'Error: errMsg: file not found')
    const path = `upload?path=${encodeURIComponent(String(options.cloudPath))}`
    // A browser tells how far a download is, not an upload: it is reported once, when it is through.
    const response = await line.fetch('uploadFile', path, {
      method: 'POST',
      body: new Blob([bytes as BlobPart]),
      signal,
    })
    progress(bytes.length, bytes.length)
    const outcome = (await response.json()) as { fileID?: string } & Outcome
    if (outcome.error) throw line.failure('uploadFile', outcome.error.code, outcome.error.message)
    return { fileID: outcome.fileID, statusCode: 204 }
  }

  async function downloadFile(
    options: Record<string, unknown>,
    progress: (received: number, total: number) => void,
    signal: AbortSignal,
  ): Promise<unknown> {
    const fileID = String(options.fileID)
    const path = `file?fileID=${encodeURIComponent(fileID)}`
    const response = await line.fetch('downloadFile', path, { signal })
    if (!response.ok) throw await refusal('downloadFile', response)
    const bytes = await readWithProgress(response, progress)
    const name = fileID.split('/').at(-1) ?? ''
    return { tempFilePath: files.addTemporary(bytes, name), statusCode: 200 }
  }

  async function refusal(name: string, response: Response): Promise<CloudError> {
    if (response.headers.get('content-type')?.startsWith('application/json')) {
      const { error } = (await response.json()) as Outcome
      return line.failure(name, error?.code ?? '', error?.message ?? '')
    }
    // The object store itself answers in XML; its status says enough.
    const code = response.status === 404 ? 'STORAGE_FILE_NONEXIST' : 'STORAGE_EXCEED_AUTHORITY'
    return line.failure(name, code, `HTTP ${response.status}`)
  }

  /** One call for all; a file that is not there does not fail the others. */
  async function eachFile(
    name: string,
    list: unknown[],
    method: 'HEAD' | 'DELETE',
    there: (path: string) => Record<string, unknown>,
    missing: Record<string, unknown>,
  ): Promise<unknown> {
    if (list.length > MOST_FILES) {
      throw line.failure(name, 'INVALID_PARAM', `fileList should not be larger than ${MOST_FILES}`)
    }
    const fileList = await line.together(name, (send) =>
      Promise.all(
        list.map(async (entry) => {
          const fileID =
            typeof entry === 'string' ? entry : String((entry as { fileID: string }).fileID)
          const path = `file?fileID=${encodeURIComponent(fileID)}`
          const { ok } = await send(path, { method })
          return { fileID, ...(ok ? there(path) : { status: -503_003, ...missing }) }
        }),
      ),
    )
    return { fileList }
  }

  const getTempFileURL = ({ fileList }: Record<string, unknown>) => {
    const there = (path: string) => ({
      tempFileURL: `${location.origin}/cloud/${path}`,
      status: 0,
      errMsg: 'ok',
      maxAge: 86_400,
    })
    const missing = { tempFileURL: '', errMsg: 'STORAGE_FILE_NONEXIST' }
    return eachFile('getTempFileURL', fileList as unknown[], 'HEAD', there, missing)
  }

  const deleteFile = ({ fileList }: Record<string, unknown>) => {
    const there = () => ({ status: 0, errMsg: 'ok' })
    const missing = { errMsg: 'STORAGE_FILE_NONEXIST' }
    return eachFile('deleteFile', fileList as unknown[], 'DELETE', there, missing)
  }

  /** With callbacks a task comes back, else a promise. */
  const transfer =
    (
      name: string,
      required: Record<string, 'String'>,
      run: (
        options: Record<string, unknown>,
        progress: (done: number, total: number) => void,
        signal: AbortSignal,
      ) => Promise<unknown>,
    ) =>
    (options: unknown = {}) => {
      const task = transferTask(context.runtime.reportError)
      const answered = api(name, required, (given) => run(given, task.progress, task.signal))(
        options,
      )
      return Object.keys(callbacksOf(options)).length > 0 ? task.handle : answered
    }

  apis.define('cloud', {
    init(options?: unknown) {
      if (options !== undefined && typeName(options) !== 'Object') {
        throw syncFailure('cloud.init', 'parameter error: parameter should be Object')
      }
      line.init()
    },
    CloudID: Object.assign(
      function (this: unknown, id: string) {
        return new CloudId(id)
      },
      { prototype: CloudId.prototype },
    ),
    DYNAMIC_CURRENT_ENV: Symbol('DYNAMIC_CURRENT_ENV'),
    callFunction: api('callFunction', { name: 'String' }, callFunction),
    uploadFile: transfer('uploadFile', { cloudPath: 'String', filePath: 'String' }, uploadFile),
    downloadFile: transfer('downloadFile', { fileID: 'String' }, downloadFile),
    getTempFileURL: api('getTempFileURL', { fileList: 'Array' }, getTempFileURL),
    deleteFile: api('deleteFile', { fileList: 'Array' }, deleteFile),
    database() {
      throw new ApiFailure(
        'wx.cloud.database is refused: the collections are closed to clients, call a cloud function',
      )
    },
  })
}
