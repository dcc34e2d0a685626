import { ApiFailure, type Apis } from './apis'
import type { WxContext } from './context'
import { USER_DATA_PATH } from './files'
import { findParameterError, type Shape, typeName } from './parameters'
import { readWithProgress, transferTask } from './transfer'

/** Default of app.json's `networkTimeout`, in milliseconds. */
const TIMEOUT = 60_000

type Options = Record<string, unknown>
type Task = ReturnType<typeof transferTask>

/** `wx.request`, `wx.downloadFile`, `wx.uploadFile`. They answer with a task, never with a promise. */
export function defineRequests(context: WxContext): void {
  const { apis, runtime } = context
  define(apis, runtime.reportError, 'request', { url: 'String' }, (options, task) =>
    request(context, options, task),
  )
  define(apis, runtime.reportError, 'downloadFile', { url: 'String' }, (options, task) =>
    downloadFile(context, options, task),
  )
  define(
    apis,
    runtime.reportError,
    'uploadFile',
    { url: 'String', filePath: 'String', name: 'String' },
    (options, task) => uploadFile(context, options, task),
  )
}

function define(
  apis: Apis,
  reportError: (error: unknown) => void,
  name: string,
  required: Shape,
  run: (options: Options, task: Task) => Promise<unknown>,
): void {
  const parameters = [...Object.keys(required), 'header', 'data', 'method', 'timeout', 'dataType']
  const member = (options: unknown = {}) => {
    const task = transferTask(reportError)
    const answered = apis.answer(name, options, async () => {
      const problem = findParameterError(options, required, {})
      if (problem !== undefined) throw new ApiFailure(problem, { errno: 1001 })
      const { url } = options as { url: string }
      if (!/^https?:\/\//i.test(url))
        throw new ApiFailure(`invalid url "${url}"`, { errno: 600_009 })
      return run(options as Options, task)
    })
    // Nobody can wait for it, so nobody can miss its failure.
    answered?.catch(() => undefined)
    return task.handle
  }
  apis.define(name, member, parameters, ['data', 'statusCode', 'header'])
}

function headersOf(options: Options): Record<string, string> {
  const given = (options.header ?? {}) as Record<string, unknown>
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name.toLowerCase(), String(value)]),
  )
}

/** Sends over the phone's network and takes what comes back; abort and time-out in WeChat's words. */
async function send<T>(
  { network }: WxContext,
  options: Options,
  task: Task,
  url: string,
  init: RequestInit,
  take: (response: Response) => Promise<T>,
): Promise<T> {
  const timeout = AbortSignal.timeout(Number(options.timeout ?? TIMEOUT))
  const signal = AbortSignal.any([task.signal, timeout])
  try {
    return await network.send(async () => {
      const response = await fetch(url, { ...init, signal })
      task.headersReceived(Object.fromEntries(response.headers))
      return take(response)
    })
  } catch (error) {
    if (task.signal.aborted) throw new ApiFailure('abort')
    if (timeout.aborted) throw new ApiFailure('timeout', { errno: 5 })
    throw error
  }
}

async function request(context: WxContext, options: Options, task: Task): Promise<unknown> {
  const method = String(options.method ?? 'GET').toUpperCase()
  const headers = { 'content-type': 'application/json', ...headersOf(options) }
  const { url, body } = payload(String(options.url), method, options.data, headers['content-type'])
  const init = { method, headers, ...(body === undefined ? {} : { body }) }
  const { bytes, ...result } = await send(context, options, task, url, init, async (response) => ({
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    cookies: [],
    bytes: await response.arrayBuffer(),
  }))
  if (options.responseType === 'arraybuffer') return { ...result, data: bytes }
  const text = new TextDecoder().decode(bytes)
  return { ...result, data: (options.dataType ?? 'json') === 'json' ? parsed(text) : text }
}

/** Data go into the query of a GET, else into the body in the form the content type says. */
function payload(
  url: string,
  method: string,
  data: unknown,
  contentType: string,
): { url: string; body?: string | ArrayBuffer } {
  if (data === undefined || data === null) return { url }
  if (typeof data === 'string') return { url, body: data }
  if (typeName(data) === 'ArrayBuffer') return { url, body: data as ArrayBuffer }
  const form = new URLSearchParams(data as Record<string, string>).toString()
  if (method === 'GET') return { url: `${url}${url.includes('?') ? '&' : '?'}${form}` }
  const isForm = contentType.startsWith('application/x-www-form-urlencoded')
  return { url, body: isForm ? form : JSON.stringify(data) }
}

/** What is no JSON stays text, as in WeChat. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

async function downloadFile(context: WxContext, options: Options, task: Task): Promise<unknown> {
  const url = String(options.url)
  const init = { headers: headersOf(options) }
  const { bytes, ...result } = await send(context, options, task, url, init, async (response) => ({
    statusCode: response.status,
    header: Object.fromEntries(response.headers),
    bytes: await readWithProgress(response, task.progress),
  }))
  if (typeof options.filePath === 'string') {
    if (!options.filePath.startsWith(`${USER_DATA_PATH}/`)) {
      throw new ApiFailure(`permission denied, open ${options.filePath}`, { errno: 1_300_013 })
    }
    context.files.put(options.filePath, bytes)
    return { ...result, filePath: options.filePath }
  }
  const name = new URL(url).pathname.split('/').at(-1) ?? ''
  return { ...result, tempFilePath: context.files.addTemporary(bytes, name) }
}

async function uploadFile(context: WxContext, options: Options, task: Task): Promise<unknown> {
  const path = String(options.filePath)
  const bytes = context.files.bytes(path)
  if (!bytes) throw new ApiFailure('file not found')
  const form = new FormData()
  for (const [name, value] of Object.entries((options.formData ?? {}) as Options)) {
    form.append(name, String(value))
  }
  form.append(String(options.name), new Blob([bytes as BlobPart]), path.split('/').at(-1) ?? 'file')
  const init = { method: 'POST', headers: headersOf(options), body: form }
  return send(context, options, task, String(options.url), init, async (response) => {
    task.progress(bytes.length, bytes.length)
    return { data: await response.text(), statusCode: response.status }
  })
}
